/** Triggers of a workflow: their types, and how often a recurrence may be. */
import { findIana } from "windows-iana";
import { isRecord, listOf, numberOf, type Plain, recordAt, textOf } from "../../plainValue";

const types = [
  "ApiConnection",
  "ApiConnectionNotification",
  "ApiConnectionWebhook",
  "ApiManagement",
  "Batch",
  "Http",
  "HttpWebhook",
  "Recurrence",
  "Request",
  "SlidingWindow",
  "Workflow",
];

/** The longest interval of each frequency. Source: "Schedule and run recurring workflows". */
const maxInterval: Readonly<Record<string, number>> = {
  Second: 9_999_999,
  Minute: 72_000,
  Hour: 12_000,
  Day: 500,
  Week: 71,
  Month: 16,
};
const maxRuns = 100;

/** What is wrong with a definition's triggers; undefined when nothing. */
export function triggersFault(triggers: Plain, most: number): string | undefined {
  const names = Object.keys(triggers);
  if (names.length > most) {
    return `a workflow has at most ${most} triggers`;
  }
  return names
    .map((name) => triggerFault(name, recordAt(triggers, name)))
    .find((fault) => fault !== undefined);
}

function triggerFault(name: string, trigger: Plain): string | undefined {
  const type = textOf(trigger["type"]);
  const runs = numberOf(recordAt(trigger, "runtimeConfiguration", "concurrency")["runs"]);
  if (type === undefined) {
    return `the trigger '${name}' has no 'type'`;
  }
  if (!types.includes(type)) {
    return `the trigger '${name}' has the unknown type '${type}', allowed: ${types.join(", ")}`;
  }
  if (runs !== undefined && (runs < 1 || runs > maxRuns)) {
    return `the trigger '${name}' has ${runs} concurrent runs, allowed: 1 to ${maxRuns}`;
  }
  const needs = ["Recurrence", "SlidingWindow"].includes(type);
  return needs || isRecord(trigger["recurrence"])
    ? recurrenceFault(name, recordAt(trigger, "recurrence"))
    : undefined;
}

function recurrenceFault(name: string, recurrence: Plain): string | undefined {
  const frequency = textOf(recurrence["frequency"]) ?? "none";
  const interval = recurrence["interval"];
  const most = maxInterval[frequency];
  if (most === undefined) {
    return `the recurrence of trigger '${name}' has the frequency '${frequency}', allowed: ${Object.keys(maxInterval).join(", ")}`;
  }
  if (
    typeof interval !== "number" ||
    !Number.isInteger(interval) ||
    interval < 1 ||
    interval > most
  ) {
    return `the recurrence of trigger '${name}' has the interval '${interval}', allowed for ${frequency}: 1 to ${most}`;
  }
  const zone = textOf(recurrence["timeZone"]);
  if (zone !== undefined && findIana(zone).length === 0) {
    return `the recurrence of trigger '${name}' has the time zone '${zone}': use a Windows time zone name`;
  }
  return scheduleFault(name, frequency, recurrence);
}

function scheduleFault(name: string, frequency: string, recurrence: Plain): string | undefined {
  if (!isRecord(recurrence["schedule"])) return undefined;
  const schedule = recordAt(recurrence, "schedule");
  const ranges: readonly [string, number][] = [
    ["hours", 23],
    ["minutes", 59],
  ];
  const wrong = ranges.find(([part, most]) =>
    listOf(schedule[part]).some((value) => Number(value) < 0 || Number(value) > most),
  );
  if (frequency !== "Day" && frequency !== "Week" && frequency !== "Month") {
    return `the recurrence of trigger '${name}' has a schedule, which needs the frequency Day, Week or Month, got ${frequency}`;
  }
  if (schedule["weekDays"] !== undefined && frequency !== "Week") {
    return `the recurrence of trigger '${name}' has weekDays, which need the frequency Week, got ${frequency}`;
  }
  return wrong === undefined
    ? undefined
    : `the recurrence of trigger '${name}' has ${wrong[0]} beyond ${wrong[1]}`;
}
