/** All levers that may help the broken cells of a document, in the order of disruption. */
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
  for (const cell of situation.broken) {
    for (const lever of makers.flatMap((make) => make(cell, situation))) {
      const known = found.get(lever.id);
      // How far a promise has to be stretched depends on the cell.
      const farther = known === undefined || lever.steps > known.steps ? lever : known;
      const cells = [...(known?.cells ?? []), cell];
      if (lever.steps > 0 || known !== undefined) found.set(lever.id, { ...farther, cells });
    }
  }
  const order = ({ kind }: Lever): number => fixKinds.indexOf(kind);
  return [...found.values()].sort((a, b) => order(a) - order(b));
}
