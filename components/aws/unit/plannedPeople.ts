/** The people of the plan as the component takes them: users and roles of the account become ARNs. */
import type { AwsPerson, AwsSettings } from "../../../model/plan";
import { present } from "../../../model/present";
import type { PeopleOfRuns, PersonRole } from "../access/patchAccess";
import { type AwsPlace, iamArn } from "../place";

/** Nothing where the plan names nobody. */
export function plannedPeople({ access }: AwsSettings, place: AwsPlace): PeopleOfRuns {
  const { requester, approver, auditor } = access ?? {};
  return present({
    requester: requester && roleOf(requester, place),
    approver: approver && roleOf(approver, place),
    auditor: auditor && roleOf(auditor, place),
  });
}

function roleOf(person: AwsPerson, place: AwsPlace): PersonRole {
  if ("existing" in person) return { existingRoleArn: iamArn(place, `role/${person.existing}`) };
  const { principals, mfa, name, externalId, sessionHours } = person;
  return present({
    principals: principals.map((one) => (one.startsWith("arn:") ? one : iamArn(place, one))),
    requireMfa: mfa,
    externalId,
    sessionHours,
    roleName: name,
  });
}
