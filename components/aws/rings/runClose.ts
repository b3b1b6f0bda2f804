/**
 * Starts the close of each ring of a window when a run of it has ended, well or not: a rule of EventBridge that starts the
 * dispatch runbook. SSM tells of a window's end once all of its tasks have ended or were cancelled.
 */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { present } from "../../../model/present";
import { checkNames, type KeysOf } from "../../argumentForms";
import { type ArgumentChecks, checkArguments } from "../../arguments";
import { withTimeouts } from "../../childOptions";
import { checkTags, mergeTags, type Tags } from "../../tags";
import { definitionArn } from "../access/startAccess";
import { documentName, registrationId, ringName, windowId } from "../names";
import { type AwsPlace, checkPlace, roleArn } from "../place";
import { dispatchedRing } from "../runbooks/dispatchRunbook";

export interface RunCloseArgs extends AwsPlace {
  readonly windowId: pulumi.Input<string>;
  /** Ids of the window's targets that hold the machines of its rings, by patch group: 1–50. */
  readonly windowTargetIds: Readonly<Record<string, pulumi.Input<string>>>;
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
 * import { RunClose } from "patchwarden/aws";
 *
 * // Of MaintenanceWindow the first two, of PatchRunbooks the others.
 * new RunClose("sunday", {
 *   accountId: "012345678901",
 *   region: "eu-central-1",
 *   windowId: "mw-0123456789abcdef0",
 *   windowTargetIds: { "web.canary": "11111111-2222-3333-4444-555555555555" },
 *   dispatchDocument: "web-dispatch",
 *   roleArn: "arn:aws:iam::012345678901:role/patch-events",
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
        ...madeName(name),
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
        arn: definitionArn(args, args.dispatchDocument),
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

/** Pulumi adds 8 characters to a name, and EventBridge takes 64. The other names hold nothing that may be renamed. */
function madeName(name: string): { readonly namePrefix?: string } {
  return name.length <= 56 ? {} : { namePrefix: "patch-run-close-" };
}

/** A parameter of a runbook takes 50 values. */
const mostRings = 50;

const argumentNames: KeysOf<RunCloseArgs> = {
  accountId: "needed text",
  region: "needed text",
  windowId: "needed",
  windowTargetIds: "needed mapping",
  dispatchDocument: "needed",
  roleArn: "needed",
  tags: "mapping",
};

function checkClose(checks: ArgumentChecks, args: RunCloseArgs): RunCloseArgs {
  checkNames(checks, args, argumentNames);
  checkPlace(checks, args);
  const rings = Object.entries(args.windowTargetIds);
  if (rings.length < 1 || rings.length > mostRings) {
    checks.refuse("windowTargetIds", `must name 1–${mostRings} rings, got ${rings.length}`);
  }
  const checked = rings.map(([patchGroup, id]) => {
    const at = `windowTargetIds["${patchGroup}"]`;
    checks.check(at, patchGroup, ringName);
    return [patchGroup, checks.check(at, id, registrationId)] as const;
  });
  checkTemplate(
    checks,
    rings.map(([patchGroup]) => patchGroup),
  );
  return {
    ...args,
    windowId: checks.check("windowId", args.windowId, windowId),
    windowTargetIds: Object.fromEntries(checked),
    dispatchDocument: checks.check("dispatchDocument", args.dispatchDocument, documentName),
    roleArn: checks.check("roleArn", args.roleArn, roleArn),
    ...present({ tags: checkTags(checks, args.tags) }),
  };
}

/** What EventBridge takes. @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html */
const mostOfTemplate = 8192;
/** All ids are as long, so that those of targets and windows that are made by the same program need not be known. */
const someId = "0".repeat(36);

function checkTemplate(checks: ArgumentChecks, patchGroups: readonly string[]): void {
  const named = patchGroups.map((patchGroup) => dispatchedRing(patchGroup, someId));
  const { length } = templateOf(`mw-${"0".repeat(17)}`, JSON.stringify(named));
  if (length > mostOfTemplate) {
    checks.refuse(
      "windowTargetIds",
      `must come to at most ${mostOfTemplate} characters of what EventBridge passes on, got ${length}; spread the rings over windows`,
    );
  }
}

function template({ windowId, windowTargetIds }: RunCloseArgs): pulumi.Output<string> {
  const named = Object.entries(windowTargetIds).map(([patchGroup, id]) =>
    pulumi.output(id).apply((target) => dispatchedRing(patchGroup, target)),
  );
  return pulumi
    .all([windowId, pulumi.jsonStringify(pulumi.all(named))])
    .apply(([id, rings]) => templateOf(id, rings));
}

/** JSON but for `<run>`, which EventBridge replaces by a JSON text with its quotes. */
function templateOf(windowId: string, rings: string): string {
  return `{"WindowExecutionId":[<run>],"WindowId":["${windowId}"],"Rings":${rings}}`;
}
