/** Values as YAML, on one line: what is written into a document that a person keeps. */
import { parse } from "yaml";
import type { Plain } from "./edit";

/** How a scalar was quoted before; a new one has no quotes where it needs none. */
export type Quotes = "plain" | "single" | "double";

/** Characters that mean nothing to YAML inside a plain scalar; a comma does within brackets. */
const plainInFlow = /^[A-Za-z0-9][A-Za-z0-9 +%:._/-]*$/;
const plainInBlock = /^[A-Za-z0-9][A-Za-z0-9 +%:,._/-]*$/;

export function scalarText(
  value: string | number | boolean,
  quotes: Quotes,
  inFlow: boolean,
): string {
  if (typeof value !== "string") return String(value);
  if (quotes === "single") return `'${value.replaceAll("'", "''")}'`;
  const isPlain = (inFlow ? plainInFlow : plainInBlock).test(value) && readsAs(value);
  return quotes === "plain" && isPlain ? value : JSON.stringify(value);
}

/** `01:30` and `no` read as themselves in YAML 1.2; `1` and `true` do not. */
function readsAs(text: string): boolean {
  try {
    return parse(text) === text;
  } catch {
    return false;
  }
}

/** `{ when: [exploited], notice: 4h }` */
export function flowText(value: Plain, inFlow = true): string {
  if (isList(value)) return `[${value.map((one) => flowText(one)).join(", ")}]`;
  if (typeof value !== "object") return scalarText(value, "plain", inFlow);
  const entries = Object.entries(value).map(([key, one]) => `${keyText(key)}: ${flowText(one)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

export function keyText(key: string): string {
  return scalarText(key, "plain", true);
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}
