/** What the window's tasks may do. */
import { type AwsPlace, arnIn } from "../place";
import type { Statement } from "../serviceRole";
import { documentArn, sendCommands } from "./commandAccess";
import { type StartedRunbooks, startStatements } from "./startAccess";

export function windowStatements(
  place: AwsPlace,
  patchGroups: readonly string[],
  started: StartedRunbooks,
  outputBucket?: string,
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
    ...sendCommands(place, patchGroups, [documentArn(place, "AWS-RunPatchBaseline")], outputBucket),
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
