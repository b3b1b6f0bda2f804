/**
 * The runbooks of a patch run and the roles they run with. A window starts one automation a machine, so what must
 * happen once for a ring is the gate, a task of its own before the node runbook's.
 */
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentChecks, checkArguments, show } from "../arguments";
import { mergeTags, type Tags } from "../tags";
import { type AwsPlace, arnIn, checkPlace } from "./place";
import { gateRunbook } from "./runbooks/gateRunbook";
import { nodeRunbook } from "./runbooks/nodeRunbook";
import { type Runbook, renderRunbook } from "./runbooks/runbook";
import { gateStatements, nodeStatements, windowStatements } from "./runRoles";
import { declareServiceRole, type Statement } from "./serviceRole";

export interface PatchRunbooksArgs extends AwsPlace {
  /** Values of the `PatchGroup` tag: the only machines that the roles may touch. */
  readonly patchGroups: readonly string[];
  /** ARNs of the Change Calendars that the runbooks ask. */
  readonly calendarArns: readonly pulumi.Input<string>[];
  /** Where recovery points go. */
  readonly vault: { readonly name: pulumi.Input<string>; readonly arn: pulumi.Input<string> };
  /** Role that AWS Backup makes recovery points with. */
  readonly backupRoleArn: pulumi.Input<string>;
  /** Roles that exist already, by use; the others are made. @default {} */
  readonly roles?: {
    readonly gate?: pulumi.Input<string>;
    readonly node?: pulumi.Input<string>;
    readonly window?: pulumi.Input<string>;
  };
  /** @default {} */
  readonly tags?: Tags;
}

/**
 * @example
 * new PatchRunbooks("web", {
 *   accountId: "012345678901",
 *   region: "eu-central-1",
 *   patchGroups: ["web.canary", "web.broad"],
 *   calendarArns: [calendar.calendarArn],
 *   vault: { name: snapshots.vaultName, arn: snapshots.vaultArn },
 *   backupRoleArn: snapshots.roleArn,
 * });
 */
export class PatchRunbooks extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:aws:PatchRunbooks";

  readonly gateDocument: pulumi.Output<string>;
  readonly nodeDocument: pulumi.Output<string>;
  readonly gateRoleArn: pulumi.Output<string>;
  readonly nodeRoleArn: pulumi.Output<string>;
  /** What the tasks of a maintenance window run with. */
  readonly windowRoleArn: pulumi.Output<string>;

  constructor(name: string, args: PatchRunbooksArgs, opts?: pulumi.ComponentResourceOptions) {
    super(PatchRunbooks.__pulumiType, name, args, opts);
    const checks = checkArguments(this, "PatchRunbooks", name);
    checkRunbooks(checks, args);
    checks.throwFaults();

    this.gateRoleArn = this.role(name, "gate", args, gateStatements(args, args.calendarArns));
    this.nodeRoleArn = this.role(
      name,
      "node",
      args,
      nodeStatements(args, { ...args, vaultArn: args.vault.arn }),
    );
    const gate = this.gateRoleArn.apply((assumeRole) => gateRunbook({ assumeRole }));
    this.gateDocument = this.document(`${name}-gate`, args, gate);
    this.nodeDocument = this.document(`${name}-node`, args, nodeContent(args, this.nodeRoleArn));
    const started = {
      patchGroups: args.patchGroups,
      documentNames: [this.gateDocument, this.nodeDocument],
      runbookRoleArns: [this.gateRoleArn, this.nodeRoleArn],
    };
    this.windowRoleArn = this.role(name, "window", args, windowStatements(args, started));
    this.registerOutputs({
      gateDocument: this.gateDocument,
      nodeDocument: this.nodeDocument,
      gateRoleArn: this.gateRoleArn,
      nodeRoleArn: this.nodeRoleArn,
      windowRoleArn: this.windowRoleArn,
    });
  }

  private role(
    name: string,
    use: "gate" | "node" | "window",
    args: PatchRunbooksArgs,
    statements: readonly Statement[],
  ): pulumi.Output<string> {
    const existing = args.roles?.[use];
    if (existing !== undefined) return pulumi.output(existing);
    const options = {
      service: "ssm.amazonaws.com",
      place: args,
      source: arnIn(args, "ssm", use === "window" ? "*" : "automation-execution/*"),
      statements,
      description: `Patch runs: what the ${use} may do`,
      tags: args.tags,
    };
    return declareServiceRole(`${name}-${use}`, options, this);
  }

  /** The physical name is Pulumi's: several stacks may deploy one policy into one account and region. */
  private document(
    name: string,
    args: PatchRunbooksArgs,
    runbook: pulumi.Output<Runbook>,
  ): pulumi.Output<string> {
    const document = new ssm.Document(
      name,
      {
        region: args.region,
        documentType: "Automation",
        documentFormat: "JSON",
        content: runbook.apply(renderRunbook),
        tags: mergeTags(args.tags),
      },
      { parent: this },
    );
    return document.name;
  }
}

function nodeContent(
  args: PatchRunbooksArgs,
  assumeRole: pulumi.Output<string>,
): pulumi.Output<Runbook> {
  return pulumi
    .all([assumeRole, args.vault.name, args.backupRoleArn])
    .apply(([role, vaultName, backupRoleArn]) =>
      nodeRunbook({
        assumeRole: role,
        vaultName,
        backupRoleArn,
        instanceArnPrefix: arnIn(args, "ec2", "instance/"),
      }),
    );
}

function checkRunbooks(checks: ArgumentChecks, args: PatchRunbooksArgs): void {
  checkPlace(checks, args);
  if (args.patchGroups.length === 0) {
    checks.refuse("patchGroups", "must name the rings whose machines may be patched, got none");
  }
  const odd = args.patchGroups.find((group) => group.includes("*") || group.length === 0);
  if (odd !== undefined) {
    checks.refuse("patchGroups", `must be whole values of the PatchGroup tag, got ${show(odd)}`);
  }
  if (args.calendarArns.length === 0) {
    checks.refuse("calendarArns", "must name a Change Calendar; one without events is always open");
  }
}
