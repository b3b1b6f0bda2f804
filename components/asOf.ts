/** The instant that a proof counts from. Nothing that is deployed depends on it. */
import * as pulumi from "@pulumi/pulumi";
import { asOfOrNow } from "../model/asOf";
import type { Instant } from "../model/time";

/**
 * `PATCHWARDEN_AS_OF` where it is set, else now.
 * @throws pulumi.RunError when the variable is not an instant.
 */
export function defaultAsOf(environment: NodeJS.ProcessEnv = process.env): Instant {
  const written = environment["PATCHWARDEN_AS_OF"];
  const instant = asOfOrNow(written, Date.now());
  if (instant === undefined) {
    throw new pulumi.RunError(
      `PATCHWARDEN_AS_OF must be an instant such as 2026-12-01T00:00Z, got ${JSON.stringify(written)}`,
    );
  }
  return instant;
}
