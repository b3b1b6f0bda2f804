/** Whom the gates of one place ask: everybody once, as IAM spells them, and enough of them for the yeses that are asked for. */
import { identitiesOf } from "./awsPrincipals";
import {
  approversIn,
  type MadeRoles,
  madeRoleOf,
  type PeopleFault,
  type PeopleInPlace,
  reachOf,
  writtenRole,
} from "./runPeople";

/** One of those who are asked. */
interface Answer {
  readonly who: string;
  readonly identity: string;
  /** All who may give it. */
  readonly givers: ReadonlySet<string>;
}

/** Nothing where no gate asks. */
export function answerFaults(place: PeopleInPlace, made: MadeRoles): readonly PeopleFault[] {
  if (place.approvers === undefined) return [];
  const answers = answersOf(place, made);
  const odd = [...deafFaults(place, made), ...spellingFaults(place, answers)];
  return odd.length > 0 ? odd : countFaults(place, answers);
}

/** The approver's role is asked by its name: of one without a name only IAM will know it. */
function answersOf(place: PeopleInPlace, made: MadeRoles): readonly Answer[] {
  const { existing, made: name } = place.approver ?? {};
  const own = existing === undefined ? name : existing;
  const asked = [
    ...approversIn(place).map(({ who }) => who),
    ...(own === undefined ? [] : [writtenRole(own)]),
  ];
  return asked.map((who) => ({
    who,
    identity: identityOf(place, made, who),
    givers: reachOf(made, place, who),
  }));
}

function identityOf(place: PeopleInPlace, made: MadeRoles, who: string): string {
  const [identity = ""] = identitiesOf(who, [place.accountId]);
  return madeRoleOf(made, place, who)?.identity ?? identity;
}

function deafFaults(place: PeopleInPlace, made: MadeRoles): readonly PeopleFault[] {
  return approversIn(place).flatMap(({ part, key, who }) => {
    if (madeRoleOf(made, place, who)?.part !== "auditor") return [];
    const message = `must name people who may answer, and ${who} is the auditor's role, which may not`;
    return [{ part, key, message }];
  });
}

/** Automation compares what it is told with who answers: of two spellings of one name, one is nobody's. */
function spellingFaults(place: PeopleInPlace, answers: readonly Answer[]): readonly PeopleFault[] {
  return answers.flatMap((answer, index): readonly PeopleFault[] => {
    const first = answers.findIndex(({ identity }) => identity === answer.identity);
    const { who = "" } = answers[first] ?? {};
    if (first === index || spelt(place, who) === spelt(place, answer.who)) return [];
    const message = `must name everybody once, and ${who} and ${answer.who} are one: names of IAM differ neither by path nor by case`;
    return [{ part: "approvals", key: "approvers", message }];
  });
}

/** As the gate is told: a role by its ARN, a user by the name or the ARN. */
function spelt({ accountId }: PeopleInPlace, who: string): string {
  return who.startsWith("role/") ? `${accountId}:${who}` : who.replace(/^arn:[^:]*:iam::/, "");
}

function countFaults(
  { minimum = 1 }: PeopleInPlace,
  answers: readonly Answer[],
): readonly PeopleFault[] {
  const once = answers.filter(
    ({ identity }, index) => answers.findIndex((one) => one.identity === identity) === index,
  );
  const fault = (message: string): PeopleFault => ({ part: "approvals", key: "minimum", message });
  if (once.length === 0) return [];
  if (minimum > once.length) {
    return [
      fault(
        `must be at most ${once.length}, the number of approvers, the approver's role among them and each counted once`,
      ),
    ];
  }
  return minimum === 1
    ? []
    : once.flatMap((one, index) => {
        const twice = once
          .slice(index + 1)
          .find(({ givers }) => [...givers].some((giver) => one.givers.has(giver)));
        return twice === undefined
          ? []
          : [
              fault(
                `must be 1 while one person may answer twice: as ${one.who} and as ${twice.who}`,
              ),
            ];
      });
}
