/** The ring that a ring waits for: where its verdicts stand, and what lists need of it. */
import { type ArgumentChecks, checkKeys, type KeysOf, show, wholeNumber } from "../../arguments";
import { listKeys, type RingBefore, type RingRun } from "../runbooks/ringRuns";
import type { PatchRunbooksArgs } from "./patchRunbooksArgs";

const keys: KeysOf<RingBefore> = {
  patchGroup: true,
  maxAgeHours: true,
  elsewhere: true,
  soakMinutes: true,
};

export function checkRingBefore(
  checks: ArgumentChecks,
  at: string,
  args: PatchRunbooksArgs,
  patchGroup: string,
  before: RingRun["ringBefore"],
): void {
  if (before === undefined || !checkKeys(checks, at, before, keys)) return;
  checks.check(`${at}.maxAgeHours`, before.maxAgeHours, wholeNumber(1, 8760));
  if (before.soakMinutes !== undefined) {
    checks.check(`${at}.soakMinutes`, before.soakMinutes, wholeNumber(1, 527_040));
  }
  const { elsewhere = [] } = before;
  const isKnown = args.patchGroups.includes(before.patchGroup) || elsewhere.length > 0;
  if (before.patchGroup === patchGroup || !isKnown) {
    checks.refuse(at, `must be another one of patchGroups, got ${show(before.patchGroup)}`);
  }
  checkElsewhere(checks, `${at}.elsewhere`, args, elsewhere);
}

function checkElsewhere(
  checks: ArgumentChecks,
  at: string,
  { accountId, region, verdictReaders = {} }: PatchRunbooksArgs,
  elsewhere: readonly string[],
): void {
  if (elsewhere.length > 49) {
    checks.refuse(at, `must be at most 49 places, got ${elsewhere.length}`);
  }
  for (const arn of elsewhere) {
    const [, verdictRegion, account = ""] =
      /^arn:aws[a-z-]*:ssm:([a-z0-9-]+):(\d{12}):parameter\/[a-zA-Z0-9_./-]+$/.exec(arn) ?? [];
    if (account === "" || (account === accountId && verdictRegion === region)) {
      const what = "a parameter's ARN in another region or account";
      checks.refuse(at, `must be ${what}, got ${show(arn)}`);
    } else if (account !== accountId && verdictReaders[account] === undefined) {
      checks.refuse(at, `needs a role of account ${account} in verdictReaders, got ${show(arn)}`);
    }
  }
}

/** Rings that wait for each other in a circle would all stay shut for ever: each circle is refused once. */
export function checkCircles(checks: ArgumentChecks, { rings = {} }: PatchRunbooksArgs): void {
  const judged = new Set<string>();
  for (const start of Object.keys(rings)) {
    const way: string[] = [];
    let ring: string | undefined = start;
    while (ring !== undefined && !judged.has(ring)) {
      judged.add(ring);
      way.push(ring);
      ring = rings[ring]?.ringBefore?.patchGroup;
    }
    // A ring that names itself is refused where it stands.
    const circle = ring === undefined ? [] : way.slice(way.indexOf(ring));
    if (ring === undefined || !way.includes(ring) || circle.length < 2) continue;
    checks.refuse(
      `rings["${ring}"].ringBefore`,
      `must not lead back to the ring itself, got ${[...circle, ring].join(" after ")}`,
    );
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
