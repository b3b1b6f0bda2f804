/** Who hears of a deadline in danger or missed, and how they are reached. */
import { contactOf } from "../../escalation";
import type { PolicySource } from "../source";
import { partyWords } from "../terms";
import { paragraph, type Section, table } from "../tree";
import { minutesWords } from "../words";

export function escalationSection({ policy }: PolicySource): Section | undefined {
  if (policy.escalation.length === 0) return undefined;
  return {
    id: "escalation",
    title: "Escalation",
    blocks: [
      paragraph("When a patch is not installed in time, or is about to be late, these are told:"),
      ...table(
        ["When", "Who is told", "Contact"],
        policy.escalation.map(({ when, offset, to }) => [
          when === "dueSoon" ? `${minutesWords(-offset)} before it is due` : overdueWords(offset),
          partyWords(policy, to),
          contactOf(policy, to).contact ?? "unknown",
        ]),
      ),
    ],
  };
}

function overdueWords(offset: number): string {
  return offset === 0 ? "as soon as it is overdue" : `${minutesWords(offset)} after it was due`;
}
