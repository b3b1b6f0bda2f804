import { show } from "./arguments";

/** An IANA zone. */
export function isTimeZone(zone: string): string | undefined {
  try {
    // Nothing means the zone of whoever runs the program.
    if (typeof zone !== "string" || zone === "") throw new RangeError("no zone");
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return undefined;
  } catch {
    return `must be an IANA time zone such as Europe/Berlin, got ${show(zone)}`;
  }
}
