/** Random valid plans as a user deploys them: by the engine, whole. The fast test takes them in process, 300 of each cloud. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../support/campaign";
import { declareOnAws, declareOnAzure, faultsOf, liveOnEngine } from "../../support/planOnEngine";
import { randomAzureDeployment } from "../../support/randomAzureDeployments";
import { randomDeployment } from "../../support/randomDeployments";
import { useSandbox } from "../../support/sandbox";

describe.each([
  ["aws", randomDeployment, declareOnAws],
  ["azure", randomAzureDeployment, declareOnAzure],
] as const)("random valid plans on %s, on the engine", (cloud, random, declare) => {
  const sandbox = useSandbox();
  const plans = fc.sample(random, { numRuns: runs(10), seed: 20261202 });

  it.each(plans.map((plan, index) => [`${cloud}-${index}`, plan] as const))(
    "%s is made, found unchanged, and taken away",
    async (name, plan) => {
      const life = await liveOnEngine(sandbox, name, plan, declare);

      expect(faultsOf(life)).toEqual([]);
    },
    30 * 60_000,
  );
});
