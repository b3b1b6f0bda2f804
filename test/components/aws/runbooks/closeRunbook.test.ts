import { describe, expect, it } from "vitest";
import {
  close,
  closeGiven,
  fails,
  invocation,
  machine,
  run,
  scan,
  target,
  walkRing,
  world,
} from "../../../support/automation/patchRun";
import { hasPython } from "../../../support/automation/python";
import type { Call, Walk } from "../../../support/automation/walk";

type But = Parameters<typeof world>[0];

function verdicts({ calls }: Walk): readonly unknown[] {
  return calls
    .filter(({ api }) => api === "ssm:PutParameter")
    .map(({ inputs }) => JSON.parse(String(inputs["Value"])));
}

const invoked = "ssm:DescribeMaintenanceWindowExecutionTaskInvocations";
const scanned = "ssm:DescribeInstancePatchStatesForPatchGroup";
const expected = "ssm:DescribeInstanceInformation";
const unhealthy = { windowExecutionId: run, verdict: "unhealthy" };
const gateRead = ["ReadRing", "ReadGate", "JudgeGate", "WhetherRefused"];
const other = "i-00000000000000001";

const invocations = (...all: readonly object[]) => ({
  [invoked]: () => ({ WindowExecutionTaskInvocationIdentities: [...all] }),
});
const scans = (...all: readonly object[]) => ({
  [scanned]: () => ({ InstancePatchStates: [...all] }),
});
const machines = (...all: readonly string[]) => ({
  [expected]: () => ({ InstanceInformationList: all.map((InstanceId) => ({ InstanceId })) }),
});

describe.skipIf(!hasPython)("the close runbook", () => {
  it("says that a run went well when all of its machines were invoked, ended well and were scanned", () => {
    const walk = walkRing(close, closeGiven, world());

    expect(walk.status).toBe("Success");
    expect(walk.visited).toEqual([
      ...gateRead,
      "NotYetHealthy",
      "FollowMachines",
      "CountRunning",
      "WhetherToWait",
      "WaitNoMore",
      "JudgeRun",
      "Healthy",
    ]);
    expect(verdicts(walk)).toEqual([
      unhealthy,
      { windowExecutionId: run, verdict: "healthy", at: "2026-12-06T03:01:00Z", machines: "1" },
    ]);
  });

  it.each<[string, But]>([
    ["the ring has no machines", machines()],
    ["a machine was not invoked", machines(machine, other)],
    ["no machine was invoked", invocations()],
    ["a machine failed", invocations(invocation("SUCCESS"), invocation("FAILED"))],
    ["a machine timed out", invocations(invocation("TIMED_OUT"))],
    ["only another ring's machine was invoked", invocations(invocation("SUCCESS", other))],
    ["the scan is of another run", scans(scan(machine, { SnapshotId: closeGiven.WindowTargetId }))],
    ["the last report is the installation's", scans(scan(machine, { Operation: "Install" }))],
    ["no machine reports", { [scanned]: () => ({}) }],
    ["patches are missing", scans(scan(machine, { MissingCount: 1 }))],
    ["patches failed", scans(scan(machine, { FailedCount: 2 }))],
    ["nobody answers for the machines", { [expected]: fails }],
    ["nobody answers for the run", { [invoked]: fails }],
  ])("leaves the ring unhealthy when %s", (_case, but) => {
    const walk = walkRing(close, closeGiven, world(but));

    expect(walk.status).toBe("Failed");
    expect(verdicts(walk)).toEqual([unhealthy]);
  });

  const gateSays = (verdict: object) => ({
    ReadGate: () => ({ Parameter: { Value: JSON.stringify(verdict) } }),
  });

  it("leaves the last verdict as it is when the gate has refused the run", () => {
    const refused = gateSays({ windowExecutionId: run, verdict: "shut" });

    const walk = walkRing(close, closeGiven, world(refused));

    expect(walk).toMatchObject({ status: "Success", visited: [...gateRead, "NoRun"] });
    expect(verdicts(walk)).toEqual([]);
  });

  it("does not take an older refusal for one of this run", () => {
    const older = gateSays({ windowExecutionId: target, verdict: "shut" });

    expect(walkRing(close, closeGiven, world(older)).visited).toContain("JudgeRun");
  });

  it.each<[string, But]>([
    ["cannot be read", { ReadGate: fails }],
    ["is no verdict", { ReadGate: () => ({ Parameter: { Value: "?" } }) }],
  ])("says that the ring is unhealthy when what the gate wrote %s", (_case, but) => {
    const walk = walkRing(close, closeGiven, world(but));

    expect(walk.status).toBe("Failed");
    expect(verdicts(walk)).toEqual([unhealthy]);
  });

  it("waits for machines that are patched beyond the window's end", () => {
    const until = Date.parse("2026-12-06T03:20:00Z");
    const status = ({ at }: Call) => (at.getTime() < until ? "IN_PROGRESS" : "SUCCESS");
    const but: But = {
      [invoked]: (call) => ({
        WindowExecutionTaskInvocationIdentities: [invocation(status(call))],
      }),
    };

    const walk = walkRing(close, closeGiven, world(but));

    expect(walk.status).toBe("Success");
    expect(walk.visited.filter((step) => step === "Wait")).toHaveLength(4);
  });

  it("does not wait for ever", () => {
    const walk = walkRing(close, closeGiven, world(invocations(invocation("IN_PROGRESS"))));

    expect(walk.status).toBe("Failed");
    expect(walk.end.toISOString()).toBe("2026-12-06T09:00:00.000Z");
  });

  it("counts the machines of every page", () => {
    const but: But = {
      ...machines(machine, other),
      [invoked]: ({ inputs }) => ({
        WindowExecutionTaskInvocationIdentities: [invocation("SUCCESS")],
        ...(inputs["NextToken"] === undefined ? { NextToken: "more" } : {}),
      }),
      [scanned]: ({ inputs }) =>
        inputs["NextToken"] === undefined
          ? { InstancePatchStates: [scan(machine)], NextToken: "more" }
          : { InstancePatchStates: [scan(other)] },
    };

    expect(verdicts(walkRing(close, closeGiven, world(but))).at(-1)).toMatchObject({
      verdict: "healthy",
      machines: "2",
    });
  });

  it.each([
    "ReadRing",
    "ReadGate",
    "JudgeGate",
    "NotYetHealthy",
    "CountRunning",
    "JudgeRun",
    "Healthy",
  ])("writes no healthy verdict when step %s fails", (failAt) => {
    const walk = walkRing(close, closeGiven, world(), { failAt });

    expect(walk.status).toBe("Failed");
    expect(verdicts(walk)).not.toContainEqual(expect.objectContaining({ verdict: "healthy" }));
  });
});
