/** Bounds how much one list or mapping holds: each entry of another shape costs memory for every fault of it. */
import type { PathFault, PathStep } from "../fault";
import { formatPath } from "../fault";

const mostEntries = 50_000;

/** The first list or mapping that no organisation needs. Aliases are bounded before, so values end. */
export function crowdFault(root: unknown): PathFault | undefined {
  const left: { readonly value: object; readonly path: readonly PathStep[] }[] = [];
  const add = (value: unknown, path: readonly PathStep[]): void => {
    if (typeof value === "object" && value !== null) left.push({ value, path });
  };
  add(root, []);
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, path } = next;
    const keys = Array.isArray(value) ? value.length : Object.keys(value).length;
    if (keys > mostEntries) {
      const where = path.length === 0 ? "the document" : formatPath(path);
      return { path, message: `${where} has ${keys} entries; at most ${mostEntries} are read` };
    }
    const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
    for (const [step, item] of entries) add(item, [...path, step]);
  }
  return undefined;
}
