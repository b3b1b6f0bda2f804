/** What two documents say differently, whatever it is: nothing that a document can hold goes unreported. */
import { policySchema } from "../policy";
import type { Change } from "./change";
import { compareValues } from "./compare";
import { isMapping } from "./writtenValue";

/** Compares what is written by what it means: another notation, or a default written out, is no change. */
export function documentChanges(before: unknown, after: unknown): readonly Change[] {
  return compareValues({
    path: [],
    schema: policySchema,
    before: withoutFiles(before),
    after: withoutFiles(after),
  });
}

/** How a document is split over files says nothing about patching. */
function withoutFiles(document: unknown): unknown {
  if (!isMapping(document)) return document;
  const { include: _include, ...rest } = document;
  return rest;
}
