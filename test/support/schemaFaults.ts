/** What an editor with the JSON Schema would mark: the keywords that our schemas use, read as draft 2020-12 says. */

export type SchemaNode = Readonly<Record<string, unknown>>;

/** The places of a value that its schema refuses, each with the keyword. */
export function schemaFaults(schema: SchemaNode, value: unknown, place = ""): readonly string[] {
  return Object.entries(schema).flatMap(([keyword, wanted]) => {
    const judge = keywords[keyword];
    if (judge === undefined) throw new Error(`the tests know no keyword ${keyword}`);
    return judge({ wanted, value, place, schema }).map((fault) =>
      fault === "" ? `${place} ${keyword}` : fault,
    );
  });
}

interface Judged {
  readonly wanted: unknown;
  readonly value: unknown;
  readonly place: string;
  readonly schema: SchemaNode;
}

/** Faults below are whole; one of the keyword itself is the empty text. */
type Keyword = (judged: Judged) => readonly string[];

const passes =
  (test: (wanted: never, value: never) => boolean, type?: string): Keyword =>
  ({ wanted, value }) =>
    (type !== undefined && !isOfType(type, value)) || test(wanted as never, value as never)
      ? []
      : [""];

const ignored: Keyword = () => [];

const keywords: Readonly<Record<string, Keyword>> = {
  $schema: ignored,
  title: ignored,
  description: ignored,
  examples: ignored,
  default: ignored,
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
  then: ignored,
  type: passes((type: string, value) => isOfType(type, value)),
  const: passes((only, value) => only === value),
  enum: passes((values: readonly unknown[], value) => values.includes(value)),
  pattern: passes((pattern: string, text: string) => compiled(pattern).test(text), "string"),
  minLength: passes((least: number, text: string) => [...text].length >= least, "string"),
  maxLength: passes((most: number, text: string) => [...text].length <= most, "string"),
  minimum: passes((least: number, value: number) => value >= least, "number"),
  exclusiveMinimum: passes((least: number, value: number) => value > least, "number"),
  maximum: passes((most: number, value: number) => value <= most, "number"),
  minItems: passes((least: number, list: readonly unknown[]) => list.length >= least, "array"),
  maxItems: passes((most: number, list: readonly unknown[]) => list.length <= most, "array"),
  required: passes(
    (keys: readonly string[], value: object) => keys.every((key) => Object.hasOwn(value, key)),
    "object",
  ),
  items: ({ wanted, value, place }) =>
    Array.isArray(value)
      ? value.flatMap((item, index) =>
          schemaFaults(wanted as SchemaNode, item, `${place}[${index}]`),
        )
      : [],
  properties: ({ wanted, value, place }) =>
    entriesOf(value).flatMap(([key, below]) => {
      const known = propertyOf(wanted, key);
      return known === undefined ? [] : schemaFaults(known, below, `${place}.${key}`);
    }),
  additionalProperties: ({ wanted, value, place, schema }) =>
    entriesOf(value)
      .filter(([key]) => propertyOf(schema["properties"], key) === undefined)
      .flatMap(([key, below]) =>
        wanted === false ? [""] : schemaFaults(wanted as SchemaNode, below, `${place}.${key}`),
      ),
  propertyNames: ({ wanted, value, place }) =>
    entriesOf(value).flatMap(([key]) => schemaFaults(wanted as SchemaNode, key, place)),
  anyOf: ({ wanted, value }) =>
    (wanted as readonly SchemaNode[]).some((branch) => schemaFaults(branch, value).length === 0)
      ? []
      : [""],
  not: ({ wanted, value }) => (schemaFaults(wanted as SchemaNode, value).length > 0 ? [] : [""]),
  if: ({ wanted, value, place, schema }) =>
    schemaFaults(wanted as SchemaNode, value).length === 0
      ? schemaFaults(schema["then"] as SchemaNode, value, place)
      : [],
};

const patterns = new Map<string, RegExp>();

/** As editors compile it: for Unicode, without other flags. */
function compiled(pattern: string): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(pattern, "u");
  patterns.set(pattern, known);
  return known;
}

function isOfType(type: string, value: unknown): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "object") {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }
  return typeof value === type;
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isOfType("object", value) ? Object.entries(value as object) : [];
}

function propertyOf(properties: unknown, key: string): SchemaNode | undefined {
  return properties !== undefined && Object.hasOwn(properties as object, key)
    ? (properties as Readonly<Record<string, SchemaNode>>)[key]
    : undefined;
}
