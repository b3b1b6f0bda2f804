/** What the caller says of a ring's runs, and where the parameters and lists of a ring stand. */
import type * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnIn } from "../place";
import { shortName } from "../shortName";

export interface RingRun {
  /**
   * The ring whose run must have gone well first, wherever it is patched, and how old its verdicts may be.
   * @default - the ring is the first
   */
  readonly ringBefore?: RingBefore;
  /** CloudWatch alarms that must all be OK, for the gate and before each machine, at most 50. @default [] */
  readonly alarmNames?: readonly string[];
  /** Whether people are asked; how stands in the component's own `approval`. @default false */
  readonly approval?: boolean;
  /**
   * The most minutes that a run may be given, which its window's duration is. A run by hand may ask for less.
   * @default 1440, the longest that a window lasts
   */
  readonly runMinutes?: number;
  /** ARNs of those of the component's calendars that must be open. @default - all of them */
  readonly calendarArns?: readonly pulumi.Input<string>[];
  /** Whether a machine is restarted after its installation. @default "ifRequired" */
  readonly reboot?: "ifRequired" | "never" | "always";
  /** Minutes that one machine takes; with less time left it is not begun. @default 60 */
  readonly nodeMinutes?: number;
  /**
   * Whether a machine that is stopped is started, patched and stopped again. The window must reach it:
   * by the resource group that PatchRunbooks makes for it, `ringMachines`, or one of your own. Where it does not, the close finds
   * a ring with a stopped machine unhealthy. @default false
   */
  readonly startStopped?: boolean;
  /** Whether packages are fetched before anything is changed. @default false */
  readonly download?: boolean;
  readonly recoveryPoint?: RecoveryRun;
  /** Names of Command documents of the team's own. @default {} */
  readonly hooks?: { readonly before?: string; readonly after?: string; readonly onExit?: string };
  /** Command document that fails when the machine's service is not well. @default - none */
  readonly healthCheck?: string;
  /** What becomes of a machine that fails after the installation. @default "stop" */
  readonly onFailure?: "stop" | "restore";
}

export interface RingBefore {
  /** One of `patchGroups`, whose verdict here is asked; or another one with verdicts `elsewhere`. */
  readonly patchGroup: string;
  /** Hours after which its verdicts count no longer, though they say so themselves: they count until its next run. */
  readonly maxAgeHours: number;
  /**
   * ARNs of its verdicts in other regions and accounts, 50 with its own here: `closeVerdictArns` of the runbooks there. Those of other
   * accounts are read with a role of `verdictReaders`.
   * @default []
   */
  readonly elsewhere?: readonly string[];
  /**
   * Minutes that it must have had a patch before this ring installs it, on systems that know no approval delay. Such a
   * machine then installs from a list of those patches, and is left unpatched without one.
   * @default - such systems install what their baseline approves
   */
  readonly soakMinutes?: number;
}

/** Whether a machine needs a recovery point before anything is installed, and how it is had. */
export interface RecoveryRun {
  /** @default true */
  readonly required?: boolean;
  /** Days after which one that the run makes expires. @default 14 */
  readonly keepDays?: number;
  /** By a backup plan before the window, or by the run. @default "before" */
  readonly when?: "before" | "inWindow";
  /** Hours that one from before the window may be old. @default 24 */
  readonly maxAgeHours?: number;
  /** Hybrid machines can have none: patched all the same, or refused. @default "refuse" */
  readonly hybrid?: "skip" | "refuse";
  /**
   * Machines of Auto Scaling groups are replaced from an image, so that one of them is of no use: patched all the same,
   * or refused. @default "refuse"
   */
  readonly autoScaling?: "skip" | "refuse";
}

/** Where the component's parameters stand. */
export interface VerdictPlace {
  readonly place: AwsPlace;
  /** Path that all of their names begin with. */
  readonly prefix: string;
  readonly patchGroups: readonly string[];
}

/** ARN of the parameter that a ring's close writes. */
export function closeVerdictArn(
  { place, prefix }: Pick<VerdictPlace, "place" | "prefix">,
  patchGroup: string,
): string {
  return arnIn(place, "ssm", `parameter${verdictNames(prefix, patchGroup).close}`);
}

/** ARNs of the verdicts that a ring's gate asks: of every place in which the ring before is patched. */
export function verdictsBefore(at: VerdictPlace, { ringBefore }: RingRun): readonly string[] {
  if (ringBefore === undefined) return [];
  const { patchGroup, elsewhere = [] } = ringBefore;
  const here = at.patchGroups.includes(patchGroup) ? [closeVerdictArn(at, patchGroup)] : [];
  return [...here, ...elsewhere];
}

/** Names of a ring's two verdicts in Parameter Store, below `prefix`. */
export function verdictNames(prefix: string, patchGroup: string) {
  return { gate: `${prefix}/${patchGroup}/gate`, close: `${prefix}/${patchGroup}/close` };
}

/** Name of the parameter with what a ring's policy demands; no role of the component may write it. */
export function settingsName(prefix: string, patchGroup: string): string {
  return `${prefix}/${patchGroup}/settings`;
}

/** SSM reports the place of a list in at most 256 characters; buckets' names have up to 63, systems' up to about 40. */
const longestKey = 256 - "s3:///".length - 63 - 45;
/** Of what is left for a ring below it. */
const shortestRing = 12;

/** What all keys of the component begin with, from the path of its parameters; a long one is cut. */
export function listBase(prefix: string): string {
  const [top = "", ...below] = prefix.replace(/^\//, "").split("/");
  const room = longestKey - `${top}/`.length - "/lists/".length - shortestRing;
  const rest = below.join("/");
  return rest.length <= room ? [top, ...below].join("/") : `${top}/${shortName(rest, room)}`;
}

/** Keys of S3: what a ring has had since when, and the lists that it installs from. */
export function listKeys(prefix: string, patchGroup: string) {
  const base = listBase(prefix);
  const ring = shortName(patchGroup, longestKey - `${base}/lists/`.length);
  return { record: `${base}/records/${patchGroup}.json`, lists: `${base}/lists/${ring}` };
}

/** Documents of the team's own that a run may send to a machine. */
export function ownDocuments(runs: readonly RingRun[]): readonly string[] {
  const named = runs.flatMap(({ hooks, healthCheck }) => [
    hooks?.before,
    hooks?.after,
    hooks?.onExit,
    healthCheck,
  ]);
  return [...new Set(named.filter((name) => name !== undefined))].sort();
}
