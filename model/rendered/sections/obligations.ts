/** The standards that bind: what they demand, whether that decides a deadline, and who says so. */

import { boundIn } from "../../expand/bound";
import { obligationsOf } from "../../expand/obligations";
import { describeApplicability } from "../../obligations/describe";
import type { Obligation } from "../../obligations/obligation";
import { className } from "../../proof/findings";
import type { PolicySource } from "../source";
import { limitWords } from "../terms";
import { type Block, name, names, paragraph, type Section, type Text, table, text } from "../tree";
import { durationWords } from "../words";

export function obligationsSection(source: PolicySource): Section | undefined {
  const named = obligationsIn(source);
  if (named.length === 0) return undefined;
  return {
    id: "obligations",
    title: "Obligations",
    blocks: [
      paragraph(
        "These standards and rules are obeyed. What they demand beside deadlines is a duty of the groups' owners.",
      ),
    ],
    parts: named.map(([obligation, groups]) => obligationPart(source, obligation, groups)),
  };
}

/** Each obligation of the document, with the groups that it is named for. */
function obligationsIn({
  policy,
}: PolicySource): readonly (readonly [Obligation, readonly string[]])[] {
  const found = new Map<string, readonly [Obligation, string[]]>();
  for (const [group, written] of Object.entries(policy.groups)) {
    for (const obligation of obligationsOf(policy, written)) {
      const known = found.get(obligation.id);
      if (known === undefined) found.set(obligation.id, [obligation, [group]]);
      else if (!known[1].includes(group)) known[1].push(group);
    }
  }
  return [...found.values()];
}

function obligationPart(
  { policy, plan }: PolicySource,
  obligation: Obligation,
  groups: readonly string[],
): Section {
  const { id, title, limits, duties, evidence, source } = obligation;
  const all = groups.length === plan.groups.length;
  return {
    id: `obligation-${id.replace(/[^a-z0-9-]/g, "-")}`,
    title,
    blocks: [
      paragraph(
        text`${name(id)}, for ${all ? "all groups" : names(groups)}. ${statusText(obligation)}`,
      ),
      paragraph(bindingText(policy, plan, id)),
      ...table(
        ["Control", "Where", "Limit"],
        limits.map(({ control, when, limit, note }) => [
          control,
          describeApplicability(when),
          `${limitWords(limit)}${note === undefined ? "" : `; ${note}`}`,
        ]),
      ),
      ...table(
        ["Control", "How often", "Duty"],
        duties.map(({ control, every, what }) => [
          control,
          every === undefined ? "always" : `every ${durationWords(every)}`,
          what,
        ]),
      ),
      ...evidenceText(evidence),
      paragraph(`Source: ${source}.`),
    ],
  };
}

function evidenceText(evidence: readonly string[]): readonly Block[] {
  return evidence.length === 0 ? [] : [paragraph(`Evidence: ${evidence.join("; ")}.`)];
}

function statusText({ status }: Obligation): string {
  const since = status.since === undefined ? "" : ` since ${status.since}`;
  const note = status.note === undefined ? "" : ` (${status.note})`;
  const kind = status.kind === "inForce" ? "In force" : `Only ${status.kind}`;
  return `${kind}${since}${note}.`;
}

function bindingText(policy: PolicySource["policy"], plan: PolicySource["plan"], id: string): Text {
  const binding = boundIn(policy, plan, id);
  switch (binding.kind) {
    case "binds": {
      const groups = [...new Set(binding.deadlines.map(({ group }) => group))];
      const classes = [...new Set(binding.deadlines.map((one) => className(one.class)))];
      return text`It decides the deadline of ${classes.join(", ")} patches in ${names(groups)}.`;
    }
    case "neverTightest":
      return "It applies, and the deadlines of the tiers or of another obligation are tighter everywhere.";
    case "noLimit":
      return "It sets no instant here: the deadlines of the tiers are the limit that it asks the organisation for.";
    case "notInForce":
      return "It is not in force, and binds nothing.";
    case "notNamed":
      return "It binds nothing here.";
  }
}
