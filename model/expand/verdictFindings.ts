/** Rings whose gate on AWS does not ask how the ring before went: its verdict stays in another account or cloud. */
import { finding } from "../findings/finding";
import type { AwsRun, Finding, Plan } from "../plan";
import { ringBefore } from "../ringBefore";

/** One run of each ring in each account: the regions of an account ask the same. */
function runsByAccount(plan: Plan): readonly { readonly account: string; readonly run: AwsRun }[] {
  const seen = new Map<string, { readonly account: string; readonly run: AwsRun }>();
  for (const { account, windows } of plan.aws) {
    for (const run of windows.flatMap(({ runs }) => runs)) {
      const key = `${account} ${run.patchGroup}`;
      if (!seen.has(key)) seen.set(key, { account, run });
    }
  }
  return [...seen.values()];
}

export function verdictFindings(plan: Plan): Finding[] {
  const noted = new Set<string>();
  return runsByAccount(plan).flatMap(({ account, run }): Finding[] => {
    const { before, passedOver } = ringBefore(plan, account, run);
    const [nearest] = passedOver;
    if (nearest !== undefined) {
      return [unasked(account, run, nearest, before?.patchGroup)];
    }
    if (before === undefined || before.otherAccounts.length === 0 || noted.has(run.group)) {
      return [];
    }
    // The accounts are the group's, so that what is true of one ring is true of all.
    noted.add(run.group);
    return [ownAccountOnly(run.group, [account, ...before.otherAccounts].sort())];
  });
}

function unasked(
  account: string,
  { group, ring }: AwsRun,
  nearest: string,
  instead: string | undefined,
): Finding {
  const asked = instead === undefined ? "no ring before it" : `only ${instead}`;
  const message = `group ${group} ring ${ring}: account ${account} asks ${asked}, and does not learn how ${nearest} went, which is not patched in it`;
  const isPromoted = !nearest.startsWith(`${group}.`);
  return finding("verdict/not-asked", {
    message,
    group,
    ring,
    entry: account,
    path: ["groups", group, isPromoted ? "promotedFrom" : "rings"],
  });
}

function ownAccountOnly(group: string, accounts: readonly string[]): Finding {
  const message = `group ${group}: a ring waits for the ring before it in its own account only, not in all of ${accounts.join(", ")}`;
  return finding("verdict/own-account", { message, group, path: ["groups", group] });
}
