/** What gate and close may do: read what they judge, and write verdicts below the component's own prefix. */
import type * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnIn, partitionOf } from "../place";
import { sharedHead } from "../runbooks/verdictPlaces";
import { type ListAccess, listStatements } from "./listAccess";
import { namedOr, shortest } from "./policySize";
import type { Statement } from "./serviceRole";

/** The verdicts of every gate, of every close, or both, of the component. */
export function verdicts(
  place: AwsPlace,
  prefix: string,
  how: "read" | "write",
  ...whose: readonly ("gate" | "close")[]
): Statement {
  return {
    Sid: how === "read" ? "ReadVerdicts" : "WriteVerdicts",
    Effect: "Allow",
    Action: [how === "read" ? "ssm:GetParameter" : "ssm:PutParameter"],
    // Rings come and go; the prefix is this component's own.
    Resource: whose.map((one) => arnIn(place, "ssm", `parameter${prefix}/*/${one}`)),
  };
}

/** What the rings' policies demand: every runbook reads it, and none of their roles may write it. */
export function readSettings(place: AwsPlace, prefix: string): Statement {
  return {
    Sid: "ReadSettings",
    Effect: "Allow",
    Action: ["ssm:GetParameter"],
    // Rings come and go; the prefix is this component's own.
    Resource: [arnIn(place, "ssm", `parameter${prefix}/*/settings`)],
  };
}

/** Who has started an automation: its own run asks, and waits for what it has started. */
export function seeStarter(place: AwsPlace): Statement {
  return {
    Sid: "SeeStarter",
    Effect: "Allow",
    Action: ["ssm:GetAutomationExecution"],
    // Executions get their ids when they start.
    Resource: [arnIn(place, "ssm", "automation-execution/*")],
  };
}

/** Of gate and machines. */
export const readAlarms: Statement = {
  Sid: "Alarms",
  Effect: "Allow",
  Action: ["cloudwatch:DescribeAlarms"],
  // A question for several alarms is only answered to those who may ask for all.
  Resource: ["*"],
};

export function readCalendars(
  place: AwsPlace,
  calendars: readonly pulumi.Input<string>[],
): Statement {
  return {
    Sid: "Calendars",
    Effect: "Allow",
    Action: ["ssm:GetCalendarState"],
    // Of many, whether any is open: that is all that can be asked.
    Resource:
      calendars.length > 0
        ? namedOr(calendars, `arn:${partitionOf(place.region)}:ssm:*:*:document/*`)
        : [arnIn(place, "ssm", "document/none")],
  };
}

export interface GateAccess {
  readonly prefix: string;
  /** ARNs of the verdicts of the rings before, here and in other regions of the account. */
  readonly verdictArns: readonly string[];
  /** Roles of other accounts that read the verdicts there. */
  readonly readerRoleArns: readonly pulumi.Input<string>[];
  readonly calendarArns: readonly pulumi.Input<string>[];
  /** Topic that approvers are told through. */
  readonly topicArn: string | undefined;
  /** @default - no ring installs from lists */
  readonly promotions?: ListAccess;
}

/** Those verdicts and no other, as long as they can be named one by one; nothing when no ring waits for another. */
export function readRingsBefore(verdictArns: readonly string[]): readonly Statement[] {
  const anyRing = verdictArns.map((arn) => arn.replace(/[^/]+\/close$/, "*/close"));
  const [first = ""] = verdictArns;
  const head = sharedHead(verdictArns.map((arn) => arn.slice(arn.indexOf("/"))));
  // All are of one account.
  const anyPlace = `${first.slice(0, first.indexOf("/")).replace(/:ssm:[^:]+:/, ":ssm:*:")}${head}/*/close`;
  return verdictArns.length === 0
    ? []
    : [
        {
          Sid: "ReadRingsBefore",
          Effect: "Allow",
          Action: ["ssm:GetParameter"],
          // Beyond that by their paths, which are those of runbooks like these.
          Resource: shortest(verdictArns, [...new Set(anyRing)], [anyPlace]),
        },
      ];
}

export function gateStatements(place: AwsPlace, access: GateAccess): readonly Statement[] {
  return [
    readSettings(place, access.prefix),
    seeStarter(place),
    readCalendars(place, access.calendarArns),
    ...readRingsBefore(access.verdictArns),
    ...(access.readerRoleArns.length === 0
      ? []
      : [
          {
            Sid: "AskOtherAccounts",
            Effect: "Allow",
            Action: ["sts:AssumeRole"],
            Resource: access.readerRoleArns,
          } as const,
        ]),
    verdicts(place, access.prefix, "read", "gate"),
    verdicts(place, access.prefix, "write", "gate"),
    readAlarms,
    ...(access.topicArn === undefined
      ? []
      : [
          {
            Sid: "TellApprovers",
            Effect: "Allow",
            Action: ["sns:Publish"],
            Resource: [access.topicArn],
          } as const,
        ]),
    ...listStatements(access.promotions, { read: "records", write: "lists" }),
  ];
}

export function closeStatements(
  place: AwsPlace,
  prefix: string,
  lists?: ListAccess,
): readonly Statement[] {
  return [
    readSettings(place, prefix),
    verdicts(place, prefix, "read", "gate", "close"),
    verdicts(place, prefix, "write", "close"),
    {
      Sid: "WhenTheWindowRuns",
      Effect: "Allow",
      Action: ["ssm:DescribeMaintenanceWindowExecutions", "ssm:GetMaintenanceWindow"],
      // Windows are made after the runbooks that they start.
      Resource: [arnIn(place, "ssm", "maintenancewindow/*")],
    },
    {
      Sid: "ReadTheRun",
      Effect: "Allow",
      Action: [
        "ec2:DescribeInstances",
        "ssm:DescribeInstanceInformation",
        "ssm:DescribeInstancePatchStatesForPatchGroup",
        ...(lists === undefined ? [] : ["ssm:DescribeInstancePatches"]),
        "ssm:DescribeMaintenanceWindowExecutionTaskInvocations",
        "ssm:DescribeMaintenanceWindowExecutionTasks",
      ],
      // IAM lets no resource be named for lists of machines and of executions; for those of patches, as in the node's role.
      Resource: ["*"],
    },
    ...listStatements(lists, { read: "records", write: "records" }),
  ];
}
