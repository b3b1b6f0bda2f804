/** That nobody among the people of a component both asks and answers, also by a role that the deployment makes known. */
import * as pulumi from "@pulumi/pulumi";
import type { PeopleFault, RunPart } from "../../../model/runPeople";
import { peopleFaults } from "../../../model/runPeopleFaults";
import { type ArgumentChecks, show } from "../../arguments";
import { type PatchAccessArgs, type PeopleOfRuns, people } from "./patchAccessArgs";
import { argumentOf, peopleInPlace } from "./peopleInPlace";

/** In whatever spelling, by whatever role: what is known now is judged now, a role of the deployment when it is known. */
export function checkApart(
  checks: ArgumentChecks,
  name: string,
  args: PatchAccessArgs,
): PeopleOfRuns {
  const faults = faultsOf(name, args);
  for (const fault of faults) checks.refuse(propertyOf(fault), fault.message);
  checkAsked(checks, name, args);
  return Object.fromEntries(
    people.flatMap((part) => {
      const role = args[part];
      if (role === undefined || !("existingRoleArn" in role)) return [];
      if (typeof role.existingRoleArn === "string") return [];
      return [[part, { existingRoleArn: checkLater(checks, name, args, part) }]];
    }),
  );
}

/** Who is asked may be known in the deployment only. */
function checkAsked(checks: ArgumentChecks, name: string, args: PatchAccessArgs): void {
  const { approvers } = args.runbooks;
  if (!pulumi.Output.isInstance(approvers)) return;
  checks.check<readonly string[]>("runbooks.approvers", approvers as never, (known) => {
    if (!areTexts(known)) return `must be a list of texts, got ${show(known)}`;
    const runbooks = { ...args.runbooks, approvers: known };
    return faultsOf(name, { ...args, runbooks })[0]?.message;
  });
}

function faultsOf(name: string, args: PatchAccessArgs): readonly PeopleFault[] {
  const { accountId, runbooks } = args;
  const { approvers } = runbooks;
  return peopleFaults([
    {
      accountId,
      ...peopleInPlace(args, name),
      ...(areTexts(approvers) ? { approvers } : {}),
    },
  ]);
}

export function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

/** Who is asked stands in the arguments of the runbooks. */
function propertyOf(fault: PeopleFault): string {
  return fault.part === "approvals" ? "runbooks.approvers" : argumentOf(fault);
}

type Arns = Readonly<Partial<Record<RunPart, string>>>;

/** All roles that exist, since two of them may be one that becomes known during the deployment. */
function checkLater(
  checks: ArgumentChecks,
  name: string,
  args: PatchAccessArgs,
  part: RunPart,
): pulumi.Input<string> {
  const arns = Object.fromEntries(
    people.flatMap((one) => {
      const role = args[one];
      return role !== undefined && "existingRoleArn" in role ? [[one, role.existingRoleArn]] : [];
    }),
  ) as pulumi.Input<Arns>;
  const known = checks.check<Arns>(`${part}.existingRoleArn`, arns, (all) => {
    const roles = Object.fromEntries(
      Object.entries(all).map(([one, existingRoleArn]) => [one, { existingRoleArn }]),
    );
    const [fault] = faultsOf(name, { ...args, ...roles });
    if (fault === undefined) return undefined;
    const isOwn = propertyOf(fault) === `${part}.existingRoleArn`;
    return isOwn ? fault.message : `must fit the others: ${propertyOf(fault)} ${fault.message}`;
  });
  return pulumi.output(known).apply((all) => all[part] ?? "");
}
