/** Groups, their rings, and the patches that each ring approves on each system. */
import type { StrategyKind } from "../strategy/kinds";
import type { SystemId } from "../systems";
import type { CivilDate, Duration, Minutes } from "../time";
import type { PlannedWindow } from "./calendar";
import type { Cloud, Deadline, Exposure, OutOfCyclePath, Reboot } from "./promises";

/** A share of machines, or a number of them. */
export type Rate =
  | { readonly kind: "percent"; readonly value: number }
  | { readonly kind: "count"; readonly value: number };

/** A condition on patches in SSM's own words: any of the values. */
export interface PatchFilter {
  readonly key: string;
  readonly values: readonly string[];
}

/** How bad it is when a patch is missing, in SSM's own words. */
export type ComplianceLevel =
  | "CRITICAL"
  | "HIGH"
  | "MEDIUM"
  | "LOW"
  | "INFORMATIONAL"
  | "UNSPECIFIED";

/** One approval rule, as a ring will have it. */
export interface Approval {
  /** Our classification words: `security`, `critical`, `bugfix`, … (see systems.ts). */
  readonly classifications: readonly string[];
  /** Vendor severity words in lower case; absent means every severity. */
  readonly severities?: readonly string[];
  /** What else narrows it, as SSM's filters: products, priorities, sections, Microsoft's applications. */
  readonly narrowedBy?: readonly PatchFilter[];
  /** It installs a part only of what its classifications and severities say, so that no promise rests on it. */
  readonly partial?: true;
  /** Last day (inclusive, UTC) of the releases that it approves at once; it approves nothing later. */
  readonly until?: CivilDate;
  readonly complianceLevel?: ComplianceLevel;
  /** Whole days between release and approval that the document asks for. */
  readonly ownDays: number;
  /** Whole days deployed: `ownDays`, or more where the ring's soak is kept by a derived delay; 0 where the vendor knows no delay. */
  readonly afterDays: number;
}

/** A system that a ring patches on one cloud: the cell whose promises are proved. */
export interface RingSystem {
  readonly system: SystemId;
  readonly cloud: Cloud;
  /** Name of the baseline in the document. */
  readonly baseline: string;
  readonly approvals: readonly Approval[];
  /**
   * How the soak after the ring before, or the ring promoted from, is kept here. `none`: there is no such ring, or no soak
   * asked. `list`: its runs install from a list of what the ring before has had for the soak.
   */
  readonly soakKept: "none" | "native" | "list" | "notKept";
}

/** Machines that are patched one batch after the other, in equal parts of the window. */
export interface RingBatches {
  readonly count: number;
  /** Minutes from the start of a run to the end of its last batch, at the most. */
  readonly finish: Minutes;
}

export interface PlannedRing {
  readonly name: string;
  /** Value of the `PatchGroup` tag: `<group>.<ring>`. */
  readonly patchGroup: string;
  /** Value of the tag before the ring or its group was renamed. @default - it never was */
  readonly formerly?: string;
  readonly window: PlannedWindow;
  /** Minutes between the finish of the ring before and the start of this one. */
  readonly soak: Minutes;
  readonly concurrency: Rate;
  /** Failures after which a run stops. */
  readonly stopAfter: Rate;
  /** On Azure; @default - all machines start together */
  readonly batches?: RingBatches;
  /** The most machines that it will have, where the document says so. */
  readonly maxNodes?: number;
  /** Absent where nothing is asked beyond patches. */
  readonly settings?: RunSettings;
  readonly systems: readonly RingSystem[];
}

/** A ring of another group in which a patch rests before it reaches this group. The ring is whole, so that a part of a plan can be proved. */
export interface Promotion {
  readonly group: string;
  readonly ring: PlannedRing;
  /** Minutes between the finish of that ring and the start of this group's first one. */
  readonly soak: Minutes;
}

/** What stops a rollout and undoes it. */
export type RollbackTrigger =
  /** Share of a ring's machines on which the patch failed. */
  | { readonly kind: "failed"; readonly percent: number }
  | { readonly kind: "unhealthyFor"; readonly minutes: Minutes }
  /** How many times faster than allowed the error budget burns. */
  | { readonly kind: "sloBurn"; readonly times: number }
  | { readonly kind: "rebootLoop"; readonly restarts: number }
  | { readonly kind: "gateFailed" | "manual" };

export interface RollbackThresholds {
  readonly when: readonly RollbackTrigger[];
  /** Recovery time objective. */
  readonly within?: Minutes;
  /** Recovery point objective. */
  readonly loss?: Minutes;
  /** A single machine that fails on AWS goes back to its recovery point. @default - it stays as it is */
  readonly onFailure?: "restore";
}

export interface RecoveryPoint {
  readonly required: boolean;
  readonly keepDays: number;
  /** On AWS the run itself makes it, machine by machine. @default - a backup plan does, before the window */
  readonly when?: "inWindow";
  /** How old one from before the window may be. @default - from its start to the window's end */
  readonly maxAge?: Minutes;
  /** Hybrid machines, which can have none, are patched all the same. @default - they are refused */
  readonly hybrid?: "skip";
  /** Nor have machines of Auto Scaling groups one that is of use: patched all the same. @default - they are refused */
  readonly autoScaling?: "skip";
  /** Disks on Azure that know no restore point: their machine goes without one, or with one of its other disks. @default - the run is cancelled */
  readonly unsupportedDisks?: "proceed" | "exclude";
}

/** What a run is asked beyond its patches; names are of what exists in each account and region. */
export interface RunSettings {
  /** People say yes first. */
  readonly approval?: true;
  /** Machines that are stopped are started, patched and stopped again. */
  readonly startStopped?: true;
  /** Packages are fetched before anything is changed. */
  readonly download?: true;
  /** CloudWatch alarms that must be OK. */
  readonly alarms?: readonly string[];
  /** Command document that fails when the machine's service is not well. */
  readonly healthCheck?: string;
  /** Command documents around the install. */
  readonly hooks?: { readonly before?: string; readonly after?: string; readonly onExit?: string };
}

export interface PlannedStrategy {
  readonly kind: StrategyKind;
  /** Where machines are replaced: the window in which their images are built. */
  readonly image?: PlannedWindow;
  /** The document asks for machines to be patched when they start. */
  readonly onLaunch?: true;
}

export interface PlannedGroup {
  readonly name: string;
  /** Its name before it was renamed. @default - it never was */
  readonly formerly?: string;
  readonly tier: string;
  readonly exposure: Exposure;
  readonly environment: string;
  readonly owner: string;
  readonly reboot: Reboot;
  readonly recoveryPoint: RecoveryPoint;
  /**
   * The deadline that binds for each class: the tightest of the tier's own and the obligations that apply.
   * A class stands here twice when neither is tighter all year, as with 30 days and one month, or when a promise
   * changes on a day.
   */
  readonly deadlines: readonly Deadline[];
  /** Longest time between the starts of two runs of a ring, whatever is released. */
  readonly cadence?: Duration;
  readonly outOfCycle?: OutOfCyclePath;
  /** Absent where the document records none: its machines are patched in place, ring after ring. */
  readonly strategy?: PlannedStrategy;
  readonly rollback?: RollbackThresholds;
  readonly promotedFrom?: Promotion;
  /** In the order in which a patch travels. */
  readonly rings: readonly PlannedRing[];
}
