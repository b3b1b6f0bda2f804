/** What the proof says: for every promise, whether any release instant exists that breaks it. */
import type { Cloud, Deadline, Finding, PatchClass } from "../plan";
import type { SystemId } from "../systems";
import type { Instant, Minutes } from "../time";

/** One wait on a patch's way from release to landing, in order; `until` of one is the start of the next. */
export interface TimelineStep {
  readonly from: Instant;
  readonly until: Instant;
  /** Why: `approval delay 7d`, `waits for window sunday-early`, `freeze year-end bars 3 runs`, `run of ring canary`. */
  readonly cause: string;
}

/** A release instant and what happens to a patch released then. `landing: "never"`: not within 400 days. */
export interface WorstCase {
  readonly release: Instant;
  readonly landing: Instant | "never";
  readonly due: Instant;
}

export type Verdict =
  | { readonly kind: "kept"; readonly slack: Minutes; readonly by: "routine" | "outOfCycle" }
  /** The calendar would keep it, and nothing of this release follows that calendar: never kept. */
  | { readonly kind: "notDeployed"; readonly slack: Minutes; readonly reason: string }
  | { readonly kind: "late"; readonly late: Minutes }
  /** `undeployed`: of a strategy that nothing of this release follows, by no calendar either: no change of one helps. */
  | { readonly kind: "notServed"; readonly reason: string; readonly undeployed?: true }
  | { readonly kind: "accepted"; readonly exception: string };

/** The verdict for one group × ring × system × cloud × class. */
export interface CellProof {
  readonly group: string;
  readonly ring: string;
  readonly system: SystemId;
  readonly cloud: Cloud;
  readonly class: PatchClass;
  readonly deadline: Deadline;
  readonly verdict: Verdict;
  /** Release with the longest `landing − release`. */
  readonly worstWait: WorstCase;
  /** Release with the largest `landing − due`. */
  readonly worstLateness: WorstCase;
  /** The way of one of these, told when asked: of a thousand groups' promises a reader looks at a few. */
  steps(worst: WorstCase): readonly TimelineStep[];
  /**
   * Largest number of runs (executions, out of cycle; the builds of images too) that every ring may lose with the promise
   * still in time; −1 when it is late without that. Counted when asked, up to `most`, by default 400.
   */
  survives(most?: number): number;
}

/** How long a patch rests between two rings, at the least, over all releases. */
export interface SoakProof {
  readonly group: string;
  readonly ring: string;
  readonly system: SystemId;
  readonly cloud: Cloud;
  /** The ring in which it rests, `<group>.<ring>`: the one before, or one of the group promoted from. */
  readonly after?: string;
  readonly asked: Minutes;
  /**
   * `image`: whoever follows the calendar of images has to keep it, image by image. `list`: a run installs what the ring
   * before has had for that long.
   */
  readonly kept: "none" | "native" | "image" | "list" | "notKept";
  /** Shortest time from the earlier ring's finish to this ring's start with the patch; negative when it starts first, `never` for a first ring that nothing is promoted to, or when it never lands. */
  readonly shortest: Minutes | "never";
  /** Age in minutes of the youngest patch that this ring can install, under each reading of the vendor's delays. */
  readonly youngest: Minutes | "never";
}

export interface Proof {
  /** The instant that counts as now. */
  readonly asOf: Instant;
  /** First release that is proved: `asOf`, or the plan's effective day when that is later. */
  readonly from: Instant;
  /** Last release that is proved, two years after the first; itself one of them. */
  readonly until: Instant;
  readonly cells: readonly CellProof[];
  readonly soaks: readonly SoakProof[];
  /** What the verdicts rest on, in sentences. */
  readonly assumptions: readonly string[];
  readonly findings: readonly Finding[];
  /** True when every cell is kept or accepted. */
  readonly holds: boolean;
}
