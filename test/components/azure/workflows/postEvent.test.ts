import { describe, expect, it } from "vitest";
import { permissionsOf } from "../../../../components/azure/workflows/armCalls";
import { postEventCalls } from "../../../../components/azure/workflows/postEvent";
import type { MachineStory, Patch } from "../../../support/closedWorld";
import { type Close, closeRun, postEvent, twoMachines, verdict } from "../../../support/closeRun";
import {
  arcMachineId,
  configurationId,
  machineId,
  permissionsFor,
  runId,
  runName,
} from "../../../support/patchRun";
import type { Answer, Call } from "../../../support/workflow";

const web1 = machineId("web-1");
const web2 = machineId("web-2");
const kernel: Patch = { name: "kernel", version: "6.1", classifications: ["Security"] };

/** The second of two machines has the story. */
function second(story: Omit<MachineStory, "id">, more: Close = {}): Close {
  return { ...more, stories: [{ id: web1 }, { id: web2, ...story }] };
}
function arc(story: Omit<MachineStory, "id">, more: Close = {}): Close {
  return { ...more, stories: [{ id: web1 }, { id: arcMachineId, ...story }] };
}
function fails(match: (call: Call) => boolean, answer: Answer = { status: 403 }) {
  return (call: Call) => (match(call) ? answer : undefined);
}
function ends(call: Call, end: string): boolean {
  return call.url.pathname.toLowerCase().endsWith(end.toLowerCase());
}

describe("postEventWorkflow", () => {
  it("calls a ring healthy when every machine is seen well, until its next run must be over", () => {
    const { outcome, azure, restores } = closeRun();

    expect(outcome.error).toBeUndefined();
    expect(outcome.status).toBe("Succeeded");
    expect(verdict(azure)).toMatchObject({
      run: runId,
      patchGroup: "web.canary",
      verdict: "healthy",
      reason: "",
      until: "2027-01-17T06:00:00.000Z",
    });
    expect(azure.stopped).toEqual([]);
    expect(restores).toEqual([]);
  });

  it("answers Event Grid at once, and its handshake", () => {
    const handshake = {
      eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
      data: { validationCode: "abc" },
    };

    expect(closeRun().outcome.response).toEqual({ status: 202 });
    expect(closeRun({ body: [handshake] }).outcome).toMatchObject({
      status: "Succeeded",
      response: { status: 200, body: { validationResponse: "abc" } },
      calls: [],
    });
  });

  it.each<[string, Close]>([
    ["a machine of Azure Arc", arc({})],
    ["a Windows machine", second({ os: "Windows" })],
    [
      "a patch that is excluded by its name",
      second({ missing: [{ name: "TZdata", version: "1", classifications: ["Security"] }] }),
    ],
    [
      "a patch that is excluded by name and version",
      second({ missing: [{ name: "openssl", version: "3.0.2", classifications: ["Critical"] }] }),
    ],
    [
      "patches that are excluded by masks",
      second({
        missing: [
          { name: "kernel-debug-devel", version: "1", classifications: ["Security"] },
          { name: "bash", version: "5.2", classifications: ["Security"] },
        ],
      }),
    ],
    [
      "a patch of a classification that the ring does not install",
      second({ missing: [{ name: "vim", version: "1", classifications: ["Other"] }] }),
    ],
    [
      "a KB that is excluded",
      second({
        os: "Windows",
        missing: [{ name: "Update", kbId: "KB5001234", classifications: ["Security"] }],
      }),
    ],
    [
      "a KB that needs a restart, where those are excluded",
      second({
        os: "Windows",
        missing: [
          {
            name: "Update",
            kbId: "5005555",
            classifications: ["Security"],
            rebootBehavior: "AlwaysRequiresReboot",
          },
        ],
      }),
    ],
    [
      "an excluded patch on Azure Arc",
      arc({ missing: [{ name: "tzdata", version: "1", classifications: ["Security"] }] }),
    ],
    ["an assessment of 25 minutes", second({ assessSeconds: 1500 })],
    [
      "a restart that the policy never makes",
      second({ assessment: { rebootPending: true } }, { ring: { reboot: "never" } }),
    ],
    ["patches that were not selected", second({ install: { notSelectedPatchCount: 12 } })],
    ["a machine that only Resource Graph lists", { record: { machines: [web1] } }],
    ["a machine that only the record lists", { listed: [web1] }],
    ["a health check that passes", { ring: { health: { linux: "/opt/web/health" } } }],
    [
      "a health check that passes on Azure Arc",
      arc({ os: "Linux" }, { ring: { health: { linux: "/opt/web/health" } } }),
    ],
  ])("calls a ring healthy in spite of %s", (_, close) => {
    const { outcome, azure } = closeRun(close);

    expect(verdict(azure)).toMatchObject({ verdict: "healthy", reason: "" });
    expect(outcome.status).toBe("Succeeded");
    expect(azure.commands.size).toBe(0);
  });

  it.each<[string, Close, string]>([
    ["an installation failed", second({ install: { status: "Failed" } }), "ended as Failed"],
    [
      "an installation had warnings",
      second({ install: { status: "CompletedWithWarnings" } }),
      "ended as CompletedWithWarnings",
    ],
    ["a patch failed", second({ install: { failedPatchCount: 2 } }), "2 patches have failed"],
    ["a patch is pending", second({ install: { pendingPatchCount: 1 } }), "1 patches are pending"],
    [
      "the window was exceeded",
      second({ install: { maintenanceWindowExceeded: true } }),
      "has exceeded the window",
    ],
    ["an installation goes on", second({ install: { status: "InProgress" } }), "InProgress"],
    [
      "a machine was not reached",
      second({ install: { startTime: "2027-01-03T03:05:00Z" } }),
      "has no installation of this run",
    ],
    [
      "an installation says no start",
      second({ install: { startTime: undefined } }),
      "has no installation of this run",
    ],
    [
      "an installation does not count its failures",
      second({ install: { failedPatchCount: undefined } }),
      "-1 patches have failed",
    ],
    [
      "a restart is pending",
      second({ assessment: { rebootPending: true } }),
      "waits for a restart",
    ],
    [
      "nobody says whether a restart is pending",
      second({ assessment: { rebootPending: undefined } }),
      "waits for a restart",
    ],
    ["a patch is missing", second({ missing: [kernel] }), "lacks 1 patches, first kernel"],
    [
      "a patch without a classification is missing",
      second({ missing: [{ ...kernel, classifications: [] }] }),
      "lacks 1 patches",
    ],
    [
      "a roll-up is missing, in Compute's spelling",
      second({
        os: "Windows",
        missing: [{ name: "Rollup", kbId: "1", classifications: ["UpdateRollUp"] }],
      }),
      "lacks 1 patches",
    ],
    [
      "a KB that may need a restart is missing",
      second({
        os: "Windows",
        missing: [
          {
            name: "Update",
            kbId: "5005555",
            classifications: ["Security"],
            rebootBehavior: "CanRequestReboot",
          },
        ],
      }),
      "lacks 1 patches",
    ],
    [
      "an included KB is missing",
      second({
        os: "Windows",
        missing: [{ name: "Tool", kbId: "5034439", classifications: ["Tools"] }],
      }),
      "lacks 1 patches",
    ],
    [
      "a patch of another version than the excluded one is missing",
      second({ missing: [{ name: "openssl", version: "3.0.3", classifications: ["Security"] }] }),
      "lacks 1 patches",
    ],
    [
      "an assessment fails",
      second({ assessment: { status: "Failed" } }),
      "has an assessment that ended as Failed",
    ],
    [
      "an assessment never ends",
      second({ assessSeconds: 86_400 }),
      "assessment that ended as unknown",
    ],
    [
      "an assessment is an old one",
      second({ assessment: { startDateTime: "2027-01-10T04:00:00Z" } }),
      "has no assessment from after the run",
    ],
    [
      "an assessment does not list patches",
      second({ assessment: { availablePatches: undefined } }),
      "does not say which patches it lacks",
    ],
    ["a machine is gone", second({ gone: true }), "cannot be read: status 404"],
    ["a machine does not run", second({ power: "deallocated" }), "is not running"],
    [
      "a machine is of a system that the ring does not patch",
      second({ os: "Windows" }, { ring: { patches: { linux: undefined } as never } }),
      "does not patch",
    ],
    [
      "a health check fails",
      second(
        { health: { executionState: "Failed", exitCode: 3 } },
        { ring: { health: { linux: "x" } } },
      ),
      "the health check failed: Failed with exit code 3",
    ],
    [
      "a health check succeeds with a bad exit code",
      second(
        { health: { executionState: "Succeeded", exitCode: 1 } },
        { ring: { health: { linux: "x" } } },
      ),
      "with exit code 1",
    ],
    [
      "a health check never ends",
      second({ health: { executionState: "Running" } }, { ring: { health: { linux: "x" } } }),
      "the health check has no end: Running",
    ],
    [
      "Arc installed nothing",
      arc({ install: { status: "none" } }),
      "has no installation of this run",
    ],
    ["Arc failed to install", arc({ install: { status: "Failed" } }), "ended as Failed"],
    ["Arc exceeded the window", arc({ install: { exceeded: true } }), "exceeded the window"],
    ["Arc lacks a patch", arc({ missing: [kernel] }), "lacks 1 patches, first kernel"],
    [
      "Arc waits for a restart",
      arc({ assessment: { rebootPending: true } }),
      "waits for a restart",
    ],
    [
      "Arc counts more than is listed",
      arc({ assessment: { availablePatchCountByClassification: { critical: 0, security: 2 } } }),
      "does not say which patches it lacks",
    ],
    [
      "Arc counts nothing at all",
      arc({ assessment: { availablePatchCountByClassification: undefined } }),
      "does not say which patches it lacks",
    ],
    ["Arc is not connected", arc({ power: "deallocated" }), "is not running"],
    ["no machine is known", { stories: [], record: { machines: [] } }, "no machine is known"],
    ["no machine is listed", { listed: [] }, "the list of the machines of this run is not whole"],
    [
      "machines cannot be listed",
      { fault: fails((call) => ends(call, "/Microsoft.ResourceGraph/resources")) },
      "is not whole",
    ],
    [
      "the list is cut",
      {
        fault: fails((call) => ends(call, "/Microsoft.ResourceGraph/resources"), {
          status: 200,
          body: { count: 1, totalRecords: 2, data: [{ run: runId, machine: web1.toLowerCase() }] },
        }),
      },
      "is not whole",
    ],
    [
      "assessments are refused",
      { fault: fails((call) => ends(call, "/assessPatches"), { status: 403 }) },
      "ended as unknown (403)",
    ],
    [
      "an operation is named somewhere else",
      {
        fault: fails((call) => ends(call, "/assessPatches"), {
          status: 202,
          headers: { Location: "https://evil.example.com/subscriptions/1?api-version=1" },
        }),
      },
      "ended as unknown",
    ],
    [
      "Compute throttles for good",
      { fault: fails((call) => ends(call, "/web-2"), { status: 429 }) },
      "cannot be read: status 429",
    ],
    ["the pre-event never ran", { record: "none" }, "the pre-event has not recorded this run"],
    [
      "the run was never protected",
      { record: { state: "preparing" } },
      "was preparing, not protected",
    ],
  ])("calls a ring unhealthy, and says so, when %s", (_, close, reason) => {
    const { outcome, azure } = closeRun(close);

    expect(verdict(azure)).toMatchObject({ verdict: "unhealthy", run: runId });
    expect(verdict(azure)?.["reason"]).toContain(reason);
    expect(outcome.status).toBe("Failed");
    expect(outcome.error).toContain("RunNotHealthy");
  });

  it("counts what is not well and names the first", () => {
    const { azure } = closeRun(second({ install: { status: "Failed" } }));

    expect(verdict(azure)?.["reason"]).toBe(
      `1 of 2 machines are not well, first: ${web2.toLowerCase()} has an installation that ended as Failed`,
    );
  });

  it("begins no machine four hours after the event, and calls the rest not judged", () => {
    const stories = Array.from({ length: 600 }, (_, index) => ({
      id: machineId(`web-${index}`),
      assessSeconds: 1700,
    }));
    const { azure, outcome } = closeRun({ stories });

    const late = Date.parse(outcome.endedAt) - Date.parse("2027-01-10T04:30:00Z");
    expect(verdict(azure)?.["reason"]).toContain("could not be judged in time");
    expect(late).toBeLessThan(5 * 3_600_000);
  });

  it.each(["cancelled", "frozen"])("leaves the verdict of a run that was %s", (state) => {
    const { outcome, azure } = closeRun({ record: { state }, pending: { verdict: "cancelled" } });

    expect(verdict(azure)?.["verdict"]).toBe("cancelled");
    expect(outcome.status).toBe("Succeeded");
    expect(outcome.calls.some((call) => ends(call, "/assessPatches"))).toBe(false);
  });

  it.each<[string, Close, string]>([
    ["of a later run", { pending: { run: runId.replace("20270110", "20270117") } }, "pending"],
    ["that the watchdog has written", { pending: { verdict: "cancelled" } }, "cancelled"],
    [
      "that has changed since it was read",
      { fault: fails((call) => call.headers["If-Match"] !== undefined, { status: 412 }) },
      "pending",
    ],
  ])("never replaces a verdict %s, and says so", (_, close, left) => {
    const { outcome, azure } = closeRun(close);

    expect(verdict(azure)?.["verdict"]).toBe(left);
    expect(outcome.status).toBe("Failed");
  });

  it("leaves no verdict of an earlier run behind a bad one, but never a good one in its place", () => {
    const earlier = { run: runId.replace("20270110", "20270103"), verdict: "healthy" };

    const bad = closeRun({ record: "none", pending: earlier });
    const good = closeRun({ pending: earlier });

    expect(verdict(bad.azure)).toMatchObject({ run: runId, verdict: "unhealthy" });
    expect(verdict(good.azure)).toMatchObject(earlier);
    expect(good.outcome.status).toBe("Failed");
  });

  it("makes no verdict where the pre-event has made none", () => {
    const { azure, outcome } = closeRun({ pending: "none" });

    expect(verdict(azure)).toBeUndefined();
    expect(outcome.status).toBe("Failed");
  });

  it("does nothing for an event that comes twice, whatever the first one found", () => {
    const { azure, deliver } = closeRun({ record: { started: [web2] } });
    const before = verdict(azure);

    const again = deliver();

    expect(again.status).toBe("Succeeded");
    expect(verdict(azure)).toEqual(before);
    expect(azure.stopped).toEqual([web2.toLowerCase()]);
    expect(again.calls.map(({ method }) => method)).toEqual(["GET", "GET", "PUT"]);
  });

  it("closes a run once that an array names twice", () => {
    const { azure, outcome } = closeRun({ body: [postEvent(), postEvent()] });

    expect(verdict(azure)?.["verdict"]).toBe("healthy");
    expect(outcome.status).toBe("Succeeded");
  });

  it("judges each run of an array by itself", () => {
    const { azure, outcome } = closeRun({
      body: [postEvent({ correlationId: runId.replace(runName, "20270110090000") }), postEvent()],
    });

    expect(verdict(azure)).toMatchObject({ run: runId, verdict: "healthy" });
    expect(outcome.status).toBe("Failed");
  });

  it("reads identifiers in either case, and an event outside an array", () => {
    const body = {
      ...postEvent(),
      data: {
        CorrelationId: runId.toUpperCase().replace("20270110030000", runName),
        MaintenanceConfigurationId: configurationId.toUpperCase(),
      },
    };
    const { azure, outcome } = closeRun({
      body,
      record: { machines: [web1.toUpperCase(), web2] },
    });

    expect(verdict(azure)?.["verdict"]).toBe("healthy");
    expect(outcome.status).toBe("Succeeded");
  });

  it("does not close a run that has not begun", () => {
    const { azure, outcome } = closeRun({ now: "2027-01-10T02:50:00Z" });

    expect(verdict(azure)?.["verdict"]).toBe("pending");
    expect(azure.store.paths().filter((path) => path.includes("close"))).toEqual([]);
    expect(outcome.status).toBe("Failed");
  });

  it.each([
    ["of a configuration that it does not know", { maintenanceConfigurationId: "/other/config" }],
    ["that names a run of another configuration", { correlationId: "/other/applyupdates/1" }],
    ["of a run that Azure does not know", { correlationId: `${runId}1` }],
    ["without a run", { correlationId: undefined }],
  ])("says so when there is an event %s", (_, data) => {
    const { azure, outcome } = closeRun({ body: [postEvent(data)] });

    expect(verdict(azure)?.["verdict"]).toBe("pending");
    expect(outcome.status).toBe("Failed");
  });

  it.each([
    ".example.com/subscriptions/1/x",
    `${configurationId}.example.com/1`,
    `${configurationId}/providers/x/applyupdates/1' | where 1 == 1 or run == 'x`,
    `${configurationId}/../../../1?x=/@example.com`,
  ])("never sends its token or a foreign query by a forged correlation id: %s", (correlationId) => {
    const { outcome } = closeRun({ body: [postEvent({ correlationId })] });

    for (const { url } of outcome.calls) {
      expect(url.pathname).toMatch(
        /applyupdates\/[^/']*$|^\/patch-runs\/runs\/web\.canary\/[^/']*$/i,
      );
    }
  });

  it.each<[string, Close]>([
    ["a run that went well", {}],
    ["a machine that failed", second({ install: { status: "Failed" } })],
    ["a run that was never protected", { record: { state: "preparing" } }],
    [
      "a verdict that cannot be read",
      { fault: fails((call) => call.url.pathname.includes("/verdicts/")) },
    ],
    ["a list that cannot be had", { fault: fails((call) => ends(call, "/resources")) }],
  ])("stops again what the pre-event has started, and nothing else, after %s", (_, close) => {
    const record = {
      ...(close.record as object),
      started: [web2, "/subscriptions/9/x", arcMachineId],
    };
    const { azure } = closeRun({ ...close, record });

    expect(azure.stopped).toEqual([web2.toLowerCase()]);
  });

  it("says so when a started machine cannot be stopped, and leaves the verdict", () => {
    const { azure, outcome } = closeRun({
      record: { started: [web2] },
      fault: fails((call) => ends(call, "/deallocate")),
    });

    expect(verdict(azure)?.["verdict"]).toBe("healthy");
    expect(outcome.error).toContain("are not stopped");
  });

  it("calls nothing that its role does not allow, and its role allows nothing else", () => {
    const health = { linux: "/opt/web/health" };
    const all = closeRun({
      stories: [...twoMachines, { id: arcMachineId, os: "Linux", missing: [kernel] }],
      record: { started: [web2] },
      ring: { health },
    });

    const needed = all.outcome.calls
      .filter(({ url }) => url.host === "management.azure.com")
      .flatMap(permissionsFor);

    expect([...new Set(needed)].sort()).toEqual(
      permissionsOf(postEventCalls)
        .map((permission) => permission.toLowerCase())
        .sort(),
    );
  });
});
