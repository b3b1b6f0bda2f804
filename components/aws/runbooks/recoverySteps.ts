/**
 * Steps without which nothing is installed: a recovery point of the machine that is complete and young enough, made by
 * a backup plan before the window, or in the window by a job.
 */
import { place } from "./places";
import { setting } from "./readRing";
import { type RecoveryOptions, recoveryJobSteps, rememberPoint } from "./recoveryJob";
import { type Step, scriptStep } from "./runbook";
import { unprotectedSteps } from "./unprotectedSteps";

const flow = { onFailure: place.stopAgain, onCancel: place.stopAgain } as const;

export function recoverySteps(options: RecoveryOptions): readonly Step[] {
  return [
    whetherToProtect(options.following),
    ...unprotectedSteps(options.following, "WhetherInWindow"),
    {
      name: "WhetherInWindow",
      action: "aws:branch",
      description: "The run makes the recovery point, or a backup plan has made it.",
      choices: [
        {
          variable: setting("RecoveryPoint"),
          stringEquals: "inWindow",
          nextStep: "StartRecoveryPoint",
        },
      ],
      defaultStep: "FindRecoveryPoint",
    },
    ...foundBefore(options),
    ...recoveryJobSteps(options),
  ];
}

function whetherToProtect(following: string): Step {
  return {
    name: "WhetherToProtect",
    action: "aws:branch",
    description: "The policy asks for a recovery point, or does not.",
    choices: [{ variable: setting("RecoveryPoint"), stringEquals: "none", nextStep: following }],
    defaultStep: "WhetherProtectable",
  };
}

const find = `
import boto3
from datetime import datetime, timedelta, timezone

def find_recovery_point(events, context):
    since = datetime.now(timezone.utc) - timedelta(hours=int(events["hours"]))
    found = []
    pages = boto3.client("backup").get_paginator("list_recovery_points_by_backup_vault")
    for vault in events["vaults"]:
        for page in pages.paginate(BackupVaultName=vault, ByResourceArn=events["machine"], ByCreatedAfter=since):
            found += [one for one in page.get("RecoveryPoints", []) if one.get("Status") == "COMPLETED"]
    if not found:
        raise Exception(f"no complete recovery point is younger than {events['hours']} hours")
    return {"arn": max(found, key=lambda one: one["CreationDate"])["RecoveryPointArn"]}
`.trimStart();

function foundBefore({
  vaultName,
  formerVaults = [],
  instanceArnPrefix,
  following,
}: RecoveryOptions): Step[] {
  return [
    scriptStep(
      "FindRecoveryPoint",
      "A complete recovery point from before the window that is young enough.",
      {
        handler: "find_recovery_point",
        script: find,
        payload: {
          vaults: [vaultName, ...formerVaults],
          machine: `${instanceArnPrefix}{{ InstanceId }}`,
          hours: setting("RecoveryMaxAgeHours"),
        },
        outputs: [{ name: "Arn", selector: "$.Payload.arn", type: "String" }],
        ...flow,
      },
    ),
    rememberPoint("RememberFound", "{{ FindRecoveryPoint.Arn }}", following),
  ];
}
