/** Which runs on Azure are guarded: only those are announced to workflows, have a record, and are closed with a verdict. */
import { azureRingBefore } from "./azureRingBefore";
import { once } from "./memo";
import type { AzureUnit, Plan } from "./plan";

/** A ring that another one waits for is guarded too: nobody else would make its verdict pending. */
export function isGuarded({ configurations }: AzureUnit, plan: Plan): boolean {
  return configurations.some(
    (ring) =>
      plan.freezes.length > 0 ||
      ring.recoveryPoint.required ||
      ring.settings?.startStopped === true ||
      ring.healthCheck !== undefined ||
      azureRingBefore(plan, ring) !== undefined ||
      askedRings(plan).has(ring.patchGroup),
  );
}

/** Patch groups whose verdicts are asked. */
const askedRings = once((plan: Plan): ReadonlySet<string> => {
  const rings = plan.azure.flatMap(({ configurations }) => configurations);
  return new Set(rings.flatMap((ring) => azureRingBefore(plan, ring)?.batches ?? []));
});
