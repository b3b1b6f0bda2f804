/** Who may be let in, and to what: nobody is both who asks and who approves. */
import * as pulumi from "@pulumi/pulumi";
import { principalArn } from "../../../model/awsPrincipals";
import { present } from "../../../model/present";
import { checkKeys, checkNames, type KeysOf } from "../../argumentForms";
import {
  type ArgumentChecks,
  checkGiven,
  matching,
  type Rule,
  show,
  trueOrFalse,
} from "../../arguments";
import { checkTags } from "../../tags";
import {
  calendarArn,
  documentName,
  documentVersion,
  externalId,
  parameterPath,
  policyArn,
  vaultArn,
  windowId,
} from "../names";
import { checkPlace, personIn, roleArn } from "../place";
import { type PatchAccessArgs, type PersonRole, people, type RoleTrust } from "./patchAccessArgs";
import { areTexts, checkApart } from "./peopleApart";

const argumentNames: KeysOf<PatchAccessArgs> = {
  accountId: "needed text",
  region: "needed text",
  runbooks: "needed mapping",
  windowIds: "list",
  calendarArns: "list",
  vaultArn: true,
  formerVaultArns: "list",
  requester: "mapping",
  approver: "mapping",
  auditor: "mapping",
  permissionsBoundary: true,
  tags: "mapping",
};

/** Records every fault, and returns the arguments with their Output values checked. */
export function checkAccess(
  checks: ArgumentChecks,
  name: string,
  args: PatchAccessArgs,
): PatchAccessArgs {
  checkNames(checks, args, argumentNames);
  checkPlace(checks, args);
  if (people.every((one) => args[one] === undefined)) {
    checks.refuse("requester", "must be given, or approver, or auditor: there is no role to make");
  }
  const roles = Object.fromEntries(
    people.flatMap((one) => {
      const role = args[one];
      return role === undefined ? [] : [[one, checkPerson(checks, one, role)]];
    }),
  );
  checkPartitions(checks, args);
  return {
    ...args,
    ...roles,
    ...checkApart(checks, name, { ...args, ...roles }),
    runbooks: checkStarted(checks, args.runbooks),
    ...checkRead(checks, args),
  };
}

/** IAM would refuse the trust of one partition in the other, in mid-deployment. */
function checkPartitions(checks: ArgumentChecks, args: PatchAccessArgs): void {
  for (const one of people) {
    const role = args[one];
    const written = role !== undefined && "principals" in role ? role.principals : [];
    const named = areTexts(written) ? written.filter((who) => principal.test(who)) : [];
    const odd = named.map(personIn(args.region)).find((complaint) => complaint !== undefined);
    if (odd !== undefined) checks.refuse(`${one}.principals`, odd);
  }
}

const startedKeys: KeysOf<Omit<PatchAccessArgs["runbooks"], "approvers">> = {
  gateDocument: "needed",
  nodeDocument: "needed",
  restoreDocument: "needed",
  gateVersion: "needed",
  nodeVersion: "needed",
  restoreVersion: "needed",
  gateRoleArn: "needed",
  nodeRoleArn: "needed",
  restoreRoleArn: "needed",
  verdictPath: "needed",
};

/** A whole PatchRunbooks may be given, which has more. */
function checkStarted(
  checks: ArgumentChecks,
  given: PatchAccessArgs["runbooks"],
): PatchAccessArgs["runbooks"] {
  const { approvers = [] } = given;
  if (!pulumi.Output.isInstance(approvers) && !areTexts(approvers)) {
    checks.refuse("runbooks.approvers", `must be a list of texts, got ${show(approvers)}`);
  }
  const started = Object.fromEntries(
    (Object.keys(startedKeys) as (keyof typeof startedKeys)[]).map((key) => {
      return [key, checks.check<string>(`runbooks.${key}`, given[key], formOf(key))];
    }),
  );
  return started as unknown as PatchAccessArgs["runbooks"];
}

function formOf(key: keyof typeof startedKeys): Rule<string> {
  if (key === "verdictPath") return parameterPath;
  if (key.endsWith("Version")) return documentVersion;
  return key.endsWith("Document") ? documentName : roleArn;
}

function checkRead(checks: ArgumentChecks, args: PatchAccessArgs): Partial<PatchAccessArgs> {
  const { windowIds, calendarArns, permissionsBoundary } = args;
  return present({
    windowIds: windowIds?.map((id, index) => checks.check(`windowIds[${index}]`, id, windowId)),
    calendarArns: calendarArns?.map((arn, index) =>
      checks.check(`calendarArns[${index}]`, arn, calendarArn),
    ),
    vaultArn: checkGiven(checks, "vaultArn", args.vaultArn, vaultArn),
    formerVaultArns: args.formerVaultArns?.map((arn, index) =>
      checks.check(`formerVaultArns[${index}]`, arn, vaultArn),
    ),
    permissionsBoundary: checkGiven(checks, "permissionsBoundary", permissionsBoundary, policyArn),
    tags: checkTags(checks, args.tags),
  });
}

function checkPerson(checks: ArgumentChecks, at: string, role: PersonRole): PersonRole {
  if ("principals" in role) {
    checkTrust(checks, at, role);
    return role;
  }
  checkKeys(checks, at, role, existingKeys);
  return {
    existingRoleArn: checks.check(`${at}.existingRoleArn`, role.existingRoleArn, roleArn),
  };
}

/** Who may take a role that exists stands in its own trust: anything beside its ARN would be asked for in vain. */
const existingKeys: KeysOf<Exclude<PersonRole, RoleTrust>> = { existingRoleArn: "needed" };

/** A whole account (`root`) would let anybody with `sts:AssumeRole` in, requester and approver alike. */
const principal = new RegExp(`^(?:${principalArn.source})$`);

const trustKeys: KeysOf<RoleTrust> = {
  principals: "needed list of texts",
  requireMfa: true,
  externalId: true,
  sessionHours: true,
  roleName: true,
};

function checkTrust(checks: ArgumentChecks, at: string, trust: RoleTrust): void {
  checkKeys(checks, at, trust, trustKeys);
  checks.check(`${at}.requireMfa`, trust.requireMfa ?? true, trueOrFalse);
  const { principals, sessionHours = 1, roleName } = trust;
  const odd = principals.find((arn) => !principal.test(arn));
  if (principals.length === 0 || odd !== undefined) {
    const got = odd === undefined ? "none" : show(odd);
    checks.refuse(`${at}.principals`, `must be ARNs of users and roles, got ${got}`);
  }
  if (trust.externalId !== undefined) {
    checks.check(`${at}.externalId`, trust.externalId, externalId);
  }
  if (!(Number.isInteger(sessionHours) && sessionHours >= 1 && sessionHours <= 12)) {
    checks.refuse(`${at}.sessionHours`, `must be 1–12, got ${show(sessionHours)}`);
  }
  if (roleName !== undefined) {
    checks.check(
      `${at}.roleName`,
      roleName,
      matching(/^[\w+=,.@-]{1,64}$/, "1–64 letters, digits and +=,.@-"),
    );
  }
}
