/** One random plan of each cloud from the long campaign, so that a fault of the engine's path shows at every change. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { declareOnAws, declareOnAzure, faultsOf, liveOnEngine } from "../support/planOnEngine";
import { randomAzureDeployment } from "../support/randomAzureDeployments";
import { randomDeployment } from "../support/randomDeployments";
import { useSandbox } from "../support/sandbox";

const sandbox = useSandbox();

it.each([
  ["aws", randomDeployment, declareOnAws],
  ["azure", randomAzureDeployment, declareOnAzure],
] as const)(
  "a random valid plan on %s is made, found unchanged, and taken away",
  async (cloud, random, declare) => {
    const [plan] = fc.sample(random, { numRuns: 1, seed: 20261202 });
    if (plan === undefined) throw new Error("no plan");

    const life = await liveOnEngine(sandbox, `random-${cloud}`, plan, declare);

    expect(faultsOf(life)).toEqual([]);
    expect(life.created["create"]).toBeGreaterThan(10);
  },
  600_000,
);
