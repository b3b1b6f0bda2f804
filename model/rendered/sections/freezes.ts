/** Days on which nothing is installed, or nothing tested. */
import type { Freeze } from "../../plan";
import type { Interval, ZoneName } from "../../time";
import { formatInstant } from "../../zone";
import type { PolicySource } from "../source";
import { name, names, paragraph, type Section, type Text, table, text } from "../tree";
import { dateWords, yearDayWords } from "../words";

export function freezesSection(source: PolicySource): Section | undefined {
  const { policy, plan } = source;
  if (policy.freezes.length === 0) return undefined;
  const planned = new Map([...plan.testFreezes, ...plan.freezes].map((one) => [one.name, one]));
  const paths = plan.groups.flatMap(({ outOfCycle }) =>
    outOfCycle?.inFreeze === true ? [outOfCycle.name] : [],
  );
  return {
    id: "freezes",
    title: "Freezes",
    blocks: [
      paragraph(
        text`On these days nothing is installed; a run that would touch one does not happen. ${openText([...new Set(paths)])}`,
      ),
      ...table(
        ["Freeze", "When", "Zone", "Bars", "Groups"],
        policy.freezes.flatMap(({ name: freeze, bars }) => {
          const found = planned.get(freeze);
          return found === undefined ? [] : [freezeRow(source, found, bars)];
        }),
      ),
    ],
  };
}

function openText(open: readonly string[]): Text {
  return open.length === 0
    ? "No path is open during a freeze."
    : text`Only the path ${names(open)} is open then.`;
}

const barWords = { installs: "installs", tests: "tests", both: "installs and tests" } as const;

function freezeRow(
  { asOf }: PolicySource,
  freeze: Freeze,
  bars: keyof typeof barWords,
): readonly Text[] {
  return [
    name(freeze.name),
    whenWords(freeze, asOf),
    freeze.timezone,
    barWords[bars],
    freeze.groups === undefined ? "all" : names(freeze.groups),
  ];
}

/** Imported spans that a reader may want to see; all of them stand in the calendar's file. */
const shownSpans = 6;

function whenWords({ when, timezone }: Freeze, asOf: number): string {
  switch (when.kind) {
    case "yearly":
      return `${yearDayWords(when.from)} to ${yearDayWords(when.to)}, every year`;
    case "once":
      return `${dateWords(when.from)} to ${dateWords(when.to)}`;
    case "spans": {
      const coming = when.spans.filter(([, end]) => end > asOf);
      const shown = coming.slice(0, shownSpans).map((span) => spanWords(span, timezone));
      const more = coming.length - shown.length;
      return `imported: ${shown.length === 0 ? "nothing to come" : shown.join("; ")}${more > 0 ? ` and ${more} more` : ""}`;
    }
  }
}

/** Whole local days by their names, anything else by its minutes. */
function spanWords([from, until]: Interval, zone: ZoneName): string {
  const [first, last] = [localWords(from, zone), localWords(until, zone)];
  if (!first.endsWith(" 00:00") || !last.endsWith(" 00:00")) return `${first} to ${last}`;
  const begin = first.slice(0, 10);
  const end = localWords(until - 1, zone).slice(0, 10);
  return begin === end ? dateWords(begin) : `${dateWords(begin)} to ${dateWords(end)}`;
}

function localWords(instant: number, zone: string): string {
  return formatInstant(instant, zone).slice(0, -zone.length - 1);
}
