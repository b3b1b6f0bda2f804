/** `aws.ssm.MaintenanceWindow`: when tasks may run. Nothing forces replacement: the service renames in place. */
import { numberOf, type Plain, textOf } from "../../plainValue";
import type { Failure, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, generatedName, refusal, tagList } from "../apiCall";
import { isZone } from "../cron";
import { nameOf } from "../identity";
import { isCron, scheduleFault } from "./scheduleExpression";
import { windowType } from "./types";

/** Service Quotas, Systems Manager: windows per account and Region. */
const maxWindows = 50;

const call: ApiCall = {
  service: "ssm",
  operation: "CreateMaintenanceWindow",
  members: {
    name: generatedName,
    description: "Description",
    startDate: "StartDate",
    endDate: "EndDate",
    schedule: "Schedule",
    scheduleTimezone: "ScheduleTimezone",
    scheduleOffset: "ScheduleOffset",
    duration: "Duration",
    cutoff: "Cutoff",
    allowUnassociatedTargets: { to: "AllowUnassociatedTargets", otherwise: false },
    tags: tagList,
  },
};

export const maintenanceWindow: ServiceRules = {
  type: windowType,
  replaceOn: [],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkSchedule(inputs),
    ...checkCutoff(inputs),
    ...checkDates(inputs),
  ],
  refuseCreate: ({ cloud }) =>
    cloud.all(windowType).length >= maxWindows
      ? refusal(
          call,
          "ResourceLimitExceededException",
          `Resource limit exceeded: ${maxWindows} maintenance windows exist in this account and Region`,
        )
      : undefined,
  create: (request) => ({
    id: `mw-${request.random(17)}`,
    outputs: {
      name: nameOf(request),
      enabled: request.inputs["enabled"] ?? true,
    },
  }),
  update: (request) => ({ name: nameOf(request) }),
};

function checkSchedule(inputs: Plain): Failure[] {
  const schedule = textOf(inputs["schedule"]);
  const zone = textOf(inputs["scheduleTimezone"]);
  const faults: Failure[] = [];
  const wrong = schedule === undefined ? undefined : scheduleFault(schedule);
  if (wrong !== undefined) {
    faults.push(failure(call, "schedule", `Invalid schedule expression '${schedule}': ${wrong}`));
  }
  if (schedule !== undefined && inputs["scheduleOffset"] !== undefined && !isCron(schedule)) {
    faults.push(
      failure(
        call,
        "scheduleOffset",
        `ScheduleOffset is only valid with a cron expression, got '${schedule}'`,
      ),
    );
  }
  if (zone !== undefined && !isZone(zone)) {
    faults.push(
      failure(
        call,
        "scheduleTimezone",
        `Invalid timezone '${zone}': use a name of the IANA database`,
      ),
    );
  }
  return faults;
}

/** No task starts after end minus cutoff, so a cutoff as long as the window leaves no time at all. */
function checkCutoff(inputs: Plain): Failure[] {
  const duration = numberOf(inputs["duration"]);
  const cutoff = numberOf(inputs["cutoff"]);
  return duration !== undefined && cutoff !== undefined && cutoff >= duration
    ? [
        failure(
          call,
          "cutoff",
          `Cutoff must be less than Duration: got cutoff ${cutoff} and duration ${duration}`,
        ),
      ]
    : [];
}

function checkDates(inputs: Plain): Failure[] {
  const faults: Failure[] = [];
  for (const property of ["startDate", "endDate"]) {
    const value = textOf(inputs[property]);
    if (value !== undefined && !isIsoDateTime(value)) {
      faults.push(failure(call, property, `Invalid date '${value}': use ISO-8601`));
    }
  }
  const start = Date.parse(textOf(inputs["startDate"]) ?? "");
  const end = Date.parse(textOf(inputs["endDate"]) ?? "");
  if (end <= start) {
    faults.push(failure(call, "endDate", "EndDate must be later than StartDate"));
  }
  return faults;
}

function isIsoDateTime(value: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}
