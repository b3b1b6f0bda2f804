/** The grammar of AWS cron expressions: six fields, exactly one of the two day fields a `?`. */

interface FieldRule {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
  /** What may stand in the field beside numbers, ranges, lists and steps. */
  readonly special?: RegExp;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const seconds: FieldRule = { name: "seconds", min: 0, max: 59 };
const fields: readonly FieldRule[] = [
  { name: "minutes", min: 0, max: 59 },
  { name: "hours", min: 0, max: 23 },
  { name: "day-of-month", min: 1, max: 31, special: /^(\?|L|LW|L-\d{1,2}|\d{1,2}W)$/ },
  { name: "month", min: 1, max: 12, names: months },
  {
    name: "day-of-week",
    min: 1,
    max: 7,
    names: weekdays,
    special: /^(\?|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))$/,
  },
  { name: "year", min: 1970, max: 2199 },
];

export interface CronLimits {
  /** Systems Manager takes a leading field of seconds; AWS Backup does not. */
  readonly seconds: boolean;
}

/** What is wrong with the text between `cron(` and `)`; undefined when nothing is. */
export function cronFault(text: string, limits: CronLimits): string | undefined {
  const parts = text.trim().split(/\s+/);
  const rules = limits.seconds && parts.length === 7 ? [seconds, ...fields] : fields;
  if (parts.length !== rules.length) {
    return `a cron expression has 6 fields, got ${parts.length}`;
  }
  for (const [index, rule] of rules.entries()) {
    const part = (parts[index] ?? "").toUpperCase();
    if (!isField(part, rule)) {
      return `field ${rule.name} does not take '${parts[index]}'`;
    }
  }
  const [dayOfMonth, , dayOfWeek] = parts.slice(-4);
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) {
    return "exactly one of day-of-month and day-of-week must be '?'";
  }
  return undefined;
}

function isField(part: string, rule: FieldRule): boolean {
  return (
    rule.special?.test(part) === true ||
    part.split(",").every((item) => isItem(item, rule) && item !== "")
  );
}

function isItem(item: string, rule: FieldRule): boolean {
  const [base = "", step, more] = item.split("/");
  if (more !== undefined || (step !== undefined && !/^[1-9]\d*$/.test(step))) {
    return false;
  }
  if (base === "*") {
    return true;
  }
  const ends = base.split("-").map((end) => numberIn(end, rule));
  return ends.length <= 2 && ends.every((end) => end >= rule.min && end <= rule.max);
}

function numberIn(text: string, rule: FieldRule): number {
  const named = rule.names?.indexOf(text) ?? -1;
  if (named >= 0) {
    return named + 1;
  }
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** Whether the IANA database knows the zone by this name. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) {
    return false;
  }
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
