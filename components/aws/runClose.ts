/**
 * Starts a ring's close when a run of its window has ended, well or not: a rule of EventBridge. SSM tells of a window's end
 * once all of its tasks have ended or were cancelled.
 */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { present } from "../../model/present";
import { type ArgumentChecks, checkArguments } from "../arguments";
import { withTimeouts } from "../childOptions";
import { checkTags, mergeTags, type Tags } from "../tags";
import { definitionArn } from "./access/startAccess";
import { documentName, registrationId, ringName, windowId } from "./names";
import { type AwsPlace, checkPlace, roleArn } from "./place";

export interface RunCloseArgs extends AwsPlace {
  readonly windowId: pulumi.Input<string>;
  /** Id of the window's target that holds the machines of the ring. */
  readonly windowTargetId: pulumi.Input<string>;
  /** Name of the close runbook, as PatchRunbooks gives it. */
  readonly closeDocument: pulumi.Input<string>;
  /** Value of the `PatchGroup` tag. */
  readonly patchGroup: string;
  /** ARN of the role that starts the runbook. */
  readonly roleArn: pulumi.Input<string>;
  /** @default {} */
  readonly tags?: Tags;
}

/** A run that was skipped counts: its ring has not been patched. */
const ends = ["SUCCESS", "FAILED", "TIMED_OUT", "CANCELLED", "SKIPPED_OVERLAPPING"];

/**
 * @example
 * new RunClose("web.canary", {
 *   accountId: "012345678901",
 *   region: "eu-central-1",
 *   windowId: window.windowId,
 *   windowTargetId: window.targetIds.apply((ids) => ids["web.canary"] ?? ""),
 *   closeDocument: runbooks.closeDocument,
 *   patchGroup: "web.canary",
 *   roleArn: runbooks.eventRoleArn,
 * });
 */
export class RunClose extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:aws:RunClose";

  readonly ruleArn: pulumi.Output<string>;

  constructor(name: string, given: RunCloseArgs, opts?: pulumi.ComponentResourceOptions) {
    super(RunClose.__pulumiType, name, given, withTimeouts(opts));
    const checks = checkArguments(this, "RunClose", name);
    const args = checkClose(checks, given);
    checks.throwFaults();

    const rule = new cloudwatch.EventRule(
      name,
      {
        region: args.region,
        description: "A maintenance window has ended: close its patch run",
        eventPattern: pulumi.jsonStringify({
          source: ["aws.ssm"],
          "detail-type": ["Maintenance Window Execution State-change Notification"],
          detail: { "window-id": [args.windowId], status: ends },
        }),
        tags: mergeTags(args.tags),
      },
      { parent: this },
    );
    this.declareTarget(name, args, rule);
    this.ruleArn = rule.arn;
    this.registerOutputs({ ruleArn: this.ruleArn });
  }

  private declareTarget(name: string, args: RunCloseArgs, rule: cloudwatch.EventRule): void {
    new cloudwatch.EventTarget(
      name,
      {
        region: args.region,
        rule: rule.name,
        arn: definitionArn(args, args.closeDocument),
        roleArn: args.roleArn,
        inputTransformer: {
          inputPaths: { run: "$.detail.window-execution-id" },
          inputTemplate: template(args),
        },
      },
      { parent: this },
    );
  }
}

function checkClose(checks: ArgumentChecks, args: RunCloseArgs): RunCloseArgs {
  checkPlace(checks, args);
  checks.check("patchGroup", args.patchGroup, ringName);
  return {
    ...args,
    windowId: checks.check("windowId", args.windowId, windowId),
    windowTargetId: checks.check("windowTargetId", args.windowTargetId, registrationId),
    closeDocument: checks.check("closeDocument", args.closeDocument, documentName),
    roleArn: checks.check("roleArn", args.roleArn, roleArn),
    ...present({ tags: checkTags(checks, args.tags) }),
  };
}

/** JSON but for `<run>`, which EventBridge replaces by a JSON text with its quotes. */
function template(args: RunCloseArgs): pulumi.Output<string> {
  const known = pulumi.jsonStringify({
    PatchGroup: [args.patchGroup],
    WindowTargetId: [args.windowTargetId],
  });
  return known.apply((text) => `${text.slice(0, -1)},"WindowExecutionId":[<run>]}`);
}
