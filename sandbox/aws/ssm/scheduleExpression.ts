/** Maintenance window schedules: `cron()`, `rate()` and `at()`, and what goes with which. */
import { cronFault } from "../cron";

/** What SSM refuses in a schedule; undefined when nothing. Source: "Cron and rate expressions for Systems Manager". */
export function scheduleFault(expression: string): string | undefined {
  const [, kind, body] = /^(cron|rate|at)\((.*)\)$/.exec(expression) ?? [];
  if (kind === undefined || body === undefined) {
    return "it must be cron(…), rate(…) or at(…)";
  }
  switch (kind) {
    case "cron":
      return cronFault(body, { seconds: true }) ?? frequencyFault(body);
    case "rate":
      return rateFault(body);
    default:
      return atFault(body);
  }
}

export function isCron(expression: string): boolean {
  return expression.startsWith("cron(");
}

function frequencyFault(body: string): string | undefined {
  const parts = body.trim().split(/\s+/);
  const minutes = parts[parts.length - 6] ?? "";
  const step = Number(/\/(\d+)$/.exec(minutes)?.[1] ?? (minutes === "*" ? 1 : 60));
  return step < 5 ? "schedules faster than every 5 minutes are not supported" : undefined;
}

function rateFault(body: string): string | undefined {
  const [, count = "", unit = "", plural] = /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(body) ?? [];
  if (count === "") {
    return "rate takes a whole number above 0 and minutes, hours or days";
  }
  if ((count === "1") === (plural === "s")) {
    return `rate(${body}) must use ${count === "1" ? "the singular" : "the plural"} of '${unit}'`;
  }
  return unit === "minute" && Number(count) < 5
    ? "schedules faster than every 5 minutes are not supported"
    : undefined;
}

function atFault(body: string): string | undefined {
  const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;
  return form.test(body) && !Number.isNaN(Date.parse(`${body}Z`))
    ? undefined
    : "at takes yyyy-mm-ddThh:mm:ss";
}
