/** Faults of what an exception is for. Works on raw values. */
import { formatPath, type PathFault } from "../fault";
import { packRuleIds } from "../findings/packRules";
import { reference, referenceList } from "./named";
import { entries, field, items, textOf } from "./raw";

export function exceptionFaults(index: number, exception: unknown, root: unknown): PathFault[] {
  const path = ["exceptions", index, "scope"];
  const scope = field(exception, "scope");
  const group = field(scope, "group");
  const ring = field(scope, "ring");
  const faults = [
    ...reference([...path, "group"], group, "groups", root),
    ...resourceScopeFaults(path, scope, field(exception, "rule")),
  ];
  if (ring === undefined || faults.length > 0) {
    return faults;
  }
  const all = field(root, "groups");
  const groups = typeof group === "string" ? [[group, field(all, group)] as const] : entries(all);
  const rings = groups.flatMap(([, value]) =>
    items(field(value, "rings")).map((one) => textOf(field(one, "name"))),
  );
  return referenceList([...path, "ring"], [ring], "rings", [...new Set(rings)], false);
}

const resourceKeys = ["urn", "tags", "pointed"] as const;

/** Findings of the document are about no resource: an exception that names some would never answer one. */
function resourceScopeFaults(
  path: readonly (string | number)[],
  scope: unknown,
  rule: unknown,
): PathFault[] {
  if (typeof rule !== "string" || packRuleIds.includes(rule)) return [];
  return resourceKeys
    .filter((key) => field(scope, key) !== undefined)
    .map((key) => ({
      path: [...path, key],
      message: `${formatPath([...path, key])} names resources, and ${rule} is no rule of the policy pack; leave it out, or name a rule of docs/rules.md`,
    }));
}
