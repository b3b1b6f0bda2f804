/** Faults of a filter's values: words and products that no system of the baseline has would approve nothing. */
import type { PathFault, PathStep } from "../fault";
import { formatPath } from "../fault";
import {
  type Classification,
  classifications,
  exampleProduct,
  isProductOf,
  knowsClassification,
  type SystemId,
  systemFacts,
} from "../systems";
import { severities } from "./baselines";
import { foreignKey } from "./foreignKey";
import { field, items, textOf } from "./raw";

export function classificationFaults(
  path: readonly PathStep[],
  filters: unknown,
  systems: readonly SystemId[],
): PathFault[] {
  return items(field(filters, "classification")).flatMap((written, position) => {
    const word = classifications.find((candidate) => candidate === written);
    if (word === undefined || isKnown(word, systems)) {
      return [];
    }
    const at = [...path, position];
    const allowed = classifications.filter((candidate) => isKnown(candidate, systems));
    const message = `${formatPath(at)}: none of the baseline's systems has "${word}"; they have ${allowed.join(", ")}`;
    return [{ path: at, message }];
  });
}

function isKnown(word: Classification, systems: readonly SystemId[]): boolean {
  return systems.some((system) => knowsClassification(system, word));
}

export function severityFaults(
  path: readonly PathStep[],
  filters: unknown,
  systems: readonly SystemId[],
  root: unknown,
): PathFault[] {
  const written = field(filters, "severity");
  const known = systems.flatMap((system) => Object.keys(systemFacts(system).ssmSeverities));
  if (written !== undefined && known.length === 0) {
    return [foreignKey(path, "severity", "tells severities apart", systems)];
  }
  const words = severities.safeParse(field(root, "severities") ?? {});
  return items(written).flatMap((severity, position) => {
    const meant = words.success ? items(field(words.data, textOf(severity))) : [];
    if (meant.length === 0 || meant.some((word) => known.includes(textOf(word)))) {
      return [];
    }
    const at = [...path, position];
    const message = `${formatPath(at)}: none of the baseline's systems uses a word that means ${textOf(severity)} (${meant.join(", ")}); they use ${[...new Set(known)].join(", ")}`;
    return [{ path: at, message }];
  });
}

/** Products of Microsoft's applications are Microsoft's to name. */
export function productFaults(
  path: readonly PathStep[],
  filters: unknown,
  systems: readonly SystemId[],
): PathFault[] {
  if (field(filters, "patchSet") === "application") {
    return [];
  }
  return items(field(filters, "products")).flatMap((product, position) => {
    const at = [...path, position];
    const message = `${formatPath(at)}: "${textOf(product)}" is no product of the baseline's systems; those are called such as ${systems.map(exampleProduct).join(", ")}`;
    return typeof product !== "string" || systems.some((system) => isProductOf(system, product))
      ? []
      : [{ path: at, message }];
  });
}
