/** The ring that a ring waits for: where its verdicts stand, and what lists need of it. */
import { type ArgumentChecks, checkKeys, type KeysOf, show, wholeNumber } from "../arguments";
import type { PatchRunbooksArgs } from "./patchRunbooksArgs";
import { listKeys, type RingBefore, type RingRun } from "./runbooks/ringRuns";

const keys: KeysOf<RingBefore> = {
  patchGroup: true,
  maxAgeHours: true,
  elsewhere: true,
  soakMinutes: true,
};

/** Parameters of another account would have to be shared, and their verdicts are not asked. */
export function checkRingBefore(
  checks: ArgumentChecks,
  at: string,
  { accountId, region, patchGroups }: PatchRunbooksArgs,
  patchGroup: string,
  before: RingRun["ringBefore"],
): void {
  if (before === undefined || !checkKeys(checks, at, before, keys)) return;
  checks.check(`${at}.maxAgeHours`, before.maxAgeHours, wholeNumber(1, 8760));
  if (before.soakMinutes !== undefined) {
    checks.check(`${at}.soakMinutes`, before.soakMinutes, wholeNumber(1, 527_040));
  }
  const { elsewhere = [] } = before;
  const isKnown = patchGroups.includes(before.patchGroup) || elsewhere.length > 0;
  if (before.patchGroup === patchGroup || !isKnown) {
    checks.refuse(at, `must be another one of patchGroups, got ${show(before.patchGroup)}`);
  }
  if (elsewhere.length > 49) {
    checks.refuse(`${at}.elsewhere`, `must be at most 49 regions, got ${elsewhere.length}`);
  }
  for (const arn of elsewhere) {
    const [, verdictRegion, account] =
      /^arn:aws[a-z-]*:ssm:([a-z0-9-]+):(\d{12}):parameter\/[a-zA-Z0-9_./-]+$/.exec(arn) ?? [];
    if (account !== accountId || verdictRegion === region) {
      const what = `a parameter's ARN in another region of account ${accountId}`;
      checks.refuse(`${at}.elsewhere`, `must be ${what}, got ${show(arn)}`);
    }
  }
}

/** SSM reports the place of a list in at most 256 characters; buckets' names have up to 63, systems' up to about 40. */
const longestKey = 256 - "s3:///".length - 63 - 45;

/** @param prefix of the component's own keys, with a slash before it. */
export function checkLists(checks: ArgumentChecks, args: PatchRunbooksArgs, prefix: string): void {
  for (const [patchGroup, { ringBefore }] of Object.entries(args.rings ?? {})) {
    if (ringBefore?.soakMinutes === undefined) continue;
    const at = `rings["${patchGroup}"].ringBefore.soakMinutes`;
    if (args.lists === undefined) {
      checks.refuse(at, "is kept by lists, and lists names no bucket");
    }
    if (!args.patchGroups.includes(ringBefore.patchGroup)) {
      checks.refuse(
        at,
        "needs the ring before in the same account and region: lists do not travel",
      );
    }
    const key = listKeys(prefix, patchGroup).lists;
    if (key.length > longestKey) {
      checks.refuse(
        at,
        `needs lists below a key of at most ${longestKey} characters, got ${show(key)}`,
      );
    }
  }
}
