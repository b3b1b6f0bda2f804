/**
 * Checks a component's arguments: the faults that can be seen at once are thrown at once, before a child is
 * registered; those inside Outputs come from within `apply`, with the same text. Unknown in a preview is no fault.
 */
import * as pulumi from "@pulumi/pulumi";

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

/** A value as a message shows it. */
export function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
