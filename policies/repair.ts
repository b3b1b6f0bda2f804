/** Remediation: the properties of a resource with the one right value in the place of a wrong one. */
import type { Repair } from "./rule";

type Container = Record<string | number, unknown>;

/**
 * Writes into the engine's own object, so that what a preview does not know stays unknown and what is secret stays secret.
 */
export function applyRepair(
  props: Record<string, unknown>,
  repair: Repair,
): Record<string, unknown> {
  for (const { path, value } of repair) {
    const last = path.at(-1) ?? path[0];
    containerAt(props, path.slice(0, -1))[last] = value;
  }
  return props;
}

/** The object that holds the last step; objects on the way that are missing are made. */
function containerAt(root: Container, path: readonly (string | number)[]): Container {
  return path.reduce<Container>((container, step) => {
    container[step] ??= {};
    return container[step] as Container;
  }, root);
}
