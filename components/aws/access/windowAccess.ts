/** What the window's tasks may do, and what the events of its end may start. */
import type * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnIn } from "../place";
import type { Statement } from "../serviceRole";
import { definitionArn, documentArn, sendCommands } from "./commandAccess";

export interface StartedRunbooks {
  readonly documentNames: readonly pulumi.Input<string>[];
  /** Roles of the documents, which starting them passes on. */
  readonly runbookRoleArns: readonly pulumi.Input<string>[];
}

/** Starting some runbooks, and nothing else. */
export function startStatements(place: AwsPlace, started: StartedRunbooks): readonly Statement[] {
  return [
    {
      Sid: "StartRunbooks",
      Effect: "Allow",
      Action: ["ssm:StartAutomationExecution"],
      Resource: started.documentNames.map((name) => definitionArn(place, name)),
    },
    {
      Sid: "PassRunbookRoles",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: started.runbookRoleArns,
      Condition: { StringEquals: { "iam:PassedToService": "ssm.amazonaws.com" } },
    },
  ];
}

export function windowStatements(
  place: AwsPlace,
  patchGroups: readonly string[],
  started: StartedRunbooks,
): readonly Statement[] {
  return [
    ...startStatements(place, started),
    {
      Sid: "FollowRunbooks",
      Effect: "Allow",
      Action: ["ssm:GetAutomationExecution", "ssm:StopAutomationExecution"],
      // Executions get their ids when they start.
      Resource: [arnIn(place, "ssm", "automation-execution/*")],
    },
    ...sendCommands(place, patchGroups, [documentArn(place, "AWS-RunPatchBaseline")]),
    {
      Sid: "StopScans",
      Effect: "Allow",
      Action: ["ssm:CancelCommand"],
      // As for FollowCommands: a command has no ARN.
      Resource: ["*"],
    },
    {
      Sid: "FindMachinesByTag",
      Effect: "Allow",
      Action: ["tag:GetResources"],
      // The tagging service lets no resource be named.
      Resource: ["*"],
    },
  ];
}
