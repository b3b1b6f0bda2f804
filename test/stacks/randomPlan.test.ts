/** One random plan of the long campaign, so that a fault of the engine's path shows at every change. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { liveOnEngine, mayBeGuarded } from "../support/planOnEngine";
import { randomDeployment } from "../support/randomDeployments";
import { useSandbox } from "../support/sandbox";

const sandbox = useSandbox();

it("a random valid plan is made, found unchanged, and taken away", async () => {
  const [plan] = fc.sample(randomDeployment, { numRuns: 1, seed: 20261202 });
  if (plan === undefined) throw new Error("no plan");

  const { created, second, destroyed, guarded } = await liveOnEngine(sandbox, "random", plan);

  const { create } = created;
  expect(created).toEqual({ create: expect.any(Number) });
  expect(second).toEqual({ same: create });
  expect(guarded.filter((type) => !mayBeGuarded.includes(type))).toEqual([]);
  expect(destroyed).toEqual({ delete: create });
}, 600_000);
