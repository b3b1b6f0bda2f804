import { describe, expect, it } from "vitest";
import { gateRunbook } from "../../../../components/aws/runbooks/gateRunbook";
import { nodeRunbook } from "../../../../components/aws/runbooks/nodeRunbook";
import { renderRunbook } from "../../../../components/aws/runbooks/runbook";
import { type Call, type World, walkRunbook } from "../../../support/runbook";

const node = renderRunbook(
  nodeRunbook({
    assumeRole: "arn:aws:iam::012345678901:role/node",
    vaultName: "vault",
    backupRoleArn: "arn:aws:iam::012345678901:role/backup",
    instanceArnPrefix: "arn:aws:ec2:eu-central-1:012345678901:instance/",
  }),
);
const gate = renderRunbook(gateRunbook({ assumeRole: "arn:aws:iam::012345678901:role/gate" }));

const snapshotId = "11111111-2222-4333-8444-555555555555";
const parameters = {
  InstanceId: "i-0123456789abcdef0",
  WindowExecutionId: snapshotId,
  RebootOption: "RebootIfNeeded",
  AlwaysReboot: "no",
  CalendarNames: ["freezes"],
  RunMinutes: 180,
  RecoveryPoint: "required",
  KeepDays: 14,
};

const checks = ["CalendarOpenNow", "EndOfRun", "CalendarOpenAtTheEnd"];
const protection = [
  "WhetherToProtect",
  "StartRecoveryPoint",
  "WaitForRecoveryPoint",
  "RecoveryPointCompleted",
];

interface Answers {
  readonly now?: string;
  readonly atTheEnd?: string;
  readonly backup?: string;
  /** Steps that fail whatever they ask. */
  readonly failing?: string;
}

function world({ now = "OPEN", atTheEnd = "OPEN", backup = "COMPLETED", failing }: Answers): World {
  return ({ step, api, inputs }: Call) => {
    if (step === failing) return undefined;
    switch (api) {
      case "ssm:GetCalendarState":
        return { State: "AtTime" in inputs ? atTheEnd : now };
      case "script":
        return { Payload: { at: "2026-12-06T06:00:00Z" } };
      case "backup:StartBackupJob":
        return { BackupJobId: "job-1" };
      case "backup:DescribeBackupJob":
        return { State: backup };
      case "ec2:RebootInstances":
      case "command AWS-RunPatchBaseline":
        return {};
      default:
        throw new Error(`nobody answers ${api}`);
    }
  };
}

describe("the node runbook", () => {
  it("checks the calendar, protects the machine, installs and scans", () => {
    const { visited, status } = walkRunbook(node, parameters, world({}));

    expect(status).toBe("Success");
    expect(visited).toEqual([...checks, ...protection, "Install", "WhetherToReboot", "Scan"]);
  });

  it("installs the patches of the window's own snapshot, on this machine", () => {
    const { calls } = walkRunbook(node, parameters, world({}));

    expect(calls.find(({ step }) => step === "Install")?.inputs).toEqual({
      DocumentName: "AWS-RunPatchBaseline",
      InstanceIds: ["i-0123456789abcdef0"],
      Parameters: {
        Operation: ["Install"],
        RebootOption: ["RebootIfNeeded"],
        SnapshotId: [snapshotId],
      },
    });
  });

  it("makes a recovery point of the machine that expires when the policy says", () => {
    const { calls } = walkRunbook(node, parameters, world({}));

    expect(calls.find(({ step }) => step === "StartRecoveryPoint")?.inputs).toMatchObject({
      BackupVaultName: "vault",
      ResourceArn: "arn:aws:ec2:eu-central-1:012345678901:instance/i-0123456789abcdef0",
      Lifecycle: { DeleteAfterDays: 14 },
    });
  });

  it("asks whether the calendar is still open when the run must be over", () => {
    const { calls } = walkRunbook(node, parameters, world({}));

    expect(calls.find(({ step }) => step === "CalendarOpenAtTheEnd")?.inputs).toMatchObject({
      CalendarNames: ["freezes"],
      AtTime: "2026-12-06T06:00:00Z",
    });
  });

  it.each<[string, Answers, string]>([
    ["a freeze is in force", { now: "CLOSED" }, "CalendarOpenNow"],
    ["a freeze begins before the end", { atTheEnd: "CLOSED" }, "CalendarOpenAtTheEnd"],
    ["the backup cannot be started", { failing: "StartRecoveryPoint" }, "StartRecoveryPoint"],
    ["the backup aborts", { backup: "ABORTED" }, "RecoveryPointCompleted"],
    ["the backup is aborting", { backup: "ABORTING" }, "RecoveryPointCompleted"],
    ["the backup fails", { backup: "FAILED" }, "RecoveryPointCompleted"],
    ["the backup expires", { backup: "EXPIRED" }, "RecoveryPointCompleted"],
    ["the backup is partial", { backup: "PARTIAL" }, "RecoveryPointCompleted"],
    ["the backup never ends", { backup: "RUNNING" }, "WaitForRecoveryPoint"],
  ])("installs nothing when %s", (_case, answers, last) => {
    const { visited, status, calls } = walkRunbook(node, parameters, world(answers));

    expect(status).not.toBe("Success");
    expect(visited.at(-1)).toBe(last);
    expect(calls.some(({ api }) => api.startsWith("command"))).toBe(false);
  });

  it("makes no recovery point where the policy asks for none", () => {
    const unprotected = { ...parameters, RecoveryPoint: "none" };

    const { visited } = walkRunbook(node, unprotected, world({}));

    expect(visited).toEqual([...checks, "WhetherToProtect", "Install", "WhetherToReboot", "Scan"]);
  });

  it("restarts the machine in any case where the policy says so, before the scan", () => {
    const always = { ...parameters, RebootOption: "NoReboot", AlwaysReboot: "yes" };

    const { visited, calls } = walkRunbook(node, always, world({}));

    expect(visited.slice(-4)).toEqual(["WhetherToReboot", "Reboot", "SettleAfterReboot", "Scan"]);
    expect(calls.find(({ step }) => step === "Reboot")?.inputs).toMatchObject({
      InstanceIds: ["i-0123456789abcdef0"],
    });
  });

  it("ends as failed, without a scan, when the installation fails", () => {
    const { visited, status } = walkRunbook(node, parameters, world({ failing: "Install" }));

    expect(status).toBe("Failed");
    expect(visited.at(-1)).toBe("Install");
  });
});

describe("the gate runbook", () => {
  const asked = { CalendarNames: ["freezes"], RunMinutes: 180, PatchGroup: "web.canary" };

  it("opens when no freeze is in force or begins before the end", () => {
    expect(walkRunbook(gate, asked, world({}))).toMatchObject({
      visited: checks,
      status: "Success",
    });
  });

  it.each<[string, Answers]>([
    ["a freeze is in force", { now: "CLOSED" }],
    ["a freeze begins before the end", { atTheEnd: "CLOSED" }],
    ["nobody answers for the calendar", { failing: "CalendarOpenNow" }],
  ])("stays shut when %s", (_case, answers) => {
    expect(walkRunbook(gate, asked, world(answers)).status).toBe("Failed");
  });
});
