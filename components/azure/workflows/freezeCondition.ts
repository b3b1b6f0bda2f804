/**
 * Freezes as an expression of the workflow language: true when a run touches one. A yearly freeze is a comparison of
 * month and day in its own zone, so the workflow never needs to be deployed again for a new year.
 */

import { toWindowsZone } from "../../../model/azureZone";
import type { Freeze } from "../../../model/plan";
import type { CivilDate, ZoneName } from "../../../model/time";

/** A freeze of days; imported calendars are spans, which the workflow looks up instead. */
export type FreezeOfDays = Freeze & { readonly when: { readonly kind: "yearly" | "once" } };

export function isFreezeOfDays(freeze: Freeze): freeze is FreezeOfDays {
  return freeze.when.kind !== "spans";
}

/**
 * An expression without its `@`; it is false when there is no freeze.
 *
 * @param effectiveFrom day from which zones must keep the same clock in Azure
 * @param firstInstant expression that gives the run's start, a timestamp in UTC
 * @param lastInstant expression that gives the last instant inside the run
 * @param group expression that gives the name of the run's group
 */
export function freezeCondition(
  freezes: readonly FreezeOfDays[],
  effectiveFrom: CivilDate,
  firstInstant: string,
  lastInstant: string,
  group: string,
): string {
  const conditions = freezes.map((freeze) => {
    // A run is shorter than a day, so it touches at most the two local days that it starts and ends in.
    const touched = anyOf(
      [firstInstant, lastInstant].map((instant) => isFrozen(freeze, effectiveFrom, instant)),
    );
    return freeze.groups === undefined
      ? touched
      : `and(${anyOf(freeze.groups.map((name) => `equals(${group}, ${quoted(name)})`))}, ${touched})`;
  });
  return anyOf(conditions);
}

function isFrozen(freeze: FreezeOfDays, effectiveFrom: CivilDate, instant: string): string {
  const yearly = freeze.when.kind === "yearly";
  const zone = quoted(windowsName(freeze.timezone, effectiveFrom));
  const day = `int(convertFromUtc(${instant}, ${zone}, ${yearly ? "'MMdd'" : "'yyyyMMdd'"}))`;
  const from = dayNumber(freeze.when.from);
  const to = dayNumber(freeze.when.to);
  const both = [`greaterOrEquals(${day}, ${from})`, `lessOrEquals(${day}, ${to})`].join(", ");
  return yearly && from > to ? `or(${both})` : `and(${both})`;
}

function windowsName(zone: ZoneName, effectiveFrom: CivilDate): string {
  const found = toWindowsZone(zone, effectiveFrom);
  if (!found.ok) {
    throw new Error(`Azure cannot keep this freeze: ${found.reason}`);
  }
  return found.name;
}

/** `12-18` → 1218, `2026-12-18` → 20261218. */
function dayNumber(day: string): number {
  return Number.parseInt(day.replaceAll("-", ""), 10);
}

function anyOf(conditions: readonly string[]): string {
  return conditions.length === 0
    ? "equals(1, 0)"
    : `or(${[...conditions, "equals(1, 0)"].join(", ")})`;
}

/** A text as a literal of the expression language. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
