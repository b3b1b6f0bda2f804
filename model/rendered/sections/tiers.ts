/** How critical machines are: the tiers, what each gives and which groups come to it, and when a rollout is undone. */
import { classify } from "../../classification/classify";
import { factNames } from "../../classification/facts";
import type { RollbackTrigger } from "../../plan";
import type { Policy } from "../../policy";
import type { PolicySource } from "../source";
import { factWords, partyWords, plainExposure } from "../terms";
import {
  type Block,
  list,
  name,
  names,
  paragraph,
  type Section,
  type Text,
  table,
  text,
} from "../tree";
import { findingsBy, ringsOf, unlessKept } from "../unkept";
import { capitalised, durationWords, listWords, minutesWords } from "../words";

export function tiersSection(source: PolicySource): Section {
  const { policy, plan } = source;
  return {
    id: "tiers",
    title: "Tiers and classification",
    blocks: [
      paragraph(
        "A tier says how critical machines are to the business. A group is in one tier, and is given what that tier promises.",
      ),
      ...table(
        ["Tier", "Recovery point before an install", "Path out of cycle", "Groups"],
        Object.entries(policy.tiers).map(([tier, written]) => tierRow(source, tier, written)),
        "The tiers",
      ),
      ...list(
        Object.entries(policy.tiers).flatMap(([tier, written]) => tierTexts(source, tier, written)),
      ),
      ...table(
        ["Group", "Tier", "Exposure", "Environment", "Owner", "Restart"],
        plan.groups.map((group) => [
          name(group.name),
          name(group.tier),
          plainExposure(group.exposure),
          policy.environments?.[group.environment]?.title ?? group.environment,
          partyWords(policy, group.owner),
          restartWords[group.reboot],
        ]),
        "The groups",
      ),
      ...classificationTable(source),
    ],
  };
}

type Tier = Policy["tiers"][string];

function tierRow({ plan }: PolicySource, tier: string, written: Tier): readonly Text[] {
  const { recoveryPoint, outOfCycle } = written;
  const groups = plan.groups.filter((group) => group.tier === tier).map((group) => group.name);
  return [
    name(tier),
    recoveryPoint.required
      ? `required, kept ${recoveryPoint.keep} days`
      : `not required; kept ${recoveryPoint.keep} days where there is one`,
    outOfCycle === undefined ? "none" : name(outOfCycle),
    groups.length === 0 ? "none" : names(groups),
  ];
}

const restartWords = {
  ifRequired: "where a patch needs it",
  never: "never",
  always: "after every install",
} as const;

/** What a tier says beyond its row. */
function tierTexts(
  source: PolicySource,
  tier: string,
  { from, cadence, rollback }: Tier,
): readonly Text[] {
  return [
    ...(from === undefined ? [] : [text`To tier ${name(tier)} comes what has ${fromWords(from)}.`]),
    ...(cadence === undefined ? [] : [cadenceText(source, tier, cadence)]),
    ...(rollback === undefined ? [] : [rollbackText(source, tier, rollback)]),
  ];
}

function cadenceText(
  source: PolicySource,
  tier: string,
  cadence: NonNullable<Tier["cadence"]>,
): Text {
  const groups = source.plan.groups.filter((group) => group.tier === tier).map(({ name }) => name);
  const late = findingsBy(source, "cadence/not-kept", ({ group = "" }) => groups.includes(group));
  return text`Machines of tier ${name(tier)} are patched at least every ${durationWords(cadence)}, whatever is released${unlessKept(late.length === 0, ringsOf(late))}`;
}

function fromWords(alternatives: NonNullable<Tier["from"]>): string {
  return alternatives
    .map((asked) =>
      listWords(
        factNames.flatMap((fact) => {
          const allowed: readonly string[] | undefined = asked[fact];
          return allowed === undefined
            ? []
            : [`${factWords(fact)} ${listWords(allowed.map(valueWords), "or")}`];
        }),
      ),
    )
    .join("; or ");
}

/** One sentence, so that what is said of whether it is kept is said of all of it. */
function rollbackText(
  source: PolicySource,
  tier: string,
  { when, within, loss }: NonNullable<Tier["rollback"]>,
): Text {
  const causes = listWords(when.map(triggerWords), "or");
  const rest = [
    ...(within === undefined ? [] : [`all is as before within ${minutesWords(within)}`]),
    ...(loss === undefined ? [] : [`at most the work of ${minutesWords(loss)} is lost`]),
  ];
  const after = rest.length === 0 ? "" : `; then ${rest.join(", and ")}`;
  const unkept = findingsBy(source, "rollback/not-kept", ({ entry }) => entry === tier);
  return text`A rollout in tier ${name(tier)} is stopped and undone when ${causes}${after}${unlessKept(unkept.length === 0)}`;
}

function triggerWords(trigger: RollbackTrigger): string {
  switch (trigger.kind) {
    case "failed":
      return `the patch failed on more than ${trigger.percent} % of a ring's machines`;
    case "unhealthyFor":
      return `health checks fail for ${minutesWords(trigger.minutes)}`;
    case "sloBurn":
      return `the error budget burns ${trigger.times} times faster than it may`;
    case "rebootLoop":
      return `a machine restarts ${trigger.restarts} times after a patch`;
    case "gateFailed":
      return "a gate of the rollout fails";
    case "manual":
      return "somebody says so";
  }
}

/** `missionFailure` as `mission failure`. */
function valueWords(value: string): string {
  return value.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Only what the document classifies: a fact that nobody gave counts as the strictest. */
function classificationTable({ policy }: PolicySource): readonly Block[] {
  const classified = classify(policy).filter(
    ({ group }) => policy.groups[group]?.classification !== undefined,
  );
  const facts = factNames.filter((fact) => fact !== "exposure" && fact !== "environment");
  return table(
    ["Group", ...facts.map((fact) => capitalised(factWords(fact))), "Comes to tier"],
    classified.map(({ group, facts: given, comesTo, tier, verdict }) => [
      name(group),
      ...facts.map((fact) => valueWords(given[fact] ?? "not given: the strictest")),
      verdict === "tooLow"
        ? [{ strong: `${comesTo}, and is in ${tier}` }]
        : (comesTo ?? "none asks for it"),
    ]),
    "The classification",
  );
}
