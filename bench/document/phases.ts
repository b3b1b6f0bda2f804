/** One document through every phase of `check`, each timed. */
import type { Beside } from "../../model/beside";
import { cloudFaults } from "../../model/document/cloudLimits";
import { obligationFaults } from "../../model/document/obligationFaults";
import { readPolicy } from "../../model/document/read";
import { referenceFaults } from "../../model/document/references";
import { joiningOf } from "../../model/document/sections";
import { parseWhole } from "../../model/document/split";
import { expand } from "../../model/expand";
import { reportFindings } from "../../model/findings/report";
import { policySchema } from "../../model/policy";
import { prove } from "../../model/proof/prove";
import { renderFindings, renderProof } from "../../operations/checkText";
import { readAll } from "./texts";

export const phases = [
  "read",
  "YAML",
  "shape",
  "references",
  "places",
  "expand",
  "proof",
  "lints",
  "output",
] as const;
export type Phase = (typeof phases)[number];

export interface Cost {
  readonly wall: number;
  /** Processor time of all threads, the collector of rubbish among them. */
  readonly cpu: number;
}

export interface Measured {
  readonly groups: number;
  readonly bytes: number;
  readonly files: number;
  readonly cells: number;
  readonly findings: number;
  readonly peakMegabytes: number;
  readonly costs: Readonly<Record<string, Cost>>;
}

export function measure(file: string, asOf: number): Measured {
  const costs: Record<string, Cost> = {};
  const timed = <T>(phase: Phase, work: () => T): T => {
    const [started, before] = [performance.now(), process.cpuUsage()];
    const result = work();
    const { user, system } = process.cpuUsage(before);
    costs[phase] = { wall: performance.now() - started, cpu: (user + system) / 1000 };
    return result;
  };
  const { root, beside, texts } = timed("read", () => readAll(file));
  const joining = joiningOf(policySchema);
  const parsed = timed("YAML", () => parseWhole(file, root, beside, joining));
  if (!parsed.ok) throw new Error("the bench's own document is not valid YAML");
  const { value } = parsed.source;
  timed("shape", () => policySchema.parse(value));
  timed("references", () => [
    ...referenceFaults(value),
    ...obligationFaults(value),
    ...cloudFaults(value),
  ]);
  const { policy, positionOf } = readAgain(root, file, beside);
  const plan = timed("expand", () => expand(policy, positionOf));
  const proof = timed("proof", () => prove(plan, asOf));
  const findings = timed("lints", () => reportFindings({ policy, plan, positionOf }, proof, asOf));
  timed("places", () => findings.map(({ path }) => positionOf(path)));
  const written = timed("output", () => [...renderProof(proof), ...renderFindings(findings)]);
  if (written.length === 0) throw new Error("nothing to print");
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  return {
    groups: plan.groups.length,
    bytes: texts.reduce((sum, text) => sum + text.length, 0),
    files: texts.length,
    cells: proof.cells.length,
    findings: findings.length,
    peakMegabytes,
    costs,
  };
}

/** Untimed: its parts were timed one by one. */
function readAgain(root: string, file: string, beside: Beside) {
  const read = readPolicy(root, file, beside);
  if (!read.ok) throw new Error(read.faults[0]?.message ?? "the bench's own document is not valid");
  return read;
}
