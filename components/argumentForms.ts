/** Which arguments a component has and of what form each is: what is judged before any rule looks into a value. */
import * as pulumi from "@pulumi/pulumi";
import { suggestion } from "../model/document/suggestion";
import { type ArgumentChecks, oneOf, show } from "./arguments";

/** What a value must be before anything in it can be judged. */
type Form = "list" | "list of mappings" | "list of texts" | "mapping" | "text";
/** Of a value that has no default. */
type Needed = "needed" | `needed ${Form}`;
type Demand = true | Form | Needed;

/**
 * The keys of `T`, each once: a key that `T` gains or loses, and one that becomes optional, does not compile. With the form of its
 * value; `true`, or `needed` alone, where a rule judges any.
 */
export type KeysOf<T> = {
  readonly [K in keyof T]-?: Partial<Pick<T, K>> extends Pick<T, K> ? true | Form : Needed;
};

/**
 * Records keys that nothing would read: misspelt, a check would be left out in silence. Throws where a key is missing or its value
 * of another form than its own, since no rule could look into it.
 * @returns whether the value is a mapping at all.
 */
export function checkKeys<T extends object>(
  checks: ArgumentChecks,
  property: string,
  value: T,
  known: KeysOf<T>,
): boolean {
  if (!isMapping(checks, property, value)) return false;
  for (const key of Object.keys(value).filter((one) => !Object.hasOwn(known, one))) {
    checks.refuse(
      property,
      `must have no other keys than ${Object.keys(known).join(", ")}; got ${show(key)}`,
    );
  }
  checkValues(checks, value, known, (key) => `${property}.${key}`);
  return true;
}

/** The keys of each kind of `T`, which its `kind` tells. */
export type KeysOfKinds<T extends { readonly kind: string }> = {
  readonly [K in T["kind"]]: KeysOf<Extract<T, { readonly kind: K }>>;
};

/** `checkKeys` by the value's kind; throws besides where it is no mapping, or of a kind that nobody knows. */
export function checkKind<T extends { readonly kind: string }>(
  checks: ArgumentChecks,
  property: string,
  value: T,
  known: KeysOfKinds<T>,
): void {
  if (!isMapping(checks, property, value)) checks.throwFaults();
  const at = `${property}.kind`;
  checks.check(at, value.kind, oneOf(Object.keys(known)));
  if (checks.isRefused(at)) checks.throwFaults();
  const ofKind: Readonly<Record<string, KeysOf<T>>> = known as never;
  checkKeys(checks, property, value, ofKind[value.kind] as KeysOf<T>);
}

/** Throws where a value is missing or of another form than its own. */
function checkValues(
  checks: ArgumentChecks,
  values: object,
  known: Readonly<Record<string, Demand>>,
  pathOf: (key: string) => string,
): void {
  const missing = missingKeys(values, known);
  for (const key of missing) checks.refuse(pathOf(key), mustBeGiven);
  const odd = Object.entries(values).filter(
    ([key, value]) =>
      value !== undefined && !hasForm(checks, pathOf(key), value, known[key] ?? true),
  );
  if (missing.length + odd.length > 0) checks.throwFaults();
}

const mustBeGiven = "must be given: it has no default";

function missingKeys(value: object, known: Readonly<Record<string, Demand>>): readonly string[] {
  const given: Readonly<Record<string, unknown>> = { ...value };
  return Object.entries(known)
    .filter(([key, demand]) => isNeeded(demand) && given[key] === undefined)
    .map(([key]) => key);
}

function isNeeded(demand: Demand): boolean {
  return typeof demand === "string" && demand.startsWith("needed");
}

function formOf(demand: Demand): Form | undefined {
  const words = demand === true ? "" : demand.replace(/^needed ?/, "");
  return words === "" ? undefined : (words as Form);
}

/** Records a value that has no keys at all. */
export function isMapping(checks: ArgumentChecks, property: string, value: unknown): boolean {
  return isOfForm(checks, property, value, "mapping");
}

const hasKeys = (value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isForm: Readonly<Record<Form, (value: unknown) => boolean>> = {
  list: Array.isArray,
  "list of mappings": (value) => Array.isArray(value) && value.every(hasKeys),
  "list of texts": (value) => Array.isArray(value) && value.every((one) => typeof one === "string"),
  mapping: hasKeys,
  text: (value) => typeof value === "string",
};

function isOfForm(checks: ArgumentChecks, property: string, value: unknown, form: Form): boolean {
  if (hasHole(checks, property, value)) return false;
  if (isForm[form](value)) return true;
  checks.refuse(property, `must be a ${form}, got ${show(value)}`);
  return false;
}

/** Records an entry that is undefined, such as a variable of the environment that is not set: no rule could tell it from none. */
function hasHole(checks: ArgumentChecks, property: string, value: unknown): boolean {
  const hole = Array.isArray(value) ? value.indexOf(undefined) : -1;
  if (hole === -1) return false;
  checks.refuse(property, `must have a value at ${hole}, got undefined`);
  return true;
}

/**
 * Records arguments that the component does not have, with the one that may be meant: a program in plain JavaScript is told of
 * them by nobody else, and what it asked for would be left out in silence. Throws where an argument is missing or of another form
 * than its own, since no rule could look into it.
 */
export function checkNames<T extends object>(
  checks: ArgumentChecks,
  args: T,
  known: KeysOf<T>,
): void {
  if (!isMapping(checks, "args", args)) {
    checks.throwFaults();
    return;
  }
  const names = Object.keys(known);
  const given = Object.entries(args).filter(([, value]) => value !== undefined);
  for (const [name] of given.filter(([one]) => !Object.hasOwn(known, one))) {
    checks.refuse(name, `is no argument${suggestion(name, names)}; there are ${names.join(", ")}`);
  }
  checkValues(checks, args, known, (name) => name);
}

function hasForm(checks: ArgumentChecks, name: string, value: unknown, demand: Demand): boolean {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return true;
  const form = formOf(demand);
  if (form !== undefined) return isOfForm(checks, name, value, form);
  if (hasHole(checks, name, value)) return false;
  if (value !== null) return true;
  const allowed = isNeeded(demand) ? "be given" : "have a value, or be left out";
  checks.refuse(name, `must ${allowed}, got null`);
  return false;
}
