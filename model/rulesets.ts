/** Dated sets of the pack's rules, the oldest first. A rule names the set that it came with. */
export const rulesets = ["2026.11"] as const;

/** Year and month: sets compare as texts. */
export type Ruleset = (typeof rulesets)[number];
