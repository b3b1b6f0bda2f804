/** Limits and predicates in words, for tables. */

import { describeDuration } from "../duration";
import type { Predicates } from "../plan";
import type { Clock } from "../time";
import type { Applicability, TimeLimit } from "./obligation";

/** The events that limits count from, in words. */
export const clockWords: Readonly<Record<Clock, string>> = {
  released: "release",
  detected: "detection",
  evaluated: "evaluation",
  kevAdded: "KEV entry",
};

/** `14d of release`, `own limit`, `on upgrade`, `evaluate 35d of release, fix 35d of evaluation`. */
export function describeLimit(limit: TimeLimit): string {
  if ("within" in limit) {
    return `${describeDuration(limit.within)} of ${clockWords[limit.of]}`;
  }
  if ("stages" in limit) {
    return limit.stages
      .map(({ act, within, of }) => `${act} ${describeDuration(within)} of ${clockWords[of]}`)
      .join(", ");
  }
  return "own" in limit ? "own limit" : "on upgrade";
}

/** `internet, critical or high, exploited`; `everything` where no predicate stands. */
export function describeApplicability(when: Applicability): string {
  const parts = [
    when.exposure,
    listed("tier ", when.tier),
    listed("environment ", when.environment),
    listed("", when.component?.map(spaced)),
    listed("", when.severity),
    ...yesOrNo(when.exploited, "exploited"),
    ...describePredicates(when),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? "everything" : parts.join(", ");
}

/** `not automatable`, `total impact`; those that are absent are left out. */
export function describePredicates(when: Pick<Applicability, keyof Predicates>): readonly string[] {
  return [
    ...yesOrNo(when.likelyExploitable, "likely exploitable"),
    ...yesOrNo(when.automatable, "automatable"),
    ...(when.technicalImpact === undefined ? [] : [`${when.technicalImpact} impact`]),
    ...(when.adverseImpact === undefined ? [] : [when.adverseImpact]),
  ];
}

function yesOrNo(value: boolean | undefined, word: string): readonly string[] {
  return value === undefined ? [] : [value ? word : `not ${word}`];
}

function listed(before: string, names: readonly string[] | undefined): string | undefined {
  return names === undefined ? undefined : `${before}${names.join(" or ")}`;
}

/** `operatingSystem` as `operating system`. */
function spaced(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
