/** What people may do to patch runs. Who asks for a run does not approve one, and who reads changes nothing. */
import * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnIn } from "../place";
import { namedOr } from "./policySize";
import type { Statement } from "./serviceRole";
import { type StartedRunbook, startStatements } from "./startAccess";

/** What people's permissions are about. */
export interface PeopleAccess {
  /** Gate, node and restore. */
  readonly runbooks: readonly StartedRunbook[];
  /** Roles of those runbooks. */
  readonly runbookRoleArns: readonly pulumi.Input<string>[];
  readonly windowIds: readonly pulumi.Input<string>[];
  /** Path of the parameters with the verdicts. */
  readonly verdictPath: string;
  readonly vaultArns: readonly pulumi.Input<string>[];
  readonly calendarArns: readonly pulumi.Input<string>[];
}

/** Every step of a run, and what it said. */
export function readRuns(place: AwsPlace): Statement {
  return {
    Sid: "ReadRuns",
    Effect: "Allow",
    Action: ["ssm:DescribeAutomationStepExecutions", "ssm:GetAutomationExecution"],
    // Executions get their ids when they start.
    Resource: [arnIn(place, "ssm", "automation-execution/*")],
  };
}

/** Finding a run that is in flight, or that waits for an answer. */
function seeRuns(place: AwsPlace): readonly Statement[] {
  return [
    {
      Sid: "FindRuns",
      Effect: "Allow",
      Action: [
        "ssm:DescribeAutomationExecutions",
        "ssm:DescribeMaintenanceWindowExecutions",
        "ssm:DescribeMaintenanceWindowExecutionTasks",
        "ssm:DescribeMaintenanceWindowExecutionTaskInvocations",
        "ssm:ListCommands",
        "ssm:ListCommandInvocations",
      ],
      // Lists of what has run, also in windows that are gone: IAM is not asked about the single entry.
      Resource: ["*"],
    },
    readRuns(place),
  ];
}

export function readVerdicts(
  place: AwsPlace,
  { verdictPath }: PeopleAccess,
  more: readonly string[] = [],
): Statement {
  return {
    Sid: "ReadVerdicts",
    Effect: "Allow",
    Action: ["ssm:GetParameter", ...more],
    // Rings come and go; the path is the runbooks' own.
    Resource: [arnIn(place, "ssm", `parameter${verdictPath}/*`)],
  };
}

/** Starts our runbooks with their own roles outside a window, and stops runs. */
export function requesterStatements(place: AwsPlace, access: PeopleAccess): readonly Statement[] {
  return [
    ...startStatements(place, {
      runbooks: access.runbooks,
      roleArns: access.runbookRoleArns,
    }),
    ...seeRuns(place),
    readVerdicts(place, access),
    ...stopRuns(place, access),
    deny("NeverApproves", "ssm:SendAutomationSignal"),
    neverWrites(place, access),
  ];
}

function stopRuns(place: AwsPlace, { windowIds }: PeopleAccess): readonly Statement[] {
  return [
    ...(windowIds.length === 0
      ? []
      : [
          {
            Sid: "CancelWindows",
            Effect: "Allow",
            Action: ["ssm:CancelMaintenanceWindowExecution"],
            // Of more windows than an account has by default, any.
            Resource: namedOr(
              windowIds.map((id) =>
                pulumi.output(id).apply((text) => arnIn(place, "ssm", `maintenancewindow/${text}`)),
              ),
              arnIn(place, "ssm", "maintenancewindow/*"),
              50,
            ),
          } as const,
        ]),
    {
      Sid: "StopRunbooks",
      Effect: "Allow",
      Action: ["ssm:StopAutomationExecution"],
      // What a window starts carries no tag, and its id is known only then.
      Resource: [arnIn(place, "ssm", "automation-execution/*")],
    },
    {
      Sid: "CancelCommands",
      Effect: "Allow",
      Action: ["ssm:CancelCommand"],
      // A command has no ARN.
      Resource: ["*"],
    },
  ];
}

/** Answers a gate that asks, and can start nothing. */
export function approverStatements(place: AwsPlace, access: PeopleAccess): readonly Statement[] {
  return [
    {
      Sid: "Answer",
      Effect: "Allow",
      Action: ["ssm:SendAutomationSignal"],
      // The gate's own list says whose answer counts; executions get their ids when they start.
      Resource: [arnIn(place, "ssm", "automation-execution/*")],
    },
    ...seeRuns(place),
    readVerdicts(place, access),
    deny("NeverStarts", "ssm:StartAutomationExecution"),
    neverWrites(place, access),
  ];
}

/** Also against what is attached to the role later. */
function deny(Sid: string, action: string): Statement {
  return {
    Sid,
    Effect: "Deny",
    Action: [action],
    // A denial of everything is no wider than it must be.
    Resource: ["*"],
  };
}

/** What a ring demands and what its gate has said come from the deployment and the runbooks. */
function neverWrites(place: AwsPlace, { verdictPath }: PeopleAccess): Statement {
  return {
    Sid: "NeverWrites",
    Effect: "Deny",
    Action: ["ssm:DeleteParameter", "ssm:DeleteParameters", "ssm:PutParameter"],
    Resource: [arnIn(place, "ssm", `parameter${verdictPath}/*`)],
  };
}
