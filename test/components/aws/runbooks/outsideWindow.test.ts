/** A run that somebody starts by hand: the gate first, with a UUID of its own, then the machines with the same one. */
import { describe, expect, it } from "vitest";
import {
  byWindow,
  fails,
  gate,
  gateGiven,
  node,
  nodeGiven,
  scan,
  walkRing,
  world,
} from "../../../support/automation/patchRun";
import { hasPython } from "../../../support/automation/python";
import { allSteps, readRunbook } from "../../../support/automation/rendered";
import type { World } from "../../../support/automation/walk";

const read = ["ReadRing", "RunOfMachine", "MachineOfRing"];
const uuid = "99999999-2222-4333-8444-555555555555";
const byHand = `hand-${uuid}`;
const window = "11111111-2222-4333-8444-555555555555";

const ringBefore = JSON.stringify({
  windowExecutionId: window,
  verdict: "healthy",
  at: "2026-12-06T01:00:00Z",
  until: "2026-12-13T04:00:00Z",
});

const ada = "arn:aws:sts::012345678901:assumed-role/requester/ada";

/** A world whose gate parameter holds what was last written, and in which one has started all runs. */
function remembering(
  first: object,
  ExecutedBy = ada,
): { readonly world: World; readonly stored: () => object } {
  let stored = JSON.stringify(first);
  const well = world({
    "ssm:PutParameter": ({ inputs }) => {
      stored = String(inputs["Value"]);
      return { Version: 2 };
    },
    "ssm:GetParameter": ({ inputs }) => ({
      Parameter: { Value: String(inputs["Name"]).endsWith("/gate") ? stored : ringBefore },
    }),
    "ssm:GetAutomationExecution": () => ({ AutomationExecution: { ExecutedBy } }),
    // The scan of the run carries the UUID of its id.
    "ssm:DescribeInstancePatchStates": ({ at }) => ({
      InstancePatchStates: [
        scan(nodeGiven.InstanceId, { SnapshotId: uuid, OperationStartTime: at.toISOString() }),
      ],
    }),
  });
  return { world: well, stored: () => JSON.parse(stored) };
}

const fromWindow = { windowExecutionId: window, verdict: "open", until: "2026-12-06T06:00:00Z" };
const machine = { ...nodeGiven, WindowExecutionId: byHand };
const own = { ...gateGiven, WindowExecutionId: byHand };

describe.skipIf(!hasPython)("a run outside a window", () => {
  it("patches a machine once the gate has opened it under the same id", () => {
    const { world: around, stored } = remembering({ windowExecutionId: "none", verdict: "none" });

    expect(walkRing(gate, own, around).status).toBe("Success");
    expect(stored()).toMatchObject({ windowExecutionId: byHand, verdict: "open" });
    const walk = walkRing(node, machine, around);

    expect(walk.status).toBe("Success");
    expect(walk.visited).toContain("Install");
  });

  it("touches no machine without a gate of its own, though the last window's was open", () => {
    const walk = walkRing(node, machine, remembering(fromWindow).world);

    expect(walk).toMatchObject({
      status: "Failed",
      visited: [...read, "ReadVerdict", "GateOpenedThisRun"],
    });
  });

  it("shuts a window's run that has begun: its next machines find another run's verdict", () => {
    const { world: around, stored } = remembering(fromWindow);

    walkRing(gate, own, around);

    const theirs = remembering(stored(), byWindow).world;
    expect(walkRing(node, nodeGiven, theirs).visited).toEqual([
      ...read,
      "ReadVerdict",
      "GateOpenedThisRun",
    ]);
  });

  it("opens nothing with a window's verdict, though it is given the window's own id", () => {
    const walk = walkRing(node, nodeGiven, remembering(fromWindow).world);

    expect(walk).toMatchObject({ status: "Failed", visited: ["ReadRing", "RunOfMachine"] });
  });

  it("hides no window's run behind a refusal of its own, before or after another run by hand", () => {
    const refusing = { ...gateGiven, RunMinutes: 99_999 };

    for (const first of [fromWindow, { ...fromWindow, windowExecutionId: byHand }]) {
      const { world: around, stored } = remembering(first);
      expect(walkRing(gate, refusing, around).visited).toEqual(["ReadRing", "MayJudge"]);
      expect(stored()).toEqual(first);
    }
  });

  it("is judged once: what its gate has said of it stands", () => {
    const { world: around, stored } = remembering(fromWindow);
    walkRing(gate, own, around);
    const said = stored();

    const again = walkRing(gate, { ...own, RunMinutes: 30 }, around);

    expect(again).toMatchObject({ status: "Failed", visited: ["ReadRing", "MayJudge"] });
    expect(stored()).toEqual(said);
  });

  it("is over when the minutes are that the gate was given", () => {
    const { world: around } = remembering(fromWindow);
    walkRing(gate, { ...own, RunMinutes: 90 }, around);

    const late = walkRing(node, machine, around, { start: "2026-12-06T03:31:00Z" });

    expect(late).toMatchObject({
      status: "Failed",
      visited: [...read, "ReadVerdict", "GateOpenedThisRun"],
    });
  });

  it("stays shut when its gate is cancelled", () => {
    const { world: around, stored } = remembering(fromWindow);

    const walk = walkRing(gate, own, around, { cancelAt: "Approve" });

    expect(walk.status).toBe("Cancelled");
    expect(stored()).toMatchObject({ windowExecutionId: byHand, verdict: "shut" });
  });
});

describe.skipIf(!hasPython)("a machine's run that is stopped in flight", () => {
  const stopped = () => ({ Reservations: [{ Instances: [{ State: { Name: "stopped" } }] }] });
  const started = { ...nodeGiven, StartStopped: "yes" };

  it.each([
    ["before anything is changed", "Prestage", ["WhetherToStopAgain", "StopAgain", "Done"]],
    [
      "in the hook before",
      "HookBefore",
      ["WhetherHookOnExit", "HookOnExit", "WhetherToStopAgain", "StopAgain", "Done"],
    ],
    [
      "in the installation",
      "Install",
      ["WhetherHookOnExit", "HookOnExit", "WhetherToStopAgain", "StopAgain", "Done"],
    ],
    [
      "in the health check",
      "HealthCheck",
      ["WhetherHookOnExit", "HookOnExit", "WhetherToStopAgain", "StopAgain", "Done"],
    ],
  ])("%s leaves the machine as it was found: %s", (_when, cancelAt, after) => {
    const walk = walkRing(node, started, world({ ReadState: stopped }), { cancelAt });

    expect(walk.status).toBe("Cancelled");
    expect(walk.visited.slice(walk.visited.indexOf(cancelAt) + 1)).toEqual(after);
  });

  it("is stopped again wherever it is stopped once the machine was started", () => {
    const walked = walkRing(node, started, world({ ReadState: stopped, HealthCheck: fails }));
    const steps = allSteps(readRunbook(node).mainSteps).filter(
      ({ name, action }) =>
        !["aws:branch", "aws:updateVariable", "aws:sleep"].includes(action) &&
        !["StopAgain"].includes(name) &&
        walked.visited.indexOf(name) >= walked.visited.indexOf("StartMachine"),
    );

    expect(steps.length).toBeGreaterThan(8);
    for (const { name } of steps) {
      const walk = walkRing(node, started, world({ ReadState: stopped }), { cancelAt: name });
      expect(walk.visited.at(-2), name).toBe("StopAgain");
    }
  });

  it("runs the hook on exit when it is stopped in the restore", () => {
    const given = { ...started, OnFailure: "restore" };
    const around = world({ ReadState: stopped, HealthCheck: fails });

    const { visited } = walkRing(node, given, around, { cancelAt: "Restore" });

    expect(visited.slice(visited.indexOf("Restore") + 1)).toEqual([
      "WhetherHookOnExit",
      "HookOnExit",
      "WhetherToStopAgain",
      "StopAgain",
      "Done",
    ]);
  });

  it("is not restored, whatever the policy says of failures", () => {
    const given = { ...nodeGiven, OnFailure: "restore" };

    const { visited } = walkRing(node, given, world(), { cancelAt: "Install" });

    expect(visited).not.toContain("Restore");
  });
});
