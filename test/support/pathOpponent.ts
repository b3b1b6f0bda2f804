/** Compares what the proof says of an out-of-cycle path with a walk through its minutes. */
import { expect } from "vitest";
import type { OutOfCyclePath } from "../../model/plan";
import { prove } from "../../model/proof/prove";
import { deadline, group, plan, ring, system } from "./plans";
import { expectContiguous, landingOf } from "./proofOpponent";
import { dayMinutes, effectiveFrom, type RandomPath, type RandomPolicy } from "./randomPolicies";
import { simulateEmergency } from "./simulate";
import { isFrozen } from "./simulateCalendar";

/** Fails when the path's printed worst cases are not what a walk through its minutes finds. */
export function comparePathWithSimulation({ policy, path, within }: RandomPath): void {
  const exploited = { severity: "critical", exploited: true } as const;
  const promise = deadline({ months: 0, minutes: within }, { class: exploited });
  // No rule approves anything, so that the path alone serves.
  const nothing = [system(0, { approvals: [] })];
  const rings = policy.windows.map((window, index) => ring(`ring${index}`, window, nothing));
  const only = group(rings, [promise], { outOfCycle: path });
  const proof = prove(plan([only], { freezes: policy.freezes, effectiveFrom }), policy.asOf);
  const triggers = pathTriggers(policy, path, [policy.asOf, proof.until]);
  proof.cells.forEach((cell, index) => {
    const ends = triggers.map((trigger) => {
      const end = simulateEmergency(path, index + 1, policy.freezes, trigger);
      return end - trigger > 400 * dayMinutes ? Number.POSITIVE_INFINITY : end;
    });
    const waits = ends.map((end, position) => end - (triggers[position] ?? 0));
    expect(landingOf(cell.worstWait) - cell.worstWait.release).toBe(Math.max(...waits));
    expect(landingOf(cell.worstLateness) - cell.worstLateness.due).toBe(
      Math.max(...waits) - within,
    );
    expect(cell.survives() >= 0).toBe(Math.max(...waits) <= within);
    expectContiguous(cell, cell.worstWait);
  });
}

/** Triggers around every edge of a freeze, moved back by every part of the path. */
function pathTriggers(
  { freezes, tries }: RandomPolicy,
  path: OutOfCyclePath,
  [from, until]: readonly [number, number],
): readonly number[] {
  const wanted = new Set([
    from,
    until,
    ...tries.map((share) => Math.floor(from + share * (until - from))),
  ]);
  const lead = path.notice + path.decideWithin;
  // Every zone here changes its day on a quarter of an hour.
  const quarter = Math.floor(from / 15) * 15;
  for (let minute = quarter; minute < until + 30 * dayMinutes; minute += 15) {
    if (isFrozen(freezes, minute - 15, minute - 14) === isFrozen(freezes, minute, minute + 1))
      continue;
    for (const executions of [1, 2]) {
      const offset = lead + executions * path.perRing + (executions - 1) * path.soak;
      for (const step of [-1, 0, 1, 2]) wanted.add(minute - offset + step);
    }
  }
  return [...wanted].filter((trigger) => trigger >= from && trigger <= until);
}
