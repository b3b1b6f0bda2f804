import { describe, expect, it } from "vitest";
import type { Freeze } from "../../../model/plan";
import { installTaskGated } from "../../../policies/rules/aws/ssm/installTaskGated";
import { maintenanceWindowQuality } from "../../../policies/rules/aws/ssm/maintenanceWindowQuality";
import { taskRateControl } from "../../../policies/rules/aws/ssm/taskRateControl";
import { type TestResource, unknown } from "../../../policies/testing";
import { judge, world } from "../world";
import { describeRule } from "./cases";

function window(props: object): TestResource {
  const good = {
    schedule: "cron(0 4 ? * SUN *)",
    scheduleTimezone: "Europe/Berlin",
    duration: 3,
    cutoff: 1,
  };
  return { type: "aws:ssm/maintenanceWindow:MaintenanceWindow", props: { ...good, ...props } };
}

const cutoffTooLong =
  "the window never starts a task, because none may start in its last cutoff hours";
const localTime = "the window does not start at the agreed local time";

describeRule(maintenanceWindowQuality, {
  compliant: {
    "a weekly window": window({}),
    "a cutoff one hour short of the duration": window({ cutoff: 2 }),
    "a single run a minute after the freeze": window({ schedule: "at(2027-01-05T00:00:00)" }),
    "a single run that ends as the freeze begins": window({ schedule: "at(2026-12-17T20:59:00)" }),
    "a window that is on": window({ enabled: true }),
  },
  violating: {
    "a cutoff as long as the duration": [
      window({ cutoff: 3 }),
      `${cutoffTooLong}: cutoff is 3 h, allowed less than the duration, 3 h; set cutoff to 2 or less, or lengthen the duration`,
    ],
    "no time zone": [
      window({ scheduleTimezone: null }),
      `${localTime}: scheduleTimezone is not set, allowed an IANA time zone; set scheduleTimezone, for example to Europe/Berlin`,
    ],
    "a time zone that does not exist": [
      window({ scheduleTimezone: "Europe/Atlantis" }),
      `${localTime}: scheduleTimezone is Europe/Atlantis, allowed an IANA time zone; set scheduleTimezone, for example to Europe/Berlin`,
    ],
    "a rate": [
      window({ schedule: "rate(7 days)" }),
      "the window starts at no agreed time of day, and moves when it is edited: schedule is rate(7 days), allowed cron(…) or at(…); write the agreed time as cron(…), such as cron(0 4 ? * SUN *)",
    ],
    "a window that is off": [
      window({ enabled: false }),
      "the window never runs: enabled is false, allowed true; set enabled to true or remove the window; the document's freezes pause runs",
    ],
    "a single run on the last day of the freeze": [
      window({ schedule: "at(2027-01-04T23:00:00)" }),
      "the window runs on 2027-01-04 23:00 Europe/Berlin, inside the freeze year-end: schedule is at(2027-01-04T23:00:00), allowed a day outside 12-18 to 01-04 (Europe/Berlin); move the run out of the freeze, or use the document's out-of-cycle path",
    ],
    "a single run that reaches into the freeze": [
      window({ schedule: "at(2026-12-17T22:00:00)" }),
      "the window runs on 2026-12-17 22:00 Europe/Berlin, inside the freeze year-end: schedule is at(2026-12-17T22:00:00), allowed a day outside 12-18 to 01-04 (Europe/Berlin); move the run out of the freeze, or use the document's out-of-cycle path",
    ],
    "a duration that is no number": [
      window({ duration: "3 h", schedule: "cron(0 4 * * ? *)" }),
      "the property has the wrong type: duration is 3 h, allowed a value of type number; give it a value of type number",
    ],
  },
  unknown: {
    "a zone that is not known": [window({ scheduleTimezone: unknown }), "scheduleTimezone"],
    "one value, beside checks that decide": [
      window({ cutoff: unknown, schedule: "rate(7 days)" }),
      "cutoff",
    ],
  },
});

describe("aws-ssm-maintenance-window-quality with an imported calendar", () => {
  const minute = (text: string): number => Date.parse(text) / 60_000;
  const freezes: readonly Freeze[] = [
    {
      name: "holidays",
      timezone: "Europe/Berlin",
      when: {
        kind: "spans",
        spans: [[minute("2027-03-01T10:00Z"), minute("2027-03-01T12:00Z")]],
        knownUntil: Number.MAX_SAFE_INTEGER,
      },
    },
  ];
  const judged = (schedule: string) =>
    judge(maintenanceWindowQuality, window({ schedule }), world({ freezes }));

  it("refuses a single run inside one of its events, and accepts one after it", async () => {
    expect((await judged("at(2027-03-01T12:00:00)")).broken).toEqual([
      expect.stringContaining(
        "inside the freeze holidays: schedule is at(2027-03-01T12:00:00), allowed a day outside the events of its calendar (Europe/Berlin)",
      ),
    ]);
    expect((await judged("at(2027-03-01T13:00:00)")).broken).toEqual([]);
  });
});

const taskType = "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask";
const targets = [{ key: "WindowTargetIds", values: [unknown] }];

function command(operation: unknown, props: object = {}): TestResource {
  const parameters = [{ name: "Operation", values: [operation] }];
  return {
    type: taskType,
    props: {
      taskType: "RUN_COMMAND",
      taskArn: "AWS-RunPatchBaseline",
      targets,
      taskInvocationParameters: { runCommandParameters: { parameters } },
      ...props,
    },
  };
}

function runbook(props: object = {}): TestResource {
  return { type: taskType, props: { taskType: "AUTOMATION", taskArn: unknown, targets, ...props } };
}

const ungated =
  "nothing keeps this install out of the freeze year-end: taskArn is AWS-RunPatchBaseline, allowed an Automation runbook that asks the change calendar first; use the MaintenanceWindow component, or a runbook that asserts the calendar OPEN before it installs";

describeRule(installTaskGated, {
  compliant: {
    "a scan": command("Scan"),
    "a runbook": runbook(),
    "a command that is not about patches": command("Install", { taskArn: "AWS-RunShellScript" }),
    "a function": { type: taskType, props: { taskType: "LAMBDA", taskArn: unknown } },
  },
  violating: {
    "an install by command": [command("Install"), ungated],
    "an install by the document's ARN": [
      command("Install", {
        taskArn: "arn:aws:ssm:eu-central-1::document/AWS-RunPatchBaselineWithHooks",
      }),
      ungated.replace(
        "AWS-RunPatchBaseline,",
        "arn:aws:ssm:eu-central-1::document/AWS-RunPatchBaselineWithHooks,",
      ),
    ],
  },
  unknown: {
    "a document that is not known": [command("Install", { taskArn: unknown }), "taskArn"],
    "an operation that is not known": [
      command(unknown),
      "taskInvocationParameters.runCommandParameters.parameters[0].values[0]",
    ],
  },
});

const tooMany = "too many machines are changed at once: maxConcurrency is";
const tooForgiving = "too many failures are let pass before the run stops: maxErrors is";

describeRule(taskRateControl, {
  compliant: {
    "the loosest rates of the document": runbook({ maxConcurrency: "50%", maxErrors: "5%" }),
    "numbers, which shares say nothing about": runbook({ maxConcurrency: "9", maxErrors: "0" }),
    "a gate, which runs once": { type: taskType, props: { taskType: "AUTOMATION" } },
    "a scan of everything": command("Scan", { maxConcurrency: "100%", maxErrors: "100%" }),
  },
  violating: {
    "a share above the loosest ring": [
      runbook({ maxConcurrency: "51%", maxErrors: "5%" }),
      `${tooMany} 51%, allowed at most 50%, the loosest of the document's rings; set maxConcurrency to 50% or less`,
    ],
    "no rate": [
      command("Install", { maxErrors: "5%" }),
      `${tooMany} not set, allowed at most 50%, the loosest of the document's rings; set maxConcurrency to 50% or less`,
    ],
    "a stop after too many failures": [
      runbook({ maxConcurrency: "10%", maxErrors: "6%" }),
      `${tooForgiving} 6%, allowed at most 5%, the loosest of the document's rings; set maxErrors to 5% or less`,
    ],
    "a rate in words": [
      runbook({ maxConcurrency: "half", maxErrors: "5%" }),
      `${tooMany} half, allowed at most 50%, the loosest of the document's rings; set maxConcurrency to 50% or less`,
    ],
  },
  unknown: {
    "a rate that is not known": [
      runbook({ maxConcurrency: unknown, maxErrors: "5%" }),
      "maxConcurrency",
    ],
  },
});
