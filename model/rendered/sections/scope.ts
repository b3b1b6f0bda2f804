/** What the policy is for, and which machines it covers. */
import { systemFacts } from "../../systems";
import { counted } from "../../textTable";
import type { PolicySource } from "../source";
import { name, names, paragraph, type Section, type Text, table, text } from "../tree";
import { findingsBy, unlessKept } from "../unkept";
import { listWords, rateWords } from "../words";

export function scopeSection(source: PolicySource): Section {
  const { policy, plan } = source;
  const systems = new Set(
    plan.groups.flatMap(({ rings }) =>
      rings.flatMap((ring) => ring.systems.map((one) => one.system)),
    ),
  );
  const titles = [...systems].map((system) => systemFacts(system).title).sort();
  const clouds = [
    ...(plan.aws.length > 0 ? ["Amazon Web Services"] : []),
    ...(plan.azure.length > 0 ? ["Microsoft Azure"] : []),
  ];
  return {
    id: "scope",
    title: "Purpose and scope",
    blocks: [
      paragraph(
        text`This policy says how ${policy.organisation} keeps the operating systems of its machines patched: what is promised, by when, who answers for it, and what happens when a promise is in danger.`,
      ),
      paragraph(
        text`It is made from ${name(source.files[0]?.file ?? "")}, the same text from which schedules and baselines are deployed and against which infrastructure is checked. Who wants to change the policy changes that text, has the change reviewed, and has the new document signed.`,
      ),
      paragraph(
        text`It covers the machines of ${counted(plan.groups.length, "group")} on ${listWords(clouds)}, which run ${listWords(titles)}. A machine belongs to a group and ring by its tag ${name("PatchGroup")}, such as ${name(plan.groups[0]?.rings[0]?.patchGroup ?? "")}; a machine without the tag is not covered.`,
      ),
      ...limitsText(source),
      ...table(["Place", "Cloud", "Account or subscription", "Groups"], placeRows(source)),
    ],
  };
}

/** Over all groups; what a group limits stands with it. */
function limitsText(source: PolicySource): Section["blocks"] {
  const { perAccount, perMirror } = source.policy.limits;
  const lost = findingsBy(source, "limit/not-kept", ({ group }) => group === undefined);
  const parts = [
    ...(perAccount === undefined
      ? []
      : [`${rateWords(perAccount)} of one account or subscription`]),
    ...(perMirror === undefined ? [] : [`${rateWords(perMirror)} that load from one mirror`]),
  ];
  return parts.length === 0
    ? []
    : [
        paragraph(
          text`Over all groups, at once at most ${listWords(parts)} are patched${unlessKept(lost.length === 0)}`,
        ),
      ];
}

/** One row for each account and region, or subscription and location. */
function placeRows({ plan }: PolicySource): readonly (readonly Text[])[] {
  const groups = (words: readonly string[]): Text => names([...new Set(words)]);
  return [
    ...plan.aws.map((unit) => [
      unit.region,
      "AWS",
      text`${name(unit.account)}, ${unit.accountId}`,
      groups(unit.windows.flatMap(({ runs }) => runs.map(({ group }) => group))),
    ]),
    ...plan.azure.map((unit) => [
      unit.location,
      "Azure",
      text`${name(unit.subscription)}, ${unit.subscriptionId}`,
      groups(unit.configurations.map(({ group }) => group)),
    ]),
  ];
}
