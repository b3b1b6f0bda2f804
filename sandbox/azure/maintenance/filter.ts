/** Filters of dynamic scopes: which machines of a subscription or resource group a schedule takes. */
import { listOf, type Plain, recordAt, textOf, textsOf } from "../../plainValue";
import type { Failure } from "../../service";
import { type ArmOperation, failWhen } from "../arm";

/** "Maintenance configurations", service limits: per dynamic scope. */
const maxTagFilters = 50;
const maxGroupFilters = 50;

const resourceTypes = [
  "microsoft.compute/virtualmachines",
  "microsoft.hybridcompute/machines",
  // The portal's words, which the API takes too.
  "virtual machines",
  "arc machines",
];

export function checkFilter(filter: Plain, operation: ArmOperation): Failure[] {
  const words = (property: string, allowed: (value: string) => boolean, hint: string) => {
    const wrong = textsOf(filter[property]).find((value) => !allowed(value));
    return failWhen(
      wrong !== undefined,
      operation,
      `filter.${property}`,
      `filter.${property} '${wrong}' is not valid: ${hint}`,
    );
  };
  const groups = listOf(filter["resourceGroups"]).length;
  return [
    ...words(
      "resourceTypes",
      (value) => resourceTypes.includes(value.toLowerCase()),
      "use Microsoft.Compute/virtualMachines or Microsoft.HybridCompute/machines",
    ),
    ...words("osTypes", (value) => /^(windows|linux)$/i.test(value), "use Windows or Linux"),
    ...words("locations", (value) => /^[a-z0-9 ]+$/i.test(value), "use a location's name"),
    ...words("resourceGroups", (value) => /^[-\w.()]{1,90}$/.test(value), "use names, not ids"),
    ...failWhen(
      groups > maxGroupFilters,
      operation,
      "filter.resourceGroups",
      `A dynamic scope has at most ${maxGroupFilters} resource group filters, got ${groups}`,
      "QuotaExceeded",
    ),
    ...checkTags(recordAt(filter, "tagSettings"), operation),
  ];
}

function checkTags(settings: Plain, operation: ArmOperation): Failure[] {
  const operator = textOf(settings["filterOperator"]);
  const tags = recordAt(settings, "tags");
  const empty = Object.keys(tags).find((key) => listOf(tags[key]).length === 0);
  const count = Object.values(tags).reduce<number>((sum, values) => sum + listOf(values).length, 0);
  return [
    ...failWhen(
      operator !== undefined && operator !== "Any" && operator !== "All",
      operation,
      "filter.tagSettings.filterOperator",
      `filter.tagSettings.filterOperator '${operator}' is not valid: use Any or All`,
    ),
    ...failWhen(
      empty !== undefined,
      operation,
      `filter.tagSettings.tags`,
      `filter.tagSettings.tags.${empty} must be a list of at least one value`,
    ),
    ...failWhen(
      count > maxTagFilters,
      operation,
      "filter.tagSettings.tags",
      `A dynamic scope has at most ${maxTagFilters} tag filters, got ${count}`,
      "QuotaExceeded",
    ),
  ];
}
