/** The peer: the tests' simulator, which steps through time as the services would, on promises of the same plan. */
import { appliesTo } from "../../model/calendar";
import type { Plan } from "../../model/plan";
import { approvalDelay } from "../../model/proof/kinds";
import type { CellProof, Proof } from "../../model/proof/verdict";
import { systemFacts } from "../../model/systems";
import { type Simulation, simulateLanding, simulation } from "../../test/support/simulate";

/** Milliseconds. */
export interface PeerCost {
  /** To walk through a ring's calendar. */
  readonly perCalendar: number;
  /** To find where one release lands. */
  readonly perRelease: number;
}

const promises = 40;
const releasesOfEach = 500;

/** @throws Error when a release lands later than proved: then there is nothing to compare. */
export function simulateSample(plan: Plan, proof: Proof, asOf: number): PeerCost {
  const routine = proof.cells.filter(
    ({ verdict }) => verdict.kind === "kept" && verdict.by === "routine",
  );
  const step = Math.max(1, Math.floor(routine.length / promises));
  const sample = routine.filter((_, index) => index % step === 0).slice(0, promises);
  const until = proof.until + 440 * 1440;
  const started = performance.now();
  const simulated = sample.map((cell) => ({ cell, one: simulationOf(plan, cell, asOf, until) }));
  const walked = performance.now();
  for (const { cell, one } of simulated) compare(cell, one, [asOf, proof.until]);
  const ended = performance.now();
  return {
    perCalendar: (walked - started) / sample.length,
    perRelease: (ended - walked) / sample.length / releasesOfEach,
  };
}

function simulationOf(plan: Plan, cell: CellProof, asOf: number, until: number): Simulation {
  const group = plan.groups.find(({ name }) => name === cell.group);
  const ring = group?.rings.find(({ name }) => name === cell.ring);
  const system = ring?.systems.find(
    (one) => one.system === cell.system && one.cloud === cell.cloud,
  );
  if (ring === undefined || system === undefined) throw new Error("a proved cell is in no ring");
  const delay = approvalDelay(system, cell.class, plan.severities);
  if ("never" in delay) throw new Error("a kept promise has a delay");
  return simulation(
    {
      window: ring.window,
      freezes: plan.freezes.filter((freeze) => appliesTo(freeze, cell.group)),
      cloud: cell.cloud,
      delayDays: delay.days,
      cumulative: systemFacts(cell.system).cumulative,
      effectiveFrom: plan.effectiveFrom,
    },
    asOf,
    until,
  );
}

function compare(
  { worstWait }: CellProof,
  simulated: Simulation,
  [from, until]: readonly [number, number],
): void {
  const longest =
    worstWait.landing === "never"
      ? Number.POSITIVE_INFINITY
      : worstWait.landing - worstWait.release;
  for (let index = 0; index < releasesOfEach; index++) {
    const release = from + Math.floor(((until - from) * index) / releasesOfEach);
    const landing = simulateLanding(simulated, release);
    if (landing - release > longest) throw new Error("a release lands later than proved");
  }
}
