/** The one form in which the document says, beside a sentence, that what it asks for is not kept. */
import type { UnpatchedSystems } from "../expand/unpatchedSystems";
import type { FindingId } from "../findings/catalogue";
import type { ReportedFinding } from "../findings/report";
import { shortList } from "../textTable";
import type { PolicySource } from "./source";
import { systemTitles } from "./terms";
import { type Inline, strong, type Text } from "./tree";
import { listWords } from "./words";

/** `nothing keeps that on Azure`; accepted or not, it is not kept. */
export function nothingKeeps(where = ""): readonly Inline[] {
  return strong(`nothing keeps that${where === "" ? "" : ` ${where}`}`);
}

/** `nothing patches macOS 14`: on systems that none of a group's clouds knows. */
export function nothingPatches({ systems }: UnpatchedSystems): readonly Inline[] {
  return strong(`nothing patches ${listWords(systemTitles(systems))}`);
}

/** The end of a sentence: a full stop, after the qualification where a finding calls for one. */
export function unlessKept(isKept: boolean, where = ""): Text {
  return isKept ? "." : ["; ", ...nothingKeeps(where), "."];
}

/** The findings of one rule, accepted ones among them: an acceptance keeps nothing. */
export function findingsBy(
  { findings }: PolicySource,
  rule: FindingId,
  isMeant: (one: ReportedFinding) => boolean,
): readonly ReportedFinding[] {
  return findings.filter((one) => one.rule === rule && isMeant(one));
}

/** `in web.canary, web.broad`: the rings that findings are about. */
export function ringsOf(findings: readonly ReportedFinding[]): string {
  const rings = findings.flatMap(({ group, ring }) =>
    group === undefined || ring === undefined ? [] : [`${group}.${ring}`],
  );
  return rings.length === 0 ? "" : `in ${shortList([...new Set(rings)])}`;
}
