/** What the runbooks' arguments may be. All faults are recorded before a child is registered. */
import type * as pulumi from "@pulumi/pulumi";
import { present } from "../../../model/present";
import { peopleFaults } from "../../../model/runPeopleFaults";
import { checkKeys, checkNames, type KeysOf } from "../../argumentForms";
import { type ArgumentChecks, checkGiven, show } from "../../arguments";
import { checkTags } from "../../tags";
import { mostNamed } from "../access/policySize";
import {
  approvalTopicArn,
  approver,
  bucketName,
  calendarIn,
  keyPrefix,
  logGroupName,
  policyArn,
  resourceGroup,
  ringName,
} from "../names";
import { checkPlace, keyIn, ofRegion, personIn, roleArn } from "../place";
import { checkVault } from "../recovery/existingVault";
import type { ApprovalOptions } from "../runbooks/approvalSteps";
import { ownDocuments } from "../runbooks/ringRuns";
import type { CommandOutput } from "../runbooks/runbook";
import type { PatchRunbooksArgs } from "./patchRunbooksArgs";
import { checkCircles, checkLists, checkReaders } from "./ringBeforeRules";
import { checkRing } from "./ringRules";

const argumentNames: KeysOf<PatchRunbooksArgs> = {
  accountId: "needed text",
  region: "needed text",
  patchGroups: "needed list of texts",
  resourceGroups: "list",
  calendarArns: "needed list",
  vault: "needed mapping",
  formerVaults: "list of mappings",
  backupRoleArn: "needed",
  volumeKeyArns: "list",
  rings: "mapping",
  approval: "mapping",
  output: "mapping",
  lists: "mapping",
  verdictReaders: "mapping",
  roles: "mapping",
  permissionsBoundary: true,
  tags: "mapping",
};

/** Records every fault, and returns the arguments with their Output values checked. */
export function checkRunbooks(checks: ArgumentChecks, args: PatchRunbooksArgs): PatchRunbooksArgs {
  checkNames(checks, args, argumentNames);
  checkPlace(checks, args);
  checkGroups(checks, args.patchGroups);
  for (const [index, arn] of (args.volumeKeyArns ?? []).entries()) {
    checks.check(`volumeKeyArns[${index}]`, arn, keyIn(args.region));
  }
  for (const [index, group] of (args.resourceGroups ?? []).entries()) {
    checks.check(`resourceGroups[${index}]`, group, resourceGroup);
  }
  if (args.approval !== undefined) checkApproval(checks, args, args.approval);
  const rings = args.rings ?? {};
  for (const [patchGroup, ring] of Object.entries(rings)) {
    checkRing(checks, args, patchGroup, ring);
  }
  checkCircles(checks, args);
  checkLists(checks, args);
  checkForeign(checks, rings);
  if (args.output !== undefined) checkOutput(checks, args.output);
  return {
    ...args,
    ...present({
      formerVaults: args.formerVaults?.map((one, index) =>
        checkVault(checks, `formerVaults[${index}]`, one, args.region),
      ),
    }),
    vault: checkVault(checks, "vault", args.vault, args.region),
    backupRoleArn: checks.check(
      "backupRoleArn",
      args.backupRoleArn,
      ofRegion(args.region, roleArn),
    ),
    calendarArns: checkCalendars(checks, args),
    ...present({
      lists: args.lists && {
        bucketName: checks.check("lists.bucketName", args.lists.bucketName, bucketName),
      },
      roles: args.roles && checkRoles(checks, args.region, args.roles),
      verdictReaders:
        args.verdictReaders === undefined
          ? undefined
          : checkReaders(checks, args, args.verdictReaders),
      permissionsBoundary: checkGiven(
        checks,
        "permissionsBoundary",
        args.permissionsBoundary,
        ofRegion(args.region, policyArn),
      ),
      tags: checkTags(checks, args.tags),
    }),
  };
}

/** Those of the account itself have a pattern in common; each other one takes its place in a role's policy. */
function checkForeign(
  checks: ArgumentChecks,
  rings: NonNullable<PatchRunbooksArgs["rings"]>,
): void {
  const runs = Object.values(rings).filter((ring) => typeof ring === "object" && ring !== null);
  const foreign = ownDocuments(runs).filter((name) => /^(arn:|AWS-)/.test(name));
  if (foreign.length > mostNamed) {
    checks.refuse(
      "rings",
      `must name at most ${mostNamed} documents of other accounts, got ${foreign.length}; copy them into this one`,
    );
  }
}

function checkGroups(checks: ArgumentChecks, groups: readonly string[]): void {
  if (groups.length === 0) {
    checks.refuse("patchGroups", "must name the rings whose machines may be patched, got none");
  }
  const twice = groups.find((group, index) => groups.indexOf(group) !== index);
  if (twice !== undefined) {
    checks.refuse("patchGroups", `must name each ring once, got ${show(twice)} twice`);
  }
  for (const [index, group] of groups.entries()) {
    checks.check(`patchGroups[${index}]`, group, ringName);
  }
}

function checkCalendars(
  checks: ArgumentChecks,
  { region, calendarArns: arns }: PatchRunbooksArgs,
): readonly pulumi.Input<string>[] {
  if (arns.length === 0) {
    checks.refuse("calendarArns", "must name a Change Calendar; one without events is always open");
  }
  const rule = calendarIn(region);
  return arns.map((arn, index) => checks.check(`calendarArns[${index}]`, arn, rule));
}

const approvalKeys: KeysOf<ApprovalOptions> = {
  approvers: "needed list",
  minimum: true,
  timeoutMinutes: true,
  topicArn: true,
};

function checkApproval(
  checks: ArgumentChecks,
  { accountId, region }: PatchRunbooksArgs,
  approval: ApprovalOptions,
): void {
  if (!checkKeys(checks, "approval", approval, approvalKeys)) return;
  const { approvers, minimum = 1, timeoutMinutes = 60, topicArn } = approval;
  if (approvers.length < 1 || approvers.length > 10) {
    checks.refuse("approval.approvers", `must name 1–10 people or roles, got ${approvers.length}`);
  }
  const twice = approvers.find((one, index) => approvers.indexOf(one) !== index);
  if (twice !== undefined) {
    checks.refuse("approval.approvers", `must name each once, got ${show(twice)} twice`);
  }
  for (const [index, one] of approvers.entries()) {
    checks.check(
      `approval.approvers[${index}]`,
      one,
      (who) => approver(who) ?? personIn(region)(who),
    );
  }
  const texts = approvers.filter((one) => typeof one === "string");
  for (const { message } of peopleFaults([{ accountId, approvers: texts }])) {
    checks.refuse("approval.approvers", message);
  }
  if (!(Number.isInteger(minimum) && minimum >= 1 && minimum <= approvers.length)) {
    checks.refuse("approval.minimum", `must be 1–${approvers.length}, got ${show(minimum)}`);
  }
  // A window lasts a day at most.
  if (!(Number.isInteger(timeoutMinutes) && timeoutMinutes >= 1 && timeoutMinutes <= 1440)) {
    checks.refuse("approval.timeoutMinutes", `must be 1–1440, got ${show(timeoutMinutes)}`);
  }
  if (topicArn !== undefined)
    checks.check("approval.topicArn", topicArn, ofRegion(region, approvalTopicArn));
}

const outputKeys: KeysOf<CommandOutput> = { bucketName: true, prefix: true, logGroupName: true };

/** Also of a window's scans. */
export function checkOutput(
  checks: ArgumentChecks,
  output: CommandOutput,
  property = "output",
): void {
  if (!checkKeys(checks, property, output, outputKeys)) return;
  const { bucketName: bucket, prefix, logGroupName: logGroup } = output;
  if (bucket !== undefined) checks.check(`${property}.bucketName`, bucket, bucketName);
  if (prefix !== undefined) checks.check(`${property}.prefix`, prefix, keyPrefix);
  if (logGroup !== undefined) checks.check(`${property}.logGroupName`, logGroup, logGroupName);
}

type Roles = NonNullable<PatchRunbooksArgs["roles"]>;

const roleKeys: KeysOf<Roles> = {
  gate: true,
  node: true,
  close: true,
  restore: true,
  window: true,
  dispatch: true,
  event: true,
};

function checkRoles(checks: ArgumentChecks, region: string, roles: Roles): Roles {
  if (!checkKeys(checks, "roles", roles, roleKeys)) return {};
  return Object.fromEntries(
    Object.entries(roles).map(([use, arn]) => [
      use,
      checkGiven(checks, `roles.${use}`, arn, ofRegion(region, roleArn)),
    ]),
  );
}
