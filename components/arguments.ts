/**
 * Checks a component's arguments: the faults that can be seen at once are thrown at once, before a child is
 * registered; those inside Outputs come from within `apply`, with the same text. Unknown in a preview is no fault.
 */
import * as pulumi from "@pulumi/pulumi";
import { suggestion } from "../model/document/suggestion";

/** Says what is wrong with a value, in words that follow the property's name; nothing when it is right. */
export type Rule<T> = (value: T) => string | undefined;

export interface ArgumentChecks {
  /** Records a fault that no single value carries. */
  refuse(property: string, complaint: string): void;
  /** Checks a value now, or in `apply` when it is an Output. The checked value is what children must use. */
  check<T>(property: string, value: pulumi.Input<T>, rule: Rule<T>): pulumi.Input<T>;
  /** Whether a fault is recorded of the property, or of something in it. */
  isRefused(property: string): boolean;
  /** Throws one ResourceError with every fault recorded so far, one a line. */
  throwFaults(): void;
}

/** `noun` is the component's class name; messages read `PatchBaseline "web": name must be …, got …`. */
export function checkArguments(
  component: pulumi.Resource,
  noun: string,
  name: string,
): ArgumentChecks {
  const faults: string[] = [];
  const refused: string[] = [];
  const sentence = (property: string, complaint: string) =>
    `${noun} "${name}": ${property} ${complaint}`;
  const refuse = (property: string, complaint: string) => {
    faults.push(sentence(property, complaint));
    refused.push(property);
  };
  return {
    refuse,
    check: (property, value, rule) => {
      if (isEventual(value)) {
        return pulumi.output(value).apply((known) => {
          const complaint = rule(known as never);
          if (complaint !== undefined) {
            throw new pulumi.ResourceError(sentence(property, complaint), component, true);
          }
          return known;
        }) as typeof value;
      }
      const complaint = rule(value as never);
      if (complaint !== undefined) refuse(property, complaint);
      return value;
    },
    isRefused: (property) => refused.some((one) => one.startsWith(property)),
    throwFaults: () => {
      if (faults.length > 0) {
        throw new pulumi.ResourceError(faults.join("\n"), component, true);
      }
    },
  };
}

/** Checks a value that may be left out. */
export function checkGiven<T>(
  checks: ArgumentChecks,
  property: string,
  value: pulumi.Input<T> | undefined,
  rule: Rule<T>,
): pulumi.Input<T> | undefined {
  return value === undefined ? undefined : checks.check(property, value, rule);
}

/** True when any part of a value is an Output or a promise, so that it cannot be judged yet. */
function isEventual(value: unknown): boolean {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) {
    return true;
  }
  if (typeof value !== "object" || value === null) {
    return false;
  }
  return Object.values(value).some(isEventual);
}

/** What follows from a value: at once where it is plain, since every `apply` makes promises, in each of thousands of resources. */
export function derive<T, R>(
  value: pulumi.Input<T>,
  from: (known: pulumi.Unwrap<T>) => R,
): R | pulumi.Output<R> {
  return isEventual(value)
    ? (pulumi.output(value).apply(from as never) as pulumi.Output<R>)
    : from(value as never);
}

export function wholeNumber(from: number, to: number): Rule<number> {
  return (value) =>
    Number.isInteger(value) && value >= from && value <= to
      ? undefined
      : `must be a whole number ${from}–${to}, got ${show(value)}`;
}

export function matching(pattern: RegExp, allowed: string): Rule<string> {
  return (value) => (isText(value, pattern) ? undefined : `must be ${allowed}, got ${show(value)}`);
}

/** Whether a value is a text of a form: a pattern alone would take the number 7 for one. */
export function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === "string" && pattern.test(value);
}

export function oneOf<T extends string>(allowed: readonly T[]): Rule<T> {
  return (value) =>
    allowed.includes(value)
      ? undefined
      : `must be one of ${allowed.join(", ")}, got ${show(value)}`;
}

export const trueOrFalse: Rule<boolean> = (value) =>
  typeof value === "boolean" ? undefined : `must be true or false, got ${show(value)}`;

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
  if (isForm[form](value)) return true;
  checks.refuse(property, `must be a ${form}, got ${show(value)}`);
  return false;
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
  if (value !== null) return true;
  const allowed = isNeeded(demand) ? "be given" : "have a value, or be left out";
  checks.refuse(name, `must ${allowed}, got null`);
  return false;
}

/** A value as a message shows it. */
export function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
