/** The verdict of each restore test: a rule of EventBridge starts a runbook for every restore of the plan that has ended. */
import type * as backup from "@pulumi/aws/backup";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { mergeTags } from "../../tags";
import { restoreCheckStatements } from "../access/restoreCheckAccess";
import { declareServiceRole, type ServiceRoleArgs } from "../access/serviceRole";
import { definitionArn, startStatements } from "../access/startAccess";
import { longestRule, madeName } from "../madeName";
import { arnIn } from "../place";
import { renderRunbook } from "../runbooks/renderRunbook";
import { restoreCheckRunbook } from "../runbooks/restoreCheckRunbook";
import { type DeclaredDocument, declareDocument } from "../systemsDocument";
import type { RestoreTests, SnapshotPolicyArgs } from "./snapshotPolicyArgs";

export function declareRestoreChecks(
  name: string,
  args: SnapshotPolicyArgs,
  tests: RestoreTests,
  plan: backup.RestoreTestingPlan,
  parent: pulumi.Resource,
): void {
  const checker = pulumi.output(
    tests.checkRoleArn ?? declareRole(`${name}-restore-check`, args, checking(args), parent),
  );
  const content = pulumi
    .all([checker, plan.arn])
    .apply(([assumeRole, planArn]) => renderRunbook(restoreCheckRunbook({ assumeRole, planArn })));
  const document = declareDocument(`${name}-restore-check`, args, parent, "Automation", content);
  const starter =
    tests.eventRoleArn ??
    declareRole(`${name}-restore-event`, args, starting(args, document, checker), parent);
  declareRule(name, args, { plan, document, starter }, parent);
}

type Work = Pick<ServiceRoleArgs, "service" | "source" | "statements" | "description">;

function checking(args: SnapshotPolicyArgs): Work {
  return {
    service: "ssm.amazonaws.com",
    source: arnIn(args, "ssm", "automation-execution/*"),
    statements: restoreCheckStatements(),
    description: "Restore tests of patch runs: checks what was restored",
  };
}

function starting(
  args: SnapshotPolicyArgs,
  document: DeclaredDocument,
  checker: pulumi.Output<string>,
): Work {
  return {
    service: "events.amazonaws.com",
    source: arnIn(args, "events", "rule/*"),
    statements: startStatements(args, { runbooks: [document], roleArns: [checker] }),
    description: "Restore tests of patch runs: starts the check of what was restored",
  };
}

function declareRole(
  name: string,
  args: SnapshotPolicyArgs,
  work: Work,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const { permissionsBoundary, tags } = args;
  return declareServiceRole(name, { ...work, place: args, permissionsBoundary, tags }, parent);
}

interface Started {
  readonly plan: backup.RestoreTestingPlan;
  readonly document: DeclaredDocument;
  readonly starter: pulumi.Input<string>;
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-validation.html */
function declareRule(
  name: string,
  args: SnapshotPolicyArgs,
  { plan, document, starter }: Started,
  parent: pulumi.Resource,
): void {
  const rule = new cloudwatch.EventRule(
    `${name}-restore-check`,
    {
      region: args.region,
      ...madeName(`${name}-restore-check`, longestRule),
      description: "A restore test has made a machine: check it",
      eventPattern: pulumi.jsonStringify({
        source: ["aws.backup"],
        "detail-type": ["Restore Job State Change"],
        detail: { status: ["COMPLETED"], restoreTestingPlanArn: [plan.arn] },
      }),
      tags: mergeTags(args.tags),
    },
    { parent },
  );
  new cloudwatch.EventTarget(
    `${name}-restore-check`,
    {
      region: args.region,
      rule: rule.name,
      arn: definitionArn(args, document.name),
      roleArn: starter,
      // EventBridge replaces `<job>` by a JSON text with its quotes.
      inputTransformer: {
        inputPaths: { job: "$.detail.restoreJobId" },
        inputTemplate: '{"RestoreJobId":[<job>]}',
      },
    },
    { parent },
  );
}
