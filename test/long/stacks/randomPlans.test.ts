/** Random valid plans as a user deploys them: by the engine, whole. The fast test takes them in process, 300 of them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../support/campaign";
import { liveOnEngine, mayBeGuarded } from "../../support/planOnEngine";
import { randomDeployment } from "../../support/randomDeployments";
import { useSandbox } from "../../support/sandbox";

describe("random valid plans on the engine", () => {
  const sandbox = useSandbox();
  const plans = fc.sample(randomDeployment, { numRuns: runs(10), seed: 20261202 });

  it.each(plans.map((plan, index) => [`plan-${index}`, plan] as const))(
    "%s is made, found unchanged, and taken away",
    async (name, plan) => {
      const { created, second, destroyed, guarded } = await liveOnEngine(sandbox, name, plan);

      const { create } = created;
      expect(created).toEqual({ create: expect.any(Number) });
      expect(second).toEqual({ same: create });
      expect(guarded.filter((type) => !mayBeGuarded.includes(type))).toEqual([]);
      expect(destroyed).toEqual({ delete: create });
    },
    30 * 60_000,
  );
});
