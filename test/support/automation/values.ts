/** References and selectors of a runbook: `{{ Step.Output }}`, `{{ variable:Name }}`, `$.Reservations[0].State`. */

export type Values = ReadonlyMap<string, unknown>;

/** A text that is one reference becomes its value; references within a text become part of it. */
export function filled(value: unknown, values: Values): unknown {
  if (Array.isArray(value)) return value.map((one) => filled(one, values));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, filled(one, values)]),
    );
  }
  if (typeof value !== "string") return value;
  const whole = /^\{\{ ?([\w.:]+) ?\}\}$/.exec(value)?.[1];
  if (whole !== undefined) return lookUp(whole, values);
  return value.replace(/\{\{ ?([\w.:]+) ?\}\}/g, (_, name: string) => String(lookUp(name, values)));
}

/** What the selector finds; undefined when nothing. */
export function select(answer: unknown, selector: string): unknown {
  const path = selector.replace(/^\$\.?/, "").match(/[^.[\]]+/g) ?? [];
  return path.reduce<unknown>(
    (part, key) => (part as Record<string, unknown> | undefined)?.[key],
    answer,
  );
}

/** Throws when the value is not of the type that an output or a variable declares. */
export function checkType(what: string, type: string, value: unknown): void {
  const holds: Readonly<Record<string, boolean>> = {
    String: typeof value === "string",
    StringList: Array.isArray(value) && value.every((one) => typeof one === "string"),
    Integer: Number.isInteger(value),
    Boolean: typeof value === "boolean",
    MapList: Array.isArray(value) && value.every((one) => typeof one === "object"),
  };
  if (holds[type] !== true)
    throw new Error(`${what} must be ${type}, got ${JSON.stringify(value)}`);
}

function lookUp(name: string, values: Values): unknown {
  if (!values.has(name)) throw new Error(`{{ ${name} }} has no value`);
  return values.get(name);
}
