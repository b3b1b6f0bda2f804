/** Thresholds that undo a rollout: where they are missing, and where they promise more than runs can keep. */
import { backupLeadHours } from "../backups";
import { formatDuration } from "../duration";
import { finding } from "../findings/finding";
import type { Cloud, Finding, Plan, PlannedGroup, PlannedWindow } from "../plan";
import type { Policy } from "../policy";
import { finishAfter } from "../proof/runs";
import { topTier, topTierGroups } from "./topTier";

export function rollbackFindings(policy: Policy, plan: Plan): Finding[] {
  return [
    ...missingFindings(policy),
    ...Object.entries(policy.tiers).flatMap(([tier, { rollback }]) =>
      rollback === undefined ? [] : [unkeptFinding(tier, rollback.onFailure === "restore")],
    ),
    ...plan.groups.flatMap((group) => [...lossFindings(group), ...unreachedFindings(group)]),
  ];
}

function missingFindings(policy: Policy): Finding[] {
  const top = topTier(policy);
  if (top === undefined || policy.tiers[top]?.rollback !== undefined) {
    return [];
  }
  return topTierGroups(policy).map((group) => {
    const message = `group ${group} is in the top tier ${top}, which has no rollback thresholds`;
    return finding("rollback/missing", { message, group, path: ["tiers", top] });
  });
}

/** A single machine is no rollout. */
function unkeptFinding(tier: string, restores: boolean): Finding {
  const singly = restores ? "; a single machine that fails is restored, on AWS" : "";
  const message = `tier ${tier}: its rollback thresholds are recorded, and nothing of this release acts on them by itself${singly}`;
  return finding("rollback/not-kept", { message, entry: tier, path: ["tiers", tier, "rollback"] });
}

/** The last machine may fail at the end of its run, and all since its recovery point is lost then. */
function lossFindings({ name, tier, rollback, recoveryPoint, rings }: PlannedGroup): Finding[] {
  const loss = rollback?.loss;
  if (loss === undefined) {
    return [];
  }
  const report = (why: string, ring?: string): Finding =>
    finding("rollback/loss", {
      message: `group ${name}${ring === undefined ? "" : ` ring ${ring}`}: ${why}, and tier ${tier} allows a loss of ${formatDuration(loss)}`,
      group: name,
      ...(ring === undefined ? {} : { ring }),
      path: ["tiers", tier, "rollback", "loss"],
    });
  if (!recoveryPoint.required) {
    return [report("no recovery point is required, so all work can be lost")];
  }
  return rings.flatMap((ring) => {
    const clouds = new Set(ring.systems.map(({ cloud }) => cloud));
    const longest = Math.max(
      0,
      ...[...clouds].map((cloud) => pointAge(ring.window, cloud, recoveryPoint)),
    );
    const why = `the recovery point is up to ${formatDuration(longest)} old when the last machine of a run fails, and going back loses that much`;
    return longest > loss ? [report(why, ring.name)] : [];
  });
}

/** Minutes since the point of the last machine: a backup plan's lead before the window, or its own time alone. */
function pointAge(
  window: PlannedWindow,
  cloud: Cloud,
  { when }: PlannedGroup["recoveryPoint"],
): number {
  if (cloud === "azure") return finishAfter(window, cloud);
  return when === "inWindow" ? window.perNode : backupLeadHours * 60 + finishAfter(window, cloud);
}

/** On AWS a run ends after `stopAfter` failures, so that a higher share never fails in it. */
function unreachedFindings({ name, tier, rollback, rings }: PlannedGroup): Finding[] {
  return (rollback?.when ?? []).flatMap((trigger, index) =>
    rings.flatMap(({ name: ring, stopAfter, systems }) => {
      const isReached =
        trigger.kind !== "failed" ||
        stopAfter.kind !== "percent" ||
        trigger.percent <= stopAfter.value ||
        systems.some(({ cloud }) => cloud !== "aws");
      if (isReached) {
        return [];
      }
      const message = `group ${name} ring ${ring}: a run stops after ${stopAfter.value}% failures, and tier ${tier} goes back from ${trigger.percent}% on`;
      const path = ["tiers", tier, "rollback", "when", index];
      return [finding("rollback/never-reached", { message, group: name, ring, path })];
    }),
  );
}
