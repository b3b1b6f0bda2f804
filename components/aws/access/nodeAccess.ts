/** What the node runbook may do: to machines of the rings, and to nothing else. */
import type * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnIn } from "../place";
import type { CommandOutput } from "../runbooks/runbook";
import { documentArn, powerMachines, sendCommands } from "./commandAccess";
import { readAlarms, readCalendars, readSettings, seeStarter, verdicts } from "./gateAccess";
import { useVolumeKeys } from "./keyAccess";
import { type ListAccess, listStatements } from "./listAccess";
import { mostNamed } from "./policySize";
import type { Statement } from "./serviceRole";
import { type StartedRunbook, startStatements } from "./startAccess";

export interface NodeAccess {
  readonly prefix: string;
  readonly patchGroups: readonly string[];
  readonly calendarArns: readonly pulumi.Input<string>[];
  readonly vaultArn: pulumi.Input<string>;
  /** Of vaults in which recovery points from before may lie. */
  readonly formerVaultArns: readonly pulumi.Input<string>[];
  readonly backupRoleArn: pulumi.Input<string>;
  /** Names of the documents that it sends beside AWS's own. */
  readonly prestageDocument: pulumi.Output<string>;
  readonly ownDocuments: readonly string[];
  readonly restore: StartedRunbook;
  readonly restoreRoleArn: pulumi.Input<string>;
  /** Own keys of machines' volumes. @default [] */
  readonly volumeKeyArns?: readonly pulumi.Input<string>[];
  /** @default - 24,000 characters in SSM */
  readonly output?: CommandOutput;
  /** @default - no ring installs from lists */
  readonly promotions?: ListAccess;
}

export function nodeStatements(place: AwsPlace, access: NodeAccess): readonly Statement[] {
  return [
    readSettings(place, access.prefix),
    {
      Sid: "TagsOfHybridMachines",
      Effect: "Allow",
      Action: ["ssm:ListTagsForResource"],
      // A machine's ring is what the tags say.
      Resource: [arnIn(place, "ssm", "managed-instance/*")],
    },
    // Also of the restore, which it waits for.
    seeStarter(place),
    verdicts(place, access.prefix, "read", "gate"),
    readCalendars(place, access.calendarArns),
    readAlarms,
    {
      Sid: "SeeMachines",
      Effect: "Allow",
      Action: [
        "ec2:DescribeInstances",
        "ssm:DescribeInstanceInformation",
        "ssm:DescribeInstancePatchStates",
        ...(access.promotions === undefined ? [] : ["ssm:DescribeInstancePatches"]),
      ],
      // IAM lets no resource be named for these, or has let one be named for reports on patches since only a while.
      Resource: ["*"],
    },
    powerMachines(place, access.patchGroups, [
      "ec2:RebootInstances",
      "ec2:StartInstances",
      "ec2:StopInstances",
    ]),
    ...useVolumeKeys(place, access.volumeKeyArns),
    ...sendCommands(
      place,
      access.patchGroups,
      [
        documentArn(place, "AWS-RunPatchBaseline"),
        access.prestageDocument.apply((name) => documentArn(place, name)),
        ...ownDocuments(place, access.ownDocuments),
      ],
      access.output?.bucketName,
    ),
    ...protect(access),
    ...restore(place, access),
    ...listStatements(access.promotions, { read: "lists" }),
  ];
}

/** Hooks and health checks. Of many, any document of the account's own: the rings' settings say which one is sent. */
function ownDocuments(place: AwsPlace, names: readonly string[]): readonly pulumi.Input<string>[] {
  const own = arnIn(place, "ssm", "document/");
  const arns = names.map((name) => documentArn(place, name));
  const foreign = arns.filter((arn) => !arn.startsWith(own));
  return arns.length <= mostNamed ? arns : [...foreign, `${own}*`];
}

function protect({ vaultArn, formerVaultArns, backupRoleArn }: NodeAccess): readonly Statement[] {
  return [
    {
      Sid: "RecoveryPoints",
      Effect: "Allow",
      Action: ["backup:ListRecoveryPointsByBackupVault", "backup:StartBackupJob"],
      Resource: [vaultArn],
    },
    ...(formerVaultArns.length === 0
      ? []
      : [
          {
            Sid: "FormerRecoveryPoints",
            Effect: "Allow",
            Action: ["backup:ListRecoveryPointsByBackupVault"],
            Resource: formerVaultArns,
          } as const,
        ]),
    {
      Sid: "FollowRecoveryPoint",
      Effect: "Allow",
      Action: ["backup:DescribeBackupJob"],
      // A backup job has no ARN of its own that IAM could name.
      Resource: ["*"],
    },
    {
      Sid: "PassBackupRole",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: [backupRoleArn],
      Condition: { StringEquals: { "iam:PassedToService": "backup.amazonaws.com" } },
    },
  ];
}

function restore(place: AwsPlace, access: NodeAccess): readonly Statement[] {
  return [
    ...startStatements(place, { runbooks: [access.restore], roleArns: [access.restoreRoleArn] }),
  ];
}
