/** A component's rules for its arguments as a table: each reads one argument or several, known at once or outputs. */
import * as pulumi from "@pulumi/pulumi";
import { checkNames, type KeysOf } from "../argumentForms";
import { type ArgumentChecks, checkArguments } from "../arguments";

/** A condition on an argument, or on several together. It is decided as soon as all of them are known. */
export interface ArgRule<A> {
  /** The argument that the message names. */
  readonly property: keyof A & string;
  /** The others that the condition reads. @default - none */
  readonly beside?: readonly (keyof A & string)[];
  /** Words that follow the property's name, such as `must be 90–235, got 300`; nothing when it is right. */
  readonly complaint: (args: pulumi.Unwrap<A>) => string | undefined;
}

/**
 * The arguments, with a check attached to each output among them. Call it before a child is registered.
 *
 * @param nested what the table cannot say: forms of mappings within arguments, and the plain parts of arguments that hold outputs too
 * @throws pulumi.ResourceError with one line for each fault that can be seen at once
 */
export function checkArgs<A extends object>(
  component: pulumi.ComponentResource,
  noun: string,
  name: string,
  args: A,
  known: KeysOf<A>,
  rules: readonly ArgRule<A>[],
  nested: (checks: ArgumentChecks) => void = () => undefined,
): A {
  const checks = checkArguments(component, noun, name);
  checkNames(checks, args, known);
  nested(checks);
  const checked: Record<string, unknown> = Object.fromEntries(Object.entries(args));
  for (const rule of rules) {
    const needs = [rule.property, ...(rule.beside ?? [])];
    const read = Object.fromEntries(needs.map((need) => [need, args[need]]));
    const result = checks.check(rule.property, read as unknown, (values) =>
      rule.complaint(values as pulumi.Unwrap<A>),
    );
    const carrier = needs.find((need) => args[need] !== undefined);
    if (result !== read && carrier !== undefined) {
      checked[carrier] = after(result, checked[carrier]);
    }
  }
  checks.throwFaults();
  return checked as A;
}

/** Records complaints, each about one property. */
export function refuseAll(
  checks: ArgumentChecks,
  complaints: Readonly<Record<string, string | undefined>>,
): void {
  for (const [property, complaint] of Object.entries(complaints)) {
    if (complaint !== undefined) checks.refuse(property, complaint);
  }
}

/** A value that children get only when a check has passed. */
function after(check: unknown, value: unknown): pulumi.Output<unknown> {
  return pulumi.all([check, value]).apply(([, known]) => known);
}

/** Several complaints about one property as one; nothing when there is none. */
export function joined(complaints: readonly (string | undefined)[]): string | undefined {
  const present = complaints.filter((complaint) => complaint !== undefined);
  return present.length === 0 ? undefined : present.join("; ");
}
