/** Filters that a rule has beside classification and severity, on one system of one cloud. */
import type { Cloud, PatchFilter } from "../plan";
import type { Policy } from "../policy";
import { isProductOf, productsBeside, type SystemId, systemFacts } from "../systems";

export type DocumentBaseline = Policy["baselines"][string];
export type DocumentRule = DocumentBaseline["approve"][number];
type PackageFilters = Pick<DocumentRule, "priority" | "section" | "products">;

/** A rule is for the systems that have every key that it names: priorities and sections are Debian's, products a release's. */
export function isRuleFor(rule: DocumentRule, system: SystemId): boolean {
  const { selection, kind } = systemFacts(system);
  const isOfDebian = rule.priority !== undefined || rule.section !== undefined;
  const isOfWindows = rule.patchSet === "application" || rule.productFamily !== undefined;
  return (
    (!isOfDebian || selection === "repositories") &&
    (!isOfWindows || kind === "windows") &&
    (rule.patchSet === "application" || hasProduct(rule, system))
  );
}

function hasProduct({ products }: PackageFilters, system: SystemId): boolean {
  return products?.some((product) => isProductOf(system, product)) ?? true;
}

/** As SSM's filters; Azure narrows by classification alone. */
export function narrowingOf(rule: DocumentRule, system: SystemId, cloud: Cloud): PatchFilter[] {
  if (cloud === "azure") {
    return [];
  }
  const isApplication = rule.patchSet === "application";
  return [
    ...(isApplication ? [filter("PATCH_SET", ["APPLICATION"])] : []),
    ...(isApplication && rule.products !== undefined ? [filter("PRODUCT", rule.products)] : []),
    ...(isApplication ? [] : packageFilters(rule, system).filter(narrows(system))),
    ...(rule.productFamily === undefined ? [] : [filter("PRODUCT_FAMILY", rule.productFamily)]),
  ];
}

/** All products of a system narrow nothing. */
export function narrows(system: SystemId): (filter: PatchFilter) => boolean {
  const own = systemFacts(system).ssmProducts;
  return ({ key, values }) =>
    key !== "PRODUCT" || !own.every((product) => values.includes(product));
}

/** Products, priorities and sections as far as the system's SSM operating system has them. */
export function packageFilters(filters: PackageFilters, system: SystemId): PatchFilter[] {
  const { ssmFilterKeys, ssmPriorities } = systemFacts(system);
  const { products = [], priority = [], section = [] } = filters;
  const priorities = priority.flatMap((word) => ssmPriorities[word] ?? []);
  return [
    filter("PRODUCT", productsBeside(system, products)),
    filter("PRIORITY", priorities),
    filter("SECTION", ssmFilterKeys.includes("SECTION") ? section : []),
  ].filter(({ values }) => values.length > 0);
}

/** Global filters of a release that they leave out as a whole, while its SSM operating system is in them. */
export function isLeftOut({ globalFilters }: DocumentBaseline, system: SystemId): boolean {
  const products = globalFilters?.products ?? [];
  return (
    productsBeside(system, products).length > 0 &&
    !products.some((product) => isProductOf(system, product))
  );
}

export function filter(key: string, values: readonly string[]): PatchFilter {
  return { key, values: [...new Set(values)] };
}
