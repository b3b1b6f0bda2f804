/** A change of a document as a few edits of its values. What an edit means is said here; `editText.ts` writes it into the file. */
import { field, items } from "../document/raw";
import type { PathStep } from "../fault";

/** A value as a document writes it. */
export type Plain =
  | string
  | number
  | boolean
  | readonly Plain[]
  | { readonly [key: string]: Plain };

export type Path = readonly PathStep[];

export type Edit =
  /** Replaces a value, or writes a key that was left out, with the mappings above it that are missing. */
  | { readonly kind: "set"; readonly path: Path; readonly value: Plain }
  /** Removes a key of a mapping. */
  | { readonly kind: "remove"; readonly path: Path }
  /** Adds an entry at the end of a list. */
  | { readonly kind: "append"; readonly path: Path; readonly value: Plain }
  /** Lets two entries of a list change places. */
  | {
      readonly kind: "swap";
      readonly path: Path;
      readonly first: number;
      readonly second: number;
    };

/** The value under a path; `undefined` where there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof step === "number" ? items(value)[step] : field(value, String(step))),
    root,
  );
}

/** The document after the edits. Blocks that YAML aliases share stay shared, so that all their users change. */
export function editValue(root: unknown, edits: readonly Edit[]): unknown {
  const copy: unknown = structuredClone(root);
  for (const edit of edits) apply(copy, edit);
  return copy;
}

type Holder = Record<PathStep, unknown>;

function apply(root: unknown, edit: Edit): void {
  const value = valueAt(root, edit.path);
  switch (edit.kind) {
    case "set": {
      const { holder, key, value: written } = placed(root, edit.path, edit.value);
      holder[key] = structuredClone(written);
      return;
    }
    case "remove":
      delete (valueAt(root, edit.path.slice(0, -1)) as Holder)[edit.path.at(-1) ?? ""];
      return;
    case "append":
      (value as unknown[]).push(structuredClone(edit.value));
      return;
    case "swap": {
      const list = value as unknown[];
      [list[edit.first], list[edit.second]] = [list[edit.second], list[edit.first]];
      return;
    }
  }
}

/** The deepest mapping that exists above a path, the key to write there, and the value with what is missing around it. */
function placed(
  root: unknown,
  path: Path,
  value: Plain,
): { readonly holder: Holder; readonly key: PathStep; readonly value: Plain } {
  let depth = path.length - 1;
  while (depth > 0 && valueAt(root, path.slice(0, depth)) === undefined) depth--;
  const wrapped = path
    .slice(depth + 1)
    .reduceRight<Plain>((inner, step) => ({ [String(step)]: inner }), value);
  return {
    holder: valueAt(root, path.slice(0, depth)) as Holder,
    key: path[depth] ?? "",
    value: wrapped,
  };
}
