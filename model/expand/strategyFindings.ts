/** Strategies without a reason, without what they need, and what of them nothing keeps. */
import type { FindingId } from "../findings/catalogue";
import { finding } from "../findings/finding";
import type { Finding, Plan, PlannedGroup, PlannedRing } from "../plan";
import type { Policy } from "../policy";
import { adviseStrategies } from "../strategy/advise";
import { isDeployed } from "../strategy/kinds";

type Strategy = NonNullable<Policy["groups"][string]["strategy"]>;

export function strategyFindings(policy: Policy, plan: Plan): Finding[] {
  return [
    ...unexplainedFindings(policy),
    ...plan.groups.flatMap((group) => {
      const strategy = policy.groups[group.name]?.strategy;
      return strategy === undefined
        ? []
        : [...kindFindings(group, strategy), ...healthFindings(group, strategy)];
    }),
  ];
}

function about(group: string, key: string): Pick<Finding, "group" | "path"> {
  return { group, path: ["groups", group, "strategy", key] };
}

function unexplainedFindings(policy: Policy): Finding[] {
  return adviseStrategies(policy).flatMap(({ group, verdict, chosen, recommended, because }) =>
    verdict === "unexplained"
      ? [
          finding("strategy/unexplained", {
            ...about(group, "kind"),
            message: `group ${group}: strategy ${chosen} without a reason; recommended is ${recommended}: ${because}`,
          }),
        ]
      : [],
  );
}

function kindFindings({ name, rings }: PlannedGroup, strategy: Strategy): Finding[] {
  const { kind, image, onLaunch } = strategy;
  const one = (rule: FindingId, key: string, message: string): Finding =>
    finding(rule, { ...about(name, key), message: `group ${name}: ${message}` });
  const cases: readonly (readonly [boolean, () => Finding])[] = [
    [
      kind === "canary" && rings.length === 1,
      () => one("strategy/one-ring", "kind", "strategy canary has one ring, so nothing goes first"),
    ],
    [
      !isDeployed(kind) && image === undefined,
      () => one("strategy/no-image", "kind", `strategy ${kind} names no image window`),
    ],
    [
      !isDeployed(kind),
      () =>
        one(
          "strategy/not-kept",
          "kind",
          `strategy ${kind} is not deployed by this release: its windows would patch machines in place${image === undefined ? "" : "; the proof shows what the calendar of its images would keep, and calls no promise kept"}`,
        ),
    ],
    [
      onLaunch !== undefined,
      () =>
        one(
          "strategy/on-launch",
          "onLaunch",
          "onLaunch: patch is not kept: a machine started from an old image waits for the next window",
        ),
    ],
  ];
  return cases.flatMap(([isSo, make]) => (isSo ? [make()] : []));
}

/** One finding for each ring and cloud on which too many machines can be down at once. */
function healthFindings({ name, rings }: PlannedGroup, { minHealthy }: Strategy): Finding[] {
  return rings.flatMap((ring) =>
    (["aws", "azure"] as const).flatMap((cloud) => {
      const isThere = ring.systems.some((system) => system.cloud === cloud);
      const why = isThere ? tooManyDown(ring, cloud, minHealthy ?? 0) : undefined;
      return why === undefined
        ? []
        : [
            finding("strategy/min-healthy", {
              ...about(name, "minHealthy"),
              ring: ring.name,
              message: `group ${name} ring ${ring.name}: minHealthy ${minHealthy}% is not kept on ${cloud === "aws" ? "AWS" : "Azure"}: ${why}`,
            }),
          ];
    }),
  );
}

function tooManyDown(
  { concurrency: { kind, value } }: PlannedRing,
  cloud: "aws" | "azure",
  minHealthy: number,
): string | undefined {
  if (minHealthy === 0) return undefined;
  if (cloud === "azure") return "all machines of a ring start together there";
  if (kind === "count") return `concurrency ${value} is an unknown share of the ring's machines`;
  return value > 100 - minHealthy ? `${value}% are patched at a time` : undefined;
}
