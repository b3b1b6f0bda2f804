/** Sending commands to the machines of some rings, and following them. */
import { type AwsPlace, arnIn, partitionOf, sharedArn } from "../place";
import { ofRings } from "./policySize";
import type { Statement } from "./serviceRole";

/** ARN of a document: as given, of AWS (`AWS-…`), or of the account. */
export function documentArn(place: AwsPlace, document: string): string {
  if (document.startsWith("arn:")) return document;
  return document.startsWith("AWS-")
    ? sharedArn(place, "ssm", `document/${document}`)
    : arnIn(place, "ssm", `document/${document}`);
}

/**
 * A command may only be one of `documentArns`, and only reach machines whose tag names one of the rings. Where its output
 * goes to a bucket, IAM may be asked about that as well.
 */
export function sendCommands(
  place: AwsPlace,
  patchGroups: readonly string[],
  documentArns: Statement["Resource"] & {},
  outputBucket?: string,
): readonly Statement[] {
  return [
    {
      Sid: "PatchDocument",
      Effect: "Allow",
      Action: ["ssm:SendCommand"],
      Resource: [
        ...documentArns,
        ...(outputBucket === undefined ? [] : [bucketArn(place, outputBucket)]),
      ],
    },
    {
      Sid: "MachinesOfTheRings",
      Effect: "Allow",
      Action: ["ssm:SendCommand"],
      // Which machines exist is not known here; the tag decides.
      Resource: [arnIn(place, "ec2", "instance/*"), arnIn(place, "ssm", "managed-instance/*")],
      Condition: ofRings("ssm:resourceTag/PatchGroup", patchGroups),
    },
    {
      Sid: "FollowCommands",
      Effect: "Allow",
      Action: ["ssm:ListCommands", "ssm:ListCommandInvocations", "ssm:GetCommandInvocation"],
      // IAM lets no resource be named for these: a command has no ARN.
      Resource: ["*"],
    },
  ];
}

function bucketArn({ region }: AwsPlace, name: string): string {
  return `arn:${partitionOf(region)}:s3:::${name}`;
}

/** Starting, stopping and restarting machines of the rings. */
export function powerMachines(
  place: AwsPlace,
  patchGroups: readonly string[],
  actions: readonly string[],
): Statement {
  return {
    Sid: "MachinePower",
    Effect: "Allow",
    Action: actions,
    // As for commands: the tag decides.
    Resource: [arnIn(place, "ec2", "instance/*")],
    Condition: ofRings("aws:ResourceTag/PatchGroup", patchGroups),
  };
}
