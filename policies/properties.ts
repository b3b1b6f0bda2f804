/**
 * Reads a resource's properties one by one. A value that is unknown in a preview, or of a wrong type, ends the
 * one check that asked for it (see `attempt` in outcome.ts), never the rule.
 */
import { UnknownValueError } from "@pulumi/policy";

type Bag = Readonly<Record<string, unknown>>;
type Kind = "string" | "number" | "boolean" | "object" | "array";

/** The engine does not know the value yet: it depends on a resource that is still to be created. */
export class UndeterminedError extends Error {
  readonly property: string;

  constructor(property: string) {
    super(`${property} is not known yet`);
    this.property = property;
  }
}

/** The value has a type that the property cannot have. */
export class WrongTypeError extends Error {
  readonly property: string;
  readonly value: unknown;
  readonly expected: Kind;

  constructor(property: string, value: unknown, expected: Kind) {
    super(`${property} is not of type ${expected}`);
    this.property = property;
    this.value = value;
    this.expected = expected;
  }
}

/** One object of a resource's properties. Every reader answers `undefined` (or an empty list) for a missing property. */
export interface Properties {
  /** Path of `key` from the resource's root, such as `approvalRules[0].approveAfterDays`. */
  pathOf(key: string): string;
  keys(): readonly string[];
  /** True when a value is given, also one that is still unknown. */
  has(key: string): boolean;
  text(key: string): string | undefined;
  number(key: string): number | undefined;
  flag(key: string): boolean | undefined;
  texts(key: string): readonly string[];
  object(key: string): Properties | undefined;
  /** Number of entries of a list; 0 when it is missing. */
  count(key: string): number;
  item(key: string, index: number): Properties;
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "array" : typeof value;
}

/** The only place that touches a raw property: turns the SDK's error for an unknown value into ours, with the path. */
function readRaw(bag: Bag | readonly unknown[], key: string | number, path: string): unknown {
  try {
    return (bag as Record<string | number, unknown>)[key];
  } catch (error) {
    if (error instanceof UnknownValueError) {
      throw new UndeterminedError(path);
    }
    throw error;
  }
}

function isGiven(bag: Bag, key: string): boolean {
  try {
    const value = readRaw(bag, key, key);
    return value !== undefined && value !== null && value !== "";
  } catch (error) {
    return error instanceof UndeterminedError;
  }
}

function readAs(
  bag: Bag | readonly unknown[],
  key: string | number,
  path: string,
  kind: Kind,
): unknown {
  const value = readRaw(bag, key, path);
  if (value === undefined || value === null) {
    return undefined;
  }
  if (kindOf(value) !== kind) {
    throw new WrongTypeError(path, value, kind);
  }
  return value;
}

/** @param path - where the bag stands in its resource; empty at the root */
export function properties(bag: Bag, path = ""): Properties {
  const pathOf = (key: string) => (path === "" ? key : `${path}.${key}`);
  const read = (key: string, kind: Kind) => readAs(bag, key, pathOf(key), kind);
  const list = (key: string) => (read(key, "array") ?? []) as readonly unknown[];
  const entry = (key: string, index: number, kind: Kind) =>
    readAs(list(key), index, `${pathOf(key)}[${index}]`, kind);
  return {
    pathOf,
    keys: () => Object.keys(bag),
    has: (key) => isGiven(bag, key),
    text: (key) => read(key, "string") as string | undefined,
    number: (key) => read(key, "number") as number | undefined,
    flag: (key) => read(key, "boolean") as boolean | undefined,
    texts: (key) =>
      Array.from({ length: list(key).length }, (_, index) => entry(key, index, "string")).filter(
        (text): text is string => typeof text === "string",
      ),
    object: (key) => {
      const value = read(key, "object");
      return value === undefined ? undefined : properties(value as Bag, pathOf(key));
    },
    count: (key) => list(key).length,
    item: (key, index) =>
      properties((entry(key, index, "object") ?? {}) as Bag, `${pathOf(key)}[${index}]`),
  };
}
