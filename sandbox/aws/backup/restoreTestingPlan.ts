/** `aws.backup.RestoreTestingPlan`: when recovery points of which vaults are restored for a test. */
import { isUnknown, numberOf, type Plain, recordAt, textOf, textsOf } from "../../plainValue";
import type { Failure, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, refusal } from "../apiCall";
import { cronFault, isZone } from "../cron";
import { isArn, regionalArn } from "../identity";
import { restorePlanType, restoreSelectionType } from "./types";

/** AWS Backup quotas: restore testing plans of an account and Region. */
const maxPlans = 100;

const call: ApiCall = {
  service: "backup",
  operation: "CreateRestoreTestingPlan",
  members: {
    name: "RestoreTestingPlan.RestoreTestingPlanName",
    scheduleExpression: "RestoreTestingPlan.ScheduleExpression",
    scheduleExpressionTimezone: "RestoreTestingPlan.ScheduleExpressionTimezone",
    startWindowHours: "RestoreTestingPlan.StartWindowHours",
    recoveryPointSelection: {
      to: "RestoreTestingPlan.RecoveryPointSelection",
      fields: {
        algorithm: "Algorithm",
        includeVaults: "IncludeVaults",
        excludeVaults: "ExcludeVaults",
        recoveryPointTypes: "RecoveryPointTypes",
        selectionWindowDays: "SelectionWindowDays",
      },
    },
    tags: "Tags",
  },
};

export const restoreTestingPlan: ServiceRules = {
  type: restorePlanType,
  replaceOn: ["name"],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkTestName(call, inputs),
    ...checkWhen(inputs),
    ...checkPoints(recordAt(inputs, "recoveryPointSelection"), unknown),
  ],
  refuseCreate: ({ inputs, cloud }) => {
    const plans = cloud.all(restorePlanType);
    if (plans.some((other) => other.id === inputs["name"])) {
      const message = `Restore testing plan ${inputs["name"]} already exists`;
      return refusal(call, "AlreadyExistsException", message);
    }
    return plans.length >= maxPlans
      ? refusal(call, "LimitExceededException", `There are ${maxPlans} restore testing plans`)
      : undefined;
  },
  refuseDelete: ({ old, cloud }) =>
    cloud
      .all(restoreSelectionType)
      .some((selection) => selection.inputs["restoreTestingPlanName"] === old?.id)
      ? refusal(
          { service: "backup", operation: "DeleteRestoreTestingPlan" },
          "InvalidRequestException",
          `Restore testing plan ${old?.id} has selections: delete them first`,
        )
      : undefined,
  create: ({ inputs, scope }) => {
    const name = textOf(inputs["name"]) ?? "";
    return {
      id: name,
      outputs: {
        arn: regionalArn(scope, "backup", `restore-testing-plan:${name}`),
        scheduleExpressionTimezone: inputs["scheduleExpressionTimezone"] ?? "UTC",
        startWindowHours: inputs["startWindowHours"] ?? 24,
      },
    };
  },
};

/** Plans and selections are named alike; their names are part of other paths and ids. */
export function checkTestName(of: ApiCall, inputs: Plain): Failure[] {
  const name = textOf(inputs["name"]);
  return name === undefined || /^[a-zA-Z0-9_]{1,50}$/.test(name)
    ? []
    : [failure(of, "name", `Invalid name '${name}': use 1-50 letters, digits and underscores`)];
}

function checkWhen(inputs: Plain): Failure[] {
  const schedule = textOf(inputs["scheduleExpression"]);
  const body = /^cron\((.*)\)$/.exec(schedule ?? "")?.[1];
  const wrong = body === undefined ? "it must be cron(…)" : cronFault(body, { seconds: false });
  const zone = textOf(inputs["scheduleExpressionTimezone"]);
  const hours = numberOf(inputs["startWindowHours"]) ?? 24;
  const refuse = (property: string, what: string) => failure(call, property, `Invalid ${what}`);
  return [
    ...(schedule === undefined || wrong === undefined
      ? []
      : [refuse("scheduleExpression", `ScheduleExpression '${schedule}': ${wrong}`)]),
    ...(zone === undefined || isZone(zone)
      ? []
      : [refuse("scheduleExpressionTimezone", `ScheduleExpressionTimezone '${zone}'`)]),
    ...(hours >= 1 && hours <= 168
      ? []
      : [refuse("startWindowHours", `StartWindowHours ${hours}: it must be 1 to 168`)]),
  ];
}

function checkPoints(points: Plain, unknown: readonly string[]): Failure[] {
  const at = "recoveryPointSelection";
  const vaults = textsOf(points["includeVaults"]);
  const odd = vaults.find((vault) => vault !== "*" && !isArn(vault, "backup"));
  const days = numberOf(points["selectionWindowDays"]) ?? 30;
  const isLeftOut = (list: string) =>
    textsOf(points[list]).length === 0 && !isUnknown(unknown, `${at}.${list}`);
  return [
    ...(isLeftOut("includeVaults")
      ? [failure(call, `${at}.includeVaults`, "IncludeVaults must name a vault or *")]
      : []),
    ...(odd === undefined
      ? []
      : [failure(call, `${at}.includeVaults`, `Invalid backup vault ARN '${odd}'`)]),
    ...(isLeftOut("recoveryPointTypes")
      ? [failure(call, `${at}.recoveryPointTypes`, "RecoveryPointTypes must name a type")]
      : []),
    ...(days >= 1 && days <= 365
      ? []
      : [
          failure(
            call,
            `${at}.selectionWindowDays`,
            `Invalid SelectionWindowDays ${days}: 1 to 365`,
          ),
        ]),
  ];
}
