import { describe, expect, it } from "vitest";
import { permissionsOf } from "../../../../components/azure/workflows/armCalls";
import {
  preEventCalls,
  preEventStoreCalls,
  preEventWorkflow,
} from "../../../../components/azure/workflows/preEvent";
import { dataActionsOf } from "../../../../components/azure/workflows/storeCalls";
import type { Freeze } from "../../../../model/plan";
import {
  configurations,
  endsWith,
  fails,
  isQuery,
  isRun,
  otherConfigurationId,
  otherRunId,
  path,
  play,
  preEvent,
  type Scene,
  yearEnd,
} from "../../../support/guardedRuns";
import {
  arcMachineId,
  configurationId,
  machineId,
  permissionsFor,
  runId,
  runName,
  simulateAzure,
  subscription,
  vmIdOf,
} from "../../../support/patchRun";
import { blobKey, isStore, storeUrl } from "../../../support/patchRunStore";
import { runWorkflow } from "../../../support/workflow";

const minute = (text: string): number => Date.parse(text) / 60_000;

/** Half-open spans, for web only and for all. */
const imported: readonly Freeze[] = [
  {
    name: "holidays",
    timezone: "Antarctica/Troll",
    groups: ["web"],
    when: {
      kind: "spans",
      spans: [[minute("2027-03-01T10:00Z"), minute("2027-03-01T12:00Z")]],
      knownUntil: Number.MAX_SAFE_INTEGER,
    },
  },
  {
    name: "closing",
    timezone: "UTC",
    when: {
      kind: "spans",
      spans: [
        [minute("2027-03-02T00:00Z"), minute("2027-03-03T00:00Z")],
        [minute("2027-04-02T00:00Z"), minute("2027-04-03T00:00Z")],
      ],
      knownUntil: Number.MAX_SAFE_INTEGER,
    },
  },
];

const ownBlob =
  /^patchrunsprod\.blob\.core\.windows\.net\/patch-runs\/(?:runs\/web\.canary\/[^/']*|verdicts\/web\.canary)\.json$/;

describe("preEventWorkflow", () => {
  it("makes a restore point of every machine and cancels nothing", () => {
    const { azure, outcome } = play();

    expect(outcome.status).toBe("Succeeded");
    expect(outcome.response).toEqual({ status: 202 });
    expect(azure.cancelled).toEqual([]);
    expect([...azure.points.keys()]).toEqual(
      ["web-1", "web-2"].map((name) =>
        `/subscriptions/${subscription}/resourcegroups/rg-patching/providers/microsoft.compute/restorepointcollections/${name}-${vmIdOf(machineId(name))}/restorepoints/${runName}`.toLowerCase(),
      ),
    );
    expect([...azure.collections.values()][0]).toEqual({
      location: "westeurope",
      tags: { "patchwarden-keep-days": "14" },
      properties: { source: { id: machineId("web-1") } },
    });
  });

  it("answers Event Grid's handshake and does nothing else", () => {
    const { outcome } = play({
      body: [
        {
          eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
          data: { validationCode: "abc" },
        },
      ],
    });

    expect(outcome.response).toEqual({ status: 200, body: { validationResponse: "abc" } });
    expect(outcome.status).toBe("Succeeded");
    expect(outcome.calls).toEqual([]);
  });

  it.each([
    ["ends in its first minute", "2027-03-01T07:01:00Z", true],
    ["ends as it begins", "2027-03-01T07:00:00Z", false],
    ["starts in its last minute", "2027-03-01T11:59:00Z", true],
    ["starts as it ends", "2027-03-01T12:00:00Z", false],
    ["lies in a later one", "2027-04-02T12:00:00Z", true],
    ["lies between", "2027-03-15T12:00:00Z", false],
    ["lies in a freeze of days beside it", "2026-12-20T12:00:00Z", true],
  ])("cancels a run inside an imported freeze: one that %s", (_, start, cancels) => {
    const { azure, outcome } = play({ start, freezes: [yearEnd, ...imported] });

    expect(azure.cancelled).toEqual(cancels ? [runId] : []);
    expect(azure.points.size).toBe(cancels ? 0 : 2);
    expect(outcome.status).toBe("Succeeded");
  });

  it("leaves a run to itself that an imported freeze of another group touches", () => {
    const [holidays] = imported;
    const start = "2027-03-01T10:30:00Z";
    const cancelled = (groups: readonly string[]): readonly string[] =>
      play({ start, freezes: holidays ? [{ ...holidays, groups }] : [] }).azure.cancelled;

    expect(cancelled(["erp"])).toEqual([]);
    expect(cancelled(["erp", "web"])).toEqual([runId]);
  });

  it("cancels a run whose start is no timestamp, since nothing can be held against it", () => {
    const body = [preEvent({ startDateTime: "soon" })];

    expect(play({ freezes: imported, body }).azure.cancelled).toEqual([runId]);
  });

  it("is the same workflow as ever without an imported freeze", () => {
    const { actions } = preEventWorkflow([yearEnd], "2026-12-01");

    expect(JSON.stringify(actions)).not.toMatch(/[Cc]losed|Closures/);
  });

  it.each([
    ["on the first local day", "2026-12-17T23:30:00Z", true],
    ["that ends in its first minutes", "2026-12-17T20:01:00Z", true],
    ["that ends as it begins", "2026-12-17T20:00:00Z", false],
    ["on the last local day", "2027-01-04T22:59:00Z", true],
    ["after the last local day", "2027-01-04T23:00:00Z", false],
    ["in a later year", "2030-12-31T12:00:00Z", true],
    ["in summer", "2027-07-01T12:00:00Z", false],
  ])("cancels a run inside a yearly freeze: one %s", (_, start, cancels) => {
    const { azure, outcome } = play({ start });

    expect(azure.cancelled).toEqual(cancels ? [runId] : []);
    expect(azure.points.size).toBe(cancels ? 0 : 2);
    expect(outcome.status).toBe("Succeeded");
  });

  it.each([
    ["a dated freeze of every group", {}, true],
    ["a freeze of its group", { groups: ["web", "erp"] }, true],
    ["a freeze of other groups", { groups: ["erp"] }, false],
  ])("judges %s", (_, scope, cancels) => {
    const dated: Freeze = {
      name: "move",
      timezone: "America/New_York",
      when: { kind: "once", from: "2027-01-09", to: "2027-01-09" },
      ...scope,
    };

    // 03:00 UTC on the tenth is still the ninth in New York.
    const { azure } = play({ freezes: [dated], guarded: { keepDays: 0 } });

    expect(azure.cancelled).toEqual(cancels ? [runId] : []);
  });

  it("only guards freezes where no recovery point is asked for", () => {
    const { azure, outcome } = play({ guarded: { keepDays: 0 } });

    expect(azure.cancelled).toEqual([]);
    expect(azure.points.size).toBe(0);
    expect(outcome.status).toBe("Succeeded");
  });

  it.each<[string, Scene]>([
    ["the run cannot be read", { fault: fails((call) => isRun(call) && call.method === "GET") }],
    ["machines cannot be listed", { fault: fails((call) => isQuery(call)) }],
    ["no machine is listed", { machines: [] }],
    [
      "the list is cut",
      {
        fault: fails((call) => isQuery(call), {
          status: 200,
          body: {
            totalRecords: 2,
            count: 1,
            data: [{ run: runId, machine: machineId("web-1").toLowerCase() }],
          },
        }),
      },
    ],
    ["a machine is gone", { fault: fails((call) => endsWith(call, "/web-2"), { status: 404 }) }],
    [
      "a collection is refused",
      {
        fault: fails(
          (call) => call.method === "PUT" && /collections\/web-2[^/]*$/.test(path(call)),
        ),
      },
    ],
    [
      "a restore point is refused",
      { fault: fails((call) => call.method === "PUT" && /web-2.*restorepoints/.test(path(call))) },
    ],
    [
      "a restore point fails",
      {
        fault: fails((call) => call.method === "GET" && /web-2.*restorepoints/.test(path(call)), {
          status: 200,
          body: { properties: { provisioningState: "Failed" } },
        }),
      },
    ],
    ["restore points take too long", { pointSeconds: 3600 }],
    [
      "Compute throttles for good",
      { fault: fails((call) => /web-1/.test(path(call)), { status: 429 }) },
    ],
    ["the start is no timestamp", { body: [preEvent({ startDateTime: "soon" })] }],
    ["the cut-off is missing", { body: [preEvent({ cancellationCutOffDateTime: undefined })] }],
    ["the subscriptions are missing", { body: [preEvent({ resourceSubscriptionIds: undefined })] }],
  ])("cancels the run, and says so, when %s", (_, scene) => {
    const { azure, outcome } = play(scene);

    expect(azure.cancelled).toEqual([runId]);
    expect(outcome.status).toBe("Failed");
    expect(outcome.error).toContain("RunNotProtected");
  });

  it("cancels before the cut-off when restore points take too long", () => {
    const { outcome } = play({ pointSeconds: 3600 });

    expect(Date.parse(outcome.endedAt)).toBeLessThan(Date.parse("2027-01-10T02:50:00Z"));
  });

  it("fails loudly when the cancel itself is refused", () => {
    const { azure, outcome } = play({
      fault: fails((call) => isQuery(call) || (isRun(call) && call.method === "PUT")),
    });

    expect(azure.cancelled).toEqual([]);
    expect(outcome.status).toBe("Failed");
  });

  it("asks again when the cancel meets a passing fault", () => {
    let faults = 3;
    const { azure } = play({
      machines: [],
      fault: (call) =>
        isRun(call) && call.method === "PUT" && faults-- > 0 ? { status: 503 } : undefined,
    });

    expect(azure.cancelled).toEqual([runId]);
  });

  it("does no harm when the event comes twice", () => {
    const { azure, deliver } = play();
    const before = [...azure.points.keys()];

    const second = deliver();

    expect(second.status).toBe("Succeeded");
    expect([...azure.points.keys()]).toEqual(before);
    expect(azure.cancelled).toEqual([]);
  });

  it("judges each run of an array by itself", () => {
    const other = { correlationId: otherRunId, maintenanceConfigurationId: otherConfigurationId };
    const { azure } = play({
      body: [preEvent(), preEvent(other)],
      otherRuns: { [otherRunId]: [machineId("erp-1"), machineId("erp-2")] },
      fault: fails((call) => endsWith(call, "/erp-2")),
    });

    expect(azure.cancelled).toEqual([otherRunId]);
    expect(azure.points.size).toBe(3);
    expect(JSON.stringify([...azure.collections.values()])).toContain(
      '"patchwarden-keep-days":"7"',
    );
  });

  it("does not touch a run of one configuration for an event that names another", () => {
    const { azure, outcome } = play({
      body: [preEvent({ correlationId: otherRunId })],
      otherRuns: { [otherRunId]: [machineId("erp-1")] },
    });

    expect(outcome.calls).toEqual([]);
    expect(azure.cancelled).toEqual([]);
    expect(outcome.status).toBe("Failed");
  });

  it("reads identifiers in either case, and an event outside an array", () => {
    const { data } = preEvent();
    const { azure, outcome } = play({
      body: {
        ...preEvent(),
        data: {
          CorrelationId: data.correlationId.toUpperCase(),
          MaintenanceConfigurationId: configurationId.toUpperCase(),
          StartDateTime: data.startDateTime,
          CancellationCutOffDateTime: data.cancellationCutOffDateTime,
          ResourceSubscriptionIds: data.resourceSubscriptionIds,
        },
      },
    });

    expect(outcome.status).toBe("Succeeded");
    expect(azure.points.size).toBe(2);
  });

  it("patches Arc machines without a restore point where the group skips it", () => {
    const { azure, outcome } = play({ machines: [machineId("web-1"), arcMachineId] });

    expect(outcome.status).toBe("Succeeded");
    expect(azure.points.size).toBe(1);
  });

  it("cancels a run with Arc machines where the group refuses them, unless no restore point is wanted", () => {
    const machines = [machineId("web-1"), arcMachineId];
    const refuse = { hybrid: "refuse" } as const;

    const refused = play({ machines, guarded: refuse });
    const unasked = play({ machines, guarded: { ...refuse, keepDays: 0 } });

    expect(refused.azure.cancelled).toEqual([runId]);
    expect(refused.outcome.error).toContain("a hybrid machine can have no restore point");
    expect(unasked.azure.cancelled).toEqual([]);
  });

  it("keeps namesakes of two resource groups apart", () => {
    const { azure } = play({ machines: [machineId("web-1", "rg-a"), machineId("web-1", "rg-b")] });

    expect(azure.points.size).toBe(2);
    expect(azure.collections.size).toBe(2);
  });

  it("touches no machine for a run that Azure does not know, and says so", () => {
    const unknown = runId.replace(runName, "20270110040000");
    const { azure, outcome } = play({ body: [preEvent({ correlationId: unknown })] });

    expect(azure.points.size).toBe(0);
    expect(azure.cancelled).toEqual([]);
    expect(outcome.status).toBe("Failed");
    expect(outcome.error).toContain("of these not cancelled, since Azure refused it: 1");
  });

  it("does nothing with a run of a configuration that it does not guard, and says so", () => {
    const other = configurationId.replace("web-canary", "someone-elses");
    const { azure, outcome } = play({
      body: [
        preEvent({
          correlationId: `${other}/providers/microsoft.maintenance/applyupdates/1`,
          maintenanceConfigurationId: other,
        }),
      ],
    });

    expect(outcome.calls).toEqual([]);
    expect(azure.cancelled).toEqual([]);
    expect(outcome.status).toBe("Failed");
  });

  it.each([
    ".example.com/subscriptions/1/x",
    `${configurationId}.example.com/1`,
    `${configurationId}/providers/x/applyupdates/1' | where 1 == 1 or run == 'x`,
    `${configurationId}/../../../1?x=/@example.com`,
  ])("never sends its token or a foreign query by a forged correlation id: %s", (correlationId) => {
    const { outcome } = play({ body: [preEvent({ correlationId })] });

    for (const call of outcome.calls) {
      if (isStore(call)) expect(blobKey(call.url.href)).toMatch(ownBlob);
      else expect(path(call)).toMatch(/applyupdates\/[^/']*$|resourcegraph\/resources$/);
    }
  });

  it("calls nothing that its roles do not allow, and its roles allow nothing else", () => {
    const frozen = play({ start: "2026-12-24T03:00:00Z" });
    const stopped = { stopped: [machineId("web-1")], guarded: { startStopped: true } };
    const protectedRun = play(stopped);
    const inVain = play({ ...stopped, pointSeconds: 3600 });

    const calls = [frozen, protectedRun, inVain].flatMap(({ outcome }) => outcome.calls);

    expect([...new Set(calls.flatMap(permissionsFor))].sort()).toEqual(
      [...permissionsOf(preEventCalls), ...dataActionsOf(preEventStoreCalls)]
        .map((permission) => permission.toLowerCase())
        .sort(),
    );
  });

  it("acts as the identity that it is given", () => {
    const identity =
      "/subscriptions/1/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/patching";
    const azure = simulateAzure({ machines: [machineId("web-1")] });

    const { calls } = runWorkflow({
      definition: preEventWorkflow([], "2026-12-01", identity),
      parameters: {
        configurations: configurations(),
        ringsBefore: [],
        restorePointGroup: "rg",
        runStore: storeUrl,
      },
      trigger: [preEvent()],
      now: "2027-01-10T02:25:00Z",
      answer: azure.answer,
    });

    expect(new Set(calls.map((call) => call.identity))).toEqual(new Set([identity]));
    expect(calls.some(isStore)).toBe(true);
  });

  it("refuses a freeze whose zone Azure does not know", () => {
    const odd: Freeze = { ...yearEnd, timezone: "Antarctica/Troll" };

    expect(() => preEventWorkflow([odd], "2026-12-01")).toThrow("Azure cannot keep this freeze");
  });
});
