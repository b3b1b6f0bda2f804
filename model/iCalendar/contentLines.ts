/** The content lines of an iCalendar text (RFC 5545, 3.1), each with the line of the file that it begins on. */

export interface ContentLine {
  /** 1-based. */
  readonly line: number;
  /** In capitals. */
  readonly name: string;
  /** Names in capitals; quotes removed. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

/** What is wrong with a calendar, and where. */
export class CalendarFault extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** Longer lines are a slip, or meant to cost time. */
const longestLine = 100_000;

/** @throws CalendarFault for a line that is none. */
export function contentLines(text: string): readonly ContentLine[] {
  return unfolded(text).map(({ line, text: content }) => {
    const found = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:])*)*):(.*)$/s.exec(content);
    if (found === null) {
      throw new CalendarFault(line, `not a line of iCalendar: ${shown(content)}`);
    }
    const [, name = "", parameters = "", value = ""] = found;
    return { line, name: name.toUpperCase(), parameters: readParameters(parameters), value };
  });
}

/** A value for a message: one line, not too long. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

interface UnfoldedLine {
  readonly line: number;
  text: string;
}

/** A line that begins with a space or a tab goes on with the one before. */
function unfolded(text: string): readonly UnfoldedLine[] {
  const lines: UnfoldedLine[] = [];
  text.split(/\r\n|\n|\r/).forEach((content, index) => {
    const last = lines.at(-1);
    if (/^[ \t]/.test(content) && last !== undefined) {
      last.text += content.slice(1);
      if (last.text.length > longestLine)
        throw new CalendarFault(last.line, "the line is too long");
    } else if (content !== "") {
      lines.push({ line: index + 1, text: content });
    }
  });
  return lines;
}

function readParameters(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:])*)/g);
  return new Map(
    [...found].map(([, name = "", value = ""]) => [name.toUpperCase(), value.replaceAll('"', "")]),
  );
}
