/** What the window's tasks may do. */
import { type AwsPlace, arnIn } from "../place";
import { documentArn, sendCommands } from "./commandAccess";
import { namedOr } from "./policySize";
import type { Statement } from "./serviceRole";
import { type StartedRunbooks, startStatements } from "./startAccess";

export interface WindowReach {
  /** Values of the tag that scans and runs find machines by. */
  readonly patchGroups: readonly string[];
  /** Names of the resource groups that they find machines by. */
  readonly resourceGroups: readonly string[];
}

export function windowStatements(
  place: AwsPlace,
  { patchGroups, resourceGroups }: WindowReach,
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
    ...listGroups(place, resourceGroups),
  ];
}

/** A group by tags is asked of the tagging service too, which the statement before this allows. */
function listGroups(place: AwsPlace, resourceGroups: readonly string[]): readonly Statement[] {
  return resourceGroups.length === 0
    ? []
    : [
        {
          Sid: "FindMachinesByGroup",
          Effect: "Allow",
          Action: ["resource-groups:ListGroupResources"],
          // Of many, what is in any: it is read, and the statements about machines say which may be reached.
          Resource: namedOr(
            resourceGroups.map((name) => arnIn(place, "resource-groups", `group/${name}`)),
            arnIn(place, "resource-groups", "group/*"),
          ),
        },
      ];
}
