/** Bounds how much one list or mapping holds: each entry of another shape costs memory for every fault of it. */
import type { PathFault, PathStep } from "../fault";
import { formatPath } from "../fault";

const mostEntries = 50_000;

interface Container {
  readonly value: object;
  readonly path: readonly PathStep[];
}

/** The first list or mapping that no organisation needs. Aliases are bounded before, so values end. */
export function crowdFault(root: unknown): PathFault | undefined {
  const left: Container[] = isContainer(root) ? [{ value: root, path: [] }] : [];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, path } = next;
    const keys = Array.isArray(value) ? value.length : Object.keys(value).length;
    if (keys > mostEntries) {
      const where = path.length === 0 ? "the document" : formatPath(path);
      return { path, message: `${where} has ${keys} entries; at most ${mostEntries} are read` };
    }
    addContained(next, left);
  }
  return undefined;
}

/** Most of what a document holds are texts and numbers: those have no path made for them. */
function addContained({ value, path }: Container, left: Container[]): void {
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [step, item] of entries) {
    if (isContainer(item)) left.push({ value: item, path: [...path, step] });
  }
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
