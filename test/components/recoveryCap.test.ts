import { describe, expect, it } from "vitest";
import { PatchingProgramme } from "../../components/programme";
import { planned } from "../model/planned";
import { deploy } from "../support/mocks";

function programme(most: number): Promise<unknown> {
  const plan = planned({
    clouds: `clouds: { aws: { accounts: { prod: { id: "123456789012" } }, recovery: { maxPoints: ${most} } } }`,
    tiers: "tiers:\n  gold: { deadlines: { critical: 60d }, recoveryPoint: { keep: 14d } }",
  });
  return deploy(() => new PatchingProgramme("patching", { plan, proof: "warn" }));
}

describe("a programme of a plan with more recovery points than its cap", () => {
  it("is refused, whatever becomes of its proof", async () => {
    await expect(programme(2)).rejects.toThrow(
      /plan must keep its cap of recovery points: group web ring canary: .*the cap is 2; keep: 13d would fit/,
    );
  });

  it("is deployed where it keeps the cap", async () => {
    await expect(programme(3)).resolves.toBeDefined();
  });
});
