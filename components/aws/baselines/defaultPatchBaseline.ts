/**
 * The baseline that SSM takes for machines of one operating system whose `PatchGroup` tag is missing or registered
 * with none. An account and region has one for each system; it belongs to one stack, since the last to register wins.
 */
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { checkNames, type KeysOf } from "../../argumentForms";
import { type ArgumentChecks, checkArguments, matching, oneOf, show } from "../../arguments";
import { withTimeouts } from "../../childOptions";
import { adoptingRegistration } from "../adoption";
import { checkRegion } from "../place";
import { type OperatingSystem, operatingSystems } from "./operatingSystems";

export interface DefaultPatchBaselineArgs {
  readonly region: string;
  /**
   * The system of the baseline: SSM takes no other, and refuses it in mid-deployment where the baseline is none of this program's and
   * so cannot be looked at here.
   */
  readonly operatingSystem: OperatingSystem;
  /** A baseline's id, or the ARN of one that AWS owns. */
  readonly baselineId: pulumi.Input<string>;
  /**
   * Whether the account's registration exists already and becomes this one: with the same baseline nothing changes. Leave it
   * out again after the first deployment. @default false
   */
  readonly adopt?: boolean;
}

const argumentNames: KeysOf<DefaultPatchBaselineArgs> = {
  region: "needed text",
  operatingSystem: "needed",
  baselineId: "needed",
  adopt: true,
};

/**
 * @example
 * import { DefaultPatchBaseline, PatchBaseline } from "patchwarden/aws";
 *
 * const { baselineId } = new PatchBaseline("linux", {
 *   region: "eu-central-1",
 *   operatingSystem: "AMAZON_LINUX_2023",
 *   approvalRules: [
 *     { approveAfterDays: 2, filters: [{ key: "CLASSIFICATION", values: ["Security"] }] },
 *   ],
 * });
 * new DefaultPatchBaseline("linux", {
 *   region: "eu-central-1",
 *   operatingSystem: "AMAZON_LINUX_2023",
 *   baselineId,
 * });
 */
export class DefaultPatchBaseline extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:aws:DefaultPatchBaseline";

  readonly baselineId: pulumi.Output<string>;
  /** The registration's own id, which an import needs. */
  readonly registrationId: pulumi.Output<string>;

  constructor(
    name: string,
    args: DefaultPatchBaselineArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(DefaultPatchBaseline.__pulumiType, name, args, withTimeouts(opts));
    const checks = checkArguments(this, "DefaultPatchBaseline", name);
    checkNames(checks, args, argumentNames);
    checkRegion(checks, args.region);
    checks.check("operatingSystem", args.operatingSystem, oneOf(operatingSystems));
    const baselineId = checks.check("baselineId", args.baselineId, baseline);
    const operatingSystem = checkSystem(checks, args);
    checks.throwFaults();

    const registration = new ssm.DefaultPatchBaseline(
      name,
      { region: args.region, operatingSystem, baselineId },
      // Its deletion registers AWS's own baseline: after the new one, that would be the last word.
      {
        ...{ parent: this, deleteBeforeReplace: true },
        ...adoptingRegistration(
          args.adopt === true ? args.operatingSystem : undefined,
          args.region,
        ),
      },
    );
    this.baselineId = registration.baselineId;
    this.registrationId = registration.id;
    this.registerOutputs({
      baselineId: this.baselineId,
      registrationId: this.registrationId,
    });
  }
}

/** What the SDK's types leave out: an Output knows the resources that it comes from. Without it the service judges alone. */
interface OfResources {
  resources?(): ReadonlySet<pulumi.Resource>;
}

/** Of a baseline of this program, its system. */
function checkSystem(
  checks: ArgumentChecks,
  { operatingSystem, baselineId }: DefaultPatchBaselineArgs,
): pulumi.Input<string> {
  const [made, ...others] = pulumi.Output.isInstance(baselineId)
    ? [...((baselineId as unknown as OfResources).resources?.() ?? [])].filter((one) =>
        ssm.PatchBaseline.isInstance(one),
      )
    : [];
  if (made === undefined || others.length > 0) return operatingSystem;
  return checks.check("operatingSystem", made.operatingSystem, (system) =>
    system === undefined || system === operatingSystem
      ? undefined
      : `must be the baseline's, ${system}, got ${show(operatingSystem)}`,
  ) as pulumi.Output<string>;
}

const baseline = matching(
  /^(pb-[0-9a-f]{17}|arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:patchbaseline\/pb-[0-9a-f]{17})$/,
  "a baseline's id such as pb-0123456789abcdef0, or its ARN",
);
