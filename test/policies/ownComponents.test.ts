import { join } from "node:path";
import type { PolicyEvent } from "@pulumi/pulumi/automation";
import { describe, expect, it } from "vitest";
import { PatchingProgramme } from "../../components";
import { loadPlan } from "../../model/load";
import type { Plan } from "../../model/plan";
import { selectPlan } from "../../model/units";
import { projectRoot, useSandbox } from "../support/sandbox";

const document = join(projectRoot, "patching.yaml");

/** The part of the example that needs no provider of its own: one account, one subscription. */
function examplePlan(): Plan {
  const loaded = loadPlan(document);
  if (!loaded.ok) {
    throw new Error(`the example's document is not valid: ${loaded.faults[0]?.message}`);
  }
  return selectPlan(loaded.plan, { accounts: ["prod"] });
}

describe("our own components", () => {
  const sandbox = useSandbox(["policies"]);

  it("pass every rule, with nothing left undetermined", async () => {
    const environment = { PATCHWARDEN_DOCUMENT: document, PATCHWARDEN_AS_OF: "2026-12-01T00:00Z" };
    const { stack } = await sandbox.stack({
      environment,
      program: async () => {
        new PatchingProgramme("patching", { plan: examplePlan() });
      },
    });
    const events: PolicyEvent[] = [];
    await stack.preview({
      policyPacks: [join(projectRoot, "policies")],
      color: "never",
      onEvent: ({ policyEvent }) => {
        if (policyEvent) events.push(policyEvent);
      },
    });

    expect(events.map(({ policyName, message }) => `${policyName}: ${message}`)).toEqual([]);
  });
});
