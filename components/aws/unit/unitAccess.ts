/** The people's roles of a unit, when the plan or the programme names people. IAM's names are the account's, so each ends in the region. */
import type * as pulumi from "@pulumi/pulumi";
import { PatchAccess, type PeopleOfRuns, type PersonRole } from "../access/patchAccess";
import { type AwsPlace, iamArn } from "../place";
import type { SnapshotPolicy } from "../recovery/snapshotPolicy";
import type { PatchRunbooks } from "../rings/patchRunbooks";
import { boundary } from "./plannedAccount";
import type { Calendars, UnitContext } from "./unitContext";

export interface UnitRuns {
  readonly runbooks: PatchRunbooks;
  readonly snapshots: SnapshotPolicy;
  readonly calendars: Calendars;
  readonly windowIds: Readonly<Record<string, pulumi.Output<string>>>;
}

export function declareAccess(
  { name, unit, place, tags, opts }: UnitContext,
  { runbooks, snapshots, calendars, windowIds }: UnitRuns,
  people: PeopleOfRuns,
): PatchAccess {
  return new PatchAccess(
    name,
    {
      ...place,
      runbooks,
      windowIds: Object.values(windowIds),
      calendarArns: [...calendars.values()].map(({ calendarArn }) => calendarArn),
      vaultArn: snapshots.vaultArn,
      formerVaultArns: snapshots.formerVaults.map(({ arn }) => arn),
      ...regionalPeople(people, place),
      ...boundary(unit, place),
      ...tags,
    },
    opts,
  );
}

/** Of the role whose sessions answer gates here; nothing where only IAM or the deployment will know its name. */
export function approverArn(people: PeopleOfRuns, place: AwsPlace): string | undefined {
  const role = regional(people, "approver", place.region).approver;
  if (role === undefined) return undefined;
  if ("existingRoleArn" in role) {
    return typeof role.existingRoleArn === "string" ? role.existingRoleArn : undefined;
  }
  return role.roleName === undefined ? undefined : iamArn(place, `role/${role.roleName}`);
}

/** IAM's names are the account's. */
export function regionalPeople(
  people: PeopleOfRuns,
  { region }: Pick<AwsPlace, "region">,
): PeopleOfRuns {
  return {
    ...regional(people, "requester", region),
    ...regional(people, "approver", region),
    ...regional(people, "auditor", region),
  };
}

function regional<Person extends keyof PeopleOfRuns>(
  people: PeopleOfRuns,
  person: Person,
  region: string,
): { readonly [One in Person]?: PersonRole } {
  const role = people[person];
  if (role === undefined) return {} as { readonly [One in Person]?: PersonRole };
  const named =
    "principals" in role && role.roleName !== undefined
      ? { ...role, roleName: `${role.roleName}-${region}` }
      : role;
  return { [person]: named } as { readonly [One in Person]?: PersonRole };
}
