/** From the document to the plan: every default filled in, every reference resolved, every unit spelled out. */
import { awsUnits } from "./expand/awsUnits";
import { azureUnits } from "./expand/azureUnits";
import { bindingDeadlines } from "./expand/deadlines";
import { findingsOf } from "./expand/findings";
import { planRings } from "./expand/rings";

import type {
  Finding,
  Freeze,
  OutOfCyclePath,
  Plan,
  PlannedGroup,
  PolicyException,
  SourcePosition,
} from "./plan";
import type { Policy } from "./policy";

/** Pure: the same document gives the same plan, on every day. `positionOf` puts findings into the file. */
export function expand(
  policy: Policy,
  positionOf?: (path: readonly (string | number)[]) => SourcePosition,
): Plan {
  const freezes = policy.freezes.map((freeze) => planFreeze(policy, freeze));
  const groups = Object.entries(policy.groups).map(([name, group]) =>
    planGroup(policy, name, group, freezes),
  );
  const plan: Plan = {
    organisation: policy.organisation,
    timezone: policy.timezone,
    effectiveFrom: policy.effectiveFrom,
    severities: policy.severities,
    groups,
    freezes,
    exceptions: policy.exceptions.map(planException),
    aws: awsUnits(policy, groups),
    azure: azureUnits(policy, groups),
    findings: [],
  };
  const locate = (finding: Finding): Finding =>
    positionOf === undefined ? finding : { ...finding, position: positionOf(finding.path) };
  return { ...plan, findings: findingsOf(policy, plan).map(locate) };
}

function planFreeze(policy: Policy, freeze: Policy["freezes"][number]): Freeze {
  return {
    name: freeze.name,
    timezone: freeze.timezone ?? policy.timezone,
    when: freeze.when,
    ...(freeze.groups === undefined ? {} : { groups: freeze.groups }),
  };
}

function planGroup(
  policy: Policy,
  name: string,
  group: Policy["groups"][string],
  freezes: readonly Freeze[],
): PlannedGroup {
  const tier = policy.tiers[group.tier];
  const path = tier?.outOfCycle === undefined ? undefined : planPath(policy, tier.outOfCycle);
  return {
    name,
    tier: group.tier,
    exposure: group.exposure,
    environment: group.environment,
    owner: group.owner,
    reboot: group.reboot,
    recoveryPoint: {
      required: tier?.recoveryPoint.required ?? true,
      keepDays: tier?.recoveryPoint.keep ?? 7,
    },
    deadlines: bindingDeadlines(policy, group),
    ...(tier?.cadence === undefined ? {} : { cadence: tier.cadence }),
    ...(path === undefined ? {} : { outOfCycle: path }),
    rings: planRings(policy, name, group, freezes),
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
  const { group, ring } = exception.scope;
  const scope = {
    ...(group === undefined ? {} : { group }),
    ...(ring === undefined ? {} : { ring }),
  };
  return { ...exception, scope };
}
