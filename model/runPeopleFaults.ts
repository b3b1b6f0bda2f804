/** What people of runs may not be: who asks does not answer, nobody answers twice, and IAM has one role of a name. */
import { answerFaults } from "./runAnswers";
import {
  approversIn,
  byIdentity,
  type MadeRole,
  type MadeRoles,
  madeRoleOf,
  madeRoles,
  namedIn,
  type PeopleFault,
  type PeopleInPlace,
  reachOf,
  reachOfRole,
  runParts,
} from "./runPeople";

/** Of all places together, since who asks anywhere answers nowhere; one fault a property. */
export function peopleFaults(places: readonly PeopleInPlace[]): readonly PeopleFault[] {
  const roles = madeRoles(places);
  const made = byIdentity(roles);
  const found = [
    ...nameFaults(roles, made),
    ...bothFaults(places, made),
    ...places.flatMap((place) => [...existingFaults(place, made), ...answerFaults(place, made)]),
  ];
  const first = new Map(
    [...found].reverse().map((fault) => [`${fault.part}.${fault.key}`, fault] as const),
  );
  return found.filter((fault) => first.get(`${fault.part}.${fault.key}`) === fault);
}

/** In any case: the second of them would fail in the middle of a deployment. */
function nameFaults(roles: readonly MadeRole[], made: MadeRoles): readonly PeopleFault[] {
  return roles.flatMap((role): readonly PeopleFault[] => {
    const other = made.get(role.identity);
    if (!role.isNamed || other === undefined || other === role) return [];
    const message = `must be another than the ${other.part}'s: an account has one role of a name, in any case, and both would be ${role.place[role.part]?.made}`;
    return [{ part: role.part, key: "name", message }];
  });
}

/** Where the requester names the approver's own role, all else follows from that. */
function bothFaults(places: readonly PeopleInPlace[], made: MadeRoles): readonly PeopleFault[] {
  const asking = places.flatMap((place) => namedIn(place, "requester"));
  const turned = asking.filter(
    ({ place, who }) => madeRoleOf(made, place, who)?.part === "approver",
  );
  if (turned.length > 0) {
    return turned.map(({ part, key, who }) => {
      const message = `must name nobody who may answer, and ${who} is the approver's role; who asks does not approve`;
      return { part, key, message };
    });
  }
  const askers = new Set([
    ...asking.flatMap(({ place, who }) => [...reachOf(made, place, who)]),
    ...[...made.values()]
      .filter(({ part }) => part === "requester")
      .flatMap((role) => [...reachOfRole(made, role)]),
  ]);
  const answering = places.flatMap((place) => [
    ...namedIn(place, "approver"),
    ...approversIn(place),
  ]);
  return answering.flatMap((named) => {
    const { part, key, place, who } = named;
    const isBoth = [...reachOf(made, place, who)].some((one) => askers.has(one));
    const message = `must name nobody who may request, and ${who} may; who asks does not approve`;
    return isBoth ? [{ part, key, message }] : [];
  });
}

/** A role that is made is not there before. */
function existingFaults(place: PeopleInPlace, made: MadeRoles): readonly PeopleFault[] {
  return runParts
    .flatMap((part) => namedIn(place, part))
    .flatMap(({ part, key, who }) => {
      const role = key === "existing" ? madeRoleOf(made, place, who) : undefined;
      if (role === undefined) return [];
      const message = `must be a role that is there already, and ${who} is the ${role.part}'s, which is made`;
      return [{ part, key, message }];
    });
}
