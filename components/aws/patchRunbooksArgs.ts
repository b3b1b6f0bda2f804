/** What the runbooks of a patch run are made from. */
import type * as pulumi from "@pulumi/pulumi";
import { type ArgumentChecks, show } from "../arguments";
import type { Tags } from "../tags";
import { isResourceGroup } from "./maintenanceWindowRules";
import { type AwsPlace, checkPlace } from "./place";
import type { ApprovalOptions } from "./runbooks/approvalSteps";
import { listKeys, type RingRun } from "./runbooks/ringRuns";
import type { CommandOutput } from "./runbooks/runbook";

export interface PatchRunbooksArgs extends AwsPlace {
  /** Values of the `PatchGroup` tag: the only machines that the roles may touch. */
  readonly patchGroups: readonly string[];
  /**
   * Names of resource groups that windows find machines by. Those that `reachStopped` makes for rings with `startStopped` need
   * not be named. @default []
   */
  readonly resourceGroups?: readonly string[];
  /** ARNs of the Change Calendars that the runbooks ask. */
  readonly calendarArns: readonly pulumi.Input<string>[];
  /** Where recovery points go. */
  readonly vault: { readonly name: pulumi.Input<string>; readonly arn: pulumi.Input<string> };
  /** Role that AWS Backup makes recovery points with. */
  readonly backupRoleArn: pulumi.Input<string>;
  /** What is asked of a ring's run, by its patch group. @default {} */
  readonly rings?: Readonly<Record<string, RingRun>>;
  /** Who says yes to the rings that ask. @default - no ring may ask */
  readonly approval?: ApprovalOptions;
  /** Where what commands print is kept; the machines' own role writes it. @default - 24,000 characters in SSM */
  readonly output?: CommandOutput;
  /**
   * Bucket of the promotion lists, such as PatchLists makes one. The machines' own role reads their lists there.
   * @default - no ring may have soakMinutes
   */
  readonly lists?: { readonly bucketName: pulumi.Input<string> };
  /** Roles that exist already, by use; the others are made. @default {} */
  readonly roles?: {
    readonly gate?: pulumi.Input<string>;
    readonly node?: pulumi.Input<string>;
    readonly close?: pulumi.Input<string>;
    readonly restore?: pulumi.Input<string>;
    readonly window?: pulumi.Input<string>;
    readonly event?: pulumi.Input<string>;
  };
  /** ARN of the policy that bounds every role that is made. @default - none */
  readonly permissionsBoundary?: pulumi.Input<string>;
  /** @default {} */
  readonly tags?: Tags;
}

export function checkRunbooks(checks: ArgumentChecks, args: PatchRunbooksArgs): void {
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
  for (const [index, name] of (args.resourceGroups ?? []).entries()) {
    checks.check(`resourceGroups[${index}]`, name, isResourceGroup);
  }
  const { approval } = args;
  if (approval !== undefined) checkApproval(checks, approval);
  for (const [patchGroup, ring] of Object.entries(args.rings ?? {})) {
    checkRing(checks, args, patchGroup, ring);
  }
}

function checkApproval(checks: ArgumentChecks, { approvers, ...approval }: ApprovalOptions): void {
  const { minimum = 1, timeoutMinutes = 60 } = approval;
  if (approvers.length < 1 || approvers.length > 10) {
    checks.refuse("approval.approvers", `must name 1–10 people or roles, got ${approvers.length}`);
  }
  if (!(Number.isInteger(minimum) && minimum >= 1 && minimum <= approvers.length)) {
    checks.refuse("approval.minimum", `must be 1–${approvers.length}, got ${show(minimum)}`);
  }
  // A window lasts a day at most.
  if (!(Number.isInteger(timeoutMinutes) && timeoutMinutes >= 1 && timeoutMinutes <= 1440)) {
    checks.refuse("approval.timeoutMinutes", `must be 1–1440, got ${show(timeoutMinutes)}`);
  }
}

/** SSM reports the place of a list in at most 256 characters; buckets' names have up to 63, systems' up to about 40. */
const longestKey = 256 - "s3:///".length - 63 - 45;

/** @param prefix of the component's own keys, with a slash before it. */
export function checkLists(checks: ArgumentChecks, args: PatchRunbooksArgs, prefix: string): void {
  for (const [patchGroup, { ringBefore }] of Object.entries(args.rings ?? {})) {
    if (ringBefore?.soakMinutes === undefined) continue;
    const at = `rings["${patchGroup}"].ringBefore.soakMinutes`;
    if (args.lists === undefined) {
      checks.refuse(at, "is kept by lists, and lists names no bucket");
    }
    if (!args.patchGroups.includes(ringBefore.patchGroup)) {
      checks.refuse(
        at,
        "needs the ring before in the same account and region: lists do not travel",
      );
    }
    const key = listKeys(prefix, patchGroup).lists;
    if (key.length > longestKey) {
      checks.refuse(
        at,
        `needs lists below a key of at most ${longestKey} characters, got ${show(key)}`,
      );
    }
  }
}

function checkRing(
  checks: ArgumentChecks,
  args: PatchRunbooksArgs,
  patchGroup: string,
  ring: RingRun,
): void {
  const { patchGroups, approval } = args;
  const at = (key: string) => `rings["${patchGroup}"]${key}`;
  if (!patchGroups.includes(patchGroup)) {
    checks.refuse(at(""), `must be one of patchGroups, got ${show(patchGroup)}`);
  }
  checkRingBefore(checks, at(".ringBefore"), args, patchGroup, ring.ringBefore);
  if (ring.approval === true && approval === undefined) {
    checks.refuse(at(".approval"), "asks for people, and approval names none");
  }
  const alarms = ring.alarmNames ?? [];
  if (alarms.length > 50) {
    checks.refuse(
      at(".alarmNames"),
      `must be at most 50, which a window passes on, got ${alarms.length}`,
    );
  }
  for (const [key, value] of [
    [".nodeMinutes", ring.nodeMinutes],
    [".ringBefore.maxAgeHours", ring.ringBefore?.maxAgeHours],
    [".ringBefore.soakMinutes", ring.ringBefore?.soakMinutes],
    [".recoveryPoint.maxAgeHours", ring.recoveryPoint?.maxAgeHours],
  ] as const) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 1)) {
      checks.refuse(at(key), `must be a whole number from 1, got ${show(value)}`);
    }
  }
}

/** Parameters of another account would have to be shared, and their verdicts are not asked. */
function checkRingBefore(
  checks: ArgumentChecks,
  at: string,
  { accountId, region, patchGroups }: PatchRunbooksArgs,
  patchGroup: string,
  before: RingRun["ringBefore"],
): void {
  if (before === undefined) return;
  const { elsewhere = [] } = before;
  const isKnown = patchGroups.includes(before.patchGroup) || elsewhere.length > 0;
  if (before.patchGroup === patchGroup || !isKnown) {
    checks.refuse(at, `must be another one of patchGroups, got ${show(before.patchGroup)}`);
  }
  if (elsewhere.length > 49) {
    checks.refuse(`${at}.elsewhere`, `must be at most 49 regions, got ${elsewhere.length}`);
  }
  for (const arn of elsewhere) {
    const [, verdictRegion, account] =
      /^arn:aws[a-z-]*:ssm:([a-z0-9-]+):(\d{12}):parameter\/[a-zA-Z0-9_./-]+$/.exec(arn) ?? [];
    if (account !== accountId || verdictRegion === region) {
      const what = `a parameter's ARN in another region of account ${accountId}`;
      checks.refuse(`${at}.elsewhere`, `must be ${what}, got ${show(arn)}`);
    }
  }
}
