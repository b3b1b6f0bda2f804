/**
 * Whether a patch that an assessment offers is one that the ring should have by now: of its classifications or included, and
 * not excluded. Azure's services write `UpdateRollup` and `UpdateRollUp`, so that all is compared in lower case.
 */

/** What a ring installs on one kind of system, in lower case; what the workflow's parameter holds of it. */
export interface WantedPatches {
  readonly classifications: readonly string[];
  /** KB numbers without their letters, names of packages, or `name=version`. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Of the excluded those that end with a `*`. */
  readonly masks: readonly string[];
  /** What surely needs a restart is excluded. */
  readonly excludesRestarts: boolean;
}

/** An expression over `item()`, a patch as Compute tells it. A patch without a classification is wanted: who knows what it is. */
export function isMissing(wanted: string, masks: readonly string[]): string {
  const hit = (list: string) => `greater(length(intersection(${names}, ${wanted}?['${list}'])), 0)`;
  const restarts = `and(equals(${wanted}?['excludesRestarts'], true), equals(item()?['rebootBehavior'], 'AlwaysRequiresReboot'))`;
  const excluded = [hit("exclude"), restarts, ...masks.map((mask) => isMasked(wanted, mask))];
  return `and(${isOfClass(wanted)}, not(or(${excluded.join(", ")})))`;
}

/** The same before anything is excluded. */
export function isOfClass(wanted: string): string {
  return `or(equals(length(${classes}), 0), greater(length(intersection(${classes}, ${wanted}?['classifications'])), 0), greater(length(intersection(${names}, ${wanted}?['include'])), 0))`;
}

const classes =
  "intersection(split(toLower(join(coalesce(item()?['classifications'], createArray()), ',')), ','), createArray('critical', 'security', 'updaterollup', 'featurepack', 'servicepack', 'definition', 'tools', 'updates', 'other'))";
const name = "toLower(coalesce(item()?['name'], ''))";
const version = `concat(${name}, '=', toLower(coalesce(item()?['version'], '')))`;
const names = `createArray(replace(toLower(coalesce(item()?['kbId'], '')), 'kb', ''), ${name}, ${version})`;

/** A ring's own mask `name*` or `name=version*` holds for the patch. */
function isMasked(wanted: string, mask: string): string {
  const subject = mask.includes("=") ? version : name;
  return `and(contains(${wanted}?['masks'], ${quoted(mask)}), startsWith(${subject}, ${quoted(mask.replace(/\*$/, ""))}))`;
}

/** A text as a literal of the expression language. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
