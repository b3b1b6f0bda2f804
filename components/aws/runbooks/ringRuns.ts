/** What a ring's gate, machines and close must be told, from what the caller says of the ring. */
import { type AwsPlace, arnIn } from "../place";

export interface RingRun {
  /**
   * The ring whose run must have gone well first, wherever it is patched, and how old its verdicts may be.
   * @default - the ring is the first
   */
  readonly ringBefore?: RingBefore;
  /** CloudWatch alarms that must all be OK, at most 50. @default [] */
  readonly alarmNames?: readonly string[];
  /** Whether people are asked; how stands in the component's own `approval`. @default false */
  readonly approval?: boolean;
  /** Minutes that one machine takes; with less time left it is not begun. @default 60 */
  readonly nodeMinutes?: number;
  /**
   * Whether a machine that is stopped is started, patched and stopped again. The window must reach it: by `reachStopped` or a
   * resource group of the run. @default false
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
  /** Hours after which its verdicts count no longer. */
  readonly maxAgeHours: number;
  /**
   * ARNs of its verdicts in other regions of the account, at most 49: `closeVerdictArns` of the runbooks there.
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

/** How a recovery point is had, where the run asks for one. */
export interface RecoveryRun {
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

/** By the name of a runbook's parameter. */
type Given = Readonly<Record<string, readonly string[]>>;

export interface RingParameters {
  readonly gate: Given;
  readonly node: Given;
  readonly close: Given;
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

/** Names of a ring's two parameters of Parameter Store, below `prefix`. */
export function verdictNames(prefix: string, patchGroup: string) {
  return { gate: `${prefix}/${patchGroup}/gate`, close: `${prefix}/${patchGroup}/close` };
}

/** Keys of S3: what a ring has had since when, and the lists that it installs from. */
export function listKeys(prefix: string, patchGroup: string) {
  const base = prefix.replace(/^\//, "");
  return { record: `${base}/records/${patchGroup}.json`, lists: `${base}/lists/${patchGroup}` };
}

/** Without what only the window knows: times, calendars, the machine, the run and the policy's recovery and reboot. */
export function ringParameters(
  at: VerdictPlace,
  patchGroup: string,
  rings: Readonly<Record<string, RingRun>>,
): RingParameters {
  const run = rings[patchGroup] ?? {};
  const { gate, close } = verdictNames(at.prefix, patchGroup);
  const { record, lists } = listKeys(at.prefix, patchGroup);
  const ownLists: Given = soakBefore(run) === undefined ? {} : { PatchLists: [lists] };
  const isAwaited = Object.values(rings).some((other) => soakBefore(other) === patchGroup);
  return {
    gate: {
      GateVerdict: [gate],
      ...gateChecks(run, verdictsBefore(at, run)),
      ...gateLists(at.prefix, patchGroup, run),
    },
    node: {
      GateVerdict: [gate],
      NodeMinutes: [`${run.nodeMinutes ?? 60}`],
      StartStopped: [yesNo(run.startStopped)],
      Download: [yesNo(run.download)],
      RecoveryPoint: [run.recoveryPoint?.when ?? "before"],
      RecoveryMaxAgeHours: [`${run.recoveryPoint?.maxAgeHours ?? 24}`],
      Hybrid: [run.recoveryPoint?.hybrid ?? "refuse"],
      AutoScaling: [run.recoveryPoint?.autoScaling ?? "refuse"],
      HookBeforeDocument: [run.hooks?.before ?? "none"],
      HookAfterDocument: [run.hooks?.after ?? "none"],
      HookOnExitDocument: [run.hooks?.onExit ?? "none"],
      HealthCheckDocument: [run.healthCheck ?? "none"],
      OnFailure: [run.onFailure ?? "stop"],
      ...ownLists,
    },
    close: {
      PatchGroup: [patchGroup],
      GateVerdict: [gate],
      CloseVerdict: [close],
      ...(run.startStopped === true ? { StartStopped: ["yes"] } : {}),
      ...ownLists,
      ...(isAwaited ? { PatchRecord: [record] } : {}),
    },
  };
}

/** The ring whose patches a ring installs from lists. */
function soakBefore({ ringBefore }: RingRun): string | undefined {
  return ringBefore?.soakMinutes === undefined ? undefined : ringBefore.patchGroup;
}

/** Nothing is passed for what is not asked, so that the runbook's own default, none, holds. */
function gateChecks(
  { alarmNames = [], ringBefore, approval }: RingRun,
  verdicts: readonly string[],
): Given {
  return {
    ...(alarmNames.length === 0 ? {} : { Alarms: ["asked"], AlarmNames: alarmNames }),
    ...(ringBefore === undefined
      ? {}
      : {
          RingBefore: ["asked"],
          RingBeforeVerdicts: verdicts,
          RingBeforeMaxAgeHours: [`${ringBefore.maxAgeHours}`],
        }),
    ...(approval === true ? { Approval: ["asked"] } : {}),
  };
}

function gateLists(prefix: string, patchGroup: string, { ringBefore }: RingRun): Given {
  if (ringBefore?.soakMinutes === undefined) return {};
  return {
    PatchRecord: [listKeys(prefix, ringBefore.patchGroup).record],
    PatchLists: [listKeys(prefix, patchGroup).lists],
    SoakMinutes: [`${ringBefore.soakMinutes}`],
  };
}

function yesNo(value: boolean | undefined): "yes" | "no" {
  return value === true ? "yes" : "no";
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
