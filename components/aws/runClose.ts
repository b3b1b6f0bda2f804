/**
 * Starts a ring's close when a run of its window has ended, well or not: a rule of EventBridge. SSM tells of a window's end
 * once all of its tasks have ended or were cancelled.
 */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { checkArguments } from "../arguments";
import { withTimeouts } from "../childOptions";
import { mergeTags, type Tags } from "../tags";
import { type AwsPlace, arnIn, checkPlace } from "./place";
import type { RingParameters } from "./runbooks/ringRuns";

export interface RunCloseArgs extends AwsPlace {
  readonly windowId: pulumi.Input<string>;
  /** Id of the window's target that holds the machines of the ring. */
  readonly windowTargetId: pulumi.Input<string>;
  /** Name of the close runbook, as PatchRunbooks gives it. */
  readonly closeDocument: pulumi.Input<string>;
  /** What the close must be told of the ring, as PatchRunbooks' `ringParameters` says. */
  readonly parameters: RingParameters["close"];
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
 *   parameters: runbooks.ringParameters["web.canary"]?.close ?? {},
 *   roleArn: runbooks.eventRoleArn,
 * });
 */
export class RunClose extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:aws:RunClose";

  readonly ruleArn: pulumi.Output<string>;

  constructor(name: string, args: RunCloseArgs, opts?: pulumi.ComponentResourceOptions) {
    super(RunClose.__pulumiType, name, args, withTimeouts(opts));
    const checks = checkArguments(this, "RunClose", name);
    checkPlace(checks, args);
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
        arn: pulumi
          .output(args.closeDocument)
          .apply((document) => arnIn(args, "ssm", `automation-definition/${document}:$DEFAULT`)),
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

/** JSON but for `<run>`, which EventBridge replaces by a JSON text with its quotes. */
function template(args: RunCloseArgs): pulumi.Output<string> {
  const known = pulumi.jsonStringify({ ...args.parameters, WindowTargetId: [args.windowTargetId] });
  return known.apply((text) => `${text.slice(0, -1)},"WindowExecutionId":[<run>]}`);
}
