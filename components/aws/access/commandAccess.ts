/** Sending commands to the machines of some rings, and following them. */
import * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnIn, sharedArn } from "../place";
import type { Statement } from "../serviceRole";
import { ofRings } from "./policySize";

/** ARN of a document: as given, of AWS (`AWS-…`), or of the account. */
export function documentArn(place: AwsPlace, document: string): string {
  if (document.startsWith("arn:")) return document;
  return document.startsWith("AWS-")
    ? sharedArn(place, "ssm", `document/${document}`)
    : arnIn(place, "ssm", `document/${document}`);
}

/**
 * ARN of a runbook, as IAM names what is started: its default version. An older one may hold checks that are mended since.
 */
export function definitionArn(place: AwsPlace, name: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi
    .output(name)
    .apply((text) => arnIn(place, "ssm", `automation-definition/${text}:$DEFAULT`));
}

/** A command may only be one of `documentArns`, and only reach machines whose tag names one of the rings. */
export function sendCommands(
  place: AwsPlace,
  patchGroups: readonly string[],
  documentArns: Statement["Resource"] & {},
): readonly Statement[] {
  return [
    {
      Sid: "PatchDocument",
      Effect: "Allow",
      Action: ["ssm:SendCommand"],
      Resource: documentArns,
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
