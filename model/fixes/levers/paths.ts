/** Levers of the out-of-cycle path: that a class takes it, that it is open in freezes, and how fast it is. */
import { entries, field, items } from "../../document/raw";
import type { CellProof } from "../../proof/verdict";
import type { Edit, Plain } from "../edit";
import type { Change, Lever, LeversOf } from "../lever";
import { lengthText, minutesOf, shorter } from "../steps";

const kind = "out-of-cycle path";
/** What a path triggers on when it does not say so. */
const defaultWhen: readonly Plain[] = ["exploited"];

/** The cell's class takes the tier's path, or the tier gets one: an existing one of the document, else a new one. */
export const pathLevers: LeversOf = (cell, { raw }) => {
  const tier = tierOf(raw, cell);
  const named = field(field(field(raw, "tiers"), tier), "outOfCycle");
  const paths = entries(field(raw, "outOfCycle")).map(([name]) => name);
  if (typeof named === "string") return triggerLever(cell, raw, named);
  const taken = paths.map((name) => existingPath(cell, raw, tier, name));
  return taken.length > 0 ? taken : [newPath(cell, tier)];
};

function tierOf(raw: unknown, cell: CellProof): string {
  return String(field(field(field(raw, "groups"), cell.group), "tier"));
}

/** The widest word that the class needs: no severity where exploitation is what counts. */
function wordOf({ class: { severity, exploited } }: CellProof): string {
  return exploited ? "exploited" : severity;
}

function once(cell: CellProof, id: string, change: Omit<Change, "kind" | "size">): Lever {
  return {
    kind,
    id,
    cells: [cell],
    steps: 1,
    monotone: true,
    change: () => ({ ...change, kind, size: change.edits.length }),
  };
}

function triggerLever(cell: CellProof, raw: unknown, name: string): readonly Lever[] {
  const edit = triggerEdit(raw, name, wordOf(cell));
  const path = ["outOfCycle", name];
  const sentence = `${wordOf(cell)} patches take out-of-cycle path ${name}`;
  return edit === undefined
    ? []
    : [once(cell, `${path.join("/")}/${wordOf(cell)}`, { path, edits: [edit], sentence })];
}

/** Nothing when the path is triggered by the word already. */
function triggerEdit(raw: unknown, name: string, word: string): Edit | undefined {
  const path = ["outOfCycle", name, "when"];
  const when = field(field(field(raw, "outOfCycle"), name), "when");
  if (when === undefined) {
    return defaultWhen.includes(word)
      ? undefined
      : { kind: "set", path, value: [...defaultWhen, word] };
  }
  return items(when).includes(word) ? undefined : { kind: "append", path, value: word };
}

function existingPath(cell: CellProof, raw: unknown, tier: string, name: string): Lever {
  const word = wordOf(cell);
  const trigger = triggerEdit(raw, name, word);
  const path = ["tiers", tier, "outOfCycle"];
  return once(cell, `${path.join("/")}/${name}/${word}`, {
    path,
    edits: [{ kind: "set", path, value: name }, ...(trigger === undefined ? [] : [trigger])],
    sentence: `tier ${tier} gets out-of-cycle path ${name} for ${word} patches`,
  });
}

function newPath(cell: CellProof, tier: string): Lever {
  const word = wordOf(cell);
  const path = ["tiers", tier, "outOfCycle"];
  return once(cell, `outOfCycle/urgent/${tier}/${word}`, {
    path,
    edits: [
      { kind: "set", path: ["outOfCycle", "urgent", "when"], value: [word] },
      { kind: "set", path, value: "urgent" },
    ],
    sentence: `tier ${tier} gets a new out-of-cycle path urgent for ${word} patches, with 4h of notice, 4h to decide, 6h a ring and 2h of soak`,
  });
}

/** Freezes no longer bar the path. A window cannot tell what is exploited, so freezes open for the path only. */
export const freezeLevers: LeversOf = (cell, { raw }) => {
  const name = field(field(field(raw, "tiers"), tierOf(raw, cell)), "outOfCycle");
  const written = field(field(raw, "outOfCycle"), String(name));
  if (written === undefined || field(written, "inFreeze") === true) return [];
  const path = ["outOfCycle", String(name), "inFreeze"];
  const change: Change = {
    kind: "freeze exception",
    path,
    edits: [{ kind: "set", path, value: true }],
    size: 1,
    sentence: `out-of-cycle path ${String(name)} is open during freezes`,
  };
  return [
    {
      kind: "freeze exception",
      id: path.join("/"),
      cells: [cell],
      steps: 1,
      monotone: true,
      change: () => change,
    },
  ];
};

interface Part {
  readonly keys: readonly string[];
  readonly words: string;
  /** What counts when it is left out. */
  readonly usual: number;
  readonly least: number;
}

const parts: readonly Part[] = [
  { keys: ["notice"], words: "gives notice of", usual: 240, least: 0 },
  { keys: ["decide", "within"], words: "is decided within", usual: 240, least: 15 },
  { keys: ["soak"], words: "rests between rings for", usual: 120, least: 15 },
  { keys: ["perRing"], words: "patches a ring within", usual: 360, least: 60 },
];

/** A faster path: each of its parts is a lever of its own. */
export const pathSpeedLevers: LeversOf = (cell, { raw }) => {
  const name = String(field(field(field(raw, "tiers"), tierOf(raw, cell)), "outOfCycle"));
  const written = field(field(raw, "outOfCycle"), name);
  if (written === undefined) return [];
  return parts.map(({ keys, words, usual, least }): Lever => {
    const value = keys.reduce<unknown>((inner, key) => field(inner, key), written);
    const current = minutesOf(value) ?? usual;
    const values = shorter(current, least);
    const path = ["outOfCycle", name, ...keys];
    return {
      kind,
      id: path.join("/"),
      cells: [cell],
      steps: values.count,
      monotone: true,
      change: (step) => {
        const length = values.at(step);
        return {
          kind,
          path,
          edits: [{ kind: "set", path, value: lengthText(length) }],
          size: current - length,
          sentence: `out-of-cycle path ${name} ${words} ${lengthText(length)} instead of ${lengthText(current)}`,
        };
      },
    };
  });
};
