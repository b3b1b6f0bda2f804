/** The JSON Schema of the document, for editors: completion, descriptions and defaults. */
import { z } from "zod";
import { policySchema } from "./policy";

/** Draft 2020-12, of what a person writes: texts before they are parsed, defaults optional. */
export function policyJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(policySchema, {
    io: "input",
    // Examples are what a person writes, also where the text is parsed; zod leaves them out there.
    override: ({ zodSchema, jsonSchema }) => {
      const examples = z.globalRegistry.get(zodSchema)?.["examples"];
      if (Array.isArray(examples)) Object.assign(jsonSchema, { examples });
    },
  });
  return {
    $schema: schema.$schema,
    title: "Patchwarden policy",
    description: "What an organisation promises about patching, and how it keeps it.",
    ...schema,
  };
}
