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
  /** Of the excluded those with a `*`. */
  readonly masks: readonly string[];
}

/** An expression over `item()`, a patch as Compute tells it. A patch without a classification is wanted: who knows what it is. */
export function isMissing(wanted: string, masks: readonly string[]): string {
  const hit = (list: string) => `greater(length(intersection(${names}, ${wanted}?['${list}'])), 0)`;
  const excluded = [hit("exclude"), ...masks.flatMap((mask) => maskCondition(wanted, mask))];
  return `and(${isOfClass(wanted)}, not(or(${excluded.join(", ")}, equals(1, 0))))`;
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

/** None for a mask of another form: what it excludes counts as missing. */
function maskCondition(wanted: string, mask: string): readonly string[] {
  const subject = mask.includes("=") ? version : name;
  const match = matchOf(subject, mask.split("*"));
  return match === undefined
    ? []
    : [`and(contains(${wanted}?['masks'], ${quoted(mask)}), ${match})`];
}

function matchOf(subject: string, parts: readonly string[]): string | undefined {
  const [start = "", middle = "", end] = parts;
  if (parts.length === 2) {
    return `and(startsWith(${subject}, ${quoted(start)}), endsWith(${subject}, ${quoted(middle)}), greaterOrEquals(length(${subject}), ${start.length + middle.length}))`;
  }
  return parts.length === 3 && start === "" && end === ""
    ? `contains(${subject}, ${quoted(middle)})`
    : undefined;
}

/** A text as a literal of the expression language. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
