/** One plan, proved, and a sample of its promises simulated. */
import type { Plan } from "../../model/plan";
import { prove } from "../../model/proof/prove";
import type { Proof } from "../../model/proof/verdict";
import { type Breadth, calendarsOf, narrowed, planOfOrganisation } from "./plan";
import { type PeerCost, simulateSample } from "./sample";

export interface Measured {
  readonly groups: number;
  readonly breadth: Breadth;
  readonly cells: number;
  /** Windows under freezes that differ in content. */
  readonly calendars: number;
  /** Those that run every day. */
  readonly daily: number;
  /** Release minutes, of all promises together. */
  readonly releases: number;
  /** Of the whole process, the making of the plan included. */
  readonly peakMegabytes: number;
  /** Milliseconds. */
  readonly proof: { readonly first: number; readonly best: number };
  readonly peer: PeerCost;
}

const asOf = Date.UTC(2026, 11, 1) / 60_000;

export function measure(groups: number, breadth: Breadth): Measured {
  const plan = narrowed(planOfOrganisation(groups), breadth);
  const { cost: first, proof } = timed(plan);
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  const others = Array.from({ length: 4 }, () => timed(plan).cost);
  return {
    groups,
    breadth,
    cells: proof.cells.length,
    ...calendarsOf(plan),
    releases: proof.cells.length * (proof.until - asOf),
    peakMegabytes,
    proof: { first, best: Math.min(first, ...others) },
    peer: simulateSample(plan, proof, asOf),
  };
}

function timed(plan: Plan): { readonly cost: number; readonly proof: Proof } {
  const started = performance.now();
  const proof = prove(plan, asOf);
  return { cost: performance.now() - started, proof };
}
