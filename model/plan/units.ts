/** What is deployed into each account and region, subscription and location. */
import type { Schedule } from "../schedule";
import type { CivilDate, ZoneName } from "../time";
import type { AwsSettings } from "./awsSettings";
import type { AzureBackup } from "./azureBackup";
import type { PlannedWindow } from "./calendar";
import type { ComplianceLevel, PatchFilter, Rate, RecoveryPoint, RunSettings } from "./groups";
import type { Reboot } from "./promises";

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
  /**
   * Physical name, `^[a-zA-Z0-9_\-.]{3,128}$`: the first patch group that has it, in the document's order, and the system. What it
   * says is no part of it, so that it changes in place.
   */
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
  readonly settings?: RunSettings;
  /** A machine that fails goes back to its recovery point. @default - it stays as it is */
  readonly onFailure?: "restore";
}

/**
 * One window per distinct (schedule, zone, duration, cutoff) in an account and region; the rings of a group that wait for
 * an approval have one of their own, since whatever shares a window waits with them.
 */
export interface AwsWindow {
  /** Physical name, `^[a-zA-Z0-9_\-.]{3,128}$`. */
  readonly name: string;
  readonly window: PlannedWindow;
  readonly runs: readonly AwsRun[];
}

/** What is deployed into one account and region. */
export interface AwsUnit extends AwsSettings {
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

/** One maintenance configuration and its dynamic scope: a ring, or a batch of one, in one subscription and location. */
export interface AzureConfiguration {
  /** Physical name: `^[a-zA-Z0-9][a-zA-Z0-9._-]*[a-zA-Z0-9_]$`, with the resource group's name under 128 characters. */
  readonly name: string;
  readonly group: string;
  readonly ring: string;
  /** Value of the `PatchGroup` tag of its machines: the ring's own, or that of one of its batches. */
  readonly patchGroup: string;
  /** Of its batch where it has some: the start and the length differ from the document's. */
  readonly window: PlannedWindow;
  /** Which of the ring's batches, from 1. @default - the ring has none */
  readonly batch?: number;
  /** First day on which it may run. @default - the plan's */
  readonly effectiveFrom?: CivilDate;
  readonly reboot: Reboot;
  readonly recoveryPoint: RecoveryPoint;
  readonly settings?: RunSettings;
  /** Scripts that say whether a patched machine is well. @default - none */
  readonly healthCheck?: { readonly windows?: string; readonly linux?: string };
  /** A machine that fails goes back to its restore point. @default - it stays as it is */
  readonly onFailure?: "restore";
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

/** Ids of Entra. */
export interface AzureWebhook {
  readonly tenant: string;
  readonly application: string;
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
  /** Name of a storage account there that exists, for records of runs. @default - a new one */
  readonly runStore?: string;
  /** Events come with a token for this application of Entra. @default - by a callback address */
  readonly webhook?: AzureWebhook;
  readonly configurations: readonly AzureConfiguration[];
  /** @default - no backups beside the restore points of runs */
  readonly backup?: AzureBackup;
}
