/** The repositories of a baseline that are for a system's SSM operating system. */
import type { PatchSource } from "../plan";
import { productsBeside, type SystemId, systemFacts } from "../systems";
import type { DocumentBaseline } from "./narrowing";

export function sourcesOn({ sources }: DocumentBaseline, system: SystemId): PatchSource[] {
  if (systemFacts(system).kind !== "linux") {
    return [];
  }
  return sources.flatMap(({ name, products, configuration }) => {
    const own = [...new Set(productsBeside(system, products))];
    return own.length === 0 ? [] : [{ name, products: own, configuration }];
  });
}
