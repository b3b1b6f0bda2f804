/**
 * Two parameters that hold images of an Auto Scaling group: the one its machines start from, and the last good one, with
 * a runbook that promotes and one that goes back. Machines of such a group are replaced, so that a recovery point of one is
 * of no use. The group's launch template names the image as `imageReference` and is never changed.
 */
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { present } from "../../../model/present";
import { checkKeys, checkNames, type KeysOf } from "../../argumentForms";
import {
  type ArgumentChecks,
  checkArguments,
  checkGiven,
  matching,
  trueOrFalse,
  wholeNumber,
} from "../../arguments";
import { withTimeouts } from "../../childOptions";
import { checkTags, mergeTags, type Tags } from "../../tags";
import { type ImageAccess, promoteStatements, rollbackStatements } from "../access/imageAccess";
import { declareServiceRole, type Statement } from "../access/serviceRole";
import { policyArn } from "../names";
import { type AwsPlace, arnIn, checkPlace, roleArn } from "../place";
import { promoteImageRunbook } from "../runbooks/promoteImageRunbook";
import { renderRunbook } from "../runbooks/renderRunbook";
import { rollbackImageRunbook } from "../runbooks/rollbackImageRunbook";
import type { Runbook } from "../runbooks/runbook";
import { stackPath } from "../stackPath";
import { declareDocument } from "../systemsDocument";

export interface LastGoodImageArgs extends AwsPlace {
  /** Name of the Auto Scaling group, whose machines show whether an image is good. */
  readonly groupName: string;
  /** The image that is current and last good until a first one is promoted. */
  readonly imageId: pulumi.Input<string>;
  /** Percent of the group that stays in service while it goes back, 0–100. @default 90 */
  readonly minHealthyPercent?: number;
  /**
   * Whether the last good image cannot be deregistered. False where another account owns the images: only the owner can
   * protect them. @default true
   */
  readonly protectsImages?: boolean;
  /** ARNs of roles that exist already, such as a platform team makes them. @default - the component makes its own */
  readonly roles?: {
    readonly promote?: pulumi.Input<string>;
    readonly rollback?: pulumi.Input<string>;
  };
  /** ARN of the policy that bounds both roles. @default - none */
  readonly permissionsBoundary?: pulumi.Input<string>;
  /** @default {} */
  readonly tags?: Tags;
}

const argumentNames: KeysOf<LastGoodImageArgs> = {
  accountId: "needed text",
  region: "needed text",
  groupName: "needed",
  imageId: "needed",
  minHealthyPercent: true,
  protectsImages: true,
  roles: "mapping",
  permissionsBoundary: true,
  tags: "mapping",
};

/**
 * @example
 * import { LastGoodImage } from "patchwarden/aws";
 *
 * // What the launch template's imageId is to be.
 * export const { imageReference } = new LastGoodImage("web", {
 *   accountId: "012345678901",
 *   region: "eu-central-1",
 *   groupName: "web",
 *   imageId: "ami-0123456789abcdef0",
 * });
 */
export class LastGoodImage extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:aws:LastGoodImage";

  readonly currentParameter: pulumi.Output<string>;
  readonly lastGoodParameter: pulumi.Output<string>;
  /** `resolve:ssm:<current>`, for the launch template. */
  readonly imageReference: pulumi.Output<string>;
  /** Name of the runbook that makes `ImageId` current. */
  readonly promoteDocument: pulumi.Output<string>;
  /** Name of the runbook that takes the group back; it asks for nothing. */
  readonly rollbackDocument: pulumi.Output<string>;

  constructor(name: string, given: LastGoodImageArgs, opts?: pulumi.ComponentResourceOptions) {
    super(LastGoodImage.__pulumiType, name, given, withTimeouts(opts));
    const args = checkedImage(this, name, given);
    const { imageId } = args;

    const access = accessOf(name, args);
    const { currentParameter: current, lastGoodParameter: lastGood } = access;
    this.currentParameter = this.declareParameter(`${name}-current`, current, imageId, args);
    this.lastGoodParameter = this.declareParameter(`${name}-last-good`, lastGood, imageId, args);
    this.imageReference = pulumi.interpolate`resolve:ssm:${this.currentParameter}`;
    this.promoteDocument = this.declareRunbook(
      `${name}-promote`,
      args,
      args.roles?.promote,
      promoteStatements(access),
      (assumeRole) => promoteImageRunbook({ ...access, assumeRole }),
    );
    const minHealthyPercent = args.minHealthyPercent ?? 90;
    this.rollbackDocument = this.declareRunbook(
      `${name}-rollback`,
      args,
      args.roles?.rollback,
      rollbackStatements(access),
      (assumeRole) => rollbackImageRunbook({ ...access, assumeRole, minHealthyPercent }),
    );
    this.registerOutputs({ imageReference: this.imageReference });
  }

  private declareParameter(
    name: string,
    path: string,
    value: pulumi.Input<string>,
    { region, groupName, tags }: LastGoodImageArgs,
  ): pulumi.Output<string> {
    const parameter = new ssm.Parameter(
      name,
      {
        region,
        name: path,
        description: `Image of ${groupName}; the runbooks write it`,
        type: "String",
        dataType: "aws:ec2:image",
        value,
        tags: mergeTags(tags),
      },
      // Every promotion writes it; a deployment must not take an image back.
      { parent: this, ignoreChanges: ["value"] },
    );
    return parameter.name;
  }

  private declareRunbook(
    name: string,
    args: LastGoodImageArgs,
    existingRole: pulumi.Input<string> | undefined,
    statements: readonly Statement[],
    runbook: (assumeRole: string) => Runbook,
  ): pulumi.Output<string> {
    const role = pulumi.output(existingRole ?? this.declareRole(name, args, statements));
    const content = role.apply((arn) => renderRunbook(runbook(arn)));
    return declareDocument(name, args, this, "Automation", content).name;
  }

  private declareRole(
    name: string,
    args: LastGoodImageArgs,
    statements: readonly Statement[],
  ): pulumi.Output<string> {
    const options = {
      service: "ssm.amazonaws.com",
      place: args,
      source: arnIn(args, "ssm", "automation-execution/*"),
      statements,
      description: `Images of ${args.groupName}: what ${name} may do`,
      permissionsBoundary: args.permissionsBoundary,
      tags: args.tags,
    };
    return declareServiceRole(name, options, this);
  }
}

/** Names go into ARNs and into texts of a runbook, where braces would be references. */
const groupForm = matching(/^[A-Za-z0-9_.+=@-]{1,255}$/, "1–255 letters, digits and _.+=@-");
const imageForm = matching(
  /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/,
  "an image's id such as ami-0123456789abcdef0",
);

function checkedImage(
  component: LastGoodImage,
  name: string,
  args: LastGoodImageArgs,
): LastGoodImageArgs {
  const checks = checkArguments(component, "LastGoodImage", name);
  checkNames(checks, args, argumentNames);
  checkPlace(checks, args);
  checks.check("groupName", args.groupName, groupForm);
  checks.check("minHealthyPercent", args.minHealthyPercent ?? 90, wholeNumber(0, 100));
  checks.check("protectsImages", args.protectsImages ?? true, trueOrFalse);
  const { permissionsBoundary } = args;
  const checked = {
    ...args,
    imageId: checks.check("imageId", args.imageId, imageForm),
    ...present({
      permissionsBoundary: checkGiven(
        checks,
        "permissionsBoundary",
        permissionsBoundary,
        policyArn,
      ),
      roles: args.roles === undefined ? undefined : checkRoles(checks, args.roles),
      tags: checkTags(checks, args.tags),
    }),
  };
  checks.throwFaults();
  return checked;
}

type Roles = NonNullable<LastGoodImageArgs["roles"]>;
const roleKeys: KeysOf<Roles> = { promote: true, rollback: true };

function checkRoles(checks: ArgumentChecks, roles: Roles): Roles {
  checkKeys(checks, "roles", roles, roleKeys);
  return present({
    promote: checkGiven(checks, "roles.promote", roles.promote, roleArn),
    rollback: checkGiven(checks, "roles.rollback", roles.rollback, roleArn),
  });
}

function accessOf(name: string, args: LastGoodImageArgs): ImageAccess {
  const path = stackPath(name);
  return {
    place: { accountId: args.accountId, region: args.region },
    groupName: args.groupName,
    currentParameter: `${path}/current`,
    lastGoodParameter: `${path}/last-good`,
    protectsImages: args.protectsImages ?? true,
  };
}
