/** Which accepted risk of the document answers a finding. Pure: the day is an input. */
import { type ConcernedResource, covers, endOf } from "../model/exceptions";
import type { PolicyException } from "../model/plan";
import type { Instant } from "../model/time";

/** What a finding is about: the `PatchGroup` value of the machines concerned, and the resource, where they are known. */
export interface Concerned {
  readonly patchGroup?: string | undefined;
  readonly resource?: ConcernedResource | undefined;
}

export interface ExceptionRequest extends Concerned {
  readonly rule: string;
  readonly asOf: Instant;
}

export type ExceptionAnswer =
  | { readonly kind: "none" }
  | { readonly kind: "accepted"; readonly exception: PolicyException }
  | { readonly kind: "expired"; readonly exception: PolicyException };

/** A valid exception wins over an expired one. */
export function answerOf(
  exceptions: readonly PolicyException[],
  { rule, patchGroup, resource, asOf }: ExceptionRequest,
): ExceptionAnswer {
  const [group, ring] = patchGroup?.split(".") ?? [];
  const own = exceptions.filter((exception) => covers(exception, { rule, group, ring, resource }));
  const valid = own.find((exception) => asOf < endOf(exception));
  if (valid) {
    return { kind: "accepted", exception: valid };
  }
  const expired = own[0];
  return expired ? { kind: "expired", exception: expired } : { kind: "none" };
}
