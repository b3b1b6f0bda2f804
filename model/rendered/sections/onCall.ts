/** Who is on call, who may decide what and until when, and when too few are. */
import { coverage } from "../../onCall/coverage";
import { coveredDays, coveredSpan, describeGap } from "../../onCall/findings";
import { rosterOf } from "../../onCall/roster";
import { formatTime } from "../../schedule";
import type { PolicySource } from "../source";
import { partyWords } from "../terms";
import { type Block, list, names, paragraph, type Section, type Text, table } from "../tree";
import { dateWords, listWords, minutesWords } from "../words";

export function onCallPart(source: PolicySource): Section | undefined {
  const { policy } = source;
  const people = Object.entries(policy.people);
  const roster = rosterOf(policy);
  if (people.length === 0 && roster === undefined) return undefined;
  const blocks = [
    ...table(["Person", "Team", "Contact", "May decide"], people.map(personRow(source))),
    ...(roster === undefined ? [] : rosterBlocks(source)),
  ];
  return { id: "on-call", title: "People on call", blocks };
}

type Person = PolicySource["policy"]["people"][string];

function personRow({ policy }: PolicySource) {
  return ([, { name, team, contact, authority }]: readonly [string, Person]): readonly Text[] => [
    name,
    team === undefined ? "–" : partyWords(policy, team),
    contact ?? "unknown",
    authority.length === 0 ? "nothing" : authority.flatMap(authorityText),
  ];
}

function authorityText(
  { paths, from, until }: Person["authority"][number],
  index: number,
): readonly Exclude<Text, string>[number][] {
  const since = from === undefined ? "" : `from ${dateWords(from)} `;
  return [index === 0 ? "" : "; ", ...names(paths), `, ${since}until ${dateWords(until)}`];
}

function rosterBlocks(source: PolicySource): readonly Block[] {
  const { policy } = source;
  const roster = rosterOf(policy);
  if (roster === undefined) return [];
  const { handover, zone, shifts } = roster;
  const time = formatTime({ hour: Math.floor(handover / 60), minute: handover % 60 });
  const called = (people: readonly string[]): string =>
    listWords(people.map((one) => policy.people[one]?.name ?? one));
  return [
    paragraph(`Days of the roster change hands at ${time} (${zone}). Shifts that overlap add up.`),
    ...table(
      ["From", "To", "On call", "Turn"],
      shifts.map(({ people, from, to, rotate }) => [
        dateWords(from),
        dateWords(to),
        called(people),
        rotate === undefined ? "all at once" : `${minutesWords(rotate * 1440)} each`,
      ]),
      "The shifts",
    ),
    ...coverageBlocks(source, zone),
  ];
}

/** The roster says who is there; this says whether that is enough. */
function coverageBlocks({ policy, asOf }: PolicySource, zone: string): readonly Block[] {
  const { from, until } = coveredSpan(policy, asOf, coveredDays);
  return coverage(policy, from, until).flatMap(({ path, quorum, gaps }): readonly Block[] =>
    gaps.length === 0
      ? [
          {
            kind: "notice",
            tone: "good",
            text: `For ${coveredDays} days, ${quorum} or more who may decide on ${path} are on call at every instant.`,
          },
        ]
      : [
          {
            kind: "notice",
            tone: "bad",
            text: `Too few are on call who may decide on ${path} (${quorum} must):`,
          },
          ...list(gaps.map((gap) => describeGap(gap, quorum, zone))),
        ],
  );
}
