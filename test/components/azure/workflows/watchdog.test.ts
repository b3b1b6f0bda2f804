import { describe, expect, it } from "vitest";
import { permissionsOf } from "../../../../components/azure/workflows/armCalls";
import { dataActionsOf } from "../../../../components/azure/workflows/storeCalls";
import { watchdogCalls, watchdogStoreCalls } from "../../../../components/azure/workflows/watchdog";
import {
  endsWith,
  fails,
  isQuery,
  isRun,
  plusMinutes,
  record,
  type Scene,
  setStage,
  verdict,
  verdictOf,
} from "../../../support/guardedRuns";
import {
  configurationId,
  machineId,
  permissionsFor,
  runId,
  usualStart,
} from "../../../support/patchRun";
import { isStore } from "../../../support/patchRunStore";

/** Minutes before the start at which a watchdog that ticks every five looks, for each offset of its clock. */
const ticks = (offset: number): readonly number[] =>
  [45, 40, 35, 30, 25, 20, 15, 10, 5].map((at) => at - offset);

function keepWatch(scene: Scene = {}, offset = 0) {
  const stage = setStage(scene);
  const outcomes = ticks(offset).map((before) => ({ before, ...stage.watch(before) }));
  return { ...stage, outcomes, loud: outcomes.filter(({ status }) => status === "Failed") };
}

describe("watchdogWorkflow", () => {
  it("leaves a protected run to itself, silently", () => {
    const stage = setStage();
    stage.deliver();

    const outcomes = ticks(0).map((before) => stage.watch(before));

    expect(stage.azure.cancelled).toEqual([]);
    expect(outcomes.every(({ status }) => status === "Succeeded")).toBe(true);
  });

  it("does not look at a run whose event may still come", () => {
    const stage = setStage();

    const outcome = stage.watch(18);

    expect(stage.azure.cancelled).toEqual([]);
    expect(outcome.status).toBe("Succeeded");
  });

  it.each([0, 1, 2, 3, 4])(
    "cancels a run whose event was never delivered, before the cut-off and loudly, with its clock %i minutes on",
    (offset) => {
      const { azure, loud } = keepWatch({ blobs: { [verdict]: verdictOf("web.canary") } }, offset);

      const [first] = loud;
      expect(azure.cancelled).toEqual([runId]);
      expect(Date.parse(first?.endedAt ?? "")).toBeLessThan(
        Date.parse(plusMinutes(usualStart, -10)),
      );
      expect(first?.error).toContain("RunWithoutMark");
      expect(first?.error).toContain(runId);
      expect(loud).toHaveLength(1);
      expect(azure.blobs.get(record)).toMatchObject({ run: runId, state: "cancelled" });
      expect(azure.blobs.get(verdict)).toMatchObject({ run: runId, verdict: "cancelled" });
    },
  );

  it.each<[string, Scene]>([
    ["hung", { blobs: { [record]: { run: runId, state: "preparing", started: [] } } }],
    ["was marked for another run", { blobs: { [record]: { run: "other", state: "protected" } } }],
    ["says nothing", { blobs: { [record]: {} } }],
    ["cannot be read", { fault: fails(isStore) }],
    ["answers late and badly", { fault: fails(isStore, { status: 503 }) }],
  ])("cancels a run whose record %s", (_, scene) => {
    const { azure, loud } = keepWatch(scene);

    expect(azure.cancelled).toEqual([runId]);
    expect(loud.length).toBeGreaterThan(0);
  });

  it("cancels again where the pre-event's cancel was refused", () => {
    let refusals = 7;
    const stage = setStage({
      machines: [machineId("web-1")],
      pointSeconds: 3600,
      fault: (call) =>
        isRun(call) && call.method === "PUT" && refusals-- > 0 ? { status: 503 } : undefined,
    });
    const outcome = stage.deliver();
    expect(stage.azure.cancelled).toEqual([]);

    const watched = stage.watch(15);

    expect(outcome.status).toBe("Failed");
    expect(stage.azure.cancelled).toEqual([runId]);
    expect(watched.status).toBe("Failed");
  });

  it("cancels where the pre-event's role is missing, which ends loudly itself", () => {
    let denied = true;
    const stage = setStage({ fault: () => (denied ? { status: 403 } : undefined) });
    const outcome = stage.deliver();
    expect(stage.azure.cancelled).toEqual([]);
    denied = false;

    const watched = stage.watch(15);

    expect(outcome.status).toBe("Failed");
    expect(stage.azure.cancelled).toEqual([runId]);
    expect(watched.status).toBe("Failed");
  });

  it("is silent about a run that a freeze or people have cancelled, and keeps its verdict", () => {
    const start = "2026-12-24T03:00:00Z";
    const last = { ...verdictOf("web.canary"), until: plusMinutes(start, 180) };
    const stage = setStage({ start, blobs: { [verdict]: last } });
    stage.deliver();

    const outcome = stage.watch(15);

    expect(outcome.status).toBe("Succeeded");
    expect(stage.azure.cancelled).toEqual([runId]);
    expect(stage.azure.blobs.get(verdict)).toMatchObject({ verdict: "healthy" });
  });

  it("keeps in the record what had been started", () => {
    const started = [machineId("web-1").toLowerCase()];
    const { azure } = keepWatch({
      blobs: { [record]: { run: runId, state: "preparing", machines: [], started } },
    });

    expect(azure.blobs.get(record)).toMatchObject({ state: "cancelled", started });
  });

  it("cancels what it cannot read of a run itself", () => {
    const { azure } = keepWatch({
      fault: fails((call) => isRun(call) && call.method === "GET"),
    });

    expect(azure.cancelled).toContain(runId);
  });

  it.each<[string, Scene]>([
    ["Resource Graph cannot be asked", { fault: fails(isQuery) }],
    [
      "its answer is cut",
      { fault: fails(isQuery, { status: 200, body: { totalRecords: 1, count: 0, data: [] } }) },
    ],
    [
      "a cancel is refused",
      { fault: fails((call) => isRun(call) && call.method === "PUT", { status: 409 }) },
    ],
  ])("is loud when %s", (_, scene) => {
    const { watch } = setStage(scene);

    expect(watch(15).status).toBe("Failed");
  });

  it("cancels a run whose start Resource Graph does not tell, and no one else's", () => {
    const foreign = runId.replace("web-canary", "someone-elses");
    const data = [
      { run: runId, start: null, end: null },
      { run: foreign, start: null, end: null },
    ];
    const { azure, watch } = setStage({
      fault: fails(isQuery, { status: 200, body: { totalRecords: 2, count: 2, data } }),
    });

    watch(15);

    expect(azure.cancelled).toEqual([runId]);
    expect(configurationId).toContain("web-canary");
  });

  it("calls nothing that its roles do not allow, and its roles allow nothing else", () => {
    const { outcomes } = keepWatch();

    const needed = outcomes.flatMap(({ calls }) => calls).flatMap(permissionsFor);

    expect([...new Set(needed)].sort()).toEqual(
      [...permissionsOf(watchdogCalls), ...dataActionsOf(watchdogStoreCalls)]
        .map((permission) => permission.toLowerCase())
        .sort(),
    );
    expect(
      needed.some((permission) =>
        endsWith({ url: new URL(`https://x/${permission}`) } as never, "/action"),
      ),
    ).toBe(false);
  });
});
