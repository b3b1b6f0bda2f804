/** Which accepted risk of the document answers a finding. Pure: the day is an input. */
import { covers, endOf } from "../model/exceptions";
import type { PolicyException } from "../model/plan";
import type { Instant } from "../model/time";

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

/** A valid exception wins over an expired one. */
export function answerOf(
  exceptions: readonly PolicyException[],
  request: ExceptionRequest,
): ExceptionAnswer {
  const [group, ring] = request.patchGroup?.split(".") ?? [];
  const own = exceptions.filter((exception) =>
    covers(exception, { rule: request.rule, group, ring }),
  );
  const valid = own.find((exception) => request.asOf < endOf(exception));
  if (valid) {
    return { kind: "accepted", exception: valid };
  }
  const expired = own[0];
  return expired ? { kind: "expired", exception: expired } : { kind: "none" };
}
