/** The events of an iCalendar text: which properties belong to which event. */
import { CalendarFault, type ContentLine, contentLines, shown } from "./contentLines";

export interface EventComponent {
  /** Line of its BEGIN. */
  readonly line: number;
  readonly properties: readonly ContentLine[];
}

interface OpenComponent {
  readonly kind: string;
  readonly line: number;
  readonly properties: ContentLine[];
}

/**
 * Events of every calendar in the text, as they come. Alarms in them, time zones and tasks are passed over.
 * @throws CalendarFault when the text is no calendar.
 */
export function eventComponents(text: string): readonly EventComponent[] {
  const events: EventComponent[] = [];
  const open: OpenComponent[] = [];
  const lines = contentLines(text.replace(/^\uFEFF/, ""));
  if (lines.length === 0) throw new CalendarFault(1, "the file is empty");
  for (const content of lines) {
    refuseOutside(content, open);
    if (content.name === "BEGIN") {
      open.push({ kind: kindOf(content), line: content.line, properties: [] });
    } else if (content.name === "END") {
      const ended = close(content, open);
      if (open.length === 1 && ended.kind === "VEVENT") events.push(ended);
    } else {
      open.at(-1)?.properties.push(content);
    }
  }
  const left = open.at(-1);
  if (left !== undefined) {
    throw new CalendarFault(left.line, `BEGIN of ${shown(left.kind)} has no END`);
  }
  return events;
}

function kindOf({ value }: ContentLine): string {
  return value.trim().toUpperCase();
}

function refuseOutside(content: ContentLine, open: readonly OpenComponent[]): void {
  const begins = content.name === "BEGIN" && kindOf(content) === "VCALENDAR";
  if (open.length === 0 && !begins) {
    const got = shown(`${content.name}:${content.value}`);
    throw new CalendarFault(content.line, `a calendar begins with BEGIN:VCALENDAR, got ${got}`);
  }
}

function close(content: ContentLine, open: OpenComponent[]): OpenComponent {
  const last = open.pop();
  if (last === undefined || last.kind !== kindOf(content)) {
    const got = shown(kindOf(content));
    throw new CalendarFault(content.line, `END of ${shown(last?.kind ?? "")} is due, got ${got}`);
  }
  return last;
}

export function property(event: EventComponent, name: string): ContentLine | undefined {
  return event.properties.find((one) => one.name === name);
}

export function properties(event: EventComponent, name: string): readonly ContentLine[] {
  return event.properties.filter((one) => one.name === name);
}
