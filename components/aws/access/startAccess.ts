/**
 * Starting runbooks in their default versions: an older one may lack a check, or let whoever starts it choose what the
 * deployment demands. IAM has seen a start in two ways, and both are written down, since nobody says which one an account has.
 * The older: one ARN, `automation-definition/<name>:<version>`, where `$DEFAULT` is what nobody or `$DEFAULT` asked for.
 * The newer: the document and the execution, with the version as `ssm:DocumentVersion`.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-identity-based-policies.html
 */
import * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnIn } from "../place";
import { documentArn } from "./commandAccess";
import type { Statement } from "./serviceRole";

export interface StartedRunbook {
  /** Name or ARN. */
  readonly name: pulumi.Input<string>;
  /** Number of the default version. */
  readonly version: pulumi.Input<string>;
}

export interface StartedRunbooks {
  readonly runbooks: readonly StartedRunbook[];
  /** Roles of the runbooks, which starting them passes on. */
  readonly roleArns: readonly pulumi.Input<string>[];
}

/** ARN of a runbook's default version. */
export function definitionArn(place: AwsPlace, name: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi
    .output(name)
    .apply(
      (text) =>
        `${documentArn(place, text).replace(":document/", ":automation-definition/")}:$DEFAULT`,
    );
}

/** Starting some runbooks, and nothing else. */
export function startStatements(
  place: AwsPlace,
  { runbooks, roleArns }: StartedRunbooks,
): readonly Statement[] {
  return [
    {
      Sid: "StartRunbooks",
      Effect: "Allow",
      Action: ["ssm:StartAutomationExecution"],
      Resource: [
        ...runbooks.map(({ name }) => definitionArn(place, name)),
        // Executions get their ids when they start; it is the document that says which may.
        arnIn(place, "ssm", "automation-execution/*"),
      ],
    },
    ...runbooks.map((runbook, index) => startDefault(place, runbook, index + 1)),
    {
      Sid: "PassRunbookRoles",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: roleArns,
      Condition: { StringEquals: { "iam:PassedToService": "ssm.amazonaws.com" } },
    },
  ];
}

/** Each has a statement of its own: the number that is the default of one is an older version of another. */
function startDefault(
  place: AwsPlace,
  { name, version }: StartedRunbook,
  position: number,
): Statement {
  return {
    Sid: `StartDefault${position}`,
    Effect: "Allow",
    Action: ["ssm:StartAutomationExecution"],
    Resource: [pulumi.output(name).apply((text) => documentArn(place, text))],
    Condition: {
      // Holds as well where the service tells no version, as it may when none was asked for.
      "ForAllValues:StringEquals": {
        "ssm:DocumentVersion": pulumi.output(version).apply((number) => ["$DEFAULT", number]),
      },
    },
  };
}
