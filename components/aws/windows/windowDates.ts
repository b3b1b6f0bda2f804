/** From when to when a maintenance window counts. */
import type * as pulumi from "@pulumi/pulumi";
import { isDay } from "../../../model/document/times";
import { type ArgumentChecks, show } from "../../arguments";

interface Dates {
  readonly startDate?: pulumi.Input<string>;
  readonly endDate?: pulumi.Input<string>;
}

/** Records every fault of the dates, and returns those that are set, with their Output values checked. */
export function checkDates(checks: ArgumentChecks, { startDate, endDate }: Dates): Dates {
  const start = startDate === undefined ? {} : checked(checks, "startDate", startDate);
  if (endDate === undefined) return start;
  const end = checked(checks, "endDate", endDate);
  if (startDate === undefined) return { ...start, ...end };
  type Pair = readonly [end: string, start: string];
  const pair = [endDate, startDate] as unknown as pulumi.Input<Pair>;
  checks.check<Pair>("endDate", pair, ([until, from]) =>
    Date.parse(until) <= Date.parse(from)
      ? `must be after startDate (${from}), got ${show(until)}; the window would never open`
      : undefined,
  );
  return { ...start, ...end };
}

function checked<K extends "startDate" | "endDate">(
  checks: ArgumentChecks,
  property: K,
  value: pulumi.Input<string>,
) {
  return { [property]: checks.check(property, value, isInstant) } as Record<
    K,
    pulumi.Input<string>
  >;
}

/** With its zone: SSM reads the dates beside the schedule's own. */
function isInstant(text: string): string | undefined {
  const form = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d{2}:\d{2})$/;
  const [, day = ""] = form.exec(text) ?? [];
  // A day that no calendar has would be taken for one of the next month, and a year before SSM's for one of its own.
  return isDay(day) && day >= "1970" && !Number.isNaN(Date.parse(text))
    ? undefined
    : `must be an instant with its zone such as 2026-12-01T00:00:00Z, got ${show(text)}`;
}
