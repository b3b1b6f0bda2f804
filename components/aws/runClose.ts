/**
 * Starts the close of each ring of a window when a run of it has ended, well or not: a rule of EventBridge that starts the
 * dispatch runbook. SSM tells of a window's end once all of its tasks have ended or were cancelled.
 */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentChecks, checkArguments } from "../arguments";
import { withTimeouts } from "../childOptions";
import { mergeTags, type Tags } from "../tags";
import { type AwsPlace, arnIn, checkPlace } from "./place";
import { dispatchedRing } from "./runbooks/dispatchRunbook";
import type { RingParameters } from "./runbooks/ringRuns";

export interface ClosedRing {
  /** Id of the window's target that holds the machines of the ring. */
  readonly windowTargetId: pulumi.Input<string>;
  /** What the close must be told of the ring, as PatchRunbooks' `ringParameters` says. */
  readonly parameters: RingParameters["close"];
}

export interface RunCloseArgs extends AwsPlace {
  readonly windowId: pulumi.Input<string>;
  /** The rings in the window, by patch group: 1–50. */
  readonly rings: Readonly<Record<string, ClosedRing>>;
  /** Name of the dispatch runbook, as PatchRunbooks gives it. */
  readonly dispatchDocument: pulumi.Input<string>;
  /** ARN of the role that starts the runbook. */
  readonly roleArn: pulumi.Input<string>;
  /** @default {} */
  readonly tags?: Tags;
}

/** A run that was skipped counts: its ring has not been patched. */
const ends = ["SUCCESS", "FAILED", "TIMED_OUT", "CANCELLED", "SKIPPED_OVERLAPPING"];

/**
 * @example
 * new RunClose("sunday", {
 *   accountId: "012345678901",
 *   region: "eu-central-1",
 *   windowId: window.windowId,
 *   rings: {
 *     "web.canary": {
 *       windowTargetId: window.targetIds.apply((ids) => ids["web.canary"] ?? ""),
 *       parameters: runbooks.ringParameters["web.canary"]?.close ?? {},
 *     },
 *   },
 *   dispatchDocument: runbooks.dispatchDocument,
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
    checkRings(checks, args);
    checks.throwFaults();

    const rule = new cloudwatch.EventRule(
      name,
      {
        region: args.region,
        description: "A maintenance window has ended: close the patch runs of its rings",
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
          .output(args.dispatchDocument)
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

/** A parameter of a runbook takes 50 values. */
function checkRings(checks: ArgumentChecks, { rings }: RunCloseArgs): void {
  const { length } = Object.keys(rings);
  if (length < 1 || length > 50) {
    checks.refuse("rings", `must name 1–50 rings of the window, got ${length}`);
  }
  for (const [patchGroup, { parameters }] of Object.entries(rings)) {
    if (Object.keys(parameters).length === 0) {
      checks.refuse(
        `rings["${patchGroup}"].parameters`,
        "must be what ringParameters of PatchRunbooks says of the ring, got nothing",
      );
    }
  }
}

/** JSON but for `<run>`, which EventBridge replaces by a JSON text with its quotes. */
function template({ rings }: RunCloseArgs): pulumi.Output<string> {
  const named = Object.entries(rings).map(([patchGroup, { windowTargetId, parameters }]) =>
    pulumi
      .output(windowTargetId)
      .apply((target) => dispatchedRing(patchGroup, target, Object.keys(parameters))),
  );
  return pulumi
    .jsonStringify(pulumi.all(named))
    .apply((list) => `{"WindowExecutionId":[<run>],"Rings":${list}}`);
}
