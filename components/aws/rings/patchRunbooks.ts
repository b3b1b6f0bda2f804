/**
 * The runbooks of a patch run and the roles they run with. A window starts one automation a machine, so what must
 * happen once for a ring is the gate, a task of its own before the node runbook's, and the close after the window's end.
 */
import * as pulumi from "@pulumi/pulumi";
import { present } from "../../../model/present";
import { checkArguments } from "../../arguments";
import { withTimeouts } from "../../childOptions";
import { closeStatements, gateStatements } from "../access/gateAccess";
import { nodeStatements } from "../access/nodeAccess";
import { restoreStatements } from "../access/restoreAccess";
import { startStatements } from "../access/startAccess";
import { windowStatements } from "../access/windowAccess";
import { arnIn } from "../place";
import { closeRunbook } from "../runbooks/closeRunbook";
import { dispatchRunbook } from "../runbooks/dispatchRunbook";
import type { VerdictReaders } from "../runbooks/gateChecks";
import { gateRunbook } from "../runbooks/gateRunbook";
import { nodeRunbook } from "../runbooks/nodeRunbook";
import { prestageDocument } from "../runbooks/prestage";
import { renderRunbook } from "../runbooks/renderRunbook";
import { restoreRunbook } from "../runbooks/restoreRunbook";
import {
  closeVerdictArn,
  ownDocuments,
  type VerdictPlace,
  verdictsBefore,
} from "../runbooks/ringRuns";
import { stackPath } from "../stackPath";
import { type DeclaredDocument, declareDocument } from "../systemsDocument";
import type { PatchRunbooksArgs } from "./patchRunbooksArgs";
import { declareRole, declareVerdicts, promotions, resourceGroupsOf } from "./patchRunbooksParts";
import { checkRunbooks } from "./patchRunbooksRules";
import { declareRingMachines } from "./ringMachines";
import { checkSettings, declareSettings } from "./ringParameters";

export type { ApprovalOptions } from "../runbooks/approvalSteps";
export type { RecoveryRun, RingBefore, RingRun } from "../runbooks/ringRuns";
export type { PatchRunbooksArgs } from "./patchRunbooksArgs";

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
  /** Starts the closes of a window's rings. */
  readonly dispatchDocument: pulumi.Output<string>;
  readonly restoreDocument: pulumi.Output<string>;
  /** Number of the gate's default version, which roles that start it name; so the other two. */
  readonly gateVersion: pulumi.Output<string>;
  readonly nodeVersion: pulumi.Output<string>;
  readonly restoreVersion: pulumi.Output<string>;
  readonly gateRoleArn: pulumi.Output<string>;
  readonly nodeRoleArn: pulumi.Output<string>;
  readonly closeRoleArn: pulumi.Output<string>;
  readonly restoreRoleArn: pulumi.Output<string>;
  /** What the tasks of a maintenance window run with: gate and machines take a window's run from no other role. */
  readonly windowRoleArn: pulumi.Output<string>;
  readonly dispatchRoleArn: pulumi.Output<string>;
  /** What the event of a window's end starts the dispatch with. */
  readonly eventRoleArn: pulumi.Output<string>;
  /** Path of Parameter Store below which settings and verdicts of the rings stand. */
  readonly verdictPath: string;
  /**
   * Names of the resource groups of the rings with `startStopped`, by patch group: what the `resourceGroup` of their runs names.
   */
  readonly ringMachines: Readonly<Record<string, pulumi.Output<string>>>;
  /** ARNs of what each ring's close writes, by patch group: gates of other regions may ask. */
  readonly closeVerdictArns: Readonly<Record<string, string>>;

  constructor(name: string, given: PatchRunbooksArgs, opts?: pulumi.ComponentResourceOptions) {
    super(PatchRunbooks.__pulumiType, name, given, withTimeouts(opts));
    const checks = checkArguments(this, "PatchRunbooks", name);
    const prefix = stackPath(name);
    const args = checkRunbooks(checks, given, prefix);
    const at: VerdictPlace = { place: args, prefix, patchGroups: args.patchGroups };
    const texts = checkSettings(checks, at, args);
    checks.throwFaults();

    declareVerdicts(at, name, args, this);
    this.ringMachines = declareRingMachines(name, args, this);
    this.verdictPath = prefix;
    this.closeVerdictArns = Object.fromEntries(
      args.patchGroups.map((group) => [group, closeVerdictArn(at, group)]),
    );
    const gate = this.declareGate(at, name, args);
    const restore = this.declareRestore(prefix, name, args);
    const node = this.declareNode(prefix, name, args, restore);
    const close = this.declareClose(prefix, name, args);
    const dispatch = this.declareDispatch(name, args, close);
    this.windowRoleArn = declareRole(name, "window", args, this, () => {
      const reach = { patchGroups: args.patchGroups, resourceGroups: resourceGroupsOf(args) };
      return windowStatements(args, reach, started(gate, node), args.output?.bucketName);
    });
    declareSettings(at, name, args, this, { texts, windowRoleArn: this.windowRoleArn });
    this.eventRoleArn = declareRole(name, "event", args, this, () =>
      startStatements(args, started(dispatch)),
    );
    this.gateDocument = gate.document.name;
    this.nodeDocument = node.document.name;
    this.closeDocument = close.document.name;
    this.dispatchDocument = dispatch.document.name;
    this.restoreDocument = restore.document.name;
    this.gateVersion = gate.document.version;
    this.nodeVersion = node.document.version;
    this.restoreVersion = restore.document.version;
    this.gateRoleArn = gate.role;
    this.nodeRoleArn = node.role;
    this.closeRoleArn = close.role;
    this.dispatchRoleArn = dispatch.role;
    this.restoreRoleArn = restore.role;
    this.registerOutputs(this.outputs());
  }

  private outputs(): Record<string, pulumi.Output<string>> {
    return {
      gateDocument: this.gateDocument,
      nodeDocument: this.nodeDocument,
      closeDocument: this.closeDocument,
      dispatchDocument: this.dispatchDocument,
      restoreDocument: this.restoreDocument,
      gateVersion: this.gateVersion,
      nodeVersion: this.nodeVersion,
      restoreVersion: this.restoreVersion,
      gateRoleArn: this.gateRoleArn,
      nodeRoleArn: this.nodeRoleArn,
      closeRoleArn: this.closeRoleArn,
      dispatchRoleArn: this.dispatchRoleArn,
      restoreRoleArn: this.restoreRoleArn,
      windowRoleArn: this.windowRoleArn,
      eventRoleArn: this.eventRoleArn,
    };
  }

  private declareGate(at: VerdictPlace, name: string, args: PatchRunbooksArgs): Declared {
    const { approval, calendarArns, verdictReaders = {} } = args;
    const { prefix } = at;
    const before = Object.values(args.rings ?? {}).flatMap((ring) => verdictsBefore(at, ring));
    const readable = [...new Set(before)].sort().filter((arn) => isOf(arn, args.accountId));
    const role = declareRole(name, "gate", args, this, () =>
      gateStatements(args, {
        prefix,
        verdictArns: readable,
        readerRoleArns: Object.values(verdictReaders).map(({ roleArn }) => roleArn),
        calendarArns,
        topicArn: approval?.topicArn,
        ...promotions(args, prefix),
      }),
    );
    const content = pulumi
      .all([role, args.lists, pulumi.output(verdictReaders)])
      .apply(([assumeRole, lists, known]) =>
        renderRunbook(
          gateRunbook({
            ...{ assumeRole, prefix, readers: readersOf(known) },
            ...present({ approval, lists }),
          }),
        ),
      );
    return { role, document: declareDocument(`${name}-gate`, args, this, "Automation", content) };
  }

  private declareRestore(prefix: string, name: string, args: PatchRunbooksArgs): Declared {
    const role = declareRole(name, "restore", args, this, () =>
      restoreStatements(args, prefix, args.patchGroups, args.volumeKeyArns),
    );
    const content = pulumi
      .all([role, args.vault.name])
      .apply(([assumeRole, vaultName]) =>
        renderRunbook(restoreRunbook({ assumeRole, prefix, vaultName })),
      );
    return {
      role,
      document: declareDocument(`${name}-restore`, args, this, "Automation", content),
    };
  }

  private declareNode(
    prefix: string,
    name: string,
    args: PatchRunbooksArgs,
    restore: Declared,
  ): Declared {
    const prestage = declareDocument(`${name}-prestage`, args, this, "Command", prestageDocument());
    const role = declareRole(name, "node", args, this, () =>
      nodeStatements(args, {
        ...args,
        prefix,
        vaultArn: args.vault.arn,
        prestageDocument: prestage.name,
        ownDocuments: ownDocuments(Object.values(args.rings ?? {})),
        restore: restore.document,
        restoreRoleArn: restore.role,
        ...promotions(args, prefix),
      }),
    );
    const { vault, backupRoleArn } = args;
    const content = pulumi
      .all([role, vault.name, backupRoleArn, prestage.name, restore.document.name, args.lists])
      .apply(([assumeRole, vaultName, backupRole, prestageName, restoreName, lists]) =>
        renderRunbook(
          nodeRunbook({
            assumeRole,
            prefix,
            vaultName,
            backupRoleArn: backupRole,
            instanceArnPrefix: arnIn(args, "ec2", "instance/"),
            prestageDocument: prestageName,
            restoreDocument: restoreName,
            ...present({ output: args.output, lists }),
          }),
        ),
      );
    return { role, document: declareDocument(`${name}-node`, args, this, "Automation", content) };
  }

  private declareClose(prefix: string, name: string, args: PatchRunbooksArgs): Declared {
    const role = declareRole(name, "close", args, this, () =>
      closeStatements(args, prefix, promotions(args, prefix).promotions),
    );
    const content = pulumi
      .all([role, args.lists])
      .apply(([assumeRole, lists]) =>
        renderRunbook(closeRunbook({ assumeRole, prefix, ...present({ lists }) })),
      );
    return { role, document: declareDocument(`${name}-close`, args, this, "Automation", content) };
  }

  private declareDispatch(name: string, args: PatchRunbooksArgs, close: Declared): Declared {
    const role = declareRole(name, "dispatch", args, this, () =>
      startStatements(args, started(close)),
    );
    const content = pulumi
      .all([role, close.document.name])
      .apply(([assumeRole, closeDocument]) =>
        renderRunbook(dispatchRunbook({ assumeRole, closeDocument })),
      );
    return {
      role,
      document: declareDocument(`${name}-dispatch`, args, this, "Automation", content),
    };
  }
}

function isOf(arn: string, accountId: string): boolean {
  return arn.split(":")[4] === accountId;
}

/** As the gate's script takes them. */
function readersOf(
  readers: Readonly<Record<string, { readonly roleArn: string; readonly externalId: string }>>,
): VerdictReaders {
  return Object.fromEntries(
    Object.entries(readers).map(([account, { roleArn, externalId }]) => [
      account,
      { role: roleArn, externalId },
    ]),
  );
}

interface Declared {
  readonly document: DeclaredDocument;
  readonly role: pulumi.Output<string>;
}

function started(...runbooks: readonly Declared[]) {
  return {
    runbooks: runbooks.map(({ document }) => document),
    roleArns: runbooks.map(({ role }) => role),
  };
}
