import { describe, expect, it } from "vitest";
import {
  endsWith,
  fails,
  isRun,
  otherConfigurationId,
  otherRunId,
  play,
  plusMinutes,
  preEvent,
  record,
  type Scene,
  setStage,
  verdict,
  verdictOf,
  week,
} from "../../../support/guardedRuns";
import { machineId, runId, usualStart } from "../../../support/patchRun";
import { isStore } from "../../../support/patchRunStore";
import type { Call } from "../../../support/workflow";

const frozenStart = "2026-12-24T03:00:00Z";
const healthy = verdictOf("web.canary", week);
const inFreeze = (last: object = {}): Scene => ({
  start: frozenStart,
  blobs: {
    [verdict]: {
      ...healthy,
      end: plusMinutes(frozenStart, 180 - week),
      until: plusMinutes(frozenStart, 180),
      ...last,
    },
  },
});
const writes = (call: Call, blob: string) => call.method === "PUT" && endsWith(call, blob);

describe("records and verdicts of the pre-event workflow", () => {
  it("keeps what it knows of a run, and marks it protected at the end", () => {
    const { azure } = play();

    expect(azure.blobs.get(record)).toEqual({
      run: runId,
      patchGroup: "web.canary",
      configuration: runId.split("/providers/microsoft.maintenance/applyupdates")[0],
      start: usualStart,
      end: plusMinutes(usualStart, 180),
      machines: ["web-1", "web-2"].map((name) => machineId(name).toLowerCase()),
      started: [],
      state: "protected",
      reason: "",
    });
  });

  it("makes the ring's verdict pending before anything is read or done", () => {
    const { azure, outcome } = play({ blobs: { [verdict]: healthy } });

    const first = outcome.calls.findIndex((call) => writes(call, "/verdicts/web.canary.json"));
    expect(outcome.calls.slice(0, first).every(isStore)).toBe(true);
    expect(azure.blobs.get(verdict)).toMatchObject({ run: runId, verdict: "pending" });
  });

  it("ends at once for a second event, also while the first is still at work", () => {
    const stage = setStage();
    const first = stage.deliver(35);
    const mark = stage.azure.blobs.get(record);

    const second = stage.deliver(34);

    expect(first.status).toBe("Succeeded");
    expect(second.status).toBe("Succeeded");
    expect(second.calls).toHaveLength(1);
    expect(stage.azure.blobs.get(record)).toBe(mark);
  });

  it.each([409, 412])("takes status %i for a second event", (status) => {
    const { azure, outcome } = play({
      fault: fails((call) => call.headers["If-None-Match"] === "*", { status }),
    });

    expect(outcome.calls).toHaveLength(1);
    expect(azure.cancelled).toEqual([]);
  });

  it.each([403, 404, 500])("cancels a run whose record is refused with status %i", (status) => {
    const { azure, outcome } = play({
      fault: fails((call) => call.headers["If-None-Match"] === "*", { status }),
    });

    expect(azure.cancelled).toEqual([runId]);
    expect(outcome.error).toContain("its record could not be opened");
  });

  it("cancels a run whose verdict cannot become pending, or whose mark cannot be written", () => {
    const pending = play({ fault: fails((call) => writes(call, "/verdicts/web.canary.json")) });
    const isMark = (call: Call) => (call.body as { state?: string } | null)?.state === "protected";
    const mark = play({ fault: fails(isMark, { status: 503 }) });

    expect(pending.azure.cancelled).toEqual([runId]);
    expect(mark.azure.cancelled).toEqual([runId]);
    expect(mark.azure.blobs.get(verdict)).toMatchObject({ verdict: "cancelled" });
  });

  it("writes why a run was cancelled, into its record and the ring's verdict", () => {
    const { azure } = play({ blobs: { [verdict]: healthy }, pointSeconds: 3600 });

    const reason = "a machine has no restore point or does not run";
    expect(azure.blobs.get(record)).toMatchObject({ state: "cancelled", reason });
    expect(azure.blobs.get(verdict)).toMatchObject({ run: runId, verdict: "cancelled", reason });
  });

  it("leaves the verdict of the run right before a freeze, and prolongs it to the next run's end", () => {
    const { azure, outcome } = play(inFreeze());

    expect(outcome.status).toBe("Succeeded");
    expect(azure.blobs.get(record)).toMatchObject({ state: "frozen", reason: "inside a freeze" });
    expect(azure.blobs.get(verdict)).toEqual({
      ...healthy,
      end: plusMinutes(frozenStart, 180 - week),
      until: plusMinutes(frozenStart, 180 + week).replace("Z", "Z"),
    });
  });

  it.each<[string, object]>([
    ["was unhealthy", { verdict: "unhealthy" }],
    ["was never given", { verdict: "pending" }],
    ["counted until the run would have started", { until: frozenStart }],
    ["is of another ring", { patchGroup: "web.lab" }],
    ["does not say until when it counts", { until: undefined }],
  ])("prolongs no verdict that %s", (_, last) => {
    const { azure } = play(inFreeze(last));

    expect(azure.cancelled).toEqual([runId]);
    expect(azure.blobs.get(verdict)).toMatchObject({ verdict: "cancelled" });
  });

  it("prolongs nothing when the cancel was refused, the start is not the run's, or nobody knows it", () => {
    const refused = play({
      ...inFreeze(),
      fault: fails((call) => isRun(call) && call.method === "PUT"),
    });
    const forged = play({
      ...inFreeze(),
      start: usualStart,
      body: [preEvent({}, frozenStart)],
    });
    const unknown = play({
      ...inFreeze(),
      fault: fails((call) => /resourcegraph/i.test(call.url.href)),
    });

    for (const { azure } of [refused, forged, unknown]) {
      expect(azure.blobs.get(verdict)).toMatchObject({ verdict: "cancelled" });
    }
    expect(refused.outcome.status).toBe("Failed");
    expect(refused.outcome.error).toContain("of these not cancelled, since Azure refused it: 1");
  });

  it("cancels a run whose event tells another start than Resource Graph", () => {
    const { azure, outcome } = play({
      body: [preEvent({}, plusMinutes(usualStart, 60))],
    });

    expect(azure.cancelled).toEqual([runId]);
    expect(outcome.error).toContain("could not be confirmed");
  });

  it("goes on with one run of an array whose neighbour cannot be opened", () => {
    const other = { correlationId: otherRunId, maintenanceConfigurationId: otherConfigurationId };
    const { azure } = play({
      body: [preEvent(), preEvent(other)],
      otherRuns: { [otherRunId]: [machineId("erp-1")] },
      fault: fails((call) => writes(call, "/verdicts/erp.all.json")),
    });

    expect(azure.cancelled).toEqual([otherRunId]);
    expect(azure.blobs.get(record)).toMatchObject({ state: "protected" });
  });

  it("does nothing for machines of a frozen run in an array with another one", () => {
    const other = { correlationId: otherRunId, maintenanceConfigurationId: otherConfigurationId };
    const { azure } = play({
      start: frozenStart,
      freezes: [
        {
          name: "erp only",
          timezone: "UTC",
          when: { kind: "once", from: "2026-12-24", to: "2026-12-24" },
          groups: ["erp"],
        },
      ],
      body: [preEvent({}, frozenStart), preEvent(other, frozenStart)],
      otherRuns: { [otherRunId]: [machineId("erp-1")] },
    });

    expect(azure.cancelled).toEqual([otherRunId]);
    expect([...azure.points.keys()].some((point) => point.includes("erp-1"))).toBe(false);
    expect(azure.points.size).toBe(2);
  });
});
