/** Who hears of a deadline in danger or missed, when, and how they are reached. */
import type { Policy } from "./policy";
import type { Instant } from "./time";

/** How somebody is reached; unknown where the document does not say. */
export interface Contact {
  readonly name: string;
  readonly title: string;
  readonly contact: string | undefined;
}

export interface Notice {
  readonly at: Instant;
  readonly when: "dueSoon" | "overdue";
  readonly to: Contact;
}

/** The notices about one due instant, in order of time; those of the same instant in the document's order. */
export function noticesFor(policy: Policy, due: Instant): readonly Notice[] {
  return policy.escalation
    .map(({ when, offset, to }) => ({ at: due + offset, when, to: contactOf(policy, to) }))
    .sort((a, b) => a.at - b.at);
}

/** A name that is both a team and a person means the team. */
export function contactOf(policy: Policy, name: string): Contact {
  const team = policy.teams?.[name];
  const person = policy.people[name];
  return {
    name,
    title: (team === undefined ? person?.name : team.title) ?? name,
    contact: team === undefined ? person?.contact : team.contact,
  };
}
