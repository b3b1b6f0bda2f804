/** Accepted risks: what is not as this policy says, why, who accepted it, and until when. */
import { judgeExceptions } from "../../acceptance/judge";
import { endOf } from "../../exceptions";
import { findingFacts, isFindingId } from "../../findings/catalogue";
import type { PolicyException } from "../../plan";
import type { PolicySource } from "../source";
import { partyWords } from "../terms";
import { type Block, list, name, paragraph, type Section, type Text, table, text } from "../tree";
import { dateWords, durationWords, listWords, lowerFirst } from "../words";

export function exceptionsSection(source: PolicySource): Section | undefined {
  const { plan } = source;
  const rules = acceptanceRules(source);
  if (plan.exceptions.length === 0 && rules.length === 0) return undefined;
  return {
    id: "exceptions",
    title: "Accepted risks",
    blocks: [
      paragraph(
        "Each of these departs from the policy until its last day, with a reason, an owner and an approver. After that day it no longer counts, and what it accepted is a breach again.",
      ),
      ...list(rules),
      ...(plan.exceptions.length === 0 ? [paragraph("No risk is accepted at present.")] : []),
      ...table(
        ["Risk", "Departs from", "Reason", "Owner", "Approved by", "Last day"],
        plan.exceptions.map((exception) => exceptionRow(source, exception)),
      ),
      ...objections(source),
    ],
  };
}

/** Who may accept risks of which tier. */
function acceptanceRules({ policy }: PolicySource): readonly Text[] {
  return Object.entries(policy.tiers).flatMap(([tier, { acceptance }]): Text[] => {
    if (acceptance === undefined) return [];
    const { by, longest, renewals, compensating } = acceptance;
    const who =
      by === undefined
        ? "anybody"
        : listWords(
            by.map((one) => partyWords(policy, one)),
            "or",
          );
    const parts = [
      ...(longest === undefined ? [] : [`for ${durationWords(longest)} at the longest`]),
      ...(renewals === undefined
        ? []
        : [`renewed ${renewals === 1 ? "once" : `${renewals} times`} at the most`]),
      ...(compensating ? ["with a compensating control"] : []),
    ];
    const limits = parts.length === 0 ? "" : `: ${listWords(parts)}`;
    return [text`Risks of tier ${name(tier)} may be accepted by ${who}${limits}.`];
  });
}

function exceptionRow({ policy, asOf }: PolicySource, exception: PolicyException): readonly Text[] {
  const {
    id,
    rule,
    reason,
    owner,
    approvedBy,
    approvedAt,
    compensating = [],
    renewals = 0,
  } = exception;
  const controls = compensating.length === 0 ? "" : ` Meanwhile: ${listWords(compensating)}.`;
  const day = approvedAt === undefined ? "" : `, ${dateWords(approvedAt)}`;
  const again = renewals === 0 ? "" : `, renewed ${renewals === 1 ? "once" : `${renewals} times`}`;
  const last = dateWords(exception.expires);
  const what = rule === "deadlines" ? "the deadlines" : name(rule);
  const meaning = isFindingId(rule) ? `: ${lowerFirst(findingFacts(rule).title)}` : "";
  return [
    name(id),
    text`${what}, ${scopeText(exception)}${meaning}`,
    `${reason}${controls}`,
    partyWords(policy, owner),
    `${partyWords(policy, approvedBy)}${day}${again}`,
    asOf < endOf(exception) ? last : [{ strong: `${last}: expired` }],
  ];
}

function scopeText({ scope }: PolicyException): Text {
  const { urn, tags = {}, pointed = false } = scope;
  const pairs = Object.entries(tags).map(([key, value]) => `${key} = ${value}`);
  const resources = [
    ...(urn === undefined ? [] : [text` on resources ${name(urn)}`]),
    ...(pairs.length === 0 ? [] : [text` with the tags ${name(pairs.join(", "))}`]),
    ...(pointed ? [text` that point to it`] : []),
  ];
  return [machinesText(scope), ...resources].flat();
}

function machinesText({ group, ring }: PolicyException["scope"]): Text {
  if (group === undefined && ring === undefined) return "everywhere";
  if (group === undefined) return text`in rings ${name(ring ?? "")}`;
  return text`in ${name(ring === undefined ? group : `${group}.${ring}`)}`;
}

/** What an acceptance lacks, but for its end, which the table shows. */
function objections({ policy, asOf }: PolicySource): readonly Block[] {
  const shown = judgeExceptions(policy, asOf).flatMap((judged) =>
    judged.objections.filter(
      ({ rule }) => rule !== "exception/expired" && rule !== "exception/expiring",
    ),
  );
  return shown.map(({ message }) => ({ kind: "notice", tone: "bad", text: `${message}.` }));
}
