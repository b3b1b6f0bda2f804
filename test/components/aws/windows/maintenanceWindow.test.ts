import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import {
  type InstallRun,
  MaintenanceWindow,
  type MaintenanceWindowArgs,
} from "../../../../components/aws/windows/maintenanceWindow";
import { deploy, outputValue, type Registered } from "../../../support/mocks";
import { sandboxCloud } from "../../../support/sandboxCloud";

const run: InstallRun = {
  patchGroup: "web.canary",
  concurrency: { kind: "percent", value: 25 },
  stopAfter: { kind: "count", value: 1 },
};

const install: MaintenanceWindowArgs = {
  region: "eu-central-1",
  schedule: { kind: "weekly", days: ["sunday"], at: { hour: 4, minute: 0 } },
  timezone: "Europe/Berlin",
  durationHours: 3,
  cutoffHours: 1,
  serviceRoleArn: "arn:aws:iam::012345678901:role/window",
  work: { kind: "install", runs: [run], gateDocument: "gate", nodeDocument: "node" },
};

function installing(runs: readonly InstallRun[]): MaintenanceWindowArgs {
  return {
    ...install,
    work: { kind: "install", runs, gateDocument: "gate", nodeDocument: "node" },
  };
}

function scanning(patchGroups: readonly string[]): MaintenanceWindowArgs {
  return { ...install, work: { kind: "scan", patchGroups } };
}

const taskType = "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask";
const targetType = "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget";

function given(task: Registered | undefined): Record<string, readonly string[]> {
  const invocation = task?.inputs["taskInvocationParameters"] as
    | { automationParameters: { parameters: { name: string; values: string[] }[] } }
    | undefined;
  const listed = invocation?.automationParameters.parameters ?? [];
  return Object.fromEntries(listed.map(({ name, values }) => [name, values]));
}

function parameters(task: Registered | undefined): Record<string, readonly string[]> {
  const invocation = task?.inputs["taskInvocationParameters"] as
    | { automationParameters: { parameters: { name: string; values: string[] }[] } }
    | undefined;
  const given = invocation?.automationParameters.parameters ?? [];
  return Object.fromEntries(given.map(({ name, values }) => [name, values]));
}

describe("MaintenanceWindow", () => {
  it("declares a window with its zone, its schedule and whole hours", async () => {
    const { only } = await deploy(() => new MaintenanceWindow("sunday", install));

    expect(only("aws:ssm/maintenanceWindow:MaintenanceWindow").inputs).toMatchObject({
      region: "eu-central-1",
      name: "sunday",
      schedule: "cron(0 4 ? * SUN *)",
      scheduleTimezone: "Europe/Berlin",
      duration: 3,
      cutoff: 1,
      enabled: true,
      allowUnassociatedTargets: false,
    });
  });

  it("gives a Patch Tuesday window its offset of days", async () => {
    const schedule = {
      kind: "monthlyWeekday",
      ordinal: 2,
      weekday: "tuesday",
      offsetDays: 1,
      at: { hour: 22, minute: 0 },
    } as const;

    const { only } = await deploy(() => new MaintenanceWindow("sunday", { ...install, schedule }));

    expect(only("aws:ssm/maintenanceWindow:MaintenanceWindow").inputs).toMatchObject({
      schedule: "cron(0 22 ? * TUE#2 *)",
      scheduleOffset: 1,
    });
  });

  it("runs the gate once, before the node runbook on each machine of the ring", async () => {
    const { ofType, only } = await deploy(() => new MaintenanceWindow("sunday", install));

    const [gate, node] = ofType(taskType);
    expect(gate?.inputs).toMatchObject({ taskType: "AUTOMATION", taskArn: "gate", priority: 1 });
    expect(gate?.inputs).not.toHaveProperty("targets");
    expect(gate?.inputs).not.toHaveProperty("maxConcurrency");
    expect(node?.inputs).toMatchObject({
      taskType: "AUTOMATION",
      taskArn: "node",
      priority: 2,
      maxConcurrency: "25%",
      maxErrors: "1",
      cutoffBehavior: "CANCEL_TASK",
      targets: [{ key: "WindowTargetIds", values: [only(targetType).id] }],
    });
    expect(only(targetType).inputs["targets"]).toEqual([
      { key: "tag:PatchGroup", values: ["web.canary"] },
    ]);
  });

  it("tells the runbooks which ring, machine and run it is about, and nothing of what the policy demands", async () => {
    const { ofType } = await deploy(() => new MaintenanceWindow("sunday", install));

    const [gate, node] = ofType(taskType);
    expect(given(gate)).toEqual({
      PatchGroup: ["web.canary"],
      RunMinutes: ["180"],
      WindowExecutionId: ["{{WINDOW_EXECUTION_ID}}"],
    });
    expect(given(node)).toEqual({
      InstanceId: ["{{RESOURCE_ID}}"],
      PatchGroup: ["web.canary"],
      WindowExecutionId: ["{{WINDOW_EXECUTION_ID}}"],
    });
  });

  it("scans many rings with one task for each fifty, all of one priority", async () => {
    const groups = Array.from({ length: 120 }, (_, index) => `group-${index}.all`);

    const { ofType } = await deploy(() => new MaintenanceWindow("scan", scanning(groups)));

    const values = ofType(targetType).map(
      ({ inputs }) => (inputs["targets"] as { values: string[] }[])[0]?.values ?? [],
    );
    expect(values.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(values.flat().sort()).toEqual([...groups].sort());
    expect(ofType(taskType).map(({ inputs }) => inputs["priority"])).toEqual([1, 1, 1]);
    for (const { inputs } of ofType(taskType)) {
      expect(JSON.stringify(inputs)).not.toContain("SnapshotId");
    }
  });

  it("keeps what scans print where it is told to, and in SSM else", async () => {
    const work = { kind: "scan", patchGroups: ["web.all"] } as const;
    const output = { bucketName: "acme-output", logGroupName: "/patching" };

    const { ofType } = await deploy(() => [
      new MaintenanceWindow("kept", { ...install, work: { ...work, output } }),
      new MaintenanceWindow("plain", { ...install, work }),
    ]);

    const [kept, plain] = ofType(taskType).map(
      ({ inputs }) => Object(inputs["taskInvocationParameters"]).runCommandParameters,
    );
    expect(kept).toMatchObject({
      outputS3Bucket: "acme-output",
      outputS3KeyPrefix: "patch-runs",
      cloudwatchConfig: { cloudwatchOutputEnabled: true, cloudwatchLogGroupName: "/patching" },
    });
    expect(Object.keys(plain)).toEqual(["comment", "parameters", "timeoutSeconds"]);
  });

  it("opens from one instant to another, where it is given them", async () => {
    const dates = { startDate: "2026-12-01T00:00:00Z", endDate: "2027-06-30T23:59:59+02:00" };

    const { only } = await deploy(() => new MaintenanceWindow("sunday", { ...install, ...dates }));

    expect(only("aws:ssm/maintenanceWindow:MaintenanceWindow").inputs).toMatchObject(dates);
  });

  it("patches the machines of a resource group where a ring has one, stopped ones too", async () => {
    const { only, ofType } = await deploy(
      () => new MaintenanceWindow("sunday", installing([{ ...run, resourceGroup: "web-fleet" }])),
    );

    const target = only(targetType);
    expect(target.inputs).toMatchObject({
      resourceType: "RESOURCE_GROUP",
      targets: [
        { key: "resource-groups:Name", values: ["web-fleet"] },
        { key: "resource-groups:ResourceTypeFilters", values: ["AWS::EC2::INSTANCE"] },
      ],
    });
    expect(ofType(taskType)[1]?.inputs["targets"]).toEqual([
      { key: "WindowTargetIds", values: [target.id] },
    ]);
    expect(parameters(ofType(taskType)[0])).toMatchObject({ PatchGroup: ["web.canary"] });
  });

  it("scans resource groups beside patch groups, each in a task of its own", async () => {
    const work = { kind: "scan", patchGroups: ["web.all"], resourceGroups: ["erp"] } as const;

    const { result, ofType } = await deploy(
      () => new MaintenanceWindow("scan", { ...install, work }),
    );

    expect(
      ofType(targetType)
        .map(({ inputs }) => inputs["resourceType"])
        .sort(),
    ).toEqual(["INSTANCE", "RESOURCE_GROUP"]);
    expect(ofType(taskType).map(({ inputs }) => inputs["priority"])).toEqual([1, 1]);
    expect(Object.keys(await outputValue(result.taskIds))).toEqual(["scan-1", "scan-of-erp"]);
  });

  it("is taken by the service with all of this", async () => {
    const cloud = await sandboxCloud("012345678901");
    const resourceGroup = "web-fleet";
    const dates = { startDate: "2026-12-01T00:00:00Z", endDate: "2027-06-30T23:59:59Z" };
    const documents = { gateDocument: "AWS-gate", nodeDocument: "AWS-node" };
    const runs = [
      { ...run, resourceGroup },
      { ...run, patchGroup: "web.broad", resourceGroup: pulumi.output("patch-web.broad") },
    ];
    const installs = { kind: "install", runs, ...documents } as const;
    const scans = { kind: "scan", patchGroups: ["web.all"], resourceGroups: ["erp"] } as const;

    await deploy(() => {
      new MaintenanceWindow("sunday", { ...install, ...dates, work: installs });
      new MaintenanceWindow("scan", { ...install, work: scans });
    }, cloud);

    expect(cloud.refusals).toEqual([]);
    expect(cloud.all(taskType)).toHaveLength(6);
  });

  it.each<[string, MaintenanceWindowArgs, string]>([
    [
      "a cutoff as long as the window",
      { ...install, durationHours: 3, cutoffHours: 3 },
      "cutoffHours must be less than durationHours (3), got 3; nothing would ever start",
    ],
    [
      "half an hour",
      { ...install, durationHours: 2.5 },
      "durationHours must be a whole number 1–24, got 2.5",
    ],
    [
      "a zone that is none",
      { ...install, timezone: "Mars/Olympus" },
      'timezone must be an IANA time zone such as Europe/Berlin, got "Mars/Olympus"',
    ],
    ["no ring", installing([]), "work.runs must name a patch group, got none"],
    [
      "a ring named twice",
      scanning(["web.all", "web.all"]),
      'work.patchGroups must name each patch group once, got "web.all" twice',
    ],
    [
      "more runs than a window has tasks for",
      installing(Array.from({ length: 11 }, (_, i) => ({ ...run, patchGroup: `web.${i}` }))),
      "work.runs must need at most 20 tasks, got 22; split the window",
    ],
    [
      "no machine at a time",
      installing([{ ...run, concurrency: { kind: "percent", value: 0 } }]),
      "work.runs[0].concurrency must be a whole number 1–100, got 0",
    ],
  ])("refuses %s", async (_case, args, complaint) => {
    await expect(deploy(() => new MaintenanceWindow("sunday", args))).rejects.toThrow(
      `MaintenanceWindow "sunday": ${complaint}`,
    );
  });

  it("refuses a cutoff inside an Output that leaves no time", async () => {
    const args = { ...install, cutoffHours: pulumi.output(5) };

    const { rejections, ofType } = await deploy(() => new MaintenanceWindow("sunday", args));

    expect(ofType("aws:ssm/maintenanceWindow:MaintenanceWindow")).toHaveLength(0);
    expect(rejections.join("\n")).toContain(
      'MaintenanceWindow "sunday": cutoffHours must be less than durationHours (3), got 5',
    );
  });
});
