/** What the restore may do. Machines are those of the rings; volumes carry no tag of ours that could tell them. */
import type * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnIn, sharedArn } from "../place";
import { powerMachines } from "./commandAccess";
import { readSettings } from "./gateAccess";
import { useVolumeKeys } from "./keyAccess";
import { ofRings } from "./policySize";
import type { Statement } from "./serviceRole";

export function restoreStatements(
  place: AwsPlace,
  prefix: string,
  patchGroups: readonly string[],
  volumeKeyArns?: readonly pulumi.Input<string>[],
): readonly Statement[] {
  return [
    readSettings(place, prefix),
    {
      Sid: "ReadRecoveryPoint",
      Effect: "Allow",
      Action: ["backup:DescribeRecoveryPoint"],
      // A machine's recovery point is an image, whose id nobody knows beforehand.
      Resource: [sharedArn(place, "ec2", "image/*")],
    },
    {
      Sid: "SeeMachinesAndVolumes",
      Effect: "Allow",
      Action: [
        "ec2:DescribeImages",
        "ec2:DescribeInstances",
        "ec2:DescribeReplaceRootVolumeTasks",
        "ec2:DescribeVolumes",
        "ssm:DescribeInstanceInformation",
      ],
      // IAM lets no resource be named for these.
      Resource: ["*"],
    },
    powerMachines(place, patchGroups, ["ec2:StartInstances", "ec2:StopInstances"]),
    ...useVolumeKeys(place, volumeKeyArns),
    {
      Sid: "MachinesOfTheRings",
      Effect: "Allow",
      Action: [
        "ec2:AttachVolume",
        "ec2:CreateReplaceRootVolumeTask",
        "ec2:DetachVolume",
        // Whether a volume ends with its machine; an attached one would stay for good.
        "ec2:ModifyInstanceAttribute",
      ],
      Resource: [arnIn(place, "ec2", "instance/*")],
      Condition: ofRings("aws:ResourceTag/PatchGroup", patchGroups),
    },
    {
      Sid: "TheirVolumes",
      Effect: "Allow",
      Action: [
        "ec2:AttachVolume",
        "ec2:CreateReplaceRootVolumeTask",
        "ec2:CreateVolume",
        "ec2:DetachVolume",
      ],
      // New volumes and tasks have no id yet, and old volumes belong to any machine; the statement above ties them to the rings.
      Resource: [
        arnIn(place, "ec2", "volume/*"),
        arnIn(place, "ec2", "replace-root-volume-task/*"),
        sharedArn(place, "ec2", "snapshot/*"),
        sharedArn(place, "ec2", "image/*"),
      ],
    },
    {
      Sid: "TagsOfNewVolumes",
      Effect: "Allow",
      Action: ["ec2:CreateTags"],
      Resource: [arnIn(place, "ec2", "volume/*")],
      Condition: { StringEquals: { "ec2:CreateAction": "CreateVolume" } },
    },
  ];
}
