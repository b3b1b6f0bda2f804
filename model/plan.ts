/**
 * The plan: the patching policy with every default filled in, every reference resolved and every unit of
 * deployment spelled out. Components, rules and operations read the plan, never the document.
 */
import type { FindingId, FindingLevel } from "./findings/catalogue";
import type { Schedule } from "./schedule";
import type { StrategyKind } from "./strategy/kinds";
import type { SystemId } from "./systems";
import type { CivilDate, Clock, Duration, Instant, Interval, Minutes, ZoneName } from "./time";

/** Where a finding or a fault points in the policy document (1-based). */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type Cloud = "aws" | "azure";
export type Severity = "critical" | "high" | "medium" | "low";
export type Exposure = "internet" | "internal";
export type Reboot = "ifRequired" | "never" | "always";

/** How bad an attack would be for the attacked component, in SSVC's words. */
export type TechnicalImpact = "partial" | "total";
/** FedRAMP's potential adverse impact, from N2 (limited) to N5 (catastrophic). */
export type AdverseImpact = "N5" | "N4" | "N3" | "N2";

/**
 * What may be known of a vulnerability beside severity and exploitation. What is absent holds either way: no promise
 * of the group depends on it, or it is unknown and counts as the strictest.
 */
export interface Predicates {
  readonly automatable?: boolean;
  readonly technicalImpact?: TechnicalImpact;
  readonly likelyExploitable?: boolean;
  readonly adverseImpact?: AdverseImpact;
}

/** What kind of vulnerability a promise is about: a row of the deadline table. */
export interface PatchClass extends Predicates {
  readonly severity: Severity;
  /** Known to be exploited in the wild (for instance listed in CISA's KEV catalogue). */
  readonly exploited: boolean;
}

/** How long after which event a class of patch must be installed, and who says so. */
export interface Deadline {
  readonly class: PatchClass;
  readonly within: Duration;
  /** `tier gold`, or the id of the obligation that is tighter, such as `pci-dss-4.0.1`. */
  readonly source: string;
  /** The event that the source counts from; the release when absent. The proof counts each from the release. */
  readonly of?: Exclude<Clock, "released">;
  /** First day of the releases for which it binds, from 00:00 UTC on; every earlier one too when absent. */
  readonly from?: CivilDate;
  /** The day from whose 00:00 UTC on it binds no more; every later release too when absent. */
  readonly until?: CivilDate;
}

/** What triggers an out-of-cycle path: every key that stands here must fit, and what is unknown fits. */
export interface TriggerPredicate {
  readonly severity?: readonly Severity[] | undefined;
  readonly exploited?: boolean | undefined;
  readonly exposure?: Exposure | undefined;
  readonly automatable?: boolean | undefined;
  readonly technicalImpact?: TechnicalImpact | undefined;
  readonly likelyExploitable?: boolean | undefined;
}

/** A word for a whole class, or a predicate. */
export type Trigger = Severity | "exploited" | TriggerPredicate;

/** The path for what routine windows cannot serve in time. */
export interface OutOfCyclePath {
  readonly name: string;
  /** Any of these triggers it. */
  readonly when: readonly Trigger[];
  readonly notice: Minutes;
  /** Longest wait for a decision of the on-call quorum. */
  readonly decideWithin: Minutes;
  readonly quorum: number;
  readonly perRing: Minutes;
  readonly soak: Minutes;
  /** True when the path is open during freezes. */
  readonly inFreeze: boolean;
}

/** When nothing is installed, or nothing tested. Days are local and both inclusive. */
export interface Freeze {
  readonly name: string;
  readonly timezone: ZoneName;
  /**
   * A yearly freeze repeats `MM-DD` to `MM-DD` (and may cross new year); a dated one happens once; an imported
   * calendar is disjoint spans in order, known up to an instant that depends on the effective day only.
   */
  readonly when:
    | { readonly kind: "yearly"; readonly from: string; readonly to: string }
    | { readonly kind: "once"; readonly from: CivilDate; readonly to: CivilDate }
    | { readonly kind: "spans"; readonly spans: readonly Interval[]; readonly knownUntil: Instant };
  /** Groups it applies to; absent means all. */
  readonly groups?: readonly string[];
}

/** An accepted risk. It has an end, or it is no exception. */
export interface PolicyException {
  readonly id: string;
  readonly scope: { readonly group?: string; readonly ring?: string };
  /** Rule id it answers, or `deadlines`. */
  readonly rule: string;
  readonly reason: string;
  readonly owner: string;
  readonly approvedBy: string;
  /** Controls that lower the risk meanwhile. */
  readonly compensating?: readonly string[];
  readonly approvedAt?: CivilDate | undefined;
  readonly renewals?: number;
  /** Last day on which it counts, inclusive, UTC. */
  readonly expires: CivilDate;
}

/** A maintenance window of the document with its zone resolved. */
export interface PlannedWindow {
  readonly name: string;
  readonly schedule: Schedule;
  readonly timezone: ZoneName;
  readonly duration: Minutes;
  /** No new work starts in the last `cutoff` minutes. */
  readonly cutoff: Minutes;
  /** Longest time that one machine may take. */
  readonly perNode: Minutes;
}

/** When patches are tested. It installs nothing. */
export interface PlannedTestWindow {
  readonly name: string;
  readonly schedule: Schedule;
  readonly timezone: ZoneName;
  readonly duration: Minutes;
  readonly owner?: string;
  /** Groups whose machines are tested. */
  readonly groups: readonly string[];
  /** Groups that the result is for: they have a test window. */
  readonly for: readonly string[];
}

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
  /** How the soak after the ring before, or the ring promoted from, is kept here. `none`: there is no such ring, or no soak asked. */
  readonly soakKept: "none" | "native" | "notKept";
}

export interface PlannedRing {
  readonly name: string;
  /** Value of the `PatchGroup` tag: `<group>.<ring>`. */
  readonly patchGroup: string;
  readonly window: PlannedWindow;
  /** Minutes between the finish of the ring before and the start of this one. */
  readonly soak: Minutes;
  readonly concurrency: Rate;
  /** Failures after which a run stops. */
  readonly stopAfter: Rate;
  /** The most machines that it will have, where the document says so. */
  readonly maxNodes?: number;
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
}

export interface RecoveryPoint {
  readonly required: boolean;
  readonly keepDays: number;
}

export interface PlannedGroup {
  readonly name: string;
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
  readonly strategy?: { readonly kind: StrategyKind };
  readonly rollback?: RollbackThresholds;
  readonly promotedFrom?: Promotion;
  /** In the order in which a patch travels. */
  readonly rings: readonly PlannedRing[];
}

/** An approval rule in SSM's own words. */
export interface AwsApprovalRule {
  /** 0–360; always 0 where packages have no release date. Absent for a rule with a date. */
  readonly approveAfterDays?: number;
  /** What was released up to this day is approved at once, and nothing later. */
  readonly approveUntilDate?: CivilDate;
  readonly enableNonSecurity: boolean;
  readonly complianceLevel: ComplianceLevel;
  readonly filters: readonly PatchFilter[];
}

/** A repository that a baseline puts in place of the machine's own. */
export interface PatchSource {
  readonly name: string;
  readonly products: readonly string[];
  readonly configuration: string;
}

/** One baseline per distinct (system, rules, delay) in an account and region, shared by the rings it is right for. */
export interface AwsBaseline {
  /** Physical name, `^[a-zA-Z0-9_\-.]{3,128}$`, made from the content so that equal baselines are one. */
  readonly name: string;
  /** SSM's operating system, such as `AMAZON_LINUX_2023`. */
  readonly operatingSystem: string;
  readonly rules: readonly AwsApprovalRule[];
  readonly approved: readonly string[];
  readonly rejected: readonly string[];
  /** Of missing patches that are approved by name. @default - SSM's, UNSPECIFIED */
  readonly approvedComplianceLevel?: ComplianceLevel;
  /** Patches that are approved by name may be no security updates. */
  readonly approvedNonSecurity?: true;
  /** @default - BLOCK */
  readonly rejectAction?: "ALLOW_AS_DEPENDENCY" | "BLOCK";
  /** Conditions on every patch, before any rule. */
  readonly globalFilters?: readonly PatchFilter[];
  readonly sources?: readonly PatchSource[];
  /** Windows: what a machine is that lacks a security update which is not approved yet. */
  readonly availableSecurityUpdates?: "COMPLIANT" | "NON_COMPLIANT";
  /** Values of the `PatchGroup` tag that are registered with it. */
  readonly patchGroups: readonly string[];
}

/** The install run of one ring in a shared window. */
export interface AwsRun {
  readonly group: string;
  readonly ring: string;
  readonly patchGroup: string;
  readonly concurrency: Rate;
  readonly stopAfter: Rate;
  readonly reboot: Reboot;
  readonly recoveryPoint: RecoveryPoint;
}

/** One window per distinct (schedule, zone, duration, cutoff) in an account and region. */
export interface AwsWindow {
  /** Physical name, `^[a-zA-Z0-9_\-.]{3,128}$`. */
  readonly name: string;
  readonly window: PlannedWindow;
  readonly runs: readonly AwsRun[];
}

/** What is deployed into one account and region. */
export interface AwsUnit {
  readonly cloud: "aws";
  /** The document's name for the account, such as `prod`. */
  readonly account: string;
  readonly accountId: string;
  readonly region: string;
  readonly baselines: readonly AwsBaseline[];
  readonly windows: readonly AwsWindow[];
  /** The scan that keeps compliance fresh, over every patch group of the unit. */
  readonly scan: {
    readonly schedule: Schedule;
    readonly timezone: ZoneName;
    readonly patchGroups: readonly string[];
  };
  /** AWS Config's recorder: `existing` when the account has one already. */
  readonly recorder: "create" | "existing";
}

/** One maintenance configuration and its dynamic scope: a ring in one subscription and location. */
export interface AzureConfiguration {
  /** Physical name: `^[a-zA-Z0-9][a-zA-Z0-9._-]*[a-zA-Z0-9_]$`, with the resource group's name under 128 characters. */
  readonly name: string;
  readonly group: string;
  readonly ring: string;
  readonly patchGroup: string;
  readonly window: PlannedWindow;
  readonly reboot: Reboot;
  readonly recoveryPoint: RecoveryPoint;
  /** Absent when the ring has no Windows machines. Azure's own words: `Critical`, `Security`, … */
  readonly windowsClassifications?: readonly string[];
  /** Absent when the ring has no Linux machines. `Critical`, `Security`, `Other`. */
  readonly linuxClassifications?: readonly string[];
  /** KB numbers or package masks that are never installed, per kind of system. */
  readonly excludeKbs: readonly string[];
  readonly excludePackages: readonly string[];
  /** Installed beside the classifications. @default - none */
  readonly includeKbs?: readonly string[];
  readonly includePackages?: readonly string[];
  /** Leaves out every update for Windows that needs a reboot. */
  readonly excludeKbsRequiringReboot?: true;
}

/** What is deployed into one subscription and location. */
export interface AzureUnit {
  readonly cloud: "azure";
  /** The document's name for the subscription, such as `prod`. */
  readonly subscription: string;
  readonly subscriptionId: string;
  readonly location: string;
  /** Existing resource group that holds the configurations. */
  readonly resourceGroup: string;
  readonly configurations: readonly AzureConfiguration[];
}

/** Something that `check` reports. `rule` is stable and stands in the catalogue; exceptions name it. */
export interface Finding {
  readonly rule: FindingId;
  readonly level: FindingLevel;
  readonly message: string;
  /** What to do about it: the catalogue's sentence. */
  readonly fix: string;
  readonly group?: string;
  readonly ring?: string;
  /** Name of the list entry that it is about, such as an exception's id: it outlives the entry's place. */
  readonly entry?: string;
  /** Where in the document: `["groups", "web", "rings", 0]`. The loader turns it into the position. */
  readonly path: readonly (string | number)[];
  readonly position?: SourcePosition;
}

export interface Plan {
  readonly organisation: string;
  readonly timezone: ZoneName;
  /** Anchor of every schedule: nothing that is deployed depends on today's date. */
  readonly effectiveFrom: CivilDate;
  /** Vendors' severity words (lower case) for each of ours. */
  readonly severities: Readonly<Record<Severity, readonly string[]>>;
  readonly groups: readonly PlannedGroup[];
  /** What bars installs; nothing else reaches the proof and what is deployed. */
  readonly freezes: readonly Freeze[];
  readonly testWindows: readonly PlannedTestWindow[];
  /** What bars tests. */
  readonly testFreezes: readonly Freeze[];
  readonly exceptions: readonly PolicyException[];
  readonly aws: readonly AwsUnit[];
  readonly azure: readonly AzureUnit[];
  readonly findings: readonly Finding[];
}
