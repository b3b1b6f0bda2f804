/** When a maintenance configuration runs: start, length, zone and recurrence. */
import { findIana } from "windows-iana";
import { isUnknown, type Plain, textOf } from "../../plainValue";
import type { Failure } from "../../service";
import { failWhen } from "../arm";
import { hoursBetween, recurrenceFault } from "./recurrence";
import { putConfiguration } from "./types";

interface Limits {
  readonly minMinutes: number;
  readonly maxMinutes?: number;
  readonly maxRecurrenceDays?: number;
}

/** "Maintenance configurations": limits of each scope. */
const limitsOfScope: Readonly<Record<string, Limits>> = {
  InGuestPatch: { minMinutes: 90, maxMinutes: 235 },
  Host: { minMinutes: 120, maxRecurrenceDays: 35 },
  OSImage: { minMinutes: 300, maxRecurrenceDays: 7 },
};

export function checkWindow(inputs: Plain, unknown: readonly string[]): Failure[] {
  return [
    ...checkPresence(inputs, unknown),
    ...checkTimes(inputs),
    ...checkDuration(inputs),
    ...checkZone(inputs),
    ...checkRecurrence(inputs),
  ];
}

function checkPresence(inputs: Plain, unknown: readonly string[]): Failure[] {
  if (inputs["maintenanceScope"] !== "InGuestPatch") {
    return [];
  }
  return ["startDateTime", "duration", "timeZone"]
    .filter((property) => inputs[property] === undefined && !isUnknown(unknown, property))
    .flatMap((property) =>
      failWhen(
        true,
        putConfiguration,
        property,
        `maintenanceWindow.${property} is required for scope InGuestPatch`,
      ),
    );
}

function checkTimes(inputs: Plain): Failure[] {
  const start = textOf(inputs["startDateTime"]);
  const end = textOf(inputs["expirationDateTime"]);
  const malformed = ["startDateTime", "expirationDateTime"].flatMap((property) => {
    const value = textOf(inputs[property]);
    return failWhen(
      value !== undefined && !isDateTime(value),
      putConfiguration,
      property,
      `maintenanceWindow.${property} '${value}' is not valid: use YYYY-MM-DD hh:mm in the configuration's time zone`,
    );
  });
  return [
    ...malformed,
    ...failWhen(
      start !== undefined && end !== undefined && malformed.length === 0 && end <= start,
      putConfiguration,
      "expirationDateTime",
      `maintenanceWindow.expirationDateTime must be later than startDateTime, got '${end}' and '${start}'`,
    ),
  ];
}

function isDateTime(value: string): boolean {
  const [, date = "", time = ""] =
    /^(\d{4}-\d{2}-\d{2}) ([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/.exec(value) ?? [];
  const parsed = new Date(`${date}T00:00:00Z`);
  return time !== "" && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}

function checkDuration(inputs: Plain): Failure[] {
  const duration = textOf(inputs["duration"]);
  const scope = textOf(inputs["maintenanceScope"]) ?? "";
  const limits = limitsOfScope[scope];
  if (duration === undefined) {
    return [];
  }
  if (!/^\d{2}:[0-5]\d$/.test(duration)) {
    return failWhen(
      true,
      putConfiguration,
      "duration",
      `maintenanceWindow.duration '${duration}' is not valid: use HH:mm`,
    );
  }
  const [hours = 0, minutes = 0] = duration.split(":").map(Number);
  const length = hours * 60 + minutes;
  const short = limits !== undefined && length < limits.minMinutes;
  const long = limits?.maxMinutes !== undefined && length > limits.maxMinutes;
  return failWhen(
    short || long,
    putConfiguration,
    "duration",
    `maintenanceWindow.duration '${duration}' is not valid for scope ${scope}: it must be ${rangeOf(limits)}`,
  );
}

function rangeOf(limits: Limits | undefined): string {
  const from = clock(limits?.minMinutes ?? 0);
  return limits?.maxMinutes === undefined
    ? `at least ${from}`
    : `${from} to ${clock(limits.maxMinutes)}`;
}

function clock(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function checkZone(inputs: Plain): Failure[] {
  const zone = textOf(inputs["timeZone"]);
  return failWhen(
    zone !== undefined && findIana(zone).length === 0,
    putConfiguration,
    "timeZone",
    `maintenanceWindow.timeZone '${zone}' is not valid: use a Windows time zone name such as W. Europe Standard Time or UTC`,
  );
}

function checkRecurrence(inputs: Plain): Failure[] {
  const recurEvery = textOf(inputs["recurEvery"]);
  if (recurEvery === undefined) {
    return [];
  }
  const fault = recurrenceFault(recurEvery);
  const days = limitsOfScope[textOf(inputs["maintenanceScope"]) ?? ""]?.maxRecurrenceDays;
  const far = days !== undefined && (hoursBetween(recurEvery) ?? 0) > days * 24;
  const message = fault ?? (far ? `it must recur within ${days} days, got '${recurEvery}'` : "");
  return failWhen(
    message !== "",
    putConfiguration,
    "recurEvery",
    `maintenanceWindow.recurEvery is not valid: ${message}`,
  );
}
