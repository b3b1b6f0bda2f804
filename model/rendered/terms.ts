/** Words of the model as people read them. */

import type { FactName } from "../classification/facts";
import { contactOf } from "../escalation";
import type { LostUse } from "../expand/fieldUse";
import { clockWords } from "../obligations/describe";
import type { TimeLimit } from "../obligations/obligation";
import type { Cloud, Deadline, Exposure } from "../plan";
import type { Policy } from "../policy";
import { type SystemId, systemFacts } from "../systems";
import { name, type Text, text } from "./tree";
import { dateWords, durationWords, listWords } from "./words";

export function plainExposure(exposure: Exposure): string {
  return exposure === "internet" ? "reached from the internet" : "internal";
}

export function cloudWords(cloud: Cloud): string {
  return cloud === "aws" ? "AWS" : "Azure";
}

/** `Azure`, `AWS, for Ubuntu 24.04`: where a use is lost. */
export function lostPlace({ cloud, systems }: LostUse): string {
  if (cloud === "azure") return cloudWords(cloud);
  return `AWS, for ${listWords(systemTitles(systems))}`;
}

export function systemTitles(systems: readonly SystemId[]): readonly string[] {
  return [...new Set(systems.map((system) => systemFacts(system).title))];
}

/** A team or person under the full name that the document gives. */
export function partyWords(policy: Policy, party: string): string {
  return contactOf(policy, party).title;
}

const facts: Readonly<Record<FactName, string>> = {
  businessImpact: "business impact",
  dataClass: "data class",
  missionImpact: "mission impact",
  safetyImpact: "safety impact",
  exposure: "exposure",
  environment: "environment",
};

export function factWords(fact: FactName): string {
  return facts[fact];
}

/** ` for releases from 1 July 2027`; nothing for all. */
function releasesWords({ from, until }: Deadline): string {
  const bounds = [
    ...(from === undefined ? [] : [`from ${dateWords(from)}`]),
    ...(until === undefined ? [] : [`before ${dateWords(until)}`]),
  ];
  return bounds.length === 0 ? "" : ` for releases ${bounds.join(" and ")}`;
}

/** `1 month after the release`, `a limit of the organisation's own`. */
export function limitWords(limit: TimeLimit): string {
  if ("within" in limit) return `${durationWords(limit.within)} after the ${clockWords[limit.of]}`;
  if ("stages" in limit)
    return limit.stages
      .map(({ act, within, of }) => `${act} ${durationWords(within)} after the ${clockWords[of]}`)
      .join(", ");
  return "own" in limit ? "a limit of the organisation's own" : "with the next upgrade";
}

/**
 * `14 days`; with the event that it counts from where that is not the release, the releases that it is for where those
 * are not all, and who asks where that is no tier.
 */
export function deadlineText(deadline: Deadline): Text {
  const { within, of, source } = deadline;
  const after = of === undefined ? "" : ` after the ${clockWords[of]}`;
  const which = releasesWords(deadline);
  const by = source.startsWith("tier ") ? "" : text` (${name(source)})`;
  return text`${durationWords(within)}${after}${which}${by}`;
}
