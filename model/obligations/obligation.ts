/** What an obligation is: limits that a standard sets, the duties beside them, and who says so. */
import { parseDuration } from "../duration";
import type { AdverseImpact, Exposure, Severity, TechnicalImpact } from "../plan";
import type { Clock, Duration } from "../time";

/** What is patched. Groups of machines patch operating systems; the others are limits for what else runs there. */
export type Component =
  | "operatingSystem"
  | "onlineService"
  | "officeSoftware"
  | "otherApplication"
  | "driverOrFirmware";

/** Where a limit applies: every key that stands here must fit. A fact that is not known fits all, so the strictest counts. */
export interface Applicability {
  readonly exposure?: Exposure | undefined;
  readonly tier?: readonly string[] | undefined;
  readonly environment?: readonly string[] | undefined;
  readonly component?: readonly Component[] | undefined;
  readonly severity?: readonly Severity[] | undefined;
  /** Known to be exploited, such as listed in CISA's KEV catalogue, or a working exploit exists. */
  readonly exploited?: boolean | undefined;
  readonly automatable?: boolean | undefined;
  readonly technicalImpact?: TechnicalImpact | undefined;
  readonly likelyExploitable?: boolean | undefined;
  readonly adverseImpact?: AdverseImpact | undefined;
}

/** One step of a limit in stages, such as evaluate and then fix. The last step is the fix. */
export interface Stage {
  readonly act: string;
  readonly within: Duration;
  readonly of: Clock;
}

export type TimeLimit =
  | { readonly within: Duration; readonly of: Clock }
  /** The standard asks for a limit of the organisation's own, and binds none by itself. */
  | { readonly own: true }
  /** Fixed when the system is next upgraded; no instant. */
  | { readonly onUpgrade: true }
  | { readonly stages: readonly Stage[] };

export interface Limit {
  readonly control: string;
  readonly when: Applicability;
  readonly limit: TimeLimit;
  /** What must happen beside the fix, or how the limit is to be read. */
  readonly note?: string | undefined;
}

/** What must be done beside patching in time: again every so often, or always. */
export interface Duty {
  readonly control: string;
  readonly what: string;
  readonly every?: Duration | undefined;
}

/** Days of the calendar, `YYYY-MM-DD`, where they are known. */
export interface Status {
  readonly kind: "inForce" | "proposed" | "revoked";
  readonly since?: string | undefined;
  readonly note?: string | undefined;
}

export interface Obligation {
  readonly id: string;
  /** Short forms that documents may write instead. */
  readonly aliases: readonly string[];
  readonly title: string;
  readonly status: Status;
  readonly limits: readonly Limit[];
  readonly duties: readonly Duty[];
  /** What shows that it was kept. */
  readonly evidence: readonly string[];
  readonly source: string;
}

/** A limit of the presets: `within("14d", "released")`. Throws when the text is no duration. */
export function within(text: string, of: Clock): { readonly within: Duration; readonly of: Clock } {
  return { within: length(text), of };
}

/** A duty of the presets that comes again every so often. */
export function recurring(control: string, every: string, what: string): Duty {
  return { control, what, every: length(every) };
}

export function length(text: string): Duration {
  const parsed = parseDuration(text);
  if (!parsed.ok) {
    throw new Error(`obligation limit "${text}" ${parsed.message}`);
  }
  return parsed.duration;
}
