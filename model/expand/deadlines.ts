/** Which deadline binds for each class of patch: the tightest that applies, and who says so. */
import { remembered } from "../memo";
import { fixWithin } from "../obligations/applies";
import type { Deadline, PatchClass } from "../plan";
import type { Policy } from "../policy";
import { servesClass } from "../proof/outOfCycle";
import { classesOf, joinAlike } from "./classes";
import { type AppliedLimit, limitsOf } from "./limits";
import { tightest } from "./tightest";

type DocumentGroup = Policy["groups"][string];
type UnclassedDeadline = Omit<Deadline, "class">;

/** Groups of a tier under the same obligations share their deadlines: those of each document are found once. */
const known = new WeakMap<Policy, Map<string, readonly Deadline[]>>();

export function bindingDeadlines(policy: Policy, group: DocumentGroup): readonly Deadline[] {
  const { tier, exposure, environment, obligations } = group;
  const ofPolicy = known.get(policy) ?? new Map<string, readonly Deadline[]>();
  known.set(policy, ofPolicy);
  const key = JSON.stringify([tier, exposure, environment, obligations]);
  return remembered(ofPolicy, key, () => findDeadlines(policy, group));
}

function findDeadlines(policy: Policy, group: DocumentGroup): readonly Deadline[] {
  const name = policy.tiers[group.tier]?.outOfCycle;
  const path = name === undefined ? undefined : policy.outOfCycle[name];
  const fates = classesOf(policy, group).map((patchClass) => ({
    class: patchClass,
    content: {
      deadlines: tightest(candidates(policy, group, patchClass)),
      outOfCycle:
        path !== undefined && servesClass(path, { ...patchClass, exposure: group.exposure }),
    },
  }));
  return joinAlike(fates).flatMap(({ class: patchClass, content }) =>
    content.deadlines.map((deadline) => ({ class: patchClass, ...deadline })),
  );
}

function candidates(
  policy: Policy,
  group: DocumentGroup,
  patchClass: PatchClass,
): readonly UnclassedDeadline[] {
  return limitsOf(policy, group, patchClass).flatMap((applied) => {
    const fix = fixWithin(applied.limit);
    return fix === undefined ? [] : [deadlineOf(applied, fix)];
  });
}

function deadlineOf(
  { source, from, until }: AppliedLimit,
  { within, of }: NonNullable<ReturnType<typeof fixWithin>>,
): UnclassedDeadline {
  return {
    within,
    source,
    ...(of === "released" ? {} : { of }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}
