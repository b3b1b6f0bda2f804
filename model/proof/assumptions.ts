/** What the verdicts rest on, for whoever signs them. */
import { describePredicates } from "../obligations/describe";
import type { Plan, PlannedRing } from "../plan";
import { formatInstant } from "../zone";
import type { Horizon } from "./allowance";
import { imageAssumptions } from "./imageAssumptions";
import { listAssumptions } from "./lists";

export function assumptionsOf(plan: Plan, horizon: Horizon): readonly string[] {
  const rings = plan.groups.flatMap((group) => group.rings);
  const paths = plan.groups.some((group) => group.outOfCycle !== undefined);
  const counted = rings.filter((ring) => ring.concurrency.kind === "count");
  const bounded = counted.some((ring) => ring.maxNodes !== undefined);
  const unbounded = counted.some((ring) => ring.maxNodes === undefined);
  const promoted = plan.groups.some((group) => group.promotedFrom !== undefined);
  const divided = plan.groups.some((group) =>
    group.deadlines.some((deadline) => describePredicates(deadline.class).length > 0),
  );
  const onAzure = rings.some((ring) => ring.systems.some(({ cloud }) => cloud === "azure"));
  return [
    `Releases from ${formatInstant(horizon.from)} to ${formatInstant(horizon.until)} are proved, each minute of them.`,
    "A machine exists, is switched on and carries its PatchGroup tag when a patch is released.",
    "Runs succeed, but for the number that the proof says each ring survives.",
    ...gateAssumptions(rings),
    "A patch that has not landed after 400 days counts as never installed.",
    "Approval counts from d days and one minute after the release for deadlines, and for soaks under every reading of the vendor's words, the same for both rings.",
    "Where clocks show a window's start twice, the run may take either; a start that clocks skip does not happen.",
    ...(unbounded
      ? [
          "Rings with a number of machines at a time, not a share, and no maxNodes are assumed to fit into their windows.",
        ]
      : []),
    ...(bounded
      ? [
          "Rings with a number of machines at a time have at most as many machines as maxNodes says.",
        ]
      : []),
    ...imageAssumptions(plan),
    ...listAssumptions(rings),
    ...(onAzure
      ? ["Azure patches all machines of a ring at once, within the window's duration."]
      : []),
    ...(divided
      ? [
          "Where promises depend on more than severity and exploitation, what is not known of a vulnerability counts as the strictest; every combination is proved.",
        ]
      : []),
    ...(paths
      ? [
          "An out-of-cycle path is triggered when its patch is released; exploitation that begins later is measured from then on.",
          "The people on call decide within the time that the path gives them.",
          ...(promoted
            ? [
                "An out-of-cycle path goes through a group's own rings only: it waits for no promotion.",
              ]
            : []),
        ]
      : []),
  ];
}

/** What gates on AWS add to what a run needs. */
function gateAssumptions(rings: readonly PlannedRing[]): readonly string[] {
  const onAws = rings.filter(({ systems }) => systems.some(({ cloud }) => cloud === "aws"));
  return onAws.length > 1
    ? [
        "A run that a gate refuses, since the ring before is not well, is one of the runs that a ring loses. Before the first release the ring before has run well once, and its close has told so by the time that the later ring's run begins.",
      ]
    : [];
}
