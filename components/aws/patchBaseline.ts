/**
 * The approval rules of one operating system. SSM allows one baseline for each patch group and operating system,
 * so every ring whose delay differs needs a baseline of its own.
 */
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentChecks, checkArguments, matching, oneOf, show } from "../arguments";
import { mergeTags, type Tags } from "../tags";
import {
  type ApprovalRule,
  checkApprovalRules,
  listOf,
  type OperatingSystem,
  operatingSystems,
} from "./patchBaselineRules";
import { checkRegion } from "./place";

export interface PatchBaselineArgs {
  readonly region: string;
  readonly operatingSystem: OperatingSystem;
  /** Physical name, 3–128 letters, digits, `_`, `-` and `.`. @default - the component's name */
  readonly baselineName?: string;
  /** 1–1024 characters. @default - says who made it */
  readonly description?: string;
  /** Up to 10 rules. @default [] */
  readonly approvalRules?: readonly ApprovalRule[];
  /** Up to 50 patches approved whatever the rules say. @default [] */
  readonly approvedPatches?: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** Up to 50 patches never approved; rejection wins over approval. @default [] */
  readonly rejectedPatches?: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** Whether a rejected patch may come in as a dependency. @default "BLOCK" */
  readonly rejectedPatchesAction?: "ALLOW_AS_DEPENDENCY" | "BLOCK";
  /** @default {} */
  readonly tags?: Tags;
}

/**
 * @example
 * new PatchBaseline("linux", {
 *   region: "eu-central-1",
 *   operatingSystem: "AMAZON_LINUX_2023",
 *   approvalRules: [
 *     { approveAfterDays: 2, filters: [{ key: "CLASSIFICATION", values: ["Security"] }] },
 *   ],
 * });
 */
export class PatchBaseline extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:aws:PatchBaseline";

  /** What a patch group is registered with. */
  readonly baselineId: pulumi.Output<string>;
  readonly baselineArn: pulumi.Output<string>;

  constructor(name: string, args: PatchBaselineArgs, opts?: pulumi.ComponentResourceOptions) {
    super(PatchBaseline.__pulumiType, name, args, opts);
    const checks = checkArguments(this, "PatchBaseline", name);
    const inputs = checkBaseline(checks, name, args);
    checks.throwFaults();

    const baseline = new ssm.PatchBaseline(name, inputs, { parent: this });
    this.baselineId = baseline.id;
    this.baselineArn = baseline.arn;
    this.registerOutputs({ baselineId: this.baselineId, baselineArn: this.baselineArn });
  }
}

function checkBaseline(
  checks: ArgumentChecks,
  name: string,
  args: PatchBaselineArgs,
): ssm.PatchBaselineArgs {
  checkRegion(checks, args.region);
  checks.check("operatingSystem", args.operatingSystem, oneOf(operatingSystems));
  const physicalName = args.baselineName ?? name;
  checks.check(
    "baselineName",
    physicalName,
    matching(/^[a-zA-Z0-9_\-.]{3,128}$/, "3–128 letters, digits, _, - and ."),
  );
  const rules = checkApprovalRules(checks, args.operatingSystem, args.approvalRules ?? []);
  const approved = checks.check(
    "approvedPatches",
    strings(args.approvedPatches),
    listOf(0, 50, 100),
  );
  const rejected = checks.check(
    "rejectedPatches",
    strings(args.rejectedPatches),
    listOf(0, 50, 100),
  );
  return {
    region: args.region,
    name: physicalName,
    operatingSystem: args.operatingSystem,
    description: args.description ?? "Managed by Patchwarden",
    approvalRules: rules.map(toServiceRule),
    approvedPatches: both(checks, approved, rejected),
    rejectedPatches: rejected as pulumi.Input<string[]>,
    rejectedPatchesAction: args.rejectedPatchesAction ?? "BLOCK",
    tags: mergeTags(args.tags),
  };
}

function toServiceRule(rule: ApprovalRule) {
  return {
    approveAfterDays: rule.approveAfterDays,
    complianceLevel: rule.complianceLevel ?? "UNSPECIFIED",
    enableNonSecurity: rule.enableNonSecurity ?? false,
    patchFilters: rule.filters.map(({ key, values }) => ({ key, values: [...values] })),
  };
}

type Lists = readonly [approved: readonly string[], rejected: readonly string[]];

/** A patch that is approved and rejected is rejected, so listing it twice is a slip. */
function both(
  checks: ArgumentChecks,
  approved: pulumi.Input<readonly string[]>,
  rejected: pulumi.Input<readonly string[]>,
): pulumi.Input<string[]> {
  // Either list may be an Output: the pair is then judged in apply, like any other value.
  const lists = [approved, rejected] as unknown as pulumi.Input<Lists>;
  const checked = checks.check<Lists>("approvedPatches", lists, ([wanted, unwanted]) => {
    const twice = wanted.find((patch) => unwanted.includes(patch));
    return twice === undefined ? undefined : `must not hold the rejected patch ${show(twice)}`;
  });
  return pulumi.output(checked).apply(([wanted]) => [...wanted]);
}

function strings(
  list: pulumi.Input<readonly pulumi.Input<string>[]> | undefined,
): pulumi.Input<readonly string[]> {
  return (list ?? []) as pulumi.Input<readonly string[]>;
}
