/**
 * The runbooks of a patch run and the roles they run with. A window starts one automation a machine, so what must
 * happen once for a ring is the gate, a task of its own before the node runbook's, and the close after the window's end.
 */
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { checkArguments } from "../arguments";
import { mergeTags } from "../tags";
import { closeStatements, gateStatements } from "./access/gateAccess";
import { nodeStatements } from "./access/nodeAccess";
import { restoreStatements } from "./access/restoreAccess";
import { startStatements, windowStatements } from "./access/windowAccess";
import { checkRunbooks, type PatchRunbooksArgs } from "./patchRunbooksArgs";
import { arnIn } from "./place";
import { closeRunbook } from "./runbooks/closeRunbook";
import { gateRunbook } from "./runbooks/gateRunbook";
import { nodeRunbook } from "./runbooks/nodeRunbook";
import { prestageDocument } from "./runbooks/prestage";
import { renderRunbook } from "./runbooks/renderRunbook";
import { restoreRunbook } from "./runbooks/restoreRunbook";
import {
  ownDocuments,
  type RingParameters,
  ringParameters,
  verdictNames,
} from "./runbooks/ringRuns";
import { noVerdict } from "./runbooks/verdict";
import { declareServiceRole, type Statement } from "./serviceRole";

export type { PatchRunbooksArgs } from "./patchRunbooksArgs";
export type { ApprovalOptions } from "./runbooks/approvalSteps";
export type { RecoveryRun, RingParameters, RingRun } from "./runbooks/ringRuns";

/**
 * @example
 * new PatchRunbooks("web", {
 *   accountId: "012345678901",
 *   region: "eu-central-1",
 *   patchGroups: ["web.canary", "web.broad"],
 *   calendarArns: [calendar.calendarArn],
 *   vault: { name: snapshots.vaultName, arn: snapshots.vaultArn },
 *   backupRoleArn: snapshots.roleArn,
 *   rings: { "web.broad": { ringBefore: { patchGroup: "web.canary", maxAgeHours: 192 } } },
 * });
 */
export class PatchRunbooks extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:aws:PatchRunbooks";

  readonly gateDocument: pulumi.Output<string>;
  readonly nodeDocument: pulumi.Output<string>;
  readonly closeDocument: pulumi.Output<string>;
  readonly restoreDocument: pulumi.Output<string>;
  readonly gateRoleArn: pulumi.Output<string>;
  readonly nodeRoleArn: pulumi.Output<string>;
  readonly closeRoleArn: pulumi.Output<string>;
  readonly restoreRoleArn: pulumi.Output<string>;
  /** What the tasks of a maintenance window run with. */
  readonly windowRoleArn: pulumi.Output<string>;
  /** What the event of a window's end starts the close with. */
  readonly eventRoleArn: pulumi.Output<string>;
  /** What gate, machines and close of each ring must be told, by patch group. */
  readonly ringParameters: Readonly<Record<string, RingParameters>>;

  constructor(name: string, args: PatchRunbooksArgs, opts?: pulumi.ComponentResourceOptions) {
    super(PatchRunbooks.__pulumiType, name, args, opts);
    const checks = checkArguments(this, "PatchRunbooks", name);
    checkRunbooks(checks, args);
    checks.throwFaults();

    const prefix = `/patchwarden/${pulumi.getProject()}/${pulumi.getStack()}/${name}`;
    this.ringParameters = this.declareVerdicts(prefix, name, args);
    const gate = this.declareGate(prefix, name, args);
    const restore = this.declareRestore(name, args);
    const node = this.declareNode(prefix, name, args, restore);
    const close = this.declareClose(prefix, name, args);
    this.windowRoleArn = this.role(name, "window", args, () =>
      windowStatements(args, args.patchGroups, started(gate, node)),
    );
    this.eventRoleArn = this.role(name, "event", args, () => startStatements(args, started(close)));
    this.gateDocument = gate.document;
    this.nodeDocument = node.document;
    this.closeDocument = close.document;
    this.restoreDocument = restore.document;
    this.gateRoleArn = gate.role;
    this.nodeRoleArn = node.role;
    this.closeRoleArn = close.role;
    this.restoreRoleArn = restore.role;
    this.registerOutputs({
      gateDocument: this.gateDocument,
      nodeDocument: this.nodeDocument,
      closeDocument: this.closeDocument,
      restoreDocument: this.restoreDocument,
      windowRoleArn: this.windowRoleArn,
      eventRoleArn: this.eventRoleArn,
    });
  }

  /** Below a path of the stack's own: several stacks may deploy one policy into one account and region. */
  private declareVerdicts(
    prefix: string,
    name: string,
    args: PatchRunbooksArgs,
  ): Readonly<Record<string, RingParameters>> {
    for (const patchGroup of args.patchGroups) {
      for (const [kind, path] of Object.entries(verdictNames(prefix, patchGroup))) {
        new ssm.Parameter(
          `${name}-${patchGroup}-${kind}`,
          {
            region: args.region,
            name: path,
            description: `Verdict of the ${kind} of ${patchGroup}; the runbooks write it`,
            type: "String",
            value: noVerdict,
            tags: mergeTags(args.tags),
          },
          // Every run writes it; a deployment must not take a verdict back.
          { parent: this, ignoreChanges: ["value"] },
        );
      }
    }
    return Object.fromEntries(
      args.patchGroups.map((group) => [
        group,
        ringParameters(prefix, group, args.rings?.[group] ?? {}),
      ]),
    );
  }

  private declareGate(prefix: string, name: string, args: PatchRunbooksArgs): Declared {
    const { approval, calendarArns } = args;
    const role = this.role(name, "gate", args, () =>
      gateStatements(args, { prefix, calendarArns, topicArn: approval?.topicArn }),
    );
    const content = role.apply((assumeRole) =>
      renderRunbook(gateRunbook({ assumeRole, ...(approval === undefined ? {} : { approval }) })),
    );
    return { role, document: this.document(`${name}-gate`, args, "Automation", content) };
  }

  private declareRestore(name: string, args: PatchRunbooksArgs): Declared {
    const role = this.role(name, "restore", args, () => restoreStatements(args, args.patchGroups));
    const content = pulumi
      .all([role, args.vault.name])
      .apply(([assumeRole, vaultName]) => renderRunbook(restoreRunbook({ assumeRole, vaultName })));
    return { role, document: this.document(`${name}-restore`, args, "Automation", content) };
  }

  private declareNode(
    prefix: string,
    name: string,
    args: PatchRunbooksArgs,
    restore: Declared,
  ): Declared {
    const prestage = this.document(`${name}-prestage`, args, "Command", prestageDocument());
    const role = this.role(name, "node", args, () =>
      nodeStatements(args, {
        ...args,
        prefix,
        vaultArn: args.vault.arn,
        prestageDocument: prestage,
        ownDocuments: ownDocuments(Object.values(args.rings ?? {})),
        restoreDocument: restore.document,
        restoreRoleArn: restore.role,
      }),
    );
    const { vault, backupRoleArn } = args;
    const content = pulumi
      .all([role, vault.name, backupRoleArn, prestage, restore.document])
      .apply(([assumeRole, vaultName, backupRole, prestageName, restoreName]) =>
        renderRunbook(
          nodeRunbook({
            assumeRole,
            vaultName,
            backupRoleArn: backupRole,
            instanceArnPrefix: arnIn(args, "ec2", "instance/"),
            prestageDocument: prestageName,
            restoreDocument: restoreName,
            ...(args.output === undefined ? {} : { output: args.output }),
          }),
        ),
      );
    return { role, document: this.document(`${name}-node`, args, "Automation", content) };
  }

  private declareClose(prefix: string, name: string, args: PatchRunbooksArgs): Declared {
    const role = this.role(name, "close", args, () => closeStatements(args, prefix));
    const content = role.apply((assumeRole) => renderRunbook(closeRunbook({ assumeRole })));
    return { role, document: this.document(`${name}-close`, args, "Automation", content) };
  }

  private role(
    name: string,
    use: keyof NonNullable<PatchRunbooksArgs["roles"]>,
    args: PatchRunbooksArgs,
    statements: () => readonly Statement[],
  ): pulumi.Output<string> {
    const existing = args.roles?.[use];
    if (existing !== undefined) return pulumi.output(existing);
    const options = {
      service: use === "event" ? "events.amazonaws.com" : "ssm.amazonaws.com",
      place: args,
      source: sourceOf(use, args),
      statements: statements(),
      description: `Patch runs: what the ${use} may do`,
      permissionsBoundary: args.permissionsBoundary,
      tags: args.tags,
    };
    return declareServiceRole(`${name}-${use}`, options, this);
  }

  /** The physical name is Pulumi's: several stacks may deploy one policy into one account and region. */
  private document(
    name: string,
    args: PatchRunbooksArgs,
    documentType: "Automation" | "Command",
    content: pulumi.Input<string>,
  ): pulumi.Output<string> {
    const document = new ssm.Document(
      name,
      {
        region: args.region,
        documentType,
        documentFormat: "JSON",
        content,
        tags: mergeTags(args.tags),
      },
      { parent: this },
    );
    return document.name;
  }
}

interface Declared {
  readonly document: pulumi.Output<string>;
  readonly role: pulumi.Output<string>;
}

function started(...runbooks: readonly Declared[]) {
  return {
    documentNames: runbooks.map(({ document }) => document),
    runbookRoleArns: runbooks.map(({ role }) => role),
  };
}

/** On whose behalf a role is assumed: a rule of EventBridge, a window, or an automation. */
function sourceOf(use: string, args: PatchRunbooksArgs): string {
  if (use === "event") return arnIn(args, "events", "rule/*");
  return arnIn(args, "ssm", use === "window" ? "*" : "automation-execution/*");
}
