/** The JSON Schema of the document and of the files that it includes, for editors: completion, descriptions and defaults. */
import * as z from "zod";
import { ownDefaultOf } from "./document/schemaBelow";
import { joiningOf } from "./document/sections";
import { isPartSection } from "./document/split";
import { policySchema } from "./policy";

type JsonSchema = Readonly<Record<string, unknown>>;

/** Draft 2020-12, of what a person writes: texts before they are parsed, defaults optional. */
export function policyJsonSchema(): JsonSchema {
  const input = schemaOfInput();
  const { $schema, ...schema } = withoutRequired(input);
  const sections = stringsOf(input["required"]);
  const isPart = isSectionOfPart();
  return {
    $schema,
    title: "Patchwarden policy",
    description: "What an organisation promises about patching, and how it keeps it.",
    ...schema,
    required: sections.filter((key) => !isPart(key)),
    // What a split document does not hold here stands in a file that it includes.
    if: { not: { required: ["include"] } },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: { ...requiredOf(input), required: sections.filter(isPart) },
  };
}

/** The schema of an included file: its sections without what only the root document says, and nothing required. */
export function partJsonSchema(): JsonSchema {
  const { $schema, properties, ...schema } = withoutRequired(schemaOfInput());
  const isPart = isSectionOfPart();
  const sections = Object.entries(properties as JsonSchema);
  return {
    $schema,
    title: "Included file of a Patchwarden policy",
    description: "A part of a policy document, which the root document names in its include.",
    ...schema,
    properties: Object.fromEntries(sections.filter(([key]) => isPart(key) || key === "version")),
  };
}

function schemaOfInput(): JsonSchema {
  return z.toJSONSchema(policySchema, {
    io: "input",
    // Examples and defaults are what a person writes, also where the text is parsed; zod leaves them out there.
    override: ({ zodSchema, jsonSchema }) => {
      const examples = z.globalRegistry.get(zodSchema)?.["examples"];
      if (Array.isArray(examples)) Object.assign(jsonSchema, { examples });
      const written = ownDefaultOf(zodSchema);
      if (written !== undefined) Object.assign(jsonSchema, { default: written });
    },
  });
}

function isSectionOfPart(): (key: string) => boolean {
  const joining = joiningOf(policySchema);
  const keys = joining.kind === "keys" ? joining.keys : {};
  return (key) => isPartSection(key, keys[key]);
}

/** Mappings that are joined key by key may be of several files, and none has to be whole; what is below a name is. */
function withoutRequired({ required, properties, ...schema }: JsonSchema): JsonSchema {
  return properties === undefined
    ? { ...schema, ...(required === undefined ? {} : { required }) }
    : {
        ...schema,
        properties: Object.fromEntries(
          Object.entries(properties as Readonly<Record<string, JsonSchema>>).map(([key, value]) => [
            key,
            withoutRequired(value),
          ]),
        ),
      };
}

/** What `withoutRequired` takes out: the keys that the joined mappings of a whole document must have. */
function requiredOf({ required, properties = {} }: JsonSchema): JsonSchema {
  const below = Object.entries(properties as Readonly<Record<string, JsonSchema>>)
    .filter(([, { properties: joined }]) => joined !== undefined)
    .map(([key, value]) => [key, requiredOf(value)] as const)
    .filter(([, value]) => Object.keys(value).length > 0);
  return {
    ...(required === undefined ? {} : { required }),
    ...(below.length === 0 ? {} : { properties: Object.fromEntries(below) }),
  };
}

function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
