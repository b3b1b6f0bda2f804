/** Generated names: the logical name and some hexadecimal digits, as the real providers make them. */
import { createHash } from "node:crypto";
import type { Autoname } from "./cloudKind";
import { reveal, type WireObject } from "./wireValue";

export interface NamingRequest {
  readonly name: string;
  readonly seed: Uint8Array;
  /** The engine's `pulumi:autonaming` configuration, when there is one for this resource. */
  readonly configured?:
    | { readonly proposed: string; readonly mode: "propose" | "enforce" | "disable" }
    | undefined;
}

/** The property in which bridged providers note which inputs were not the program's. */
const defaultsNote = "__defaults";

/**
 * The inputs with a generated name, when the program gave none. The name that was generated before is kept;
 * a replacement is checked without old inputs and so gets a new one.
 */
export function fillName(
  autoname: Autoname | undefined,
  olds: WireObject,
  news: WireObject,
  request: NamingRequest,
): WireObject {
  if (autoname === undefined) return news;
  const { property } = autoname;
  if (news[property] !== undefined && news[property] !== null) return news;
  const old = olds[property];
  if (old !== undefined && old !== null && defaultsOf(olds).includes(property)) {
    return { ...news, [property]: old, [defaultsNote]: [property] };
  }
  const { configured } = request;
  if (configured?.mode === "disable") return news;
  const name = configured?.proposed ?? autoname.propose(request.name, hexDigits(request));
  return { ...news, [property]: name, [defaultsNote]: [property] };
}

/** Whether the inputs' name is a generated one. */
export function isGenerated(property: string, inputs: WireObject): boolean {
  return defaultsOf(inputs).includes(property);
}

function defaultsOf(inputs: WireObject): readonly unknown[] {
  const note = reveal(inputs[defaultsNote] ?? null);
  return Array.isArray(note) ? note : [];
}

/** Without the providers' own notes: what a service gets. */
export function withoutNotes(inputs: WireObject): WireObject {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));
}

function hexDigits({ name, seed }: NamingRequest): (length: number) => string {
  let round = 0;
  return (length) => {
    round += 1;
    const digest = createHash("sha256").update(seed).update(`${name} ${round}`).digest("hex");
    return digest.slice(0, length);
  };
}
