/** What a check of a rule can find, and the words it is told in. */
import { UnknownValueError } from "@pulumi/policy";
import { type Properties, UndeterminedError, WrongTypeError } from "./properties";

/** A property that breaks the rule. The five parts make the message. */
export interface Broken {
  readonly kind: "broken";
  /** What is wrong, such as `security patches wait too long`. */
  readonly problem: string;
  /** Path of the property. */
  readonly property: string;
  /** The value seen, ready to print; see `show`. */
  readonly seen: string;
  /** What the document or the service allows. */
  readonly allowed: string;
  /** The change that makes it right. */
  readonly fix: string;
  /** The resource, when a stack rule speaks of one of many. */
  readonly urn?: string;
  /** The `PatchGroup` value concerned, where the check knows better than the resource's own tag. */
  readonly patchGroup?: string;
}

/** A check that waits for a value which a preview does not know. */
export interface Undetermined {
  readonly kind: "undetermined";
  readonly property: string;
}

export type Outcome = Broken | Undetermined;

const longestShown = 80;

/** A value as messages show it: a missing one is `not set`, a long one is cut. Give it only what the rule asked for. */
export function show(value: unknown): string {
  if (value === undefined || value === null) {
    return "not set";
  }
  const text = typeof value === "string" ? value : describeValue(value);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

function describeValue(value: unknown): string {
  if (Array.isArray(value)) {
    return describeList(value);
  }
  return typeof value === "object" ? "an object" : String(value);
}

/** A list of a wrong type may hold values that are not known yet, and reading one of those throws. */
function describeList(list: readonly unknown[]): string {
  try {
    const simple = list.every((entry) => typeof entry === "string" || typeof entry === "number");
    return simple ? list.join(", ") || "an empty list" : "a list";
  } catch (error) {
    if (error instanceof UnknownValueError) {
      return "a list";
    }
    throw error;
  }
}

export function broken(found: Omit<Broken, "kind">): Broken {
  return { kind: "broken", ...found };
}

/** Runs one check. A value unknown in a preview leaves this check undetermined; a wrong type breaks the rule. */
export function attempt(decide: () => readonly Outcome[]): readonly Outcome[] {
  try {
    return decide();
  } catch (error) {
    if (error instanceof UndeterminedError) {
      return [{ kind: "undetermined", property: error.property }];
    }
    if (error instanceof WrongTypeError) {
      return [
        broken({
          problem: "the property has the wrong type",
          property: error.property,
          seen: show(error.value),
          allowed: `a value of type ${error.expected}`,
          fix: `give it a value of type ${error.expected}`,
        }),
      ];
    }
    throw error;
  }
}

/** Judges each on its own: an unknown value in one leaves the others decided. */
export function perEach<T>(
  all: readonly T[],
  decide: (one: T) => readonly Outcome[],
): readonly Outcome[] {
  return all.flatMap((one) => attempt(() => decide(one)));
}

/** The same for the entries of a list property. */
export function perItem(
  resource: Properties,
  key: string,
  decide: (item: Properties, index: number) => readonly Outcome[],
): readonly Outcome[] {
  const indices = Array.from({ length: resource.count(key) }, (_, index) => index);
  return perEach(indices, (index) => decide(resource.item(key, index), index));
}

/** `<what is wrong>: <property> is <value seen>, allowed <limit>; <fix>` */
export function brokenMessage({ problem, property, seen, allowed, fix }: Broken): string {
  return `${problem}: ${property} is ${seen}, allowed ${allowed}; ${fix}`;
}

/** One line for all checks of a rule that wait for values. */
export function undeterminedMessage(found: readonly Undetermined[]): string {
  const waiting = [...new Set(found.map((outcome) => outcome.property))];
  const values = waiting.length === 1 ? "a value that is" : "values that are";
  return `undetermined in this preview: ${waiting.join(", ")}: waits for ${values} known only after the deployment; checked again in the update`;
}
