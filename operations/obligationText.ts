/** Obligations as people and scripts read them: the table of all, and one with everything. */
import { describeReleases } from "../model/deadline";
import { describeDuration } from "../model/duration";
import type { Binding } from "../model/expand/bound";
import { fixWithin } from "../model/obligations/applies";
import { describeApplicability, describeLimit } from "../model/obligations/describe";
import type { Obligation, Status } from "../model/obligations/obligation";
import { className } from "../model/proof/findings";
import { renderTable } from "../model/textTable";

/** An obligation, and how it fares in a document; nothing is known of that without one. */
export interface ObligationRow {
  readonly obligation: Obligation;
  readonly binding: Binding | undefined;
}

export function renderObligations(rows: readonly ObligationRow[]): readonly string[] {
  const inDocument = rows.some(({ binding }) => binding !== undefined);
  return renderTable(
    ["obligation", "short form", "status", "limits", ...(inDocument ? ["binds here"] : [])],
    rows.map(({ obligation, binding }) => [
      obligation.id,
      obligation.aliases.join(" ") || "-",
      statusWord(obligation.status),
      limitsText(obligation),
      ...(binding === undefined ? [] : [bindingText(binding)]),
    ]),
  );
}

/** Everything about one obligation. */
export function renderObligation({ obligation, binding }: ObligationRow): readonly string[] {
  const { id, aliases, title, status, limits, duties, evidence, source } = obligation;
  const since = status.since === undefined ? "" : ` since ${status.since}`;
  const note = status.note === undefined ? "" : ` (${status.note})`;
  const notes = [...new Set(limits.flatMap((limit) => limit.note ?? []))];
  return [
    `${id}: ${title}`,
    ...(aliases.length === 0 ? [] : [`short form: ${aliases.join(", ")}`]),
    `status: ${statusWord(status)}${since}${note}`,
    ...(binding === undefined ? [] : bindingLines(binding)),
    "",
    ...renderTable(
      ["control", "where", "limit"],
      limits.map(({ control, when, limit, note: more }) => [
        control,
        describeApplicability(when),
        `${describeLimit(limit)}${more === undefined ? "" : ` [${notes.indexOf(more) + 1}]`}`,
      ]),
    ),
    ...notes.map((text, index) => `[${index + 1}] ${text}`),
    ...(duties.length === 0 ? [] : ["", ...dutyLines(obligation)]),
    "",
    ...(evidence.length === 0 ? [] : [`evidence: ${evidence.join("; ")}`]),
    `source: ${source}`,
  ];
}

/** The same for scripts: durations as the document writes them. */
export function obligationJson({ obligation, binding }: ObligationRow): object {
  const shown = { ...obligation, ...(binding === undefined ? {} : { binding }) };
  return JSON.parse(
    JSON.stringify(shown, (key, value) =>
      key === "within" || key === "every" ? describeDuration(value) : value,
    ),
  );
}

function dutyLines({ duties }: Obligation): readonly string[] {
  return renderTable(
    ["control", "every", "duty"],
    duties.map(({ control, every, what }) => [
      control,
      every === undefined ? "always" : describeDuration(every),
      what,
    ]),
  );
}

function statusWord({ kind }: Status): string {
  return kind === "inForce" ? "in force" : kind;
}

/** `2d to 1mo`, `14d`, `own limit`. */
function limitsText({ limits }: Obligation): string {
  const sorted = limits
    .flatMap(({ limit }) => fixWithin(limit)?.within ?? [])
    .sort((a, b) => a.months - b.months || a.minutes - b.minutes)
    .map(describeDuration);
  const [first] = sorted;
  const last = sorted.at(-1);
  const span = first === undefined ? [] : [first === last ? first : `${first} to ${last}`];
  const others = limits.filter(({ limit }) => fixWithin(limit) === undefined);
  return [...span, ...new Set(others.map(({ limit }) => describeLimit(limit)))].join(", ");
}

function bindingText(binding: Binding): string {
  switch (binding.kind) {
    case "binds":
      return [...new Set(binding.deadlines.map(({ group }) => group))].join(" ");
    case "neverTightest":
      return "never the tightest";
    case "noLimit":
      return "nothing: no limit in time here";
    case "notInForce":
      return "nothing: not in force";
    case "notNamed":
      return "-";
  }
}

function bindingLines(binding: Binding): readonly string[] {
  if (binding.kind === "notNamed") return ["binds here: nothing, the document does not name it"];
  if (binding.kind !== "binds") return [`binds here: ${bindingText(binding)}`];
  return [
    "binds here:",
    ...binding.deadlines.map((one) => {
      const releases = describeReleases(one);
      const promise = `${className(one.class)} within ${describeDuration(one.within)}`;
      return `  ${one.group}: ${promise}${releases === undefined ? "" : ` for ${releases}`}`;
    }),
  ];
}
