/** Who answers the gates that ask: approvers by name, and the approver's own role of each region. Nobody of them asks. */
import type * as z from "zod";
import { whoIsBoth } from "../awsPrincipals";
import type { approvals } from "./awsAccess";
import type { Access } from "./awsPeople";

type Approvals = z.output<typeof approvals>;

interface AnswerFault {
  /** Below `clouds.aws`. */
  readonly path: readonly string[];
  readonly message: string;
}

/** @param accounts ids of all accounts, in each of which a name is somebody. */
export function answerFaults(
  access: Access,
  asked: Approvals | undefined,
  accounts: readonly string[],
): readonly AnswerFault[] {
  return [
    ...bothFaults(access, asked?.approvers ?? [], accounts),
    ...(asked === undefined ? [] : [...nameFaults(access), ...numberFaults(access, asked)]),
  ];
}

/** In one of the accounts, and in any spelling. */
function bothFaults(
  { requester, approver }: Access,
  approvers: readonly string[],
  accounts: readonly string[],
): readonly AnswerFault[] {
  const asking = namesOf(requester);
  const answering = [
    { path: ["access", "approver", "principals"], names: approver?.principals ?? [] },
    { path: ["access", "approver", "existing"], names: existingOf(approver) },
    { path: ["approvals", "approvers"], names: approvers },
  ];
  return answering.flatMap(({ path, names }) => {
    const who = whoIsBoth(asking, names, accounts);
    const message = `must name nobody who may request, and ${who} is in both; who asks does not approve`;
    return who === undefined ? [] : [{ path, message }];
  });
}

/** Gates name whom they ask, and IAM would make up a name that no gate knows. */
function nameFaults({ approver }: Access): readonly AnswerFault[] {
  if (approver === undefined || approver.existing !== undefined) return [];
  const message = "must be given where gates ask: they ask the role by its name";
  return approver.name === undefined ? [{ path: ["access", "approver", "name"], message }] : [];
}

/** The most that a gate asks ("Approvers" of the action aws:approve). */
const mostApprovers = 10;

function numberFaults(
  { approver }: Access,
  { approvers = [], minimum }: Approvals,
): readonly AnswerFault[] {
  const count = approvers.length + (approver === undefined ? 0 : 1);
  const beside = approver === undefined ? "" : ", access.approver among them";
  const at = (key: string, message: string): AnswerFault => ({ path: ["approvals", key], message });
  if (count === 0)
    return [at("approvers", "must name at least one approver, or give access.approver")];
  if (count > mostApprovers) {
    const message = `must come to at most ${mostApprovers}, which is what SSM takes, and are ${count}${beside}`;
    return [at("approvers", message)];
  }
  return minimum > count
    ? [at("minimum", `must be at most ${count}, the number of approvers${beside}`)]
    : [];
}

type Person = Access["requester"];

function namesOf(person: Person): readonly string[] {
  return [...(person?.principals ?? []), ...existingOf(person)];
}

function existingOf(person: Person): readonly string[] {
  return person?.existing === undefined ? [] : [`role/${person.existing}`];
}
