import { canonicalZone } from "../model/document/times";
import { show } from "./arguments";

/** An IANA zone in its usual spelling, as documents have it. */
export function isTimeZone(zone: string): string | undefined {
  const known = typeof zone === "string" ? canonicalZone(zone) : undefined;
  if (known === undefined)
    return `must be an IANA time zone such as Europe/Berlin, got ${show(zone)}`;
  return known === zone
    ? undefined
    : `must be spelt as its zone is, ${show(known)}, got ${show(zone)}`;
}
