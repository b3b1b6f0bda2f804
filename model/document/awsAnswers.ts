/** Who answers the gates that ask: approvers by name, and the approver's own role of each region. */
import type * as z from "zod";
import type { approvals } from "./awsAccess";
import type { Access } from "./awsPeople";

type Approvals = z.output<typeof approvals>;

interface AnswerFault {
  /** Below `clouds.aws`. */
  readonly path: readonly string[];
  readonly message: string;
}

export function answerFaults(access: Access, asked: Approvals | undefined): readonly AnswerFault[] {
  return asked === undefined ? [] : [...nameFaults(access), ...numberFaults(access, asked)];
}

/** Gates name whom they ask, and IAM would make up a name that no gate knows. */
function nameFaults({ approver }: Access): readonly AnswerFault[] {
  if (approver === undefined || approver.existing !== undefined) return [];
  const message = "must be given where gates ask: they ask the role by its name";
  return approver.name === undefined ? [{ path: ["access", "approver", "name"], message }] : [];
}

/** The most that a gate asks ("Approvers" of the action aws:approve). */
const mostApprovers = 10;

function numberFaults({ approver }: Access, { approvers = [] }: Approvals): readonly AnswerFault[] {
  const count = approvers.length + (approver === undefined ? 0 : 1);
  const at = (key: string, message: string): AnswerFault => ({ path: ["approvals", key], message });
  if (count === 0)
    return [at("approvers", "must name at least one approver, or give access.approver")];
  if (count > mostApprovers) {
    const beside = approver === undefined ? "" : ", access.approver among them";
    const message = `must come to at most ${mostApprovers}, which is what SSM takes, and are ${count}${beside}`;
    return [at("approvers", message)];
  }
  return [];
}
