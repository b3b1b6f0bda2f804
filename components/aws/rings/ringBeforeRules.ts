/** The ring that a ring waits for: where its verdicts stand, and what lists need of it. */
import { verdictLimits } from "../../../model/verdictLimits";
import { checkKeys, isMapping, type KeysOf } from "../../argumentForms";
import { type ArgumentChecks, type Rule, show, wholeNumber } from "../../arguments";
import { externalId } from "../names";
import { partitionOf, roleArn } from "../place";
import type { RingBefore, RingRun } from "../runbooks/ringRuns";
import type { PatchRunbooksArgs, ReaderOfVerdicts } from "./patchRunbooksArgs";

const keys: KeysOf<RingBefore> = {
  patchGroup: "needed",
  maxAgeHours: "needed",
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
  const isKnown =
    args.patchGroups.includes(before.patchGroup) || (before.elsewhere ?? []).length > 0;
  if (before.patchGroup === patchGroup || !isKnown) {
    checks.refuse(at, `must be another one of patchGroups, got ${show(before.patchGroup)}`);
  }
  checkElsewhere(checks, `${at}.elsewhere`, args, before);
}

function checkElsewhere(
  checks: ArgumentChecks,
  at: string,
  args: PatchRunbooksArgs,
  { patchGroup, elsewhere = [] }: RingBefore,
): void {
  if (!Array.isArray(elsewhere) || !elsewhere.every((one) => typeof one === "string")) {
    checks.refuse(at, `must be a list of verdicts' ARNs, got ${show(elsewhere)}`);
    return;
  }
  const most = verdictLimits.places - (args.patchGroups.includes(patchGroup) ? 1 : 0);
  if (elsewhere.length > most) {
    checks.refuse(at, `must be at most ${most} places, got ${elsewhere.length}`);
  }
  const twice = elsewhere.find((arn, index) => elsewhere.indexOf(arn) !== index);
  if (twice !== undefined) {
    checks.refuse(at, `must name each verdict once, got ${show(twice)} twice`);
  }
  for (const arn of elsewhere) checkVerdict(checks, at, args, patchGroup, arn);
}

/** What the close of the ring writes in another place of the same partition: credentials are good in no other one. */
function checkVerdict(
  checks: ArgumentChecks,
  at: string,
  { accountId, region, verdictReaders }: PatchRunbooksArgs,
  patchGroup: string,
  arn: string,
): void {
  const [, partition, there = "", account = "", path = ""] =
    /^arn:(aws[a-z-]*):ssm:([a-z0-9-]+):(\d{12}):parameter(\/[a-zA-Z0-9_./-]+)$/.exec(arn) ?? [];
  const isHere = account === accountId && there === region;
  const isAskable = partition === partitionOf(region) && partition === partitionOf(there);
  if (isHere || !isAskable || !path.endsWith(`/${patchGroup}/close`)) {
    const where = `other regions or accounts of ${partitionOf(region)}`;
    checks.refuse(at, `must be closeVerdictArns of ${patchGroup} in ${where}, got ${show(arn)}`);
  } else if (account !== accountId && verdictReaders?.[account] === undefined) {
    checks.refuse(at, `needs a role of account ${account} in verdictReaders, got ${show(arn)}`);
  }
}

type Readers = NonNullable<PatchRunbooksArgs["verdictReaders"]>;

const readerKeys: KeysOf<ReaderOfVerdicts> = { roleArn: "needed", externalId: "needed" };

/** Records every fault of who reads verdicts in other accounts, and returns them with their Output values checked. */
export function checkReaders(
  checks: ArgumentChecks,
  { accountId }: PatchRunbooksArgs,
  readers: Readers,
): Readers {
  if (!isMapping(checks, "verdictReaders", readers)) return {};
  const accounts = Object.keys(readers);
  if (accounts.length > verdictLimits.accounts) {
    checks.refuse(
      "verdictReaders",
      `must be of at most ${verdictLimits.accounts} accounts, got ${accounts.length}`,
    );
  }
  return Object.fromEntries(
    Object.entries(readers).flatMap(([account, reader]) => {
      const at = `verdictReaders["${account}"]`;
      if (!/^\d{12}$/.test(account) || account === accountId) {
        checks.refuse(at, "must be of another account, by its twelve digits");
        return [];
      }
      if (!checkKeys(checks, at, reader, readerKeys)) return [];
      checks.check(`${at}.externalId`, reader.externalId, externalId);
      const arn = checks.check(`${at}.roleArn`, reader.roleArn, roleOf(account));
      return [[account, { ...reader, roleArn: arn }]];
    }),
  );
}

function roleOf(account: string): Rule<string> {
  return (arn) => {
    const complaint = roleArn(arn);
    if (complaint !== undefined || arn.split(":")[4] === account) return complaint;
    return `must be a role of account ${account}, got ${show(arn)}`;
  };
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

/** Lists keep a soak where no approval delay does: they need a bucket, and the ring before beside them. */
export function checkLists(checks: ArgumentChecks, args: PatchRunbooksArgs): void {
  for (const [patchGroup, ring] of Object.entries(args.rings ?? {})) {
    const ringBefore = ring?.ringBefore;
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
  }
}
