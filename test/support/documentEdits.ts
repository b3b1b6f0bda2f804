/** Changes of a document's values, one place each: for tests of what a change is told as. */
import type { RawDocument } from "./randomDocuments";

export type Edit = (raw: RawDocument) => void;
export type Steps = readonly (string | number)[];

/** The value at a path of names and places; a path that leads nowhere is a slip of the test. */
export function at(value: unknown, steps: Steps): Record<string, unknown> {
  const found = steps.reduce<unknown>(
    (below, step) => (below as Record<string | number, unknown>)[step],
    value,
  );
  if (found === null || typeof found !== "object") throw new Error(`nothing at ${steps.join(".")}`);
  return found as Record<string, unknown>;
}

export const set =
  (steps: Steps, value: unknown): Edit =>
  (raw) => {
    const last = steps.at(-1) ?? "";
    at(raw, steps.slice(0, -1))[last] = value;
  };

export const drop =
  (...steps: Steps): Edit =>
  (raw) => {
    const holder = at(raw, steps.slice(0, -1));
    const last = steps.at(-1) ?? "";
    if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else delete holder[last];
  };

export const push =
  (steps: Steps, value: unknown): Edit =>
  (raw) => {
    (at(raw, steps) as unknown as unknown[]).push(value);
  };
