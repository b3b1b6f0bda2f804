/**
 * AWS Config managed rules that say, apart from the patch run itself, whether machines are managed, tagged, patched
 * and backed up. They need a recorder, of which a region of an account has one.
 */
import * as cfg from "@pulumi/aws/cfg";
import * as pulumi from "@pulumi/pulumi";
import { present } from "../../../model/present";
import { checkKeys, checkNames, type KeysOf } from "../../argumentForms";
import {
  type ArgumentChecks,
  checkArguments,
  checkGiven,
  oneOf,
  wholeNumber,
} from "../../arguments";
import { withTimeouts } from "../../childOptions";
import { mergeTags, type Tags, withCheckedTags } from "../../tags";
import { longestConfigRule, madeName } from "../madeName";
import { bucketName, policyArn, ringName } from "../names";
import { type AwsPlace, checkPlace, roleArn } from "../place";
import { ConfigRecorder } from "./configRecorder";

export interface ComplianceRulesArgs extends AwsPlace {
  /** `existing`: the place has a recorder, which must record machines and their SSM compliance. */
  readonly recorder: "create" | "existing";
  /** Rings whose machines must have a recovery point of the last 1–31 days. @default [] */
  readonly recoveryPoints?: readonly {
    readonly patchGroup: string;
    readonly maxAgeDays: number;
  }[];
  /** Bucket and role of a new recorder, where they exist already. @default {} */
  readonly existing?: {
    readonly bucketName?: pulumi.Input<string>;
    readonly recorderRoleArn?: pulumi.Input<string>;
  };
  /** ARN of the policy that bounds a new recorder's role. @default - none */
  readonly permissionsBoundary?: pulumi.Input<string>;
  /** @default {} */
  readonly tags?: Tags;
}

/** One managed rule: its identifier, what it judges and with which numbers. */
interface ManagedRule {
  readonly key: string;
  readonly identifier: string;
  readonly description: string;
  readonly scope?: cfg.RuleArgs["scope"];
  readonly parameters?: Readonly<Record<string, string>>;
  readonly frequency?: "TwentyFour_Hours";
}

const argumentNames: KeysOf<ComplianceRulesArgs> = {
  accountId: "needed text",
  region: "needed text",
  recorder: "needed",
  recoveryPoints: "list of mappings",
  existing: "mapping",
  permissionsBoundary: true,
  tags: "mapping",
};

type Point = NonNullable<ComplianceRulesArgs["recoveryPoints"]>[number];
const pointKeys: KeysOf<Point> = { patchGroup: "needed text", maxAgeDays: "needed" };

function checkPoints(checks: ArgumentChecks, points: readonly Point[]): void {
  for (const [index, point] of points.entries()) {
    const at = `recoveryPoints[${index}]`;
    checkKeys(checks, at, point, pointKeys);
    checks.check(`${at}.patchGroup`, point.patchGroup, ringName);
    // AWS Config takes at most 744 hours.
    checks.check(`${at}.maxAgeDays`, point.maxAgeDays, wholeNumber(1, 31));
  }
}

type Existing = NonNullable<ComplianceRulesArgs["existing"]>;
const existingKeys: KeysOf<Existing> = { bucketName: true, recorderRoleArn: true };

/** What a new recorder is made with, each with its value checked. */
function checkRecorder(
  checks: ArgumentChecks,
  { recorder, existing, permissionsBoundary }: ComplianceRulesArgs,
): Partial<ComplianceRulesArgs> {
  checks.check("recorder", recorder, oneOf(["create", "existing"]));
  if (recorder === "existing" && existing !== undefined) {
    checks.refuse("existing", "is for a new recorder, and recorder is existing; leave it out");
  }
  return present({
    existing: existing === undefined ? undefined : checkExisting(checks, existing),
    permissionsBoundary: checkGiven(checks, "permissionsBoundary", permissionsBoundary, policyArn),
  });
}

function checkExisting(checks: ArgumentChecks, existing: Existing): Existing {
  checkKeys(checks, "existing", existing, existingKeys);
  return present({
    bucketName: checkGiven(checks, "existing.bucketName", existing.bucketName, bucketName),
    recorderRoleArn: checkGiven(
      checks,
      "existing.recorderRoleArn",
      existing.recorderRoleArn,
      roleArn,
    ),
  });
}

/**
 * @example
 * import { ComplianceRules } from "patchwarden/aws";
 *
 * new ComplianceRules("patching", {
 *   accountId: "012345678901",
 *   region: "eu-central-1",
 *   recorder: "create",
 *   recoveryPoints: [{ patchGroup: "web.broad", maxAgeDays: 8 }],
 * });
 */
export class ComplianceRules extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:aws:ComplianceRules";

  /** ARNs of the rules, by what they judge. */
  readonly ruleArns: pulumi.Output<Record<string, string>>;
  /** Absent where the recorder existed before. */
  readonly recorderName?: pulumi.Output<string>;

  constructor(name: string, given: ComplianceRulesArgs, opts?: pulumi.ComponentResourceOptions) {
    super(ComplianceRules.__pulumiType, name, given, withTimeouts(opts));
    const checks = checkArguments(this, "ComplianceRules", name);
    checkNames(checks, given, argumentNames);
    const args = { ...withCheckedTags(checks, given), ...checkRecorder(checks, given) };
    checkPlace(checks, args);
    checkPoints(checks, args.recoveryPoints ?? []);
    checks.throwFaults();

    const recorder = args.recorder === "create" ? this.declareRecorder(name, args) : undefined;
    const dependsOn = recorder === undefined ? [] : [recorder];
    const rules = managedRules(args).map(
      (rule) => [rule.key, this.declareRule(name, args, rule, dependsOn).arn] as const,
    );
    this.ruleArns = pulumi.output(Object.fromEntries(rules));
    if (recorder !== undefined) this.recorderName = recorder.recorderName;
    this.registerOutputs({ ruleArns: this.ruleArns, recorderName: recorder?.recorderName });
  }

  private declareRecorder(name: string, args: ComplianceRulesArgs): ConfigRecorder {
    const { bucketName, recorderRoleArn } = args.existing ?? {};
    return new ConfigRecorder(
      name,
      {
        accountId: args.accountId,
        region: args.region,
        ...(bucketName === undefined ? {} : { bucketName }),
        ...(recorderRoleArn === undefined ? {} : { roleArn: recorderRoleArn }),
        ...(args.permissionsBoundary === undefined
          ? {}
          : { permissionsBoundary: args.permissionsBoundary }),
        ...(args.tags === undefined ? {} : { tags: args.tags }),
      },
      { parent: this },
    );
  }

  private declareRule(
    name: string,
    args: ComplianceRulesArgs,
    rule: ManagedRule,
    dependsOn: pulumi.Resource[],
  ): cfg.Rule {
    return new cfg.Rule(
      `${name}-${rule.key}`,
      {
        region: args.region,
        ...madeName(`${name}-${rule.key}`, longestConfigRule),
        description: rule.description,
        source: { owner: "AWS", sourceIdentifier: rule.identifier },
        ...(rule.scope === undefined ? {} : { scope: rule.scope }),
        ...(rule.parameters === undefined
          ? {}
          : { inputParameters: JSON.stringify(rule.parameters) }),
        ...(rule.frequency === undefined ? {} : { maximumExecutionFrequency: rule.frequency }),
        tags: mergeTags(args.tags),
      },
      { parent: this, dependsOn },
    );
  }
}

const instances = { complianceResourceTypes: ["AWS::EC2::Instance"] };

/** @see https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html */
function managedRules({ recoveryPoints }: ComplianceRulesArgs): readonly ManagedRule[] {
  const recovery = (recoveryPoints ?? []).map(
    ({ patchGroup, maxAgeDays }): ManagedRule => ({
      key: `recovery-point-${patchGroup}`,
      identifier: "EC2_LAST_BACKUP_RECOVERY_POINT_CREATED",
      description: `Machines of ${patchGroup} have a recovery point of the last ${maxAgeDays} days`,
      scope: { tagKey: "PatchGroup", tagValue: patchGroup },
      parameters: { recoveryPointAgeUnit: "days", recoveryPointAgeValue: `${maxAgeDays}` },
      frequency: "TwentyFour_Hours",
    }),
  );
  return [...patchRules, ...recovery];
}

const patchRules: readonly ManagedRule[] = [
  {
    key: "managed",
    identifier: "EC2_INSTANCE_MANAGED_BY_SSM",
    description: "Machines are managed by Systems Manager",
    scope: instances,
  },
  {
    key: "tagged",
    identifier: "REQUIRED_TAGS",
    description: "Machines say which ring patches them",
    scope: instances,
    parameters: { tag1Key: "PatchGroup" },
  },
  {
    key: "patched",
    identifier: "EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK",
    description: "Machines have the patches that their baseline approves",
    scope: { complianceResourceTypes: ["AWS::SSM::PatchCompliance"] },
  },
  {
    key: "associated",
    identifier: "EC2_MANAGEDINSTANCE_ASSOCIATION_COMPLIANCE_STATUS_CHECK",
    description: "Machines comply with their State Manager associations",
    scope: { complianceResourceTypes: ["AWS::SSM::AssociationCompliance"] },
  },
];
