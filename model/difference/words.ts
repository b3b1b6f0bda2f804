/** What another word does to the promises of a policy, where words cannot be ordered by size. */
import { answersDeadlines } from "../exceptions";
import type { Clock } from "../time";
import type { Effect } from "./change";

export type OfWords = (before: string, after: string) => Effect;

/** An install that waits for a restart is none yet; `always` brings no patch that `ifRequired` does not. */
export const rebootEffect: OfWords = (before, after) => {
  if (after === "never") return "weaker";
  return before === "never" ? "stronger" : "neutral";
};

/** An exception for another group or ring: what was accepted no longer is, and something else is. */
export const scopeEffect: OfWords = () => "mixed";

/** `deadlines` accepts all that is late, `deadline/not-kept` one finding of it; others have nothing in common. */
export const ruleEffect: OfWords = (before, after) => {
  if (after === "deadlines" && answersDeadlines(before)) return "weaker";
  if (before === "deadlines" && answersDeadlines(after)) return "stronger";
  return "mixed";
};

/** A later set of the pack's rules has all of an earlier one. */
export const rulesetEffect: OfWords = (before, after) => (after > before ? "stronger" : "weaker");

/** The events that each event is never before: nothing is detected, listed or evaluated before its release. */
const notBefore: Readonly<Record<string, readonly string[]>> = {
  detected: ["released"],
  kevAdded: ["released"],
  evaluated: ["released", "detected"],
} satisfies { readonly [clock in Clock]?: readonly Clock[] };

/** Which of a detection and an entry in KEV comes first nobody knows beforehand. */
export const clockEffect: OfWords = (before, after) => {
  if (before === after) return "neutral";
  if (notBefore[after]?.includes(before)) return "weaker";
  return notBefore[before]?.includes(after) ? "stronger" : "mixed";
};
