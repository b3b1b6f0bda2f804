/**
 * The runbooks of a patch run and the roles they run with. A window starts one automation a machine, so what must
 * happen once for a ring is the gate, a task of its own before the node runbook's, and the close after the window's end.
 */
import * as pulumi from "@pulumi/pulumi";
import { checkArguments } from "../../arguments";
import { withTimeouts } from "../../childOptions";
import { startStatements } from "../access/startAccess";
import { windowStatements } from "../access/windowAccess";
import { closeVerdictArn, type VerdictPlace } from "../runbooks/ringRuns";
import { stackPath } from "../stackPath";
import { declareNode, declareRestore } from "./machineDocuments";
import type { PatchRunbooksArgs } from "./patchRunbooksArgs";
import { declareRole, declareVerdicts, resourceGroupsOf } from "./patchRunbooksParts";
import { checkRunbooks } from "./patchRunbooksRules";
import { declareClose, declareDispatch, declareGate } from "./ringDocuments";
import { declareRingMachines } from "./ringMachines";
import { checkSettings, declareSettings } from "./ringParameters";
import { started } from "./runbookDocuments";

export type { ApprovalOptions } from "../runbooks/approvalSteps";
export type { RecoveryRun, RingBefore, RingRun } from "../runbooks/ringRuns";
export type { PatchRunbooksArgs } from "./patchRunbooksArgs";

/**
 * @example
 * import { ChangeCalendar, PatchRunbooks, SnapshotPolicy } from "patchwarden/aws";
 *
 * const place = { accountId: "012345678901", region: "eu-central-1" };
 * const { calendarArn } = new ChangeCalendar("freezes", { region: place.region, freezes: [] });
 * const snapshots = new SnapshotPolicy("web", {
 *   ...place,
 *   rules: [
 *     {
 *       name: "sunday",
 *       patchGroups: ["web.canary", "web.broad"],
 *       before: { kind: "weekly", days: ["sunday"], at: { hour: 4, minute: 0 } },
 *       timezone: "Europe/Berlin",
 *       keepDays: 14,
 *     },
 *   ],
 * });
 * new PatchRunbooks("web", {
 *   ...place,
 *   patchGroups: ["web.canary", "web.broad"],
 *   calendarArns: [calendarArn],
 *   vault: { name: snapshots.vaultName, arn: snapshots.vaultArn },
 *   formerVaults: snapshots.formerVaults,
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
  /** Whom gates ask, which the roles of people are judged by. */
  readonly approvers: readonly string[];
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
    const args = checkRunbooks(checks, given);
    const at: VerdictPlace = { place: args, prefix, patchGroups: args.patchGroups };
    const texts = checkSettings(checks, at, args);
    checks.throwFaults();

    declareVerdicts(at, name, args, this);
    this.ringMachines = declareRingMachines(name, args, this);
    this.verdictPath = prefix;
    this.approvers = args.approval?.approvers ?? [];
    this.closeVerdictArns = Object.fromEntries(
      args.patchGroups.map((group) => [group, closeVerdictArn(at, group)]),
    );
    const context = { at, name, args, parent: this };
    const gate = declareGate(context);
    const restore = declareRestore(context);
    const node = declareNode(context, restore);
    const close = declareClose(context);
    const dispatch = declareDispatch(context, close);
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
}
