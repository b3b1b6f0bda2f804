/** What a rendered policy is made from: the document, its plan and proof, and the day that counts as today. */
import * as path from "node:path";
import { type ReportedFinding, reportFindings } from "../findings/report";
import type { LoadedPlan } from "../load";
import type { Plan } from "../plan";
import type { Policy } from "../policy";
import { prove } from "../proof/prove";
import type { Proof } from "../proof/verdict";
import type { SourceFile } from "../sourceFiles";
import type { Instant } from "../time";

export interface PolicySource {
  readonly policy: Policy;
  readonly plan: Plan;
  readonly files: readonly SourceFile[];
  readonly proof: Proof;
  readonly findings: readonly ReportedFinding[];
  readonly asOf: Instant;
}

export function policySource(
  loaded: Extract<LoadedPlan, { ok: true }>,
  asOf: Instant,
): PolicySource {
  const { policy, plan } = loaded;
  const proof = prove(plan, asOf);
  const findings = reportFindings(loaded, proof, asOf);
  return { policy, plan, files: besideEachOther(loaded.files), proof, findings, asOf };
}

/** Named from the folder of the first, so that it does not matter where a document was rendered from. */
function besideEachOther(files: readonly SourceFile[]): readonly SourceFile[] {
  const folder = path.dirname(files[0]?.file ?? "");
  return files.map(({ file, sha256 }) => ({
    file: path.relative(folder, file).split(path.sep).join("/"),
    sha256,
  }));
}
