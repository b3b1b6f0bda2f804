/** Filters of a patch baseline: the keys that SSM knows for each operating system, and its limits. */
import { checkKeys, type KeysOf } from "../../argumentForms";
import { type ArgumentChecks, oneOf, type Rule, show } from "../../arguments";
import { type OperatingSystem, withoutReleaseDates } from "./operatingSystems";
import { filterValues } from "./patchFilterValues";

/** A condition on patches: any of the values. */
export interface PatchFilter {
  readonly key: string;
  /** 1–20 texts of up to 64 characters. */
  readonly values: readonly string[];
}

const filterKeysOf: KeysOf<PatchFilter> = { key: "needed text", values: "needed list" };

const rpmKeys = ["PRODUCT", "CLASSIFICATION", "SEVERITY"];
const aptKeys = ["PRODUCT", "PRIORITY", "SECTION"];
const windowsKeys = ["PATCH_SET", "PRODUCT", "PRODUCT_FAMILY", "CLASSIFICATION", "MSRC_SEVERITY"];

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribePatchProperties.html */
function filterKeys(system: OperatingSystem): readonly string[] {
  if (system === "WINDOWS") return windowsKeys;
  if (system === "MACOS") return ["PRODUCT", "CLASSIFICATION"];
  return withoutReleaseDates.includes(system) ? aptKeys : rpmKeys;
}

/** Records every fault of `least`–4 filters. */
export function checkFilters(
  checks: ArgumentChecks,
  system: OperatingSystem,
  filters: readonly PatchFilter[],
  path: string,
  least: 0 | 1,
): void {
  if (filters.length < least || filters.length > 4) {
    checks.refuse(path, `must be ${least}–4, got ${filters.length}`);
  }
  const keys = filterKeys(system);
  for (const [index, filter] of filters.entries()) {
    checkKeys(checks, `${path}[${index}]`, filter, filterKeysOf);
    checks.check(`${path}[${index}].key`, filter.key, oneOf(keys));
    checks.check(`${path}[${index}].values`, filter.values, (values) =>
      firstComplaint(values, listOf(1, 20, 64), knownValues(system, filter.key)),
    );
  }
}

function firstComplaint<T>(value: T, ...rules: readonly Rule<T>[]): string | undefined {
  return rules.map((rule) => rule(value)).find((complaint) => complaint !== undefined);
}

/** `*` stands for every value. */
function knownValues(system: OperatingSystem, key: string): Rule<readonly string[]> {
  const known = filterValues(system, key);
  return (values) => {
    const odd = values.find((value) => value !== "*" && known?.includes(value) === false);
    return odd === undefined
      ? undefined
      : `must be of ${known?.join(", ")} or * on ${system}, got ${show(odd)}`;
  };
}

/** A list of `from`–`to` texts of 1–`length` characters, each once. */
export function listOf(from: number, to: number, length: number): Rule<readonly string[]> {
  return (values) => {
    if (values.length < from || values.length > to) {
      return `must hold ${from}–${to} values, got ${values.length}`;
    }
    const odd = values.find(
      (value) => typeof value !== "string" || value.length < 1 || value.length > length,
    );
    if (odd !== undefined) return `must hold texts of 1–${length} characters, got ${show(odd)}`;
    const twice = values.find((value, index) => values.indexOf(value) !== index);
    return twice === undefined ? undefined : `must hold each value once, got ${show(twice)} twice`;
  };
}
