/** SSM's global filters for the operating system of a baseline: keys that it lacks are left out. */
import type { PatchFilter } from "../plan";
import type { Policy } from "../policy";
import { type SystemId, systemFacts } from "../systems";
import { type DocumentBaseline, filter, packageFilters } from "./narrowing";

export function globalFiltersOn(
  policy: Policy,
  { globalFilters }: DocumentBaseline,
  system: SystemId,
): PatchFilter[] {
  if (globalFilters === undefined) {
    return [];
  }
  const { ssmClassifications, ssmSeverityKey, ssmSeverities } = systemFacts(system);
  const { classification = [], severity = [] } = globalFilters;
  const words = severity.flatMap((one) => policy.severities[one]);
  const severities = words.flatMap((word) => ssmSeverities[word] ?? []);
  return [
    filter(
      "CLASSIFICATION",
      classification.flatMap((word) => ssmClassifications[word] ?? []),
    ),
    ...(ssmSeverityKey === undefined ? [] : [filter(ssmSeverityKey, severities)]),
    ...packageFilters(globalFilters, system),
  ].filter(({ values }) => values.length > 0);
}
