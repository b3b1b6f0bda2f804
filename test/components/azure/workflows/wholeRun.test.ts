/** A run from its pre-event to its verdict, and the ring after it: each workflow reads what the one before has written. */
import { describe, expect, it } from "vitest";
import type { MachineStory } from "../../../support/closedWorld";
import { closeRun, verdict as verdictAfter } from "../../../support/closeRun";
import {
  otherConfigurationId,
  otherRunId,
  play,
  plusMinutes,
  preEvent,
  record,
  verdict,
} from "../../../support/guardedRuns";
import { machineId, usualStart } from "../../../support/patchRun";
import { storeUrl } from "../../../support/patchRunStore";

const web1 = machineId("web-1");
const web2 = machineId("web-2");

/** What the pre-event leaves, and then the post-event. */
function run(stories: readonly MachineStory[] = [{ id: web1 }, { id: web2 }]) {
  const before = play({ guarded: { startStopped: true }, stopped: [web2] });
  const blobs = Object.fromEntries(
    [record, verdict].map((key) => [
      key.slice(key.indexOf("patch-runs/") + "patch-runs/".length),
      before.azure.blobs.get(key),
    ]),
  );
  return { before, after: closeRun({ stories, blobs, now: plusMinutes(usualStart, 90) }) };
}

/** The ring after, a day later: whether its run goes on. */
function ringAfter(said: Readonly<Record<string, unknown>> | undefined) {
  const start = plusMinutes(usualStart, 1440);
  const data = { correlationId: otherRunId, maintenanceConfigurationId: otherConfigurationId };
  const { azure } = play({
    start,
    body: [preEvent(data, start)],
    otherRuns: { [otherRunId]: [machineId("erp-1")] },
    blobs: said === undefined ? {} : { [verdict]: said },
    ringsBefore: [
      {
        configuration: otherConfigurationId.toLowerCase(),
        patchGroup: "web.canary",
        place: "here",
        verdict: `${storeUrl}/verdicts/web.canary.json`,
      },
    ],
  });
  return azure.cancelled.length === 0 ? "runs" : "is cancelled";
}

describe("a run from its pre-event to the ring after it", () => {
  it("is healthy, what was started is stopped, and the ring after runs", () => {
    const { before, after } = run();

    expect(before.azure.cancelled).toEqual([]);
    expect(after.outcome.error).toBeUndefined();
    expect(verdictAfter(after.azure)).toMatchObject({
      verdict: "healthy",
      patchGroup: "web.canary",
    });
    expect(after.azure.stopped).toEqual([web2.toLowerCase()]);
    expect(ringAfter(verdictAfter(after.azure))).toBe("runs");
  });

  it("bars the ring after when a machine is not well", () => {
    const { after } = run([{ id: web1 }, { id: web2, install: { status: "Failed" } }]);

    expect(verdictAfter(after.azure)).toMatchObject({ verdict: "unhealthy" });
    expect(after.azure.stopped).toEqual([web2.toLowerCase()]);
    expect(ringAfter(verdictAfter(after.azure))).toBe("is cancelled");
  });

  it("bars the ring after when there was no post-event", () => {
    const { before } = run();

    expect(ringAfter(before.azure.blobs.get(verdict))).toBe("is cancelled");
  });
});
