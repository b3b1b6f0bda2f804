/** Single changes that repair everything: for each lever the smallest value that does, for each kind the smallest of those. */
import { type Change, type FixKind, fixKinds, type Lever } from "./lever";
import type { Prober } from "./prober";

/** Values that a change which makes something else worse is followed by, before its lever is given up. */
const mostSteps = 4;

/** The smallest step of a lever with which something holds; nothing when no step does. */
export function smallestStep(
  { steps, monotone }: Lever,
  holds: (step: number) => boolean,
  from = 0,
): number | undefined {
  if (!monotone) {
    for (let step = from; step < steps; step++) if (holds(step)) return step;
    return undefined;
  }
  if (steps <= from || !holds(steps - 1)) return undefined;
  let [low, high] = [from - 1, steps - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Judges changes on the changed text, with everything that they touch. */
export interface Court<Fix> {
  /** The changes as a fix, when they repair everything and make nothing worse. */
  confirm(changes: readonly Change[]): Fix | undefined;
  /** Whether a change makes anything worse by itself. */
  harms(change: Change): boolean;
}

/** One change of each kind, in the order of disruption. */
export function singleFixes<Fix>(
  levers: readonly Lever[],
  prober: Prober,
  broken: number,
  court: Court<Fix>,
): readonly Fix[] {
  // A lever that has nothing to do with one of the broken cells does not repair it.
  const wide = levers.filter(({ cells }) => cells.length === broken);
  return fixKinds.flatMap((kind) => smallestOfKind(kind, wide, prober, court));
}

interface Candidate {
  readonly lever: Lever;
  readonly step: number;
  readonly change: Change;
}

function smallestOfKind<Fix>(
  kind: FixKind,
  levers: readonly Lever[],
  prober: Prober,
  court: Court<Fix>,
): readonly Fix[] {
  const queue = levers
    .filter((lever) => lever.kind === kind)
    .flatMap((lever) => candidateFrom(lever, 0, prober));
  const refused = new Map<Lever, number>();
  while (queue.length > 0 && !prober.cut) {
    queue.sort((a, b) => a.change.size - b.change.size);
    const smallest = queue.shift();
    if (smallest === undefined) break;
    const fix = court.confirm([smallest.change]);
    if (fix !== undefined) return [fix];
    const { lever, step } = smallest;
    const count = (refused.get(lever) ?? 0) + 1;
    refused.set(lever, count);
    if (count < mostSteps) queue.push(...candidateFrom(lever, step + 1, prober));
  }
  return [];
}

function candidateFrom(lever: Lever, from: number, prober: Prober): readonly Candidate[] {
  const step = smallestStep(lever, (at) => prober.repairs([lever.change(at)]), from);
  return step === undefined ? [] : [{ lever, step, change: lever.change(step) }];
}
