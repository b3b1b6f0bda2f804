/** The zod pieces that every part of the document is made of: strict mappings and texts with a parser. */
import * as z from "zod";
import { suggestion } from "./suggestion";

/** A parser of this model: a value, or a phrase that starts with "must". */
type Parse<T> = (
  text: string,
) => { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

/**
 * A mapping that knows all its keys. The message of an unknown key is the list of the known ones:
 * the loader makes the sentence, since it also suggests the nearest.
 */
export function mapping<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? known : `must be a mapping with the keys ${known}`,
  });
}

/** Entries under names of the writer's own choice. */
export function named<Value extends z.ZodType>(value: Value, what: string) {
  return z.record(nameText, value, { error: () => `must be a mapping of ${what} by name` });
}

/** Where nothing is named, nothing is promised, and a proof of nothing would look like one. */
export function atLeastOne<Value extends z.ZodType>(entries: Value, what: string) {
  return entries.refine((written) => Object.keys(written ?? {}).length > 0, {
    error: () =>
      `must hold at least one ${what}; without one nothing is patched and nothing proved`,
  });
}

export function listOf<Value extends z.ZodType>(value: Value, what: string) {
  return z.array(value, { error: () => `must be a list of ${what}` });
}

/** A text that becomes a value of the model. `form` says what is allowed, after "must be". */
export function parsedText<T>(form: string, parse: Parse<T>) {
  return parsedBy(anyText(form), parse);
}

/** The same with a pattern for editors: it takes every text that the parser takes, and the parser judges. */
export function shapedText<T>(form: string, pattern: RegExp, parse: Parse<T>) {
  return parsedBy(anyText(form).meta({ pattern: pattern.source }), parse);
}

function anyText(form: string) {
  return z.string({ error: () => `must be ${form}` });
}

function parsedBy<T>(written: z.ZodString, parse: Parse<T>) {
  return written.transform((text, context) => {
    const parsed = parse(text);
    if (parsed.ok) {
      return parsed.value;
    }
    context.issues.push({ code: "custom", message: parsed.message, input: text });
    return z.NEVER;
  });
}

export function patternText(pattern: RegExp, form: string) {
  const message = `must be ${form}`;
  return z.string({ error: () => message }).regex(pattern, { error: () => message });
}

export function oneOf<const Values extends readonly string[]>(values: Values) {
  return z.enum(values, {
    error: ({ input }) => {
      const meant = typeof input === "string" ? suggestion(input, values) : "";
      return `must be one of ${values.join(", ")}${meant === "" ? "" : `;${meant.replace(/[()]/g, "")}`}`;
    },
  });
}

export function truth() {
  return z.boolean({ error: () => "must be true or false" });
}

/** Free text for people: blanks alone say nothing, and would pass for a reason. */
export function sentence(what: string) {
  return patternText(/\S/, what).max(500, { error: () => "must be at most 500 characters long" });
}

/** Names become parts of tags (`<group>.<ring>`) and of resource names. */
export const nameText = patternText(
  /^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
  "a name of at most 40 lower-case letters, digits and hyphens that starts with a letter",
);
