/** Values as a document writes them, in one line, and how large what they mean is. */
import { dayOfDate } from "../civilDay";
import type { Rate } from "../plan";
import type { Duration } from "../time";

export type Mapping = Readonly<Record<string, unknown>>;

const longest = 90;

/** One line, or nothing where it would be too long to help. */
export function writtenValue(value: unknown): string | undefined {
  const text = flow(value, true);
  return text.length > longest ? undefined : text;
}

function flow(value: unknown, isOutermost: boolean): string {
  if (Array.isArray(value)) {
    const items = value.map((item) => flow(item, false)).join(", ");
    return isOutermost ? items : `[${items}]`;
  }
  if (!isMapping(value)) return String(value);
  const entries = presentEntries(value).map(([key, below]) => `${key}: ${flow(below, false)}`);
  return isOutermost ? entries.join(", ") : `{ ${entries.join(", ")} }`;
}

export function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function presentEntries(value: Mapping): readonly (readonly [string, unknown])[] {
  return Object.entries(value).filter(([, below]) => below !== undefined);
}

/** More than 0 when the second meaning is the larger one; nothing where that cannot be said, or not of every part alike. */
export function growthOf(before: unknown, after: unknown): number | undefined {
  const [small, large] = [sizeOf(before), sizeOf(after)];
  if (small !== undefined && large !== undefined) return large - small;
  if (!isMapping(before) || !isMapping(after)) return undefined;
  if (!hasOnly(after, Object.keys(before))) return undefined;
  const growths = Object.keys(before).map((key) => growthOf(before[key], after[key]));
  if (growths.includes(undefined)) return undefined;
  const known = growths.filter((growth) => growth !== undefined);
  const isMixed = known.some((growth) => growth > 0) && known.some((growth) => growth < 0);
  return isMixed ? undefined : known.reduce((sum, growth) => sum + growth, 0);
}

function sizeOf(meaning: unknown): number | undefined {
  if (typeof meaning === "number") return meaning;
  if (typeof meaning === "boolean") return meaning ? 1 : 0;
  if (typeof meaning === "string")
    return /^\d{4}-\d{2}-\d{2}$/.test(meaning) ? dayOfDate(meaning) : undefined;
  if (!isMapping(meaning)) return undefined;
  // The mean length of a month.
  if (isDuration(meaning)) return meaning.months * 43_830 + meaning.minutes;
  return isRate(meaning) && meaning.kind === "percent" ? meaning.value : undefined;
}

function isDuration(value: Mapping): value is Mapping & Duration {
  return hasOnly(value, ["months", "minutes"]);
}

function isRate(value: Mapping): value is Mapping & Rate {
  return hasOnly(value, ["kind", "value"]) && typeof value["value"] === "number";
}

function hasOnly(value: Mapping, keys: readonly string[]): boolean {
  return Object.keys(value).length === keys.length && keys.every((key) => key in value);
}
