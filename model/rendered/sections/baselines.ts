/** Which patches are approved on which systems, and how long after their release. */
import { alike } from "../../expand/alike";
import { uniqueCells } from "../../expand/cells";
import type { LostUse } from "../../expand/fieldUse";
import { lostUses } from "../../expand/notKept";
import { unpatchedSystems } from "../../expand/unpatchedSystems";
import type { Policy } from "../../policy";
import type { PolicySource } from "../source";
import { lostPlace, systemTitles } from "../terms";
import { type Block, list, name, names, paragraph, type Section, type Text, text } from "../tree";
import { findingsBy, nothingKeeps, nothingPatches, unlessKept } from "../unkept";
import { capitalised, dateWords, listWords } from "../words";

type Baseline = Policy["baselines"][string];
type Rule = Baseline["approve"][number];

export function baselinesSection(source: PolicySource): Section {
  const { policy, plan } = source;
  const lost = lostUses(policy, plan);
  return {
    id: "baselines",
    title: "Patch content",
    blocks: [
      paragraph(
        "A baseline says which patches are approved for a system, and from when on. What no rule approves is not installed. Where several rules fit a patch, the earliest approval counts.",
      ),
    ],
    parts: Object.entries(policy.baselines).map(([key, baseline]) => ({
      id: `baseline-${key}`,
      title: `Baseline ${key}`,
      blocks: [
        usedText(source, key, baseline),
        ...list([
          ...baseline.approve.map(ruleWords),
          ...listTexts(source, key, baseline),
          ...otherTexts(baseline),
          ...lostTexts(lost, key),
        ]),
      ],
    })),
  };
}

/** A group whose clouds patch none of its systems does not use a baseline, whatever it names. */
function usedText({ policy, plan }: PolicySource, key: string, { systems }: Baseline): Block {
  const naming = plan.groups.filter(({ name }) => policy.groups[name]?.baselines.includes(key));
  const using = naming.filter((group) => uniqueCells(group).some((one) => one.baseline === key));
  const used =
    using.length === 0 ? "used by no group" : text`used by ${names(using.map(({ name }) => name))}`;
  const lost = naming.flatMap((group) =>
    unpatchedSystems(policy, group)
      .filter(({ baseline }) => baseline === key)
      .map((one) => text`; ${nothingPatches(one)} in ${name(group.name)}`),
  );
  return paragraph(text`For ${listWords(systemTitles(systems))}; ${used}${lost.flat()}.`);
}

function ruleWords(rule: Rule): string {
  const what = rule.patchSet === "application" ? "Patches of Microsoft's applications" : "Patches";
  const filters = filterWords(rule);
  return `${what}${filters === "" ? "" : ` ${filters}`} are approved ${approvalWords(rule)}.`;
}

function approvalWords({ after, until }: Rule): string {
  if (until !== undefined) return `if they were released up to ${dateWords(until)}, and none later`;
  return after === 0 ? "at once" : `${after} day${after === 1 ? "" : "s"} after release`;
}

type Filters = Pick<Rule, "severity" | "priority" | "section" | "products"> & {
  readonly classification?: readonly string[] | undefined;
  readonly productFamily?: readonly string[] | undefined;
};

/** `of the kind security or critical, rated critical or high`. */
function filterWords(filters: Filters): string {
  const part = (words: string, allowed: readonly string[] | undefined): readonly string[] =>
    allowed === undefined ? [] : [`${words} ${listWords(allowed, "or")}`];
  return [
    ...part("of the kind", filters.classification),
    ...part("rated", filters.severity),
    ...part("of priority", filters.priority),
    ...part("of section", filters.section),
    ...part("for", filters.products),
    ...part("of the family", filters.productFamily),
  ].join(", ");
}

/** What all rules pass through, and the patches that a baseline names one by one; a cloud may be unable to hold an entry. */
function listTexts(source: PolicySource, key: string, baseline: Baseline): readonly Text[] {
  const { approved, reject, rejectAction, globalFilters } = baseline;
  const end = (rule: "approved/not-kept" | "reject/not-kept"): Text =>
    unlessKept(findingsBy(source, rule, ({ path }) => path[1] === key).length === 0, "everywhere");
  const isAllowed = rejectAction === "allowAsDependency";
  return [
    ...(globalFilters === undefined
      ? []
      : [`Of all that, only patches ${filterWords(globalFilters)} are looked at.`]),
    ...(approved.length === 0
      ? []
      : [text`Installed whatever the rules say: ${names(approved)}${end("approved/not-kept")}`]),
    ...(reject.length === 0
      ? []
      : [
          text`Never installed: ${names(reject)}${isAllowed ? ", but as a dependency of another" : ""}${end("reject/not-kept")}`,
        ]),
  ];
}

/** What a baseline says beside that. */
function otherTexts(baseline: Baseline): readonly Text[] {
  const { sources } = baseline;
  return [
    ...(sources.length === 0
      ? []
      : [
          text`Packages come from ${names(sources.map((source) => source.name))}, in place of the machine's own repositories.`,
        ]),
    ...(baseline.excludeKbsRequiringReboot
      ? ["On Azure, Windows updates that need a restart are left out."]
      : []),
    ...(baseline.availableSecurityUpdates === "nonCompliant"
      ? ["A machine that lacks a security update counts as not compliant before its approval too."]
      : []),
  ];
}

/** What of all that is lost, for each cloud and its systems; a section of its own says why. */
function lostTexts(lost: readonly LostUse[], key: string): readonly Text[] {
  const own = lost.filter(({ path }) => path[0] === "baselines" && path[1] === key);
  return alike(own, lostPlace).map((uses) => {
    const written = uses.map((use) => use.written.replace(` of baseline ${key}`, ""));
    const place = lostPlace(uses[0]);
    return text`${capitalised(listWords([...new Set(written)]))}: ${nothingKeeps(`on ${place}`)}.`;
  });
}
