/** All levers that may help the broken cells of a document, in the order of disruption. */
import type { PathStep } from "../fault";
import { valueAt } from "./edit";
import { fixKinds, type Lever, type LeversOf, type Situation } from "./lever";
import { concurrencyLevers, cutoffLevers } from "./levers/capacity";
import { deadlineLevers } from "./levers/deadlines";
import { delayLevers, soakLevers } from "./levers/delays";
import { orderLevers } from "./levers/order";
import { freezeLevers, pathLevers, pathSpeedLevers } from "./levers/paths";
import {
  addedWindowLevers,
  chosenWindowLevers,
  extendedWindowLevers,
  movedWindowLevers,
} from "./levers/windows";

const makers: readonly LeversOf[] = [
  delayLevers,
  soakLevers,
  pathLevers,
  pathSpeedLevers,
  freezeLevers,
  concurrencyLevers,
  cutoffLevers,
  chosenWindowLevers,
  movedWindowLevers,
  extendedWindowLevers,
  addedWindowLevers,
  orderLevers,
  deadlineLevers,
];

export function leversFor(situation: Situation): readonly Lever[] {
  const found = new Map<string, Lever>();
  const places = firstPlaces(situation.raw);
  for (const cell of situation.broken) {
    for (const lever of makers.flatMap((make) => make(cell, situation))) {
      const id = idAt(lever, situation.raw, places);
      const known = found.get(id);
      // How far a promise has to be stretched depends on the cell.
      const farther = known === undefined || lever.steps > known.steps ? lever : known;
      const cells = [...(known?.cells ?? []), cell];
      if (lever.steps > 0 || known !== undefined) found.set(id, { ...farther, id, cells });
    }
  }
  const order = ({ kind }: Lever): number => fixKinds.indexOf(kind);
  return [...found.values()].sort((a, b) => order(a) - order(b));
}

type Places = ReadonlyMap<object, readonly PathStep[]>;

/** Where each block of the document stands first: YAML aliases make one block stand in several places. */
function firstPlaces(raw: unknown): Places {
  const places = new Map<object, readonly PathStep[]>();
  const visit = (value: unknown, path: readonly PathStep[]): void => {
    if (typeof value !== "object" || value === null || places.has(value)) return;
    places.set(value, path);
    if (Array.isArray(value)) value.forEach((item, index) => void visit(item, [...path, index]));
    else for (const [key, one] of Object.entries(value)) visit(one, [...path, key]);
  };
  visit(raw, []);
  return places;
}

/** Two levers of one shared block are one. */
function idAt(lever: Lever, raw: unknown, places: Places): string {
  if (lever.steps === 0) return lever.id;
  const { path } = lever.change(0);
  const holder = valueAt(raw, path.slice(0, -1));
  const first = typeof holder === "object" && holder !== null ? places.get(holder) : undefined;
  const last = path.at(-1) ?? "";
  return first === undefined
    ? lever.id
    : lever.id.replace(path.join("/"), [...first, last].join("/"));
}
