/** Azure Update Manager's classifications for our words. */
import { remembered } from "../memo";
import type { SystemKind } from "./families";
import type { Classification } from "./words";

const windowsValues: Partial<Readonly<Record<Classification, string>>> = {
  security: "Security",
  critical: "Critical",
  bugfix: "Updates",
  definition: "Definition",
  rollup: "UpdateRollup",
  "service-pack": "ServicePack",
  "feature-pack": "FeaturePack",
  tool: "Tools",
};

/** Linux has three values, and `security` there comes as two of them. */
export function azureClassifications(
  kind: SystemKind,
  words: readonly string[],
): readonly string[] {
  // Rules share few lists of words, and every class of patch asks each rule.
  return remembered(known, `${kind} ${words.join(" ")}`, () => valuesOf(kind, words));
}

const known = new Map<string, readonly string[]>();

function valuesOf(kind: SystemKind, words: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const word of words) {
    for (const value of kind === "windows" ? windowsValue(word) : linuxValues(word)) {
      found.add(value);
    }
  }
  return [...found].sort();
}

function windowsValue(word: string): readonly string[] {
  const value = windowsValues[word as Classification];
  return value === undefined ? [] : [value];
}

function linuxValues(word: string): readonly string[] {
  return word === "security" || word === "critical" ? ["Critical", "Security"] : ["Other"];
}
