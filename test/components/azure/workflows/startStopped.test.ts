import { describe, expect, it } from "vitest";
import { endsWith, fails, play, record, type Scene } from "../../../support/guardedRuns";
import { machineId, runId } from "../../../support/patchRun";

const [first, second] = [machineId("web-1"), machineId("web-2")];
const lower = (id: string) => id.toLowerCase();
const scene: Scene = { stopped: [first], guarded: { startStopped: true } };

const powerOf = ({ azure }: ReturnType<typeof play>, id: string) =>
  azure.power.get(lower(id))?.state ?? "running";
const names = ({ outcome }: ReturnType<typeof play>, verb: string) =>
  outcome.calls.filter((call) => endsWith(call, `/${verb}`)).map((call) => call.url.pathname);

describe("stopped machines before a run", () => {
  it("starts what is stopped, notes it first, and protects it when it runs", () => {
    const played = play(scene);

    const { azure, outcome } = played;
    expect(azure.cancelled).toEqual([]);
    expect(names(played, "start")).toEqual([`${lower(first)}/start`]);
    expect(azure.blobs.get(record)).toMatchObject({
      state: "protected",
      started: [lower(first)],
      machines: [lower(first), lower(second)],
    });
    const noted = outcome.calls.findIndex(
      ({ body }) => (body as { started?: string[] } | null)?.started?.length === 1,
    );
    const started = outcome.calls.findIndex((call) => endsWith(call, "/start"));
    expect(noted).toBeGreaterThan(-1);
    expect(noted).toBeLessThan(started);
    expect(azure.points.size).toBe(2);
  });

  it("runs for more than fifteen minutes before the run is wanted, or the run is cancelled", () => {
    const slow = play({ ...scene, startSeconds: 14 * 60 });
    const slower = play({ ...scene, startSeconds: 17 * 60 });

    expect(slow.azure.cancelled).toEqual([]);
    expect(slower.azure.cancelled).toEqual([runId]);
  });

  it("leaves stopped machines alone where the ring does not start them", () => {
    const played = play({ ...scene, guarded: {} });

    expect(names(played, "start")).toEqual([]);
    expect(played.azure.cancelled).toEqual([]);
    expect(played.azure.blobs.get(record)).toMatchObject({ started: [] });
  });

  it("starts them also where no restore point is wanted", () => {
    const played = play({ ...scene, guarded: { startStopped: true, keepDays: 0 } });

    expect(powerOf(played, first)).toBe("running");
    expect(played.azure.points.size).toBe(0);
    expect(played.azure.cancelled).toEqual([]);
  });

  it("stops again what it has started when the run is cancelled, and nothing else", () => {
    const played = play({ ...scene, pointSeconds: 3600 });

    expect(played.azure.cancelled).toEqual([runId]);
    expect(names(played, "deallocate")).toEqual([`${lower(first)}/deallocate`]);
    expect(powerOf(played, first)).toBe("deallocated");
    expect(powerOf(played, second)).toBe("running");
  });

  it.each<[string, Scene]>([
    ["a start is refused", { fault: fails((call) => endsWith(call, "/start"), { status: 409 }) }],
    ["a machine never runs", { startSeconds: 7200 }],
    [
      "a machine cannot be looked at",
      { fault: fails((call) => call.url.searchParams.has("$expand")) },
    ],
    [
      "what is started cannot be noted",
      {
        fault: fails(({ body }) => {
          const { started = [], state } = (body ?? {}) as { started?: string[]; state?: string };
          return started.length > 0 && state === "preparing";
        }),
      },
    ],
  ])("cancels the run when %s", (_, changes) => {
    const { azure, outcome } = play({ ...scene, ...changes });

    expect(azure.cancelled).toEqual([runId]);
    expect(outcome.error).toContain("a machine has no restore point or does not run");
  });

  it("starts nothing that its record does not name", () => {
    const played = play({
      ...scene,
      fault: fails(({ body }) => (body as { state?: string } | null)?.state === "preparing"),
    });

    expect(names(played, "start")).toEqual([]);
  });
});
