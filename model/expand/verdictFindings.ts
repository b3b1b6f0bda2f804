/** Rings whose gate does not ask how the ring before went: its verdict stays in another partition or cloud. */
import { azureWaiting } from "../azureRingBefore";
import { finding } from "../findings/finding";
import type { AwsRun, Finding, Plan } from "../plan";
import { askedAccounts, type RingPlace, ringBefore } from "../ringBefore";
import { verdictLimits } from "../verdictLimits";

/** One run of each ring in each account: the regions of an account ask the same. */
function runsByAccount(plan: Plan): readonly { readonly unit: RingPlace; readonly run: AwsRun }[] {
  const seen = new Map<string, { readonly unit: RingPlace; readonly run: AwsRun }>();
  for (const unit of plan.aws) {
    for (const run of unit.windows.flatMap(({ runs }) => runs)) {
      const key = `${unit.account} ${run.patchGroup}`;
      if (!seen.has(key)) seen.set(key, { unit, run });
    }
  }
  return [...seen.values()];
}

export function verdictFindings(plan: Plan): Finding[] {
  return [...runFindings(plan), ...azureFindings(plan), ...accountFindings(plan)];
}

function runFindings(plan: Plan): Finding[] {
  const noted = new Set<string>();
  return runsByAccount(plan).flatMap(({ unit, run }): Finding[] => {
    const { account } = unit;
    const { before, passedOver } = ringBefore(plan, unit, run);
    const [nearest] = passedOver;
    if (nearest !== undefined) {
      return [unasked(account, run, nearest, before?.patchGroup)];
    }
    if (before === undefined || before.otherAccounts.length === 0 || noted.has(run.group)) {
      return [];
    }
    // The accounts are the group's, so that what is true of one ring is true of all.
    noted.add(run.group);
    return [notAllAccounts(run.group, account, before.otherAccounts)];
  });
}

/** Every subscription asks the same. */
function azureFindings(plan: Plan): Finding[] {
  const rings = new Map(
    plan.azure.flatMap(({ configurations }) => configurations).map((one) => [one.patchGroup, one]),
  );
  return [...rings.values()].flatMap((ring) => {
    const { before, passedOver } = azureWaiting(plan, ring);
    const [nearest] = passedOver;
    return nearest === undefined ? [] : [unasked("Azure", ring, nearest, before?.patchGroup)];
  });
}

function unasked(
  account: string,
  { group, ring }: Pick<AwsRun, "group" | "ring">,
  nearest: string,
  instead: string | undefined,
): Finding {
  const asked = instead === undefined ? "no ring before it" : `only ${instead}`;
  const where = account === "Azure" ? account : `account ${account}`;
  const message = `group ${group} ring ${ring}: ${where} asks ${asked}, and does not learn how ${nearest} went, which it cannot ask`;
  const isPromoted = !nearest.startsWith(`${group}.`);
  return finding("verdict/not-asked", {
    message,
    group,
    ring,
    entry: account,
    path: ["groups", group, isPromoted ? "promotedFrom" : "rings"],
  });
}

function notAllAccounts(group: string, account: string, others: readonly string[]): Finding {
  const message = `group ${group}: in account ${account} a ring does not ask how the ring before it went in ${others.join(", ")}`;
  return finding("verdict/own-account", { message, group, path: ["groups", group] });
}

/** Groups of few accounts each may come to many together. */
function accountFindings(plan: Plan): Finding[] {
  const asks = new Map<string, Set<string>>();
  const asked = askedAccounts(plan);
  for (const [account, { askers }] of asked) {
    for (const asker of askers) asks.set(asker, (asks.get(asker) ?? new Set()).add(account));
  }
  const readers = new Map(plan.aws.map(({ account, roles }) => [account, roles?.verdicts]));
  return [
    ...[...asks].map(([account, { size }]) => tooMany(account, "ask", size)),
    // Whom a role that exists already lets in is its owner's to say.
    ...[...asked].map(([account, { askers }]) =>
      readers.get(account) === undefined ? tooMany(account, "answer", askers.length) : [],
    ),
  ].flat();
}

function tooMany(account: string, verb: "ask" | "answer", count: number): Finding[] {
  const most = verdictLimits.accounts;
  if (count <= most) return [];
  const message = `account ${account} would ${verb} ${count} other accounts about their rings, and can ${verb} ${most}`;
  const path = ["clouds", "aws", "accounts", account];
  return [finding("quota/verdict-accounts", { message, entry: account, path })];
}
