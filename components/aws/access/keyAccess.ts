/**
 * What starting and restoring machines with encrypted volumes asks of KMS. EC2 uses a volume's key on behalf of whoever
 * starts the machine, and leaves a grant with it for as long as the machine runs.
 */
import type * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../place";
import type { Statement } from "./serviceRole";

/**
 * Those keys, through EC2 alone; nothing where none is named. Keys that AWS manages (`aws/ebs`) let everybody of the
 * account use them through EC2.
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html
 */
export function useVolumeKeys(
  place: AwsPlace,
  keyArns: readonly pulumi.Input<string>[] = [],
): readonly Statement[] {
  if (keyArns.length === 0) return [];
  const throughEc2 = { "kms:ViaService": `ec2.${place.region}.amazonaws.com` };
  return [
    {
      Sid: "UseVolumeKeys",
      Effect: "Allow",
      Action: [
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
      ],
      Resource: keyArns,
      Condition: { StringEquals: throughEc2 },
    },
    {
      Sid: "GrantVolumeKeys",
      Effect: "Allow",
      Action: ["kms:CreateGrant"],
      Resource: keyArns,
      Condition: { StringEquals: throughEc2, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
