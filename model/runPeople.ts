/**
 * Everybody who may ask for a run on AWS and everybody who answers its gates, by identity: principals, roles that exist, roles that are
 * made, and approvers by name. Who may take a role is whoever the role is for, so that a chain of roles hides nobody.
 */
import { identitiesOf } from "./awsPrincipals";

export const runParts = ["requester", "approver", "auditor"] as const;
export type RunPart = (typeof runParts)[number];

/** One part of the people in one account and region. */
export interface PersonInPlace {
  /** Who may take the role that is made, as it is written. @default [] */
  readonly principals?: readonly string[];
  /** A role that exists, as it is written. */
  readonly existing?: string;
  /** Physical name of the role that is made. */
  readonly made?: string;
  /** What stands before the hyphen and the seven digits of chance that Pulumi names the role with. */
  readonly madeFrom?: string;
}

/** An account and region with runs. */
export interface PeopleInPlace extends Partial<Readonly<Record<RunPart, PersonInPlace>>> {
  readonly accountId: string;
  /** Whom gates ask beside the approver's role, as they are written. @default [] */
  readonly approvers?: readonly string[];
  /** How many of them must say yes. @default 1 */
  readonly minimum?: number;
}

export interface PeopleFault {
  readonly part: RunPart | "approvals";
  readonly key: "principals" | "existing" | "name" | "approvers" | "minimum";
  /** What follows the property's name. */
  readonly message: string;
}

export interface MadeRole {
  readonly part: RunPart;
  readonly place: PeopleInPlace;
  /** As `identitiesOf` writes it; of one without a name what its name begins with, and a star. */
  readonly identity: string;
  readonly isNamed: boolean;
}

export function madeRoles(places: readonly PeopleInPlace[]): readonly MadeRole[] {
  return places.flatMap((place) =>
    runParts.flatMap((part): readonly MadeRole[] => {
      const { existing, made, madeFrom } = place[part] ?? {};
      const name = made ?? madeFrom;
      if (existing !== undefined || name === undefined) return [];
      const [identity = ""] = identitiesOf(`role/${name}`, [place.accountId]);
      return made === undefined
        ? [{ part, place, identity: `${identity}-*`, isNamed: false }]
        : [{ part, place, identity, isNamed: true }];
    }),
  );
}

/**
 * What a role is called that is made in an account and region: IAM's names are the account's, so that a given one ends in the region.
 * @param resource what Pulumi calls the role.
 */
export function regionalRole(
  resource: string,
  name: string | undefined,
  { region }: { readonly region: string },
): PersonInPlace {
  return name === undefined ? { madeFrom: resource } : { made: `${name}-${region}` };
}

/** Of one without a name what its name begins with, and a star. */
export type MadeRoles = ReadonlyMap<string, MadeRole>;

/** By identity, of two with one name the first. */
export function byIdentity(made: readonly MadeRole[]): MadeRoles {
  return new Map([...made].reverse().map((role) => [role.identity, role]));
}

/** The role that somebody is, of those that are made. */
export function madeRoleOf(
  made: MadeRoles,
  { accountId }: PeopleInPlace,
  who: string,
): MadeRole | undefined {
  const [identity = ""] = identitiesOf(who, [accountId]);
  return made.get(identity) ?? made.get(identity.replace(/-[0-9a-f]{7}$/, "-*"));
}

/** A role that exists, as a principal is written. */
export function writtenRole(existing: string): string {
  return existing.startsWith("arn:") ? existing : `role/${existing}`;
}

/** Identity of the one who is named, and of all who may become it by way of roles that are made. */
export function reachOf(
  made: MadeRoles,
  place: PeopleInPlace,
  who: string,
  known: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  const role = madeRoleOf(made, place, who);
  return role === undefined
    ? new Set([...known, ...identitiesOf(who, [place.accountId])])
    : reachOfRole(made, role, known);
}

export function reachOfRole(
  made: MadeRoles,
  role: MadeRole,
  known: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  if (known.has(role.identity)) return known;
  const principals = role.place[role.part]?.principals ?? [];
  return principals.reduce(
    (reached, who) => reachOf(made, role.place, who, reached),
    new Set([...known, role.identity]) as ReadonlySet<string>,
  );
}

/** Those who ask, or who answer, as they are written: principals, a role that exists, and approvers by name. */
export interface Named {
  readonly part: RunPart | "approvals";
  readonly key: "principals" | "existing" | "approvers";
  readonly place: PeopleInPlace;
  readonly who: string;
}

export function namedIn(place: PeopleInPlace, part: RunPart): readonly Named[] {
  const { principals = [], existing } = place[part] ?? {};
  return [
    ...principals.map((who) => ({ part, key: "principals", place, who }) as const),
    ...(existing === undefined
      ? []
      : [{ part, key: "existing", place, who: writtenRole(existing) } as const]),
  ];
}

export function approversIn(place: PeopleInPlace): readonly Named[] {
  return (place.approvers ?? []).map(
    (who) => ({ part: "approvals", key: "approvers", place, who }) as const,
  );
}
