/** Faults of a rule as a whole: keys of different systems, and more filters than SSM takes. */
import type { PathFault, PathStep } from "../fault";
import { formatPath } from "../fault";
import { isProductOf, type SystemId, systemFacts } from "../systems";
import { field, items, textOf } from "./raw";

/** SSM's limit of filters in a rule (PatchFilterList of its API model). */
const mostFilters = 4;

export function combinationFaults(
  path: readonly PathStep[],
  rule: unknown,
  systems: readonly SystemId[],
): PathFault[] {
  const used = (key: string): boolean => field(rule, key) !== undefined;
  const application = field(rule, "patchSet") === "application";
  const debian = ["priority", "section"].filter(used);
  const windows = [
    ...(application ? ["patchSet"] : []),
    ...(used("productFamily") ? ["productFamily"] : []),
  ];
  if (debian.length > 0 && windows.length > 0) {
    const message = `${formatPath(path)}: ${debian.join(" and ")} are for Debian's family, ${windows.join(" and ")} for Windows, so that no system has all of them; make two rules`;
    return [{ path, message }];
  }
  const products = items(field(rule, "products")).filter((one) => typeof one === "string");
  if (debian.length > 0 && products.length > 0 && !fitsDebian(products, systems)) {
    const message = `${formatPath(path)}: ${debian.join(" and ")} are for Debian's family, and none of the products is of it (${products.join(", ")}); make two rules`;
    return [{ path, message }];
  }
  const filters = [
    "classification",
    ...(application ? ["patchSet"] : ["products"]),
    ...["severity", "productFamily", ...(application ? ["products"] : [])].filter(used),
  ];
  const message = `${formatPath(path)}: a rule takes at most ${mostFilters} filters (SSM), got ${filters.length}: ${filters.join(", ")}; leave one out`;
  return windows.length > 0 && filters.length > mostFilters ? [{ path, message }] : [];
}

function fitsDebian(products: readonly unknown[], systems: readonly SystemId[]): boolean {
  return systems.some(
    (system) =>
      systemFacts(system).selection === "repositories" &&
      products.some((product) => isProductOf(system, textOf(product))),
  );
}
