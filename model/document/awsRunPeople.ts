/** What the document says of the people of runs, in each account and region with groups. Works on raw values. */
import type { PathFault } from "../fault";
import { present } from "../present";
import {
  type PeopleInPlace,
  type PersonInPlace,
  type RunPart,
  regionalRole,
  runParts,
} from "../runPeople";
import { peopleFaults } from "../runPeopleFaults";
import { approvals } from "./awsAccess";
import { type Access, access } from "./awsPeople";
import { entries, field, items, textOf } from "./raw";
import { fault } from "./recoveryFaults";

/** Nothing where the shape is wrong already. */
export function runPeopleFaults(root: unknown): readonly PathFault[] {
  const aws = field(field(root, "clouds"), "aws");
  const people = access.safeParse(field(aws, "access") ?? {});
  const asked = approvals.optional().safeParse(field(aws, "approvals"));
  if (!people.success || !asked.success) return [];
  // Most documents name nobody, and may have thousands of groups.
  if (asked.data === undefined && runParts.every((part) => people.data[part] === undefined)) {
    return [];
  }
  const places = placesOf(root, aws).map(
    (place): PeopleInPlace => ({
      accountId: place.accountId,
      ...peopleIn(people.data, place),
      ...(asked.data === undefined
        ? {}
        : { approvers: asked.data.approvers ?? [], minimum: asked.data.minimum }),
    }),
  );
  return peopleFaults(places).map(({ part, key, message }) =>
    fault(["clouds", "aws", ...(part === "approvals" ? [part] : ["access", part]), key], message),
  );
}

interface Place {
  readonly account: string;
  readonly accountId: string;
  readonly region: string;
}

function placesOf(root: unknown, aws: unknown): readonly Place[] {
  const groups = entries(field(root, "groups")).map(([, group]) => field(group, "aws"));
  return entries(field(aws, "accounts")).flatMap(([account, written]) => {
    const regions = groups.flatMap((group) => {
      const accounts = field(group, "accounts");
      const isHere = accounts === undefined || items(accounts).includes(account);
      return isHere ? items(field(group, "regions")).map(textOf) : [];
    });
    return [...new Set(regions)].map((region) => ({
      account,
      accountId: textOf(field(written, "id")),
      region,
    }));
  });
}

function peopleIn(people: Access, place: Place): Partial<Record<RunPart, PersonInPlace>> {
  return present(
    Object.fromEntries(
      runParts.map((part) => [part, people[part] && personIn(people[part], part, place)]),
    ),
  );
}

function personIn(
  { existing, principals = [], name }: NonNullable<Access[RunPart]>,
  part: RunPart,
  place: Place,
): PersonInPlace {
  if (existing !== undefined) return { existing };
  return { principals, ...regionalRole(`${place.account}-${place.region}-${part}`, name, place) };
}
