/** `aws.backup.Plan`: when recovery points are made, where they go and how long they stay. */
import { isUnknown, numberOf, type Plain, recordAt, recordsOf, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, refusal } from "../apiCall";
import { cronFault, isZone } from "../cron";
import { isArn, nameOf, regionalArn, uuid } from "../identity";
import { planType, selectionType } from "./types";
import { vaultExists } from "./vault";

/** AWS Backup: shortest start window; days a point stays in cold storage at least; longest continuous retention. */
const minStartWindow = 60;
const minColdDays = 90;
const maxContinuousDays = 35;

const lifecycle = {
  to: "Lifecycle",
  fields: {
    coldStorageAfter: "MoveToColdStorageAfterDays",
    deleteAfter: "DeleteAfterDays",
    optInToArchiveForSupportedResources: "OptInToArchiveForSupportedResources",
  },
} as const;

const call: ApiCall = {
  service: "backup",
  operation: "CreateBackupPlan",
  members: {
    name: { to: "BackupPlan.BackupPlanName", generated: true },
    rules: {
      to: "BackupPlan.Rules",
      each: {
        ruleName: "RuleName",
        targetVaultName: "TargetBackupVaultName",
        schedule: "ScheduleExpression",
        scheduleExpressionTimezone: "ScheduleExpressionTimezone",
        startWindow: "StartWindowMinutes",
        completionWindow: "CompletionWindowMinutes",
        enableContinuousBackup: "EnableContinuousBackup",
        recoveryPointTags: "RecoveryPointTags",
        lifecycle,
        copyActions: {
          to: "CopyActions",
          each: { destinationVaultArn: "DestinationBackupVaultArn", lifecycle },
        },
      },
    },
    advancedBackupSettings: {
      to: "BackupPlan.AdvancedBackupSettings",
      each: { resourceType: "ResourceType", backupOptions: "BackupOptions" },
    },
    tags: "BackupPlanTags",
  },
};

export const plan: ServiceRules = {
  type: planType,
  replaceOn: ["name"],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkRules(inputs, unknown),
  ],
  refuseCreate: refuseMissingVault,
  refuseUpdate: refuseMissingVault,
  refuseDelete: ({ old, cloud }) =>
    cloud.all(selectionType).some((selection) => selection.inputs["planId"] === old?.id)
      ? refusal(
          { service: "backup", operation: "DeleteBackupPlan" },
          "InvalidRequestException",
          `Related backup plan selections must be deleted prior to backup plan deletion: ${old?.id}`,
        )
      : undefined,
  create: (request) => {
    const id = uuid(request.random);
    const arn = regionalArn(request.scope, "backup", `backup-plan:${id}`);
    return { id, outputs: { ...answer(request), arn } };
  },
  update: answer,
};

function answer(request: ServiceRequest): Readonly<Record<string, unknown>> {
  return { name: nameOf(request), version: request.random(36) };
}

function checkRules(inputs: Plain, unknown: readonly string[]): Failure[] {
  const rules = recordsOf(inputs["rules"]);
  if (rules.length === 0 && !isUnknown(unknown, "rules")) {
    return [failure(call, "rules", "A backup plan must have at least one rule")];
  }
  const names = rules.map((rule) => textOf(rule["ruleName"]));
  return rules.flatMap((rule, index) => {
    const at = `rules[${index}]`;
    const name = names[index];
    const twice = name !== undefined && names.indexOf(name) !== index;
    return [
      ...(twice ? [failure(call, `${at}.ruleName`, `Duplicate rule name: ${name}`)] : []),
      ...checkSchedule(rule, at),
      ...checkWindows(rule, at),
      ...checkRetention(recordAt(rule, "lifecycle"), `${at}.lifecycle`),
      ...checkContinuous(rule, at),
      ...checkCopies(rule, at),
    ];
  });
}

function checkSchedule(rule: Plain, at: string): Failure[] {
  const faults: Failure[] = [];
  const schedule = textOf(rule["schedule"]);
  const body = /^cron\((.*)\)$/.exec(schedule ?? "")?.[1];
  const wrong = body === undefined ? "it must be cron(…)" : cronFault(body, { seconds: false });
  if (schedule !== undefined && wrong !== undefined) {
    faults.push(
      failure(
        call,
        `${at}.schedule`,
        `Invalid ScheduleExpression '${schedule}' of rule ${rule["ruleName"]}: ${wrong}`,
      ),
    );
  }
  const zone = textOf(rule["scheduleExpressionTimezone"]);
  if (zone !== undefined && !isZone(zone)) {
    faults.push(
      failure(
        call,
        `${at}.scheduleExpressionTimezone`,
        `Invalid ScheduleExpressionTimezone '${zone}': use a name of the IANA database`,
      ),
    );
  }
  return faults;
}

/** The provider sends 60 and 180 minutes when the program names none. */
function checkWindows(rule: Plain, at: string): Failure[] {
  const start = numberOf(rule["startWindow"]) ?? minStartWindow;
  const completion = numberOf(rule["completionWindow"]) ?? 180;
  if (start < minStartWindow) {
    return [
      failure(
        call,
        `${at}.startWindow`,
        `Invalid StartWindowMinutes ${start} of rule ${rule["ruleName"]}: it must be at least ${minStartWindow}`,
      ),
    ];
  }
  return completion < start + 60
    ? [
        failure(
          call,
          `${at}.completionWindow`,
          `Invalid CompletionWindowMinutes ${completion} of rule ${rule["ruleName"]}: it must be at least 60 minutes more than StartWindowMinutes ${start}`,
        ),
      ]
    : [];
}

function checkRetention(cycle: Plain, at: string): Failure[] {
  const remove = numberOf(cycle["deleteAfter"]);
  const cold = numberOf(cycle["coldStorageAfter"]);
  if (remove !== undefined && remove < 1) {
    return [
      failure(
        call,
        `${at}.deleteAfter`,
        `Invalid DeleteAfterDays ${remove}: it must be at least 1`,
      ),
    ];
  }
  return remove !== undefined && cold !== undefined && remove < cold + minColdDays
    ? [
        failure(
          call,
          `${at}.deleteAfter`,
          `Invalid lifecycle. DeleteAfterDays cannot be less than ${minColdDays} days apart from MoveToColdStorageAfterDays: got ${remove} and ${cold}`,
        ),
      ]
    : [];
}

function checkContinuous(rule: Plain, at: string): Failure[] {
  const days = numberOf(recordAt(rule, "lifecycle")["deleteAfter"]);
  return rule["enableContinuousBackup"] === true && (days === undefined || days > maxContinuousDays)
    ? [
        failure(
          call,
          `${at}.lifecycle`,
          `Continuous backup of rule ${rule["ruleName"]} needs DeleteAfterDays of 1 to ${maxContinuousDays}, got ${days ?? "none"}`,
        ),
      ]
    : [];
}

function checkCopies(rule: Plain, at: string): Failure[] {
  return recordsOf(rule["copyActions"]).flatMap((copy, index) => {
    const arn = textOf(copy["destinationVaultArn"]);
    const here = `${at}.copyActions[${index}]`;
    return [
      ...(arn === undefined || isArn(arn, "backup")
        ? []
        : [failure(call, `${here}.destinationVaultArn`, `Invalid backup vault ARN '${arn}'`)]),
      ...checkRetention(recordAt(copy, "lifecycle"), `${here}.lifecycle`),
    ];
  });
}

function refuseMissingVault(request: ServiceRequest): string | undefined {
  const missing = recordsOf(request.inputs["rules"])
    .map((rule) => textOf(rule["targetVaultName"]) ?? "")
    .find((name) => !vaultExists(request, name));
  return missing === undefined
    ? undefined
    : refusal(
        call,
        "InvalidParameterValueException",
        `Backup vault ${missing} does not exist in this account and Region`,
      );
}
