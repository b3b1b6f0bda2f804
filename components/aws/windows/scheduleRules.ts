/** Schedules as values: what the document's parser would not let through must not reach a service either. */
import { offsetRange, type Schedule, weekdays } from "../../../model/schedule";
import { checkKind, type KeysOfKinds } from "../../argumentForms";
import { type ArgumentChecks, oneOf, show, wholeNumber } from "../../arguments";

const keysOfKind: KeysOfKinds<Schedule> = {
  daily: { kind: "needed", at: "needed mapping" },
  weekly: { kind: "needed", at: "needed mapping", days: "needed list" },
  monthlyDay: { kind: "needed", at: "needed mapping", days: "needed list" },
  monthlyWeekday: {
    kind: "needed",
    at: "needed mapping",
    ordinal: "needed",
    weekday: "needed",
    offsetDays: "needed",
  },
};

/** Records every fault of a schedule; throws where no rule could look into it. */
export function checkSchedule(checks: ArgumentChecks, schedule: Schedule, path: string): void {
  checkKind(checks, path, schedule, keysOfKind);
  checks.check(`${path}.at.hour`, schedule.at.hour, wholeNumber(0, 23));
  checks.check(`${path}.at.minute`, schedule.at.minute, wholeNumber(0, 59));
  switch (schedule.kind) {
    case "daily":
      return;
    case "weekly":
      checkDays(checks, schedule.days, `${path}.days`, (day, at) =>
        checks.check(at, day, oneOf(weekdays)),
      );
      return;
    case "monthlyDay":
      // Every month has those.
      checkDays(checks, schedule.days, `${path}.days`, (day, at) =>
        checks.check(at, day, wholeNumber(1, 28)),
      );
      return;
    case "monthlyWeekday":
      checkNthWeekday(checks, schedule, path);
  }
}

function checkDays<T>(
  checks: ArgumentChecks,
  days: readonly T[],
  path: string,
  checkDay: (day: T, at: string) => unknown,
): void {
  if (days.length === 0) checks.refuse(path, "must name a day, got none");
  for (const [index, day] of days.entries()) checkDay(day, `${path}[${index}]`);
}

function checkNthWeekday(
  checks: ArgumentChecks,
  { ordinal, weekday, offsetDays }: Extract<Schedule, { kind: "monthlyWeekday" }>,
  path: string,
): void {
  checks.check(`${path}.weekday`, weekday, oneOf(weekdays));
  if (!([1, 2, 3, 4, "last"] as const).includes(ordinal)) {
    checks.refuse(`${path}.ordinal`, `must be 1, 2, 3, 4 or "last", got ${show(ordinal)}`);
    return;
  }
  const { least, most } = offsetRange(ordinal);
  checks.check(`${path}.offsetDays`, offsetDays, wholeNumber(least, most));
}
