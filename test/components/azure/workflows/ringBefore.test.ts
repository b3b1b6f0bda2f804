import { describe, expect, it } from "vitest";
import {
  endsWith,
  fails,
  otherConfigurationId,
  otherRunId,
  play,
  plusMinutes,
  preEvent,
  ringsBefore,
  type Scene,
  verdict,
  verdictOf,
} from "../../../support/guardedRuns";
import { machineId, runId, usualStart } from "../../../support/patchRun";
import { blobKey } from "../../../support/patchRunStore";

const [here = "", there = ""] = ringsBefore.map((one) => blobKey(one.verdict));

function following(lab: object = {}, elsewhere: object | null = lab): Scene {
  return {
    ringsBefore,
    blobs: {
      [here]: verdictOf("web.lab", 1440, lab),
      ...(elsewhere && { [there]: verdictOf("web.lab", 1440, elsewhere) }),
    },
  };
}

describe("the ring before of a run on Azure", () => {
  it("lets the run go on when it went well in all of its places", () => {
    const { azure, outcome } = play(following());

    expect(outcome.status).toBe("Succeeded");
    expect(azure.cancelled).toEqual([]);
    expect(azure.points.size).toBe(2);
  });

  it.each<[string, object]>([
    ["was unhealthy", { verdict: "unhealthy" }],
    ["is still pending", { verdict: "pending" }],
    ["was cancelled", { verdict: "cancelled" }],
    ["says nothing", { verdict: undefined }],
    ["counted until a minute ago", { until: plusMinutes(usualStart, -36) }],
    ["does not say until when it counts", { until: undefined }],
    ["says until when in no timestamp", { until: "soon" }],
    ["is another ring's", { patchGroup: "erp.lab" }],
  ])("cancels when its verdict %s, in one place of several, and touches no machine", (_, lab) => {
    const { azure, outcome } = play(following({}, lab));

    expect(azure.cancelled).toEqual([runId]);
    expect(azure.points.size).toBe(0);
    expect(outcome.status).toBe("Failed");
    expect(outcome.error).toContain("the ring before has not gone well");
    expect(outcome.error).toContain('"place":"patchrunsdev.blo/westeurope"');
    expect(azure.blobs.get(verdict)).toMatchObject({ verdict: "cancelled" });
  });

  it("cancels when a verdict is missing, or its store lets nobody read it", () => {
    const missing = play(following({}, null));
    const refused = play({
      ...following(),
      fault: fails((call) => endsWith(call, "/web.lab.json")),
    });

    expect(missing.azure.cancelled).toEqual([runId]);
    expect(refused.azure.cancelled).toEqual([runId]);
  });

  it("asks nothing for a ring that follows none, beside one that waits", () => {
    const other = { correlationId: otherRunId, maintenanceConfigurationId: otherConfigurationId };
    const { azure } = play({
      ...following({ verdict: "unhealthy" }),
      body: [preEvent(), preEvent(other)],
      otherRuns: { [otherRunId]: [machineId("erp-1")] },
    });

    expect(azure.cancelled).toEqual([runId]);
    expect(azure.points.size).toBe(1);
  });

  it("does not ask when a freeze bars the run anyway", () => {
    const { outcome } = play({ ...following(), start: "2026-12-24T03:00:00Z" });

    expect(outcome.calls.some((call) => endsWith(call, "/web.lab.json"))).toBe(false);
  });
});
