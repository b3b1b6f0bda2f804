/** The rows of a report: each change in words, with what was before and what comes after. */
import { cloudWords } from "../rendered/terms";
import { name, names, paragraph, type Section, strong, type Text, text } from "../rendered/tree";
import { shortList } from "../textTable";
import { formatInstant } from "../zone";
import { byImportance, type Change, type ChangeKind, type Effect } from "./change";
import type { DelayChange } from "./delays";
import type { DeployedChange } from "./deployed";
import type { Difference } from "./difference";
import type { Figure, FiguresChange } from "./figures";
import type { PromiseChange } from "./promises";
import type { RunsChange, RunsOfYear } from "./runs";
import type { VerdictChange } from "./verdicts";

interface Row {
  readonly effect: Effect;
  readonly cells: readonly Text[];
}

export function promiseRows({
  promises,
  verdicts,
  delays,
}: Difference): readonly (readonly Text[])[] {
  const rows: readonly Row[] = [
    ...promises.map(promiseRow),
    ...verdicts.map(verdictRow),
    ...delays.filter((change) => !isDelay(change)).map(soakRow),
  ];
  return byImportance(rows).map(({ cells }) => cells);
}

const deadlineWords: Readonly<Record<Effect, string>> = {
  weaker: "looser",
  mixed: "looser for some",
  stronger: "tighter",
  neutral: "same time",
};

function promiseRow({ effect, groups, classes, before, after }: PromiseChange): Row {
  const what = text`${shortList(classes)} patches in ${names([shortList(groups)])}, due within`;
  return { effect, cells: [marked(deadlineWords[effect], effect), what, arrow(before, after)] };
}

function verdictRow(change: VerdictChange): Row {
  const { effect, group, ring, cloud, classes, before, after } = change;
  const word = effect === "weaker" ? "worse" : "better";
  const what = text`${shortList(classes)} patches in ${name(`${group}.${ring}`)} on ${cloudWords(cloud)}, worst case`;
  return { effect, cells: [marked(word, effect), what, arrow(before, after)] };
}

export function isDelay({ what }: DelayChange): boolean {
  return what === "approval delay";
}

function soakRow({ effect, rings, cloud, systems, before, after }: DelayChange): Row {
  const what = text`the soak of ${names([shortList(rings)])} on ${cloudWords(cloud)} (${shortList(systems)})`;
  return { effect, cells: [marked(effect, effect), what, arrow(before, after)] };
}

const kindWords: Readonly<Record<ChangeKind, string>> = {
  added: "added",
  removed: "removed",
  changed: "changed",
  renamed: "renamed",
};

export function changeRow({ path, kind, effect, before, after }: Change): readonly Text[] {
  const word = effect === "neutral" ? kindWords[kind] : `${kindWords[kind]}, ${effect}`;
  return [marked(word, effect), name(path.join(".")), arrow(before, after)];
}

export const figureColumns = [
  "ring",
  "cloud",
  "longest wait",
  "least time left",
  "shortest soak",
  "survives",
];

export function figuresRow({
  ring,
  cloud,
  wait,
  slack,
  soak,
  survives,
}: FiguresChange): readonly Text[] {
  return [name(ring), cloudWords(cloud), ...[wait, slack, soak, survives].map(figureText)];
}

function figureText({ before, after }: Figure): Text {
  return before === after ? before : `${before} → ${after}`;
}

export function delayRow({ rings, cloud, systems, before, after }: DelayChange): readonly Text[] {
  return [
    names([shortList(rings)]),
    `${shortList(systems)} on ${cloudWords(cloud)}`,
    arrow(before, after),
  ];
}

export function runsRow({ rings, before, after }: RunsChange): readonly Text[] {
  const next = (runs: RunsOfYear): string =>
    runs.next.length === 0
      ? "none"
      : runs.next.map((start) => formatInstant(start).slice(0, -" UTC".length)).join(", ");
  return [
    names([shortList(rings)]),
    figureText({ before: next(before), after: next(after) }),
    figureText({ before: String(before.count), after: String(after.count) }),
  ];
}

export function deployedRow(change: DeployedChange): readonly Text[] {
  const { place, kind, created, deleted, updated, kept } = change;
  return [place, `${kind}s`, ...[created, deleted, updated].map(namedOrCounted), String(kept)];
}

/** One by its name; of many the number: their names are in the JSON. */
function namedOrCounted(all: readonly string[]): Text {
  const [first] = all;
  return first !== undefined && all.length === 1 ? name(first) : String(all.length);
}

export function tagParagraphs({ tags: { added, removed } }: Difference): Section["blocks"] {
  return [
    ...(removed.length === 0
      ? []
      : [
          paragraph(
            text`Machines tagged ${names([shortList(removed)])} are patched by nothing any more: give them another tag first.`,
          ),
        ]),
    ...(added.length === 0
      ? []
      : [paragraph(text`New values of the tag PatchGroup: ${names([shortList(added)])}.`)]),
  ];
}

function marked(word: string, effect: Effect): Text {
  return effect === "weaker" || effect === "mixed" ? strong(word) : word;
}

function arrow(before: string | undefined, after: string | undefined): Text {
  if (before === undefined && after === undefined) return "";
  const part = (value: string | undefined): Text => (value === undefined ? "nothing" : name(value));
  return text`${part(before)} → ${part(after)}`;
}
