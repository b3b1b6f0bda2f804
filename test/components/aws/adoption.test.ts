/** What another program, or a hand in the console, made is taken over on the engine: by import, with nothing changed. */
import * as ssm from "@pulumi/aws/ssm";
import { describe, expect, it } from "vitest";
import {
  DefaultPatchBaseline,
  MaintenanceWindow,
  type MaintenanceWindowArgs,
  PatchBaseline,
  type PatchBaselineArgs,
  PatchGroup,
} from "../../../components/aws";
import { toSsmSchedule } from "../../../model/ssmSchedule";
import { deploy } from "../../support/mocks";
import { useSandbox } from "../../support/sandbox";

const region = "eu-west-1";
const baselineArgs = {
  region,
  operatingSystem: "AMAZON_LINUX_2023",
  approvalRules: [
    { approveAfterDays: 7, filters: [{ key: "CLASSIFICATION", values: ["Security"] }] },
  ],
} as const satisfies PatchBaselineArgs;
const windowArgs: MaintenanceWindowArgs = {
  region,
  schedule: { kind: "daily", at: { hour: 12, minute: 0 } },
  timezone: "Europe/Berlin",
  durationHours: 2,
  cutoffHours: 1,
  serviceRoleArn: "arn:aws:iam::123456789012:role/window",
  work: { kind: "scan", patchGroups: ["web.all"] },
};

/** As a console leaves things: other names, tags of its own, no word of us. */
async function existing() {
  const window = new ssm.MaintenanceWindow("old", {
    ...{ region, name: "scan-at-noon", schedule: toSsmSchedule(windowArgs.schedule).expression },
    ...{ scheduleTimezone: "Europe/Berlin", duration: 2, cutoff: 1 },
    ...{ allowUnassociatedTargets: false, enabled: true, tags: { Team: "ops" } },
  });
  const target = new ssm.MaintenanceWindowTarget("old", {
    ...{ region, windowId: window.id, resourceType: "INSTANCE", name: "machines" },
    targets: [{ key: "tag:PatchGroup", values: ["web.all"] }],
  });
  const task = new ssm.MaintenanceWindowTask("old", {
    ...{ region, windowId: window.id, name: "look", taskType: "RUN_COMMAND", priority: 1 },
    ...{ taskArn: "AWS-RunPatchBaseline", serviceRoleArn: windowArgs.serviceRoleArn },
    targets: [{ key: "WindowTargetIds", values: [target.id] }],
    ...{ maxConcurrency: "100%", maxErrors: "100%", cutoffBehavior: "CANCEL_TASK" },
    taskInvocationParameters: {
      runCommandParameters: {
        ...{ comment: "Patchwarden scan", timeoutSeconds: 600 },
        parameters: [
          { name: "Operation", values: ["Scan"] },
          { name: "RebootOption", values: ["NoReboot"] },
        ],
      },
    },
  });
  const baseline = new ssm.PatchBaseline("old", {
    ...{ region, name: "our-linux", operatingSystem: "AMAZON_LINUX_2023" },
    approvalRules: [
      {
        ...{ approveAfterDays: 7, complianceLevel: "UNSPECIFIED", enableNonSecurity: false },
        patchFilters: [{ key: "CLASSIFICATION", values: ["Security"] }],
      },
    ],
    // SSM answers a baseline without lists with empty ones.
    ...{ approvedPatches: [], rejectedPatches: [], rejectedPatchesAction: "BLOCK" },
    tags: { Team: "ops" },
  });
  new ssm.DefaultPatchBaseline("old", {
    ...{ region, baselineId: baseline.id, operatingSystem: "AMAZON_LINUX_2023" },
  });
  const group = new ssm.PatchGroup("old", {
    ...{ region, baselineId: baseline.id, patchGroup: "web.all" },
  });
  return {
    ...{ window: window.id, target: target.id, task: task.windowTaskId },
    ...{ baseline: baseline.id, group: group.id },
  };
}

describe("existing things", () => {
  const sandbox = useSandbox();

  it("become a baseline, the default of its system, a patch group and a window with its parts, with no change", async () => {
    const maker = await sandbox.stack({ stack: "maker", program: existing });
    await maker.up();
    const outputs = await maker.outputs();
    const id = (key: string): string => String(outputs[key]?.value);
    const programme = (isAdopting: boolean) => async () => {
      const { baselineId } = new PatchBaseline("linux", {
        ...baselineArgs,
        ...(isAdopting ? { adopt: id("baseline") } : {}),
      });
      new PatchGroup("web", {
        ...{ region, patchGroup: "web.all", baselineId },
        ...(isAdopting ? { adopt: id("group") } : {}),
      });
      new DefaultPatchBaseline("linux", {
        ...{ region, operatingSystem: "AMAZON_LINUX_2023", baselineId, adopt: isAdopting },
      });
      const adopt = {
        windowId: id("window"),
        targetIds: { "scan-1": id("target") },
        taskIds: { "scan-1": id("task") },
      };
      new MaintenanceWindow("scan", { ...windowArgs, ...(isAdopting ? { adopt } : {}) });
    };
    const adopter = await sandbox.stack({ stack: "adopter", program: programme(true) });

    const first = await adopter.up();
    const second = await adopter.up();
    const [window] = await adopter.resources("aws:ssm/maintenanceWindow:MaintenanceWindow");
    adopter.program(programme(false));
    const ours = await adopter.up();

    expect(first.changes).toEqual({ create: 5, import: 6 });
    expect(second.changes).toEqual({ same: 11 });
    expect(window).toMatchObject({
      id: id("window"),
      outputs: { name: "scan-at-noon", tags: { Team: "ops" } },
    });
    // Four that have names, and the four components, whose own arguments changed.
    expect(ours.changes).toEqual({ same: 3, update: 8 });
  });
});

describe("what is to be adopted", () => {
  it.each<[string, () => unknown, string]>([
    [
      "a baseline by an ARN",
      () => new PatchBaseline("linux", { ...baselineArgs, adopt: "arn:aws:ssm:x" }),
      'PatchBaseline "linux": adopt must be a baseline\'s id such as pb-0123456789abcdef0, got "arn:aws:ssm:x"',
    ],
    [
      "a registration by its group alone",
      () =>
        new PatchGroup("web", {
          ...{ region, patchGroup: "web.all", baselineId: "pb-0123456789abcdef0" },
          adopt: "web.all",
        }),
      "adopt must be a registration's id such as web.canary,pb-0123456789abcdef0",
    ],
    [
      "a window by its name",
      () => new MaintenanceWindow("scan", { ...windowArgs, adopt: { windowId: "scan" } }),
      "adopt.windowId must be a window's id such as mw-0123456789abcdef0",
    ],
    [
      "a target under a key that the window has not",
      () =>
        new MaintenanceWindow("scan", {
          ...windowArgs,
          adopt: {
            windowId: "mw-0123456789abcdef0",
            targetIds: { "web.all": "0a1b2c3d-0123-4567-89ab-0123456789ab" },
          },
        }),
      'adopt.targetIds must have keys of the window\'s own, scan-1; got "web.all"',
    ],
  ])("is refused: %s", async (_case, declare, message) => {
    await expect(deploy(declare)).rejects.toThrow(message);
  });
});
