/** From the document to the plan: every default filled in, every reference resolved, every unit spelled out. */
import { awsUnits } from "./expand/awsUnits";
import { azureUnits } from "./expand/azureUnits";
import { bindingDeadlines } from "./expand/deadlines";
import { findingsOf } from "./expand/findings";
import { type Closures, planFreezes, planTestWindows } from "./expand/freezes";
import { planRings, planWindow } from "./expand/rings";
import { planRecoveryPoint } from "./expand/runSettings";

import type {
  Finding,
  Freeze,
  OutOfCyclePath,
  Plan,
  PlannedGroup,
  PlannedStrategy,
  PolicyException,
  Promotion,
  RollbackThresholds,
  SourcePosition,
} from "./plan";
import type { Policy } from "./policy";
import { isDeployed } from "./strategy/kinds";
import { wavesOf } from "./waves";

/** Pure: the same document gives the same plan, on every day. `positionOf` puts findings into the file. */
export function expand(
  policy: Policy,
  positionOf?: (path: readonly (string | number)[]) => SourcePosition,
  closures: Closures = new Map(),
): Plan {
  const { freezes, testFreezes } = planFreezes(policy, closures);
  const groups = planGroups(policy, freezes);
  const plan: Plan = {
    organisation: policy.organisation,
    timezone: policy.timezone,
    effectiveFrom: policy.effectiveFrom,
    severities: policy.severities,
    groups,
    freezes,
    testWindows: planTestWindows(policy),
    testFreezes,
    exceptions: policy.exceptions.map(planException),
    enforcement: policy.enforcement,
    aws: awsUnits(policy, groups),
    azure: azureUnits(policy, groups),
    findings: [],
  };
  const locate = (finding: Finding): Finding =>
    positionOf === undefined ? finding : { ...finding, position: positionOf(finding.path) };
  return { ...plan, findings: findingsOf(policy, plan).map(locate) };
}

type DocumentGroup = Policy["groups"][string];

/**
 * A group comes after the one that it is promoted from, whose delays decide its own; else groups of the same windows
 * stand together, so that the delays of their rings are found once. The plan keeps the document's order.
 */
function planGroups(policy: Policy, freezes: readonly Freeze[]): PlannedGroup[] {
  const names = Object.keys(policy.groups);
  const sources = new Map(
    names.map((name) => {
      const { promotedFrom } = policy.groups[name] ?? {};
      return [name, promotedFrom === undefined ? [] : [promotedFrom.group]];
    }),
  );
  const planned = new Map<string, PlannedGroup>();
  for (const name of wavesOf(sources).waves.flatMap((wave) => byWindows(policy, wave))) {
    const group = policy.groups[name];
    if (group === undefined) continue;
    planned.set(name, planGroup(policy, name, group, freezes, promotionOf(group, planned)));
  }
  return names.flatMap((name) => planned.get(name) ?? []);
}

function byWindows(policy: Policy, names: readonly string[]): readonly string[] {
  const windowsOf = (name: string): string =>
    (policy.groups[name]?.rings ?? []).map(({ window }) => window).join();
  return names
    .map((name) => ({ name, windows: windowsOf(name) }))
    .sort((a, b) => (a.windows < b.windows ? -1 : Number(a.windows > b.windows)))
    .map(({ name }) => name);
}

function promotionOf(
  { promotedFrom }: DocumentGroup,
  planned: ReadonlyMap<string, PlannedGroup>,
): Promotion | undefined {
  const source = promotedFrom && planned.get(promotedFrom.group);
  const ring =
    promotedFrom?.ring === undefined
      ? source?.rings.at(-1)
      : source?.rings.find(({ name }) => name === promotedFrom.ring);
  return promotedFrom && ring && { group: promotedFrom.group, ring, soak: promotedFrom.soak };
}

function planGroup(
  policy: Policy,
  name: string,
  group: DocumentGroup,
  freezes: readonly Freeze[],
  promotedFrom: Promotion | undefined,
): PlannedGroup {
  const tier = policy.tiers[group.tier];
  const { strategy } = group;
  const path = tier?.outOfCycle === undefined ? undefined : planPath(policy, tier.outOfCycle);
  return {
    name,
    ...(group.formerly === undefined ? {} : { formerly: group.formerly }),
    tier: group.tier,
    exposure: group.exposure,
    environment: group.environment,
    owner: group.owner,
    reboot: group.reboot,
    recoveryPoint: planRecoveryPoint(tier, group),
    deadlines: bindingDeadlines(policy, group),
    ...(tier?.cadence === undefined ? {} : { cadence: tier.cadence }),
    ...(path === undefined ? {} : { outOfCycle: path }),
    ...(strategy === undefined ? {} : { strategy: planStrategy(policy, strategy) }),
    ...(tier?.rollback === undefined ? {} : { rollback: planRollback(tier.rollback) }),
    ...(promotedFrom === undefined ? {} : { promotedFrom }),
    rings: planRings(policy, name, group, freezes, promotedFrom),
  };
}

/** Images decide nothing where machines are patched in place. */
function planStrategy(
  policy: Policy,
  { kind, image, onLaunch }: NonNullable<DocumentGroup["strategy"]>,
): PlannedStrategy {
  const isReplaced = image !== undefined && !isDeployed(kind);
  return {
    kind,
    ...(isReplaced ? { image: planWindow(policy, image) } : {}),
    ...(onLaunch === undefined ? {} : { onLaunch: true }),
  };
}

function planRollback({
  when,
  within,
  loss,
  onFailure,
}: NonNullable<Policy["tiers"][string]["rollback"]>): RollbackThresholds {
  return {
    when,
    ...(within === undefined ? {} : { within }),
    ...(loss === undefined ? {} : { loss }),
    ...(onFailure === "restore" ? { onFailure } : {}),
  };
}

function planPath(policy: Policy, name: string): OutOfCyclePath | undefined {
  const path = policy.outOfCycle[name];
  return path === undefined
    ? undefined
    : {
        name,
        when: path.when,
        notice: path.notice,
        decideWithin: path.decide.within,
        quorum: path.decide.quorum,
        perRing: path.perRing,
        soak: path.soak,
        inFreeze: path.inFreeze,
      };
}

function planException(exception: Policy["exceptions"][number]): PolicyException {
  const { group, ring, urn, tags, pointed } = exception.scope;
  const scope = {
    ...(group === undefined ? {} : { group }),
    ...(ring === undefined ? {} : { ring }),
    ...(urn === undefined ? {} : { urn }),
    ...(tags === undefined ? {} : { tags }),
    ...(pointed ? { pointed } : {}),
  };
  return { ...exception, scope };
}
