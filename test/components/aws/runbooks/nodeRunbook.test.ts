import { describe, expect, it } from "vitest";
import {
  describedOf,
  fails,
  machine,
  node,
  nodeGiven,
  point,
  ring,
  run,
  scan,
  walkRing,
  withFormer,
  world,
} from "../../../support/automation/patchRun";
import { hasPython } from "../../../support/automation/python";
import type { Call, Walk } from "../../../support/automation/walk";

type But = Parameters<typeof world>[0];

const alarms = ["WhetherAlarms", "AlarmsOk"];
const opened = ["ReadVerdict", "GateOpenedThisRun", "CalendarOpen", ...alarms];
const verdict = ["ReadRing", "RunOfMachine", "MachineOfRing", ...opened];
const seen = ["WhetherHybrid", "ReadState", "WhetherStopped", "MachineRuns", "MachineAnswers"];
const unprotected = ["WhetherProtectable", "ReadAutoScaling", "WhetherAutoScaling"];
const protection = ["WhetherToProtect", ...unprotected, "WhetherInWindow"];
const found = [...protection, "FindRecoveryPoint", "RememberFound"];
const before = [...verdict, ...seen, "Prestage", ...found, "WhetherHookBefore", "HookBefore"];
const secondLook = ["TimeToInstall", "CalendarStillOpen"];
const after = ["WhetherHookAfter", "HookAfter", "BeforeScan", "Scan", "NothingMissing"];
const health = ["WhetherHealthCheck", "HealthCheck"];
const exit = ["WhetherHookOnExit", "HookOnExit", "WhetherToStopAgain", "Done"];

const given = (changes: object) => ({ ...nodeGiven, ...changes });
const state = (name: string) => () => ({
  Reservations: [
    { Instances: [{ State: { Code: 0, Name: name }, Tags: [{ Key: "PatchGroup", Value: ring }] }] },
  ],
});
const alarm = (state: string) => () => ({
  MetricAlarms: [{ AlarmName: "web-errors", StateValue: state }],
});
const gateSays = (value: object) => ({
  ReadVerdict: () => ({ Parameter: { Value: JSON.stringify(value) } }),
});
const installed = ({ calls }: Walk) => calls.some(({ step }) => step === "Install");

describe.skipIf(!hasPython)("the node runbook", () => {
  it("patches a machine with all that the policy asks for", () => {
    const { visited, status } = walkRing(node, nodeGiven, world());

    expect(status).toBe("Success");
    expect(visited).toEqual([
      ...before,
      ...secondLook,
      "Install",
      "WhetherToReboot",
      ...after,
      ...health,
      ...exit,
    ]);
  });

  it("installs the patches of the window's own snapshot, and keeps what the command prints", () => {
    const { calls } = walkRing(node, nodeGiven, world());

    expect(calls.find(({ step }) => step === "Install")?.inputs).toEqual({
      DocumentName: "AWS-RunPatchBaseline",
      InstanceIds: [machine],
      Parameters: { Operation: ["Install"], RebootOption: ["RebootIfNeeded"], SnapshotId: [run] },
      TimeoutSeconds: 900,
      OutputS3BucketName: "patch-output",
      OutputS3KeyPrefix: "patch-runs",
      CloudWatchOutputConfig: {
        CloudWatchOutputEnabled: true,
        CloudWatchLogGroupName: "patches",
      },
    });
  });

  it.each<[string, But, string]>([
    ["the gate has written nothing", { ReadVerdict: fails }, "ReadVerdict"],
    [
      "the gate has judged another run",
      gateSays({ windowExecutionId: "other", verdict: "open", until: "2026-12-06T06:00:00Z" }),
      "GateOpenedThisRun",
    ],
    ["no run was ever judged", gateSays({ verdict: "none" }), "GateOpenedThisRun"],
    [
      "the gate is shut",
      gateSays({ windowExecutionId: run, verdict: "shut" }),
      "GateOpenedThisRun",
    ],
    [
      "too little time is left",
      gateSays({ windowExecutionId: run, verdict: "open", until: "2026-12-06T03:59:00Z" }),
      "GateOpenedThisRun",
    ],
    ["a freeze is in force", { CalendarOpen: () => ({ State: "CLOSED" }) }, "CalendarOpen"],
    [
      "a freeze begins before the end",
      {
        CalendarOpen: () => ({ State: "OPEN", NextTransitionTime: "2026-12-06T05:00:00Z" }),
      },
      "CalendarOpen",
    ],
    ["an alarm of the group rings by now", { AlarmsOk: alarm("ALARM") }, "AlarmsOk"],
    ["an alarm has too little to go by", { AlarmsOk: alarm("INSUFFICIENT_DATA") }, "AlarmsOk"],
    ["nobody answers for the alarms", { AlarmsOk: fails }, "AlarmsOk"],
    ["the machine is gone", { "ec2:DescribeInstances": state("terminated") }, "MachineRuns"],
    ["EC2 does not know the machine", { ReadState: fails }, "ReadState"],
    ["the machine is stopped", { "ec2:DescribeInstances": state("stopped") }, "MachineRuns"],
  ])("touches nothing when %s", (_case, but, last) => {
    const walk = walkRing(node, nodeGiven, world(but));

    expect(walk.status).toBe("Failed");
    expect(walk.visited.at(-1)).toBe(last);
    expect(walk.calls.filter(({ api }) => /^command|Start|Stop|Reboot/.test(api))).toEqual([]);
  });

  const information = (answer: object) => ({
    MachineAnswers: () => ({ InstanceInformationList: [answer] }),
  });
  it.each<[string, But, string]>([
    ["the agent does not answer", information({ PingStatus: "ConnectionLost" }), "MachineAnswers"],
    [
      "the agent is too old",
      information({ PingStatus: "Online", AgentVersion: "2.0.833.0" }),
      "MachineAnswers",
    ],
    [
      "SSM does not know the machine",
      { MachineAnswers: () => ({ InstanceInformationList: [] }) },
      "MachineAnswers",
    ],
    ["the disk is full or a repository is silent", { Prestage: fails }, "Prestage"],
    ["the checks take too long", { Prestage: () => ({ minutes: 61 }) }, "Prestage"],
    [
      "no recovery point is young enough",
      { FindRecoveryPoint: () => ({ RecoveryPoints: [] }) },
      "FindRecoveryPoint",
    ],
    [
      "the recovery point is not complete",
      { FindRecoveryPoint: () => ({ RecoveryPoints: [{ Status: "PARTIAL" }] }) },
      "FindRecoveryPoint",
    ],
    [
      "the recovery point has expired",
      { FindRecoveryPoint: () => ({ RecoveryPoints: [{ Status: "EXPIRED" }] }) },
      "FindRecoveryPoint",
    ],
  ])("installs nothing when %s", (_case, but, last) => {
    const walk = walkRing(node, nodeGiven, world(but));

    expect(walk.status).not.toBe("Success");
    expect(walk.visited.slice(-3)).toEqual([last, "WhetherToStopAgain", "Done"]);
    expect(installed(walk)).toBe(false);
  });

  it("asks for recovery points of this machine, of this vault and no older than it may be", () => {
    const { calls } = walkRing(node, nodeGiven, world());

    expect(calls.find(({ step }) => step === "FindRecoveryPoint")?.inputs).toEqual({
      BackupVaultName: "vault",
      ByResourceArn: `arn:aws:ec2:eu-central-1:012345678901:instance/${machine}`,
      ByCreatedAfter: "2026-12-05T19:05:00+00:00",
    });
  });

  it("finds a recovery point in the vault of a key of before", () => {
    const young = {
      Status: "COMPLETED",
      RecoveryPointArn: point,
      CreationDate: "2026-12-06T00:10:00+00:00",
    };
    const found = (inputs: Call["inputs"]) => inputs["BackupVaultName"] === "former";
    const walk = walkRing(
      withFormer.node,
      nodeGiven,
      world({
        FindRecoveryPoint: ({ inputs }) => ({ RecoveryPoints: found(inputs) ? [young] : [] }),
      }),
    );

    expect(walk.status).toBe("Success");
    expect(installed(walk)).toBe(true);
  });

  describe("with a recovery point made in the window", () => {
    const inWindow = given({ RecoveryPoint: "inWindow" });
    const made = ["StartRecoveryPoint", "WaitForRecoveryPoint", "RecoveryPointCompleted"];
    const job = (of: string | ((call: Call) => string)): But => ({
      "backup:DescribeBackupJob": (call) => ({
        State: typeof of === "string" ? of : of(call),
        RecoveryPointArn: point,
      }),
    });

    it("waits for the job and installs when it is complete", () => {
      const done = Date.parse("2026-12-06T03:40:00Z");
      const running = job(({ at }) => (at.getTime() < done ? "RUNNING" : "COMPLETED"));

      const walk = walkRing(node, inWindow, world(running));

      expect(walk.status).toBe("Success");
      expect(walk.visited).toEqual(
        expect.arrayContaining([...made, "ReadRecoveryPoint", "RememberMade", "Install"]),
      );
    });

    it("lets it expire when the policy says, and starts it once however often it is asked", () => {
      const { calls } = walkRing(node, inWindow, world());

      expect(calls.find(({ step }) => step === "StartRecoveryPoint")?.inputs).toMatchObject({
        BackupVaultName: "vault",
        Lifecycle: { DeleteAfterDays: 14 },
        IdempotencyToken: "00000000-0000-4000-8000-000000000000",
      });
    });

    it.each(["ABORTED", "ABORTING", "FAILED", "EXPIRED", "PARTIAL"])(
      "ends at once, and installs nothing, when the job is %s",
      (end) => {
        const walk = walkRing(node, inWindow, world(job(end)));

        expect(walk.visited.slice(-4, -2)).toEqual([
          "WaitForRecoveryPoint",
          "RecoveryPointCompleted",
        ]);
        expect(walk.end.getTime()).toBeLessThan(Date.parse("2026-12-06T03:10:00Z"));
        expect(installed(walk)).toBe(false);
      },
    );

    it("installs nothing when the job never ends", () => {
      const walk = walkRing(node, inWindow, world(job("RUNNING")));

      expect(walk.status).toBe("TimedOut");
      expect(walk.visited).not.toContain("RecoveryPointCompleted");
      expect(installed(walk)).toBe(false);
    });
  });

  it("makes and asks for no recovery point where the policy wants none", () => {
    const { visited } = walkRing(node, given({ RecoveryPoint: "none" }), world());

    expect(visited).not.toContain("WhetherProtectable");
    expect(visited).toContain("Install");
  });

  describe("with a hybrid machine", () => {
    const hybrid = { InstanceId: "mi-0123456789abcdef0" };

    it("refuses it where a recovery point is asked for", () => {
      const walk = walkRing(node, given(hybrid), world());

      expect(walk.status).toBe("Failed");
      expect(walk.visited).toContain("RefuseHybrid");
      expect(installed(walk)).toBe(false);
    });

    it("patches it without one where the policy lets it, and never asks EC2", () => {
      const skip = given({ ...hybrid, Hybrid: "skip", AlwaysReboot: "yes" });
      const but: But = {
        "ssm:DescribeInstancePatchStates": () => ({
          InstancePatchStates: [scan("mi-0123456789abcdef0")],
        }),
      };

      const { status, visited, calls } = walkRing(node, skip, world(but));

      expect(status).toBe("Success");
      expect(visited).toEqual(expect.arrayContaining(["WhetherHybridMay", "RebootHybrid"]));
      expect(calls.filter(({ api }) => /^(ec2|backup):/.test(api))).toEqual([]);
    });
  });

  describe("with a machine of an Auto Scaling group", () => {
    const but: But = { ReadAutoScaling: () => describedOf("web-asg") };

    it("refuses it where a recovery point is asked for, whichever makes it", () => {
      for (const RecoveryPoint of ["before", "inWindow"]) {
        const walk = walkRing(node, given({ RecoveryPoint }), world(but));

        expect(walk.status).toBe("Failed");
        expect(walk.visited).toContain("RefuseAutoScaling");
        expect(walk.calls.filter(({ api }) => api.startsWith("backup:"))).toEqual([]);
        expect(installed(walk)).toBe(false);
      }
    });

    it("says in its refusal which group it is of and what to do", () => {
      expect(node).toContain("({{ ReadAutoScaling.Group }}) is replaced");
      expect(node).toContain("keep the last good one (LastGoodImage), or have autoScaling: skip");
    });

    it("patches it without one where the policy lets it, and never asks AWS Backup", () => {
      const skip = given({ AutoScaling: "skip", OnFailure: "restore" });

      const { status, visited, calls } = walkRing(node, skip, world(but));

      expect(status).toBe("Success");
      expect(visited).toEqual(expect.arrayContaining(["WhetherAutoScalingMay", "Install"]));
      expect(calls.filter(({ api }) => api.startsWith("backup:"))).toEqual([]);
    });

    it("restores none that fails, since it has nothing to go back to", () => {
      const skip = given({ AutoScaling: "skip", OnFailure: "restore" });

      const walk = walkRing(node, skip, world({ ...but, HealthCheck: fails }));

      expect(walk.status).toBe("Failed");
      expect(walk.visited).toContain("WhetherPoint");
      expect(walk.visited).not.toContain("Restore");
    });

    it("does not ask which group it is of where the policy wants no recovery point", () => {
      const walk = walkRing(node, given({ RecoveryPoint: "none" }), world(but));

      expect(walk.status).toBe("Success");
      expect(walk.visited).not.toContain("ReadAutoScaling");
    });

    it("takes a group's name for a name, even one that reads like none", () => {
      const named: But = { ReadAutoScaling: () => describedOf("none") };

      expect(walkRing(node, nodeGiven, world(named)).visited).toContain("RefuseAutoScaling");
    });
  });

  describe("with a stopped machine", () => {
    const start = given({ StartStopped: "yes" });
    const stopped: But = { ReadState: state("stopped") };
    const started = ["WhetherToStart", "RememberStart", "StartMachine", "MachineStarted"];

    it("starts it, patches it and stops it again where the policy lets it", () => {
      const { status, visited } = walkRing(node, start, world(stopped));

      expect(status).toBe("Success");
      expect(visited).toEqual(expect.arrayContaining([...started, "Install"]));
      expect(visited.slice(-3)).toEqual(["WhetherToStopAgain", "StopAgain", "Done"]);
    });

    it("waits for its agent", () => {
      const online = Date.parse("2026-12-06T03:04:00Z");
      const but: But = {
        ...stopped,
        MachineAnswers: ({ at }) => ({
          InstanceInformationList: [
            {
              PingStatus: at.getTime() < online ? "ConnectionLost" : "Online",
              AgentVersion: "3.3.0.0",
            },
          ],
        }),
      };

      expect(walkRing(node, start, world(but)).status).toBe("Success");
    });

    it.each(["MachineStarted", "MachineAnswers", "Prestage", "HookBefore", "Install", "Scan"])(
      "stops it again when %s fails",
      (failAt) => {
        const { status, visited } = walkRing(node, start, world(stopped), { failAt });

        expect(status).toBe("Failed");
        expect(visited).toContain("StopAgain");
      },
    );
  });

  it("restarts the machine in any case where the policy says so, before the scan", () => {
    const always = given({ RebootOption: "NoReboot", AlwaysReboot: "yes" });

    const { visited } = walkRing(node, always, world());

    expect(visited.slice(before.length, -after.length - health.length - exit.length)).toEqual([
      ...secondLook,
      "Install",
      "WhetherToReboot",
      "TimeToRestart",
      "CalendarBeforeRestart",
      "WhetherRebootByEc2",
      "Reboot",
      "SettleAfterReboot",
    ]);
  });

  const other = run.replace(/1/g, "9");
  const report = (counts: object): But => ({
    NothingMissing: () => ({ InstancePatchStates: [scan(machine, { ...counts })] }),
  });
  it.each<[string, But, string]>([
    ["the installation fails", { Install: fails }, "Install"],
    ["the installation takes too long", { Install: () => ({ minutes: 121 }) }, "Install"],
    ["the scan fails", { Scan: fails }, "Scan"],
    ["patches are still missing", report({ MissingCount: 1 }), "NothingMissing"],
    ["patches failed", report({ FailedCount: 1 }), "NothingMissing"],
    ["patches wait for a restart", report({ InstalledPendingRebootCount: 1 }), "NothingMissing"],
    ["the scan is never reported", report({ Operation: "Install" }), "NothingMissing"],
    [
      "the report is of another run, from before the scan",
      report({ SnapshotId: other, OperationStartTime: "2026-12-06T03:19:00+00:00" }),
      "NothingMissing",
    ],
    [
      "the scan does not say what is missing",
      report({ MissingCount: undefined }),
      "NothingMissing",
    ],
    ["the scan does not say what failed", report({ FailedCount: undefined }), "NothingMissing"],
    [
      "the scan does not say what waits for a restart",
      report({ InstalledPendingRebootCount: undefined }),
      "NothingMissing",
    ],
    ["the service is not well", { HealthCheck: fails }, "HealthCheck"],
    ["the hook after the installation fails", { HookAfter: fails }, "HookAfter"],
  ])("leaves the machine as it is, and says so, when %s", (_case, but, last) => {
    const { status, visited } = walkRing(node, nodeGiven, world(but));

    expect(status).not.toBe("Success");
    expect(visited.slice(-6)).toEqual([last, "WhetherToRestore", ...exit]);
  });

  it("lets patches wait for a restart where the policy never restarts", () => {
    const never = given({ RebootOption: "NoReboot" });

    const walk = walkRing(node, never, world(report({ InstalledPendingRebootCount: 1 })));

    expect(walk.status).toBe("Success");
  });

  it("takes a scan of somebody else's that began since its own, which is all that SSM keeps", () => {
    const since = { SnapshotId: other, OperationStartTime: "2026-12-06T03:20:00+00:00" };

    const clean = walkRing(node, nodeGiven, world(report(since)));
    const lacking = walkRing(node, nodeGiven, world(report({ ...since, MissingCount: 1 })));

    expect(clean.status).toBe("Success");
    expect(lacking.status).toBe("Failed");
  });

  it("waits for a scan that is reported a little late", () => {
    const late = Date.parse("2026-12-06T03:28:00Z");
    const but: But = {
      NothingMissing: ({ at }) => ({
        InstancePatchStates: [scan(machine, at.getTime() < late ? { Operation: "Install" } : {})],
      }),
    };

    expect(walkRing(node, nodeGiven, world(but)).status).toBe("Success");
  });

  describe("where a machine that failed is restored", () => {
    const restoring = given({ OnFailure: "restore" });

    it("puts it back after a bad health check, and counts it as failed all the same", () => {
      const { status, visited, calls } = walkRing(node, restoring, world({ HealthCheck: fails }));

      expect(status).toBe("Failed");
      expect(visited.slice(-8)).toEqual([
        "HealthCheck",
        "WhetherToRestore",
        "WhetherPoint",
        "Restore",
        ...exit,
      ]);
      expect(calls.find(({ step }) => step === "Restore")?.inputs).toEqual({
        DocumentName: "web-restore",
        RuntimeParameters: { PatchGroup: [ring], InstanceId: [machine], RecoveryPointArn: [point] },
      });
    });

    it("leaves it where there is no recovery point", () => {
      const unprotected = { ...restoring, RecoveryPoint: "none" };

      const { visited } = walkRing(node, unprotected, world({ Install: fails }));

      expect(visited).toContain("WhetherPoint");
      expect(visited).not.toContain("Restore");
    });

    it("never restores a machine on which nothing was installed", () => {
      const { visited } = walkRing(node, restoring, world({ HookBefore: fails }));

      expect(visited.slice(-5)).toEqual(["HookBefore", ...exit]);
    });
  });

  it.each(["HookBefore", "Install", "HookAfter", "Scan", "NothingMissing", "HealthCheck"])(
    "runs the hook on exit when it is cancelled during %s, and restores nothing",
    (cancelAt) => {
      const restoring = given({ OnFailure: "restore" });

      const { status, visited } = walkRing(node, restoring, world(), { cancelAt });

      expect(status).toBe("Cancelled");
      expect(visited.slice(-5)).toEqual([cancelAt, ...exit]);
    },
  );

  it("runs no hooks and no health check where the ring has none", () => {
    const { HookBeforeDocument, HookAfterDocument, HookOnExitDocument, ...rest } = nodeGiven;
    const { HealthCheckDocument, ...bare } = rest;

    const { status, calls } = walkRing(node, bare, world());

    expect(status).toBe("Success");
    expect(calls.filter(({ api }) => api.startsWith("command")).map(({ step }) => step)).toEqual([
      "Prestage",
      "Install",
      "Scan",
    ]);
    expect([
      HookBeforeDocument,
      HookAfterDocument,
      HookOnExitDocument,
      HealthCheckDocument,
    ]).toEqual(["web-before", "web-after", "web-exit", "web-health"]);
  });
});
