import { describe, expect, it } from "vitest";
import type { WantedPatches } from "../../../../components/azure/workflows/missingPatches";
import { postEventWorkflow } from "../../../../components/azure/workflows/postEvent";
import { closeRun, postEvent, verdict } from "../../../support/closeRun";
import { arcMachineId, configurationId, machineId, runId } from "../../../support/patchRun";

describe("postEventWorkflow", () => {
  it("calls a ring healthy when every machine is seen well", () => {
    const { outcome, azure } = closeRun();

    expect(outcome.error).toBeUndefined();
    expect(outcome.status).toBe("Succeeded");
    expect(verdict(azure)).toMatchObject({
      verdict: "healthy",
      reason: "",
      run: runId,
      until: "2027-01-17T06:00:00Z",
    });
  });
});
