/** Which accepted risk of the document answers a finding. Pure: the day is an input. */
import type { PolicyException } from "../model/plan";
import { type Instant, minutesPerDay } from "../model/time";

/** What a finding is about: the rule, and the `PatchGroup` values of the machines concerned, when they are known. */
export interface ExceptionRequest {
  readonly rule: string;
  readonly patchGroup?: string | undefined;
  readonly asOf: Instant;
}

export type ExceptionAnswer =
  | { readonly kind: "none" }
  | { readonly kind: "accepted"; readonly exception: PolicyException }
  | { readonly kind: "expired"; readonly exception: PolicyException };

function covers(exception: PolicyException, request: ExceptionRequest): boolean {
  const { group, ring } = exception.scope;
  const [ownGroup, ownRing] = request.patchGroup?.split(".") ?? [];
  return (
    exception.rule === request.rule &&
    (group === undefined || group === ownGroup) &&
    (ring === undefined || ring === ownRing)
  );
}

/** The last day counts in full, in UTC. */
function isExpired(exception: PolicyException, asOf: Instant): boolean {
  const lastDay = Date.parse(`${exception.expires}T00:00:00Z`) / 60_000;
  return !(asOf < lastDay + minutesPerDay);
}

/** A valid exception wins over an expired one. */
export function answerOf(
  exceptions: readonly PolicyException[],
  request: ExceptionRequest,
): ExceptionAnswer {
  const own = exceptions.filter((exception) => covers(exception, request));
  const valid = own.find((exception) => !isExpired(exception, request.asOf));
  if (valid) {
    return { kind: "accepted", exception: valid };
  }
  const expired = own[0];
  return expired ? { kind: "expired", exception: expired } : { kind: "none" };
}
