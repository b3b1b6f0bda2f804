/**
 * The approval rules of one operating system. SSM allows one baseline for each patch group and operating system,
 * so every ring whose delay differs needs a baseline of its own.
 */
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { checkNames, type KeysOf } from "../../argumentForms";
import { type ArgumentChecks, checkArguments, matching, oneOf } from "../../arguments";
import { withTimeouts } from "../../childOptions";
import { checkTags, mergeTags, type Tags } from "../../tags";
import { adopting } from "../adoption";
import { checkDescription } from "../description";
import { checkRegion } from "../place";
import { type BaselineContent, contentMark, longestMark, markedEnd } from "./contentMark";
import { type OperatingSystem, operatingSystems } from "./operatingSystems";
import { checkLists } from "./patchBaselineLists";
import { type BaselineOptions, checkOptions } from "./patchBaselineOptions";
import { type ApprovalRule, checkApprovalRules } from "./patchBaselineRules";

export interface PatchBaselineArgs extends BaselineOptions {
  readonly region: string;
  readonly operatingSystem: OperatingSystem;
  /** Physical name, 3–128 letters, digits, `_`, `-` and `.`. @default - the component's name */
  readonly baselineName?: string;
  /** 1–981 characters, which a mark of the content follows. @default - says who made it */
  readonly description?: string;
  /** Up to 10 rules. @default [] */
  readonly approvalRules?: readonly ApprovalRule[];
  /** Up to 50 patches approved whatever the rules say. @default [] */
  readonly approvedPatches?: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** Up to 50 patches never approved; rejection wins over approval. @default [] */
  readonly rejectedPatches?: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** Whether a rejected patch may come in as a dependency. @default "BLOCK" */
  readonly rejectedPatchesAction?: "ALLOW_AS_DEPENDENCY" | "BLOCK";
  /**
   * Id of a baseline that exists already and becomes this one, such as `pb-0123456789abcdef0`. Leave it out again after the
   * first deployment: until then name, description and tags stay as they are. @default - a new baseline
   */
  readonly adopt?: string;
  /** @default {} */
  readonly tags?: Tags;
}

/**
 * @example
 * import { PatchBaseline } from "patchwarden/aws";
 *
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
  /**
   * What its description ends in: its system, and a short hash of all that it says. In `baselines` of a ring of PatchRunbooks it
   * lets no machine be patched by any other baseline.
   */
  readonly contentMark: pulumi.Output<string>;

  constructor(name: string, args: PatchBaselineArgs, opts?: pulumi.ComponentResourceOptions) {
    super(PatchBaseline.__pulumiType, name, args, withTimeouts(opts));
    const checks = checkArguments(this, "PatchBaseline", name);
    const { content, description, ...inputs } = checkBaseline(checks, name, args);
    checks.throwFaults();

    this.contentMark = contentMark(args.operatingSystem, content);
    const marked = pulumi.interpolate`${description}${this.contentMark.apply(markedEnd)}`;
    const baseline = new ssm.PatchBaseline(
      name,
      { ...inputs, ...content, description: marked },
      { parent: this, ...adopting(args.adopt, args.region) },
    );
    this.baselineId = baseline.id;
    this.baselineArn = baseline.arn;
    this.registerOutputs({
      baselineId: this.baselineId,
      baselineArn: this.baselineArn,
      contentMark: this.contentMark,
    });
  }
}

const argumentNames: KeysOf<PatchBaselineArgs> = {
  region: "needed text",
  operatingSystem: "needed",
  baselineName: true,
  description: true,
  approvalRules: "list of mappings",
  approvedPatches: "list",
  approvedPatchesComplianceLevel: true,
  approvedPatchesEnableNonSecurity: true,
  rejectedPatches: "list",
  rejectedPatchesAction: true,
  globalFilters: "list of mappings",
  sources: "list of mappings",
  availableSecurityUpdatesComplianceStatus: true,
  adopt: true,
  tags: "mapping",
};

function checkBaseline(checks: ArgumentChecks, name: string, args: PatchBaselineArgs) {
  checkNames(checks, args, argumentNames);
  checkRegion(checks, args.region);
  checks.check("operatingSystem", args.operatingSystem, oneOf(operatingSystems));
  if (args.adopt !== undefined) checks.check("adopt", args.adopt, ownBaselineId);
  const physicalName = args.baselineName ?? name;
  checks.check(
    "baselineName",
    physicalName,
    matching(/^[a-zA-Z0-9_\-.]{3,128}$/, "3–128 letters, digits, _, - and ."),
  );
  const rules = checkApprovalRules(checks, args.operatingSystem, args.approvalRules ?? []);
  const content: BaselineContent = {
    approvalRules: rules.map(toServiceRule),
    ...checkLists(checks, args.operatingSystem, args.approvedPatches, args.rejectedPatches),
    rejectedPatchesAction: checkAction(checks, args.rejectedPatchesAction),
    ...checkOptions(checks, args.operatingSystem, args),
  };
  return {
    region: args.region,
    name: physicalName,
    operatingSystem: args.operatingSystem,
    description: checkDescription(checks, args.description, mostDescribed),
    content,
    tags: mergeTags(checkTags(checks, args.tags)),
  };
}

/** What SSM takes, without the mark. */
const mostDescribed = 1024 - markedEnd(longestMark).length;

const ownBaselineId = matching(/^pb-[0-9a-f]{17}$/, "a baseline's id such as pb-0123456789abcdef0");

const rejectedActions = ["ALLOW_AS_DEPENDENCY", "BLOCK"] as const;

function checkAction(
  checks: ArgumentChecks,
  action: PatchBaselineArgs["rejectedPatchesAction"] = "BLOCK",
): (typeof rejectedActions)[number] {
  checks.check("rejectedPatchesAction", action, oneOf(rejectedActions));
  return action;
}

function toServiceRule(rule: ApprovalRule) {
  return {
    ...(rule.approveAfterDays !== undefined && { approveAfterDays: rule.approveAfterDays }),
    ...(rule.approveUntilDate !== undefined && { approveUntilDate: rule.approveUntilDate }),
    complianceLevel: rule.complianceLevel ?? "UNSPECIFIED",
    enableNonSecurity: rule.enableNonSecurity ?? false,
    patchFilters: rule.filters.map(({ key, values }) => ({ key, values: [...values] })),
  };
}
