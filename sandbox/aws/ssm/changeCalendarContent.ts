/** Change calendars: iCalendar 2.0 with the header that Change Calendar wants, CRLF between lines. */
import { isZone } from "../cron";

const header: readonly [name: string, values: readonly string[]][] = [
  ["PRODID", ["-//AWS//Change Calendar 1.0//EN"]],
  ["VERSION", ["2.0"]],
  ["X-CALENDAR-TYPE", ["DEFAULT_OPEN", "DEFAULT_CLOSED"]],
];

interface ContentLine {
  readonly name: string;
  readonly parameters: string;
  readonly value: string;
}

interface Component {
  readonly kind: string;
  readonly lines: readonly ContentLine[];
}

/** What the service refuses in a calendar; undefined when nothing. */
export function changeCalendarFault(text: string): string | undefined {
  if (/(^|[^\r])\n/.test(text)) {
    return "The calendar is not valid iCalendar: lines must end with CRLF";
  }
  const lines = text
    .replace(/\r\n[ \t]/g, "")
    .split("\r\n")
    .filter((line) => line !== "")
    .map(parseLine);
  const calendar = lines[0];
  const last = lines[lines.length - 1];
  if (
    calendar?.name !== "BEGIN" ||
    calendar.value !== "VCALENDAR" ||
    last?.name !== "END" ||
    last.value !== "VCALENDAR"
  ) {
    return "The calendar must begin with BEGIN:VCALENDAR and end with END:VCALENDAR";
  }
  const parsed = readComponents(lines.slice(1, -1));
  return typeof parsed === "string" ? parsed : (headerFault(parsed.own) ?? bodyFault(parsed.inner));
}

function parseLine(line: string): ContentLine {
  const [, name = "", parameters = "", value = ""] = /^([^;:]+)(;[^:]*)?:(.*)$/.exec(line) ?? [];
  return { name: name.toUpperCase(), parameters, value };
}

function readComponents(
  lines: readonly ContentLine[],
): string | { own: readonly ContentLine[]; inner: readonly Component[] } {
  const own: ContentLine[] = [];
  const inner: Component[] = [];
  let open: { kind: string; lines: ContentLine[] } | undefined;
  for (const line of lines) {
    if (line.name === "") {
      return "The calendar is not valid iCalendar: a line has no name";
    }
    if (line.name === "BEGIN" && open === undefined) {
      open = { kind: line.value, lines: [] };
    } else if (line.name === "END" && open?.kind === line.value) {
      inner.push(open);
      open = undefined;
    } else {
      (open?.lines ?? own).push(line);
    }
  }
  return open === undefined ? { own, inner } : `BEGIN:${open.kind} has no END:${open.kind}`;
}

function headerFault(lines: readonly ContentLine[]): string | undefined {
  for (const [name, values] of header) {
    const value = lines.find((line) => line.name === name)?.value;
    if (value === undefined || !values.includes(value)) {
      return `The calendar must have ${name}:${values.join("|")}, got ${value ?? "none"}`;
    }
  }
  const zone = lines.find((line) => line.name === "X-WR-TIMEZONE")?.value;
  return zone === undefined || isZone(zone) ? undefined : `X-WR-TIMEZONE '${zone}' is no time zone`;
}

function bodyFault(components: readonly Component[]): string | undefined {
  if (!components.some(({ kind }) => kind === "VEVENT" || kind === "VTODO")) {
    return "A calendar must hold a VEVENT, or a VTODO when it has no event";
  }
  const events = components.filter(({ kind }) => kind === "VEVENT");
  const ids = events.map((event) => valueOfLine(event, "UID"));
  const twice = ids.find((id, index) => id !== undefined && ids.indexOf(id) !== index);
  if (twice !== undefined) {
    return `UID '${twice}' is not unique in the calendar`;
  }
  for (const event of events) {
    const fault = eventFault(event);
    if (fault !== undefined) {
      return fault;
    }
  }
  return undefined;
}

function eventFault(event: Component): string | undefined {
  const missing = ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"].find(
    (name) => valueOfLine(event, name) === undefined,
  );
  if (missing !== undefined) {
    return `VEVENT ${valueOfLine(event, "UID") ?? ""} has no ${missing}`;
  }
  const [start = "", end = ""] = ["DTSTART", "DTEND"].map((name) => valueOfLine(event, name));
  const wrong = [start, end].find((time) => !/^\d{8}(T\d{6}Z?)?$/.test(time));
  if (wrong !== undefined) {
    return `'${wrong}' is no iCalendar date-time`;
  }
  if (start >= end) {
    return `DTEND ${end} must be after DTSTART ${start}`;
  }
  const zone = event.lines
    .map((line) => /;TZID=([^;:]+)/.exec(line.parameters)?.[1])
    .find((name) => name !== undefined && !isZone(name));
  if (zone !== undefined) {
    return `TZID '${zone}' is no time zone`;
  }
  const rule = valueOfLine(event, "RRULE");
  return rule === undefined || /^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[^;]+)*$/.test(rule)
    ? undefined
    : `RRULE '${rule}' is not valid`;
}

function valueOfLine(component: Component, name: string): string | undefined {
  return component.lines.find((line) => line.name === name)?.value;
}
