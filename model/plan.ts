/**
 * The plan: the patching policy with every default filled in, every reference resolved and every unit of
 * deployment spelled out. Components, rules and operations read the plan, never the document.
 */
import type { Freeze, PlannedTestWindow } from "./plan/calendar";
import type { Finding, PolicyException } from "./plan/finding";
import type { PlannedGroup } from "./plan/groups";
import type { Severity } from "./plan/promises";
import type { AwsUnit, AzureUnit } from "./plan/units";
import type { Ruleset } from "./rulesets";
import type { CivilDate, ZoneName } from "./time";

export type * from "./plan/awsSettings";
export type * from "./plan/azureBackup";
export type * from "./plan/calendar";
export type * from "./plan/finding";
export type * from "./plan/groups";
export type * from "./plan/promises";
export type * from "./plan/units";

/** How strictly the policy pack judges. */
export interface Enforcement {
  /** The set of rules that was agreed to; newer ones advise. All count where it is left out. */
  readonly ruleset?: Ruleset | undefined;
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
  readonly enforcement: Enforcement;
  readonly aws: readonly AwsUnit[];
  readonly azure: readonly AzureUnit[];
  readonly findings: readonly Finding[];
}
