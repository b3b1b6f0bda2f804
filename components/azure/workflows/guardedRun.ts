/** What the workflows around a patch run know of a configuration that they guard, and how their expressions reach it. */
import type { Text } from "./definition";

/** Value of the `configurations` parameter, by the configuration's id in lower case. */
export interface GuardedRun {
  /** ARM id of the maintenance configuration. */
  readonly id: string;
  readonly group: string;
  readonly patchGroup: string;
  /** Length of its window in minutes. */
  readonly minutes: number;
  /** Longest time between the ends of two runs that follow one another, in minutes. */
  readonly gapMinutes: number;
  /** Days that a restore point is kept; 0 makes none. */
  readonly keepDays: number;
  /** Stopped machines are started before the run. */
  readonly startStopped: boolean;
  /** What becomes of a run with machines of Azure Arc, which can have no restore point. */
  readonly hybrid: HybridRuns;
  /** What becomes of a run with a machine whose disks know no restore point. */
  readonly unsupportedDisks: UnsupportedDisks;
}

/** `refuse` cancels the run, `skip` patches hybrid machines without a restore point. */
export type HybridRuns = "refuse" | "skip";
/**
 * `cancel` cancels the run; `proceed` patches the machine without a restore point; `exclude` leaves its shared data disks out
 * of the point, and still cancels for an ephemeral or unmanaged system disk.
 */
export type UnsupportedDisks = "cancel" | "proceed" | "exclude";

/** A verdict that a run waits for: an entry of the `ringsBefore` parameter. */
export interface RingBeforeVerdict {
  /** Id of the configuration that waits, in lower case. */
  readonly configuration: string;
  /** Patch group whose verdict it is. */
  readonly patchGroup: string;
  /** `<subscription>/<location>`, for messages. */
  readonly place: string;
  /** Address of the blob. */
  readonly verdict: string;
}

/** Address of a ring's verdict in a store. */
export function verdictBlob(containerUrl: string, patchGroup: string): string {
  return `${containerUrl}/verdicts/${patchGroup}.json`;
}

/** What stands between a configuration's id and the name of one of its runs, in lower case. */
export const betweenIdAndRun = "/providers/microsoft.maintenance/applyupdates/";

/** An expression: a property of the configuration that an expression names by its id in lower case. */
export function guarded(configuration: Text, name: keyof GuardedRun): Text {
  return `parameters('configurations')?[${configuration}]?['${name}']`;
}

/** An expression: the configuration of a run's id, which begins with it. */
export function configurationOf(run: Text): Text {
  return `first(split(${run}, '${betweenIdAndRun}'))`;
}

/** An expression: whether the list that an action made holds a value; false when the action never ran. */
export function listed(action: string, value: Text): Text {
  return `contains(coalesce(body('${action}'), createArray()), ${value})`;
}
