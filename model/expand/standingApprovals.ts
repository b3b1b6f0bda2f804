/** Patches that a baseline approves by name: every ring installs them at once, and no soak is counted for them. */
import { finding } from "../findings/finding";
import type { Finding, Plan } from "../plan";
import type { Policy } from "../policy";

/** One finding a baseline, with the rings whose soak its names pass. */
export function standingApprovalFindings(policy: Policy, plan: Plan): Finding[] {
  return Object.entries(policy.baselines).flatMap(([name, { approved }]) => {
    if (approved.length === 0) return [];
    const rings = soakingRings(plan, name);
    if (rings.length === 0) return [];
    const listed = approved.length > 3 ? [...approved.slice(0, 3), "…"] : approved;
    const message = `baseline ${name} approves ${listed.join(", ")} by name, in every ring at once: the soak of ${rings.join(", ")} is not kept for them`;
    return [finding("soak/skipped", { message, path: ["baselines", name, "approved"] })];
  });
}

/** Rings that wait for the ring before, with machines that the baseline patches. */
function soakingRings(plan: Plan, baseline: string): readonly string[] {
  return plan.groups
    .flatMap(({ rings }) => rings)
    .filter(({ soak, systems }) => soak > 0 && systems.some((one) => one.baseline === baseline))
    .map(({ patchGroup }) => patchGroup);
}
