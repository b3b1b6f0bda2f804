/**
 * How long the parts of a run on AWS may take before the installation begins: the runbook ends each of them then. Whether
 * enough time is left is asked again after them, so that a machine that took this long is left alone, not patched late.
 */
import type { RunSettings } from "./plan";
import type { Minutes } from "./time";

/** Checks and packages, a recovery point made by the run, and a document of the team's own. */
export const runLimits = { prestage: 60, recoveryJob: 120, hook: 30 } as const;

/** Checks alone, without packages: a bound by experience, far below the limit of their step. */
const checks: Minutes = 10;

export interface Preparation {
  /** `a download (1h)`. */
  readonly what: string;
  readonly minutes: Minutes;
}

/** What a machine of a ring goes through before its installation, each with the longest that it may take. */
export function preparationOf(
  { download, hooks }: RunSettings,
  when: "inWindow" | undefined,
): readonly Preparation[] {
  return [
    download === true
      ? { what: "download", minutes: runLimits.prestage }
      : { what: "checks", minutes: checks },
    ...(when === "inWindow" ? [{ what: "recovery point", minutes: runLimits.recoveryJob }] : []),
    ...(hooks?.before === undefined ? [] : [{ what: "hook before", minutes: runLimits.hook }]),
  ];
}
