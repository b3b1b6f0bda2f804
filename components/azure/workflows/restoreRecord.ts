/** The record of one machine's restore in the run store: the workflow that restores writes it, whoever has asked reads it. */
import { storeParameter } from "./storeCalls";

/** Name of the trigger of the workflow that restores. */
export const restoreTrigger = "restore";

/**
 * Address of the record; all arguments are expressions. A machine's id has slashes, which would be folders of the store.
 *
 * @param attempt `'1'`, or what a later one by hand is called
 */
export function restoreAddress(
  patchGroup: string,
  run: string,
  machine: string,
  attempt: string,
): string {
  return `concat(parameters('${storeParameter}'), '/runs/', ${patchGroup}, '/', last(split(${run}, '/')), '.restore.', uriComponent(replace(toLower(${machine}), '/', '_')), '.', ${attempt}, '.json')`;
}
