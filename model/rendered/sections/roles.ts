/** Who answers for what: everybody whom the document names, teams, layers, people on call, shared responsibility. */
import { askedOnCall } from "../../onCall/coverage";
import type { PolicySource } from "../source";
import { partyWords } from "../terms";
import { names, type Section, type Text, table, text } from "../tree";
import { layersPart } from "./layers";
import { onCallPart } from "./onCall";
import { responsibilitiesPart } from "./responsibilities";

export function rolesSection(source: PolicySource): Section {
  const parts = [layersPart(source), onCallPart(source), responsibilitiesPart(source)].flatMap(
    (part) => part ?? [],
  );
  return {
    id: "roles",
    title: "Roles and responsibilities",
    blocks: [...table(["Who", "Answers for"], namedRows(source)), ...teamsTable(source)],
    ...(parts.length === 0 ? {} : { parts }),
  };
}

function teamsTable({ policy }: PolicySource): Section["blocks"] {
  return table(
    ["Team", "Lead", "Contact"],
    Object.entries(policy.teams ?? {}).map(([team, { title, lead, contact }]) => [
      title === undefined ? team : `${title} (${team})`,
      lead ?? "nobody named",
      contact ?? "unknown",
    ]),
    "The teams",
  );
}

/** What somebody answers for, before the names that it is about. */
interface Duty {
  readonly who: string | undefined;
  readonly what: string;
  readonly about?: string;
}

/** Everybody whom the document names, in the order in which it names them. */
function namedRows({ policy }: PolicySource): readonly (readonly Text[])[] {
  const duties = dutiesOf(policy);
  const who = [...new Set(duties.flatMap((duty) => duty.who ?? []))];
  return who.map((one) => {
    const mine = duties.filter((duty) => duty.who === one);
    const whats = [...new Set(mine.map(({ what }) => what))];
    return [
      partyWords(policy, one),
      whats.flatMap((what, index): Text => {
        const about = mine.flatMap((duty) =>
          duty.what === what && duty.about !== undefined ? [duty.about] : [],
        );
        return text`${index === 0 ? "" : "; "}${what}${about.length === 0 ? "" : text` ${names(about)}`}`;
      }),
    ];
  });
}

function dutiesOf(policy: PolicySource["policy"]): readonly Duty[] {
  const each = <Entry>(
    entries: readonly (readonly [string, Entry])[],
    what: string,
    who: (entry: Entry) => string | undefined,
  ): readonly Duty[] => entries.map(([about, entry]) => ({ who: who(entry), what, about }));
  const risks = policy.exceptions.map((exception) => [exception.id, exception] as const);
  const windows = Object.entries(policy.windows);
  return [
    { who: policy.owner, what: "this policy" },
    { who: policy.approvedBy, what: "its approval" },
    ...each(Object.entries(policy.groups), "the machines of", ({ owner }) => owner),
    ...each(windows, "the window", ({ owner }) => owner),
    ...each(Object.entries(policy.testWindows), "the test window", ({ owner }) => owner),
    ...each(windows, "agreed to the window", ({ agreedBy }) => agreedBy),
    ...each(Object.entries(policy.outOfCycle), "the decision on the path", ({ decide }) =>
      decide.by === askedOnCall ? undefined : decide.by,
    ),
    ...each(risks, "the accepted risk", ({ owner }) => owner),
    ...each(risks, "approved the risk", ({ approvedBy }) => approvedBy),
  ];
}
