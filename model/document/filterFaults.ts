/** Faults of filters: keys and values that no system of the baseline has, and rules that none can run. */
import type { PathFault, PathStep } from "../fault";
import { type SystemId, systemFacts } from "../systems";
import { classificationFaults, productFaults, severityFaults } from "./filterValueFaults";
import { foreignKey } from "./foreignKey";
import { field, items } from "./raw";
import { combinationFaults } from "./ruleCombinationFaults";
import { ruleTimeFaults } from "./ruleTimeFaults";

export function filterFaults(
  name: string,
  baseline: unknown,
  systems: readonly SystemId[],
  root: unknown,
): PathFault[] {
  if (systems.length === 0) {
    return [];
  }
  const path = ["baselines", name];
  const rules = items(field(baseline, "approve"));
  return [
    ...rules.flatMap((rule, index) => {
      const at = [...path, "approve", index];
      return [
        ...valueFaults(at, rule, systems, root),
        ...combinationFaults(at, rule, systems),
        ...ruleTimeFaults(at, rule, systems),
      ];
    }),
    ...valueFaults([...path, "globalFilters"], field(baseline, "globalFilters"), systems, root),
  ];
}

/** A word that none of the baseline's systems has would approve nothing. */
function valueFaults(
  path: readonly PathStep[],
  filters: unknown,
  systems: readonly SystemId[],
  root: unknown,
): PathFault[] {
  return [
    ...classificationFaults([...path, "classification"], filters, systems),
    ...severityFaults([...path, "severity"], filters, systems, root),
    ...keyFaults(path, filters, systems),
    ...productFaults([...path, "products"], filters, systems),
  ];
}

/** Keys that only some systems have at all. */
function keyFaults(
  path: readonly PathStep[],
  filters: unknown,
  systems: readonly SystemId[],
): PathFault[] {
  const isOfDebian = systems.some((system) => systemFacts(system).selection === "repositories");
  const hasWindows = systems.some((system) => systemFacts(system).kind === "windows");
  const application = field(filters, "patchSet") === "application";
  return [
    ...["priority", "section"]
      .filter((key) => field(filters, key) !== undefined && !isOfDebian)
      .map((key) => foreignKey([...path, key], key, `has a ${key}; Debian's family has`, systems)),
    ...(application && !hasWindows
      ? [foreignKey([...path, "patchSet"], "patchSet", "has Microsoft's applications", systems)]
      : []),
    ...(field(filters, "productFamily") !== undefined && !hasWindows
      ? [
          foreignKey(
            [...path, "productFamily"],
            "productFamily",
            "has product families; Windows has",
            systems,
          ),
        ]
      : []),
  ];
}
