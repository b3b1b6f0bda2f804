/** Whom a reader of verdicts lets in, and what its arguments may be: a trust policy has room for so many and no more. */
import { present } from "../../../model/present";
import { verdictLimits } from "../../../model/verdictLimits";
import { checkNames, type KeysOf } from "../../argumentForms";
import { type ArgumentChecks, checkGiven, show } from "../../arguments";
import { checkTags } from "../../tags";
import type { Statement } from "../access/serviceRole";
import { externalId, policyArn } from "../names";
import { checkPlace, partitionOf } from "../place";
import type { VerdictReaderArgs } from "./verdictReaderArgs";

/** Gates' roles may be made later than this one, so that they are told by their names, not as principals. */
export function gatesOf({
  region,
  readerAccountIds,
  gateRoles,
  ...args
}: VerdictReaderArgs): Statement {
  const iamOf = (account: string, resource: string) =>
    `arn:${partitionOf(region)}:iam::${account}:${resource}`;
  return {
    Sid: "Gates",
    Effect: "Allow",
    Principal: { AWS: readerAccountIds.map((account) => iamOf(account, "root")) },
    Action: ["sts:AssumeRole"],
    Condition: {
      StringEquals: { "sts:ExternalId": args.externalId },
      ArnLike: { "aws:PrincipalArn": gateRoles.map((role) => iamOf("*", `role/${role}`)) },
    },
  };
}

/** Characters of a trust policy. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const mostOfTrust = 2048;
const mostPatterns = 8;
const mostVerdicts = 1000;

const argumentNames: KeysOf<VerdictReaderArgs> = {
  accountId: "needed text",
  region: "needed text",
  verdictArns: "needed list",
  readerAccountIds: "needed list",
  gateRoles: "needed list",
  externalId: "needed",
  permissionsBoundary: true,
  tags: "mapping",
};

/** Records every fault, and returns the arguments with their Output values checked. */
export function checkReader(checks: ArgumentChecks, args: VerdictReaderArgs): VerdictReaderArgs {
  checkNames(checks, args, argumentNames);
  const { verdictArns, readerAccountIds, gateRoles, permissionsBoundary } = args;
  checkPlace(checks, args);
  checks.check("externalId", args.externalId, externalId);
  const areLists = [
    isList(checks, "verdictArns", verdictArns, mostVerdicts),
    isList(checks, "readerAccountIds", readerAccountIds, verdictLimits.accounts),
    isList(checks, "gateRoles", gateRoles, mostPatterns),
  ].every(Boolean);
  if (areLists) {
    checkVerdicts(checks, args);
    checkGates(checks, args);
    checkSize(checks, args);
  }
  return {
    ...args,
    ...present({
      permissionsBoundary: checkGiven(
        checks,
        "permissionsBoundary",
        permissionsBoundary,
        policyArn,
      ),
      tags: checkTags(checks, args.tags),
    }),
  };
}

/** @returns whether it is a list of texts at all, of any length. */
function isList(
  checks: ArgumentChecks,
  property: string,
  list: readonly string[],
  most: number,
): boolean {
  if (!Array.isArray(list) || !list.every((one) => typeof one === "string")) {
    checks.refuse(property, `must be a list of texts, got ${show(list)}`);
    return false;
  }
  if (list.length < 1 || list.length > most) {
    checks.refuse(property, `must name 1–${most}, got ${list.length}`);
  }
  return true;
}

function checkVerdicts(
  checks: ArgumentChecks,
  { accountId, region, verdictArns }: VerdictReaderArgs,
): void {
  const own = new RegExp(
    `^arn:${partitionOf(region)}:ssm:[a-z0-9-]+:${accountId}:parameter(?:/[a-zA-Z0-9_.-]+)+/close$`,
  );
  const foreign = verdictArns.find((arn) => !own.test(arn));
  if (foreign !== undefined) {
    checks.refuse(
      "verdictArns",
      `must be verdicts of closes in account ${accountId}, got ${show(foreign)}`,
    );
  }
}

function checkGates(
  checks: ArgumentChecks,
  { accountId, readerAccountIds, gateRoles }: VerdictReaderArgs,
): void {
  const odd = readerAccountIds.find((id) => !/^\d{12}$/.test(id) || id === accountId);
  if (odd !== undefined) {
    checks.refuse("readerAccountIds", `must be other accounts, twelve digits, got ${show(odd)}`);
  }
  const twice = readerAccountIds.find((id, index) => readerAccountIds.indexOf(id) !== index);
  if (twice !== undefined) {
    checks.refuse("readerAccountIds", `must name each account once, got ${show(twice)} twice`);
  }
  const wide = gateRoles.find((role) => !/^[\w+=,.@/*-]{1,128}$/.test(role) || isWide(role));
  if (wide !== undefined) {
    checks.refuse("gateRoles", `must name gates' roles, such as web-gate-*, got ${show(wide)}`);
  }
}

/** A pattern that says next to nothing lets every role of an account in: it must say how names begin, or be of gates' roles. */
function isWide(role: string): boolean {
  const [begin = ""] = role.split("*");
  return !role.includes("-gate-") && (begin.match(/[a-zA-Z0-9]/g) ?? []).length < 3;
}

function checkSize(checks: ArgumentChecks, args: VerdictReaderArgs): void {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [gatesOf(args)] });
  if (policy.length > mostOfTrust) {
    checks.refuse(
      "gateRoles",
      `must come to a trust policy of at most ${mostOfTrust} characters, with readerAccountIds and externalId, got ${policy.length}; name fewer or shorter patterns`,
    );
  }
}
