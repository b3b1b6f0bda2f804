import { beforeEach, describe, expect, it } from "vitest";
import { awsRules } from "../../../sandbox/aws";
import { windowTargetType, windowTaskType, windowType } from "../../../sandbox/aws/ssm/types";
import { awsHome, type ServiceCloud, serviceCloud, told } from "../../support/serviceCloud";

const good = {
  name: "sunday",
  schedule: "cron(0 4 ? * SUN *)",
  scheduleTimezone: "Europe/Berlin",
  duration: 3,
  cutoff: 1,
};

let cloud: ServiceCloud;

beforeEach(() => {
  cloud = serviceCloud(awsRules, awsHome);
});

describe("maintenance windows", () => {
  it.each([
    { duration: 1, cutoff: 0 },
    { duration: 24, cutoff: 23 },
    { schedule: "cron(0 0 22 ? * TUE#2 *)", scheduleOffset: 1 },
    { schedule: "cron(0 22 ? * 3L *)", scheduleOffset: 6 },
    { schedule: "cron(0 2 L * ? *)" },
    { schedule: "cron(0/30 8-18 ? JAN-MAR MON-FRI 2026)" },
    { schedule: "rate(1 hour)" },
    { schedule: "rate(7 days)" },
    { schedule: "at(2026-12-01T03:00:00)" },
    { startDate: "2026-12-01T00:00:00Z", endDate: "2027-12-01T00:00:00Z" },
  ])("takes %o", (change) => {
    expect(cloud.check(windowType, { ...good, ...change })).toEqual([]);
  });

  it.each([
    [
      { duration: 25 },
      "duration: ",
      "'duration' failed to satisfy constraint: Member must have value less than or equal to 24",
    ],
    [{ duration: 0, cutoff: 0 }, "duration: ", "greater than or equal to 1"],
    [{ duration: 2.5 }, "duration: ", "whole number"],
    [{ cutoff: 24 }, "cutoff: ", "less than or equal to 23"],
    [{ cutoff: 3 }, "cutoff: ", "Cutoff must be less than Duration: got cutoff 3 and duration 3"],
    [{ schedule: "every sunday" }, "schedule: ", "it must be cron(…), rate(…) or at(…)"],
    [
      { schedule: "cron(0 4 * * SUN *)" },
      "schedule: ",
      "exactly one of day-of-month and day-of-week must be '?'",
    ],
    [{ schedule: "cron(0 4 ? * ? *)" }, "schedule: ", "exactly one of"],
    [{ schedule: "cron(0 4 ? * SUN)" }, "schedule: ", "6 fields, got 5"],
    [{ schedule: "cron(0 24 ? * SUN *)" }, "schedule: ", "field hours does not take '24'"],
    [{ schedule: "cron(0 4 ? * TUE#6 *)" }, "schedule: ", "field day-of-week"],
    [{ schedule: "cron(0 4 32 * ? *)" }, "schedule: ", "field day-of-month"],
    [{ schedule: "cron(* 4 ? * SUN *)" }, "schedule: ", "faster than every 5 minutes"],
    [{ schedule: "cron(0/4 4 ? * SUN *)" }, "schedule: ", "faster than every 5 minutes"],
    [{ schedule: "rate(1 hours)" }, "schedule: ", "the singular"],
    [{ schedule: "rate(2 day)" }, "schedule: ", "the plural"],
    [{ schedule: "rate(4 minutes)" }, "schedule: ", "faster than every 5 minutes"],
    [{ schedule: "at(2026-12-01)" }, "schedule: ", "yyyy-mm-ddThh:mm:ss"],
    [{ scheduleOffset: 7 }, "scheduleOffset: ", "less than or equal to 6"],
    [
      { schedule: "rate(7 days)", scheduleOffset: 1 },
      "scheduleOffset: ",
      "only valid with a cron expression",
    ],
    [{ scheduleTimezone: "Mars/Olympus" }, "scheduleTimezone: ", "Invalid timezone 'Mars/Olympus'"],
    [{ scheduleTimezone: "+01:00" }, "scheduleTimezone: ", "Invalid timezone"],
    [{ name: "no spaces" }, "name: ", "regular expression pattern"],
    [{ name: "ab" }, "name: ", "length greater than or equal to 3"],
    [{ startDate: "tomorrow" }, "startDate: ", "ISO-8601"],
    [{ startDate: "2027-01-01", endDate: "2026-01-01" }, "endDate: ", "later than StartDate"],
    [{ tags: { k: "v".repeat(257) } }, "tags: ", "less than or equal to 256"],
  ])("refuses %o", (change, property, message) => {
    const failures = told(cloud.check(windowType, { ...good, ...change }));

    expect(failures).toContain(
      `${property}operation error SSM: CreateMaintenanceWindow, ValidationException: `,
    );
    expect(failures).toContain(message);
  });

  it("names every missing member of a window", () => {
    expect(told(cloud.check(windowType, {}))).toMatch(
      /^schedule: .*'schedule'.*\nduration: .*\ncutoff: .*must not be null$/,
    );
  });

  it("lets pass in a preview what is not known yet", () => {
    expect(cloud.check(windowType, { cutoff: 1 }, ["schedule", "duration"])).toEqual([]);
  });

  it("makes ids as the service does", () => {
    expect(cloud.create(windowType, good).id).toMatch(/^mw-[0-9a-f]{17}$/);
  });

  it("refuses a 51st window in a Region, and takes it in another", () => {
    for (let index = 0; index < 50; index += 1) cloud.create(windowType, good, `w${index}`);

    expect(() => cloud.create(windowType, good)).toThrow("ResourceLimitExceededException");
    expect(() =>
      cloud.create(windowType, good, "other", { ...awsHome, region: "eu-west-1" }),
    ).not.toThrow();
  });
});

describe("window targets", () => {
  const target = (windowId: string) => ({
    windowId,
    resourceType: "INSTANCE",
    targets: [{ key: "tag:PatchGroup", values: ["web.canary"] }],
  });

  it("belong to a window that exists", () => {
    const window = cloud.create(windowType, good);

    expect(cloud.check(windowTargetType, target(window.id))).toEqual([]);
    expect(cloud.create(windowTargetType, target(window.id)).id).toMatch(/^[0-9a-f-]{36}$/);
    expect(() => cloud.create(windowTargetType, target("mw-00000000000000000"))).toThrow(
      "RegisterTargetWithMaintenanceWindow, DoesNotExistException",
    );
  });

  it.each([
    [{ resourceType: "NODE" }, "enum value set: [INSTANCE, RESOURCE_GROUP]"],
    [{ windowId: "mw-1" }, "windowId"],
    [{ targets: Array(6).fill({ key: "tag:a", values: ["b"] }) }, "less than or equal to 5"],
    [{ targets: [{ key: "tag:a", values: Array(51).fill("b") }] }, "less than or equal to 50"],
    [{ targets: [{ key: "Tag", values: ["b"] }] }, "Invalid target key 'Tag'"],
    [{ targets: [{ key: "InstanceIds", values: ["i-1"] }] }, "InvalidTarget: Instance id 'i-1'"],
    [
      { targets: [{ key: "resource-groups:Name", values: ["b"] }] },
      "not valid for resource type INSTANCE",
    ],
    [{ resourceType: "RESOURCE_GROUP" }, "not valid for resource type RESOURCE_GROUP"],
  ])("are refused with %o", (change, message) => {
    const inputs = { ...target("mw-0123456789abcdef0"), ...change };

    expect(told(cloud.check(windowTargetType, inputs))).toContain(message);
  });

  it("are at most 100 a window", () => {
    const { id } = cloud.create(windowType, good);
    for (let index = 0; index < 100; index += 1) {
      cloud.create(windowTargetType, target(id), `t${index}`);
    }

    expect(() => cloud.create(windowTargetType, target(id))).toThrow("already has 100 targets");
  });
});

describe("window tasks", () => {
  const task = (windowId: string, targetId: string) => ({
    windowId,
    taskType: "RUN_COMMAND",
    taskArn: "AWS-RunPatchBaseline",
    priority: 1,
    maxConcurrency: "25%",
    maxErrors: "5%",
    targets: [{ key: "WindowTargetIds", values: [targetId] }],
    taskInvocationParameters: {
      runCommandParameters: { parameters: [{ name: "Operation", values: ["Scan"] }] },
    },
  });
  const checked = (change: object) =>
    cloud.check(windowTaskType, { ...task("mw-0123456789abcdef0", "t"), ...change });

  it.each([
    {},
    { maxConcurrency: "100%", maxErrors: "0" },
    { taskType: "AUTOMATION", taskInvocationParameters: { automationParameters: {} } },
    {
      taskType: "AUTOMATION",
      targets: [],
      maxConcurrency: undefined,
      maxErrors: undefined,
      taskInvocationParameters: { automationParameters: { documentVersion: "$DEFAULT" } },
    },
  ])("take %o", (change) => {
    expect(checked(change)).toEqual([]);
  });

  it.each([
    [{ maxConcurrency: "101%" }, "maxConcurrency: ", "regular expression pattern"],
    [{ maxConcurrency: "0" }, "maxConcurrency: ", "regular expression pattern"],
    [{ maxErrors: "-1" }, "maxErrors: ", "regular expression pattern"],
    [{ maxErrors: undefined }, "maxErrors: ", "required when the task has targets"],
    [{ maxConcurrency: undefined }, "maxConcurrency: ", "required when the task has targets"],
    [{ targets: [] }, "targets: ", "Targets are required for RUN_COMMAND"],
    [
      { targets: [], taskType: "AUTOMATION", taskInvocationParameters: {} },
      "maxErrors: ",
      "not allowed for a task without targets",
    ],
    [{ priority: -1 }, "priority: ", "greater than or equal to 0"],
    [
      { targets: [{ key: "tag:a", values: ["b"] }] },
      "targets[0].key: ",
      "WindowTargetIds or InstanceIds",
    ],
    [
      { targets: [{ key: "WindowTargetIds", values: Array(11).fill("t") }] },
      "targets: ",
      "at most 10",
    ],
    [
      { taskInvocationParameters: { automationParameters: {} } },
      "taskInvocationParameters.automationParameters: ",
      "must match TaskType RUN_COMMAND",
    ],
    [
      { taskInvocationParameters: { runCommandParameters: { timeoutSeconds: 29 } } },
      "taskInvocationParameters.runCommandParameters.timeoutSeconds: ",
      "greater than or equal to 30",
    ],
    [{ cutoffBehavior: "STOP" }, "cutoffBehavior: ", "CONTINUE_TASK, CANCEL_TASK"],
    [{ serviceRoleArn: "role" }, "serviceRoleArn: ", "Invalid role ARN"],
    [
      { taskType: "LAMBDA", taskArn: "SSMfn", taskInvocationParameters: {} },
      "taskArn: ",
      "must be an ARN",
    ],
  ])("are refused with %o", (change, property, message) => {
    expect(told(checked(change))).toContain(property);
    expect(told(checked(change))).toContain(message);
  });

  const commanded = (document: string, given: Readonly<Record<string, string>>) =>
    checked({
      taskArn: document,
      taskInvocationParameters: {
        runCommandParameters: {
          parameters: Object.entries(given).map(([name, value]) => ({ name, values: [value] })),
        },
      },
    });
  const list = "s3://patch-lists/web.json";

  it.each([
    ["AWS-RunPatchBaseline", { Operation: "Install", InstallOverrideList: list }],
    ["AWS-RunPatchBaselineWithHooks", { Operation: "Install", OnExitHookDocName: "web-report" }],
    ["acme-patch", { Anything: "goes" }],
  ])("take what %s takes: %o", (document, given) => {
    expect(commanded(document, given)).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ["AWS-RunPatchBaseline", { RebootOption: "NoReboot" }, "'Operation' is required"],
    ["AWS-RunPatchBaseline", { Operation: "Patch" }, "'Operation' does not take 'Patch'"],
    [
      "AWS-RunPatchBaseline",
      { Operation: "Install", RebootOption: "Never" },
      "'RebootOption' does not take 'Never'",
    ],
    [
      "AWS-RunPatchBaseline",
      { Operation: "Install", InstallOverrideList: "web.json" },
      "'InstallOverrideList' does not take 'web.json'",
    ],
    [
      "AWS-RunPatchBaseline",
      { Operation: "Install", InstallOverrideList: list, BaselineOverride: list },
      "BaselineOverride and InstallOverrideList exclude each other",
    ],
    [
      "AWS-RunPatchBaseline",
      { Operation: "Install", SnapshotId: "11111111-2222-4333-8444-555555555555" },
      "SnapshotId is given by the maintenance window",
    ],
    [
      "AWS-RunPatchBaselineWithHooks",
      { Operation: "Install", InstallOverrideList: list },
      "'InstallOverrideList' is not a parameter of AWS-RunPatchBaselineWithHooks",
    ],
    [
      "acme-patch",
      { Machine: "{{ RESOURCE_ID }}" },
      "{{RESOURCE_ID}} is not supported for RUN_COMMAND tasks",
    ],
  ])("are refused with the command %s and %o", (document, given, message) => {
    expect(told(commanded(document, given))).toContain(message);
  });

  it("point to a window, to its own targets and to documents that exist", () => {
    const window = cloud.create(windowType, good, "a");
    const other = cloud.create(windowType, good, "b");
    const target = cloud.create(windowTargetType, {
      windowId: window.id,
      resourceType: "INSTANCE",
      targets: [{ key: "tag:PatchGroup", values: ["web"] }],
    });

    expect(() => cloud.create(windowTaskType, task(window.id, target.id))).not.toThrow();
    expect(() => cloud.create(windowTaskType, task("mw-00000000000000009", target.id))).toThrow(
      "DoesNotExistException: Maintenance window",
    );
    expect(() => cloud.create(windowTaskType, task(other.id, target.id))).toThrow(
      `is not registered with maintenance window ${other.id}`,
    );
    expect(() =>
      cloud.create(windowTaskType, { ...task(window.id, target.id), taskArn: "acme-node" }),
    ).toThrow("InvalidDocument: Document with name acme-node does not exist");
  });

  it("are at most 20 a window", () => {
    const { id } = cloud.create(windowType, good);
    const gate = { windowId: id, taskType: "AUTOMATION", taskArn: "AWS-Gate" };
    for (let index = 0; index < 20; index += 1) cloud.create(windowTaskType, gate, `t${index}`);

    expect(() => cloud.create(windowTaskType, gate)).toThrow("already has 20 tasks");
  });
});
