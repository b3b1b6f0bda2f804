/** Machines with the tag `PatchGroup: <value>` are patched by this baseline. A group has one baseline per operating system. */
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { checkNames, type KeysOf } from "../../argumentForms";
import { checkArguments, matching, type Rule, show } from "../../arguments";
import { withTimeouts } from "../../childOptions";
import { adoptingRegistration } from "../adoption";
import { checkRegion } from "../place";

export interface PatchGroupArgs {
  readonly region: string;
  /** Value of the `PatchGroup` tag, 1–256 characters; Patchwarden's own are `<group>.<ring>`. */
  readonly patchGroup: pulumi.Input<string>;
  readonly baselineId: pulumi.Input<string>;
  /**
   * Id of a registration that exists already, `<patch group>,<baseline id>`. Leave it out again after the first deployment.
   * @default - a new registration
   */
  readonly adopt?: string;
}

const argumentNames: KeysOf<PatchGroupArgs> = {
  region: "needed text",
  patchGroup: "needed",
  baselineId: "needed",
  adopt: true,
};

/**
 * @example
 * import { PatchBaseline, PatchGroup } from "patchwarden/aws";
 *
 * const { baselineId } = new PatchBaseline("linux", {
 *   region: "eu-central-1",
 *   operatingSystem: "AMAZON_LINUX_2023",
 *   approvalRules: [
 *     { approveAfterDays: 2, filters: [{ key: "CLASSIFICATION", values: ["Security"] }] },
 *   ],
 * });
 * new PatchGroup("web-canary", { region: "eu-central-1", patchGroup: "web.canary", baselineId });
 */
export class PatchGroup extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:aws:PatchGroup";

  readonly patchGroup: pulumi.Output<string>;
  /** `<patch group>,<baseline id>`: the registration's own id, which an import needs. */
  readonly registrationId: pulumi.Output<string>;

  constructor(name: string, args: PatchGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super(PatchGroup.__pulumiType, name, args, withTimeouts(opts));
    const checks = checkArguments(this, "PatchGroup", name);
    checkNames(checks, args, argumentNames);
    checkRegion(checks, args.region);
    const patchGroup = checks.check("patchGroup", args.patchGroup, tagValue);
    const baselineId = checks.check("baselineId", args.baselineId, baseline);
    if (args.adopt !== undefined) checks.check("adopt", args.adopt, registration);
    checks.throwFaults();

    const registered = new ssm.PatchGroup(
      name,
      { region: args.region, patchGroup, baselineId },
      // Both properties replace, and SSM refuses a second baseline for a group while the first is registered.
      { parent: this, deleteBeforeReplace: true, ...adoptingRegistration(args.adopt, args.region) },
    );
    this.patchGroup = registered.patchGroup;
    this.registrationId = registered.id;
    this.registerOutputs({ patchGroup: this.patchGroup, registrationId: this.registrationId });
  }
}

const registration = matching(
  /^.{1,256},pb-[0-9a-f]{17}$/,
  "a registration's id such as web.canary,pb-0123456789abcdef0",
);

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RegisterPatchBaselineForPatchGroup.html */
const tagValue = matching(
  /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u,
  "1–256 letters, digits, spaces and _.:/=+-@",
);

const baseline: Rule<string> = (value) =>
  typeof value === "string" && /^[a-zA-Z0-9_\-:/]{20,128}$/.test(value)
    ? undefined
    : `must be a baseline's id or ARN, got ${show(value)}`;
