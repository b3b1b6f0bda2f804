/** The instant that counts as now. The model reads no clock: it is told what was written and what the clock says. */
import type { Instant } from "./time";
import { parseInstant } from "./zone";

/**
 * What `PATCHWARDEN_AS_OF` says, or the clock where it is unset or empty; `undefined` when it is no instant.
 * `now` is in milliseconds since 1970, as `Date.now` gives them.
 */
export function asOfOrNow(written: string | undefined, now: number): Instant | undefined {
  return written ? parseInstant(written) : Math.floor(now / 60_000);
}
