/** What a guarded configuration must be, and what the rings before it wait for. */
import { checkKeys, type KeysOf } from "../argumentForms";
import { type ArgumentChecks, checkGiven, matching, show, trueOrFalse } from "../arguments";
import { joined } from "./argRules";
import { tagValueComplaint } from "./listForms";
import { configurationIdComplaint } from "./place";
import { isGuid } from "./runForms";
import type { AzureRingBefore, GuardedConfiguration } from "./snapshotPolicyArgs";

/** Azure keeps at most 500 restore points of a machine. */
const longestKeepDays = 365;

/** The plain part of a guarded configuration. */
interface Guarded {
  readonly key: string;
  readonly duration: number;
  readonly gap: number;
  readonly keepDays: number;
  readonly hybrid?: string;
  readonly unsupportedDisks?: string;
  readonly ringBefore?: AzureRingBefore;
}

const words = {
  hybrid: ["refuse", "skip"],
  unsupportedDisks: ["cancel", "proceed", "exclude"],
} as const;

const guardedKeys: KeysOf<GuardedConfiguration> = {
  key: "needed text",
  configurationId: "needed",
  group: "needed text",
  patchGroup: "text",
  duration: "needed",
  gap: "needed",
  keepDays: "needed",
  startStopped: true,
  hybrid: "text",
  unsupportedDisks: "text",
  ringBefore: "mapping",
  systemTopicName: true,
  systemTopicPrincipalId: true,
};

const ringBeforeKeys: KeysOf<AzureRingBefore> = {
  patchGroup: "needed text",
  batches: "list of texts",
  here: true,
  elsewhere: "list of texts",
};

/** Forms of one configuration: what cannot be looked into throws. */
export function checkGuarded(
  checks: ArgumentChecks,
  index: number,
  one: GuardedConfiguration,
): void {
  const at = `configurations[${index}]`;
  checkKeys(checks, at, one, guardedKeys);
  checks.check(`${at}.configurationId`, one.configurationId, configurationIdComplaint);
  checks.check(`${at}.group`, one.group, matching(/\S/, "the name of a group"));
  checkGiven(checks, `${at}.patchGroup`, one.patchGroup, tagValueComplaint);
  checkGiven(checks, `${at}.startStopped`, one.startStopped, trueOrFalse);
  checkGiven(checks, `${at}.systemTopicName`, one.systemTopicName, isTopicName);
  checkGiven(checks, `${at}.systemTopicPrincipalId`, one.systemTopicPrincipalId, isGuid);
  if (one.ringBefore === undefined) return;
  const before = `${at}.ringBefore`;
  checkKeys(checks, before, one.ringBefore, ringBeforeKeys);
  checks.check(`${before}.patchGroup`, one.ringBefore.patchGroup, tagValueComplaint);
  checkGiven(checks, `${before}.here`, one.ringBefore.here, trueOrFalse);
  for (const batch of one.ringBefore.batches ?? []) {
    checks.check(`${before}.batches`, batch, tagValueComplaint);
  }
}

export const isTopicName = matching(/^[^\s/]+$/, "the name of a system topic");

/** Words that follow `configurations`. */
export function guardedComplaint(configurations: readonly Guarded[]): string | undefined {
  const keys = configurations.map(({ key }) => key);
  const repeated = keys.filter((key, index) => keys.indexOf(key) !== index);
  return joined([
    configurations.length === 0 ? "must name at least one, got none" : undefined,
    ...repeated.map((key) => `must have keys of their own, got ${show(key)} more than once`),
    ...configurations.map(({ key, duration, gap, keepDays, ...chosen }) =>
      joined([
        /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(key)
          ? undefined
          : `must have keys of letters, digits and ._-, got ${show(key)}`,
        Number.isInteger(duration) && duration >= 90 && duration <= 235
          ? undefined
          : `${key}.duration must be 90–235 whole minutes (01:30–03:55), got ${show(duration)}`,
        Number.isInteger(keepDays) && keepDays >= 0 && keepDays <= longestKeepDays
          ? undefined
          : `${key}.keepDays must be a whole number 0–${longestKeepDays}, got ${show(keepDays)}`,
        Number.isInteger(gap) && gap >= duration
          ? undefined
          : `${key}.gap must be whole minutes of the longest time between the ends of two runs, at least its duration, got ${show(gap)}`,
        ...(["hybrid", "unsupportedDisks"] as const).map((property) => {
          const value = chosen[property];
          const known: readonly string[] = words[property];
          return value === undefined || known.includes(value)
            ? undefined
            : `${key}.${property} must be ${known.join(" or ")}, got ${show(value)}`;
        }),
        chosen.ringBefore && ringBeforeComplaint(`${key}.ringBefore`, chosen.ringBefore),
      ]),
    ),
  ]);
}

function ringBeforeComplaint(
  at: string,
  { here, elsewhere = [], batches }: AzureRingBefore,
): string | undefined {
  if (here !== true && elsewhere.length === 0) {
    return `${at} must be here or elsewhere, got neither; leave it out where nothing is waited for`;
  }
  return batches?.length === 0
    ? `${at}.batches must name a batch, or be left out, got none`
    : undefined;
}

/** Words that follow `verdictPlaces`: each is asked, and whatever is asked is there. */
export function ringsBeforeComplaint(
  configurations: readonly Pick<Guarded, "key" | "ringBefore">[],
  places: readonly string[],
): string | undefined {
  const asked = configurations.flatMap(({ key, ringBefore }) =>
    (ringBefore?.elsewhere ?? []).map((place) => ({ key, place })),
  );
  const idle = places.filter((place) => asked.every((one) => one.place !== place));
  return joined([
    ...asked
      .filter(({ place }) => !places.includes(place))
      .map(
        ({ key, place }) =>
          `must hold what ${key}.ringBefore asks, got no ${show(place)} among them`,
      ),
    ...idle.map((place) => `must each be asked by a ringBefore, got ${show(place)} that none asks`),
  ]);
}
