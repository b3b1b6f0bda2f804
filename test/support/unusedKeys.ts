/** Which keys of the document's schema no text of a list uses. */
import { policyJsonSchema } from "../../model/jsonSchema";

type Schema = Readonly<Record<string, unknown>>;

/** Keys of a schema that none of the values at its place use. */
function unused(schema: Schema, values: readonly unknown[], above: string): readonly string[] {
  const {
    properties = {},
    items,
    additionalProperties,
    anyOf = [],
    oneOf = [],
    allOf = [],
  } = schema as Readonly<Record<string, never>>;
  const mappings = values.filter((value) => typeof value === "object" && !Array.isArray(value));
  const below = (key: string): readonly unknown[] =>
    mappings.flatMap((value) =>
      value !== null && Object.hasOwn(value as object, key) ? [(value as Schema)[key]] : [],
    );
  const own = Object.entries(properties as Record<string, Schema>).flatMap(([key, value]) => {
    const place = above === "" ? key : `${above}.${key}`;
    const used = below(key);
    return used.length === 0 ? [place] : unused(value, used, place);
  });
  const entries =
    (additionalProperties as unknown) instanceof Object ? additionalProperties : undefined;
  return [
    ...own,
    ...(items === undefined
      ? []
      : unused(items, values.filter(Array.isArray).flat(), `${above}[]`)),
    ...(entries === undefined
      ? []
      : unused(
          entries,
          mappings.flatMap((value) => Object.values(value as Schema)),
          `${above}.*`,
        )),
    ...[anyOf, oneOf, allOf].flat().flatMap((branch) => unused(branch, values, above)),
  ];
}

/** Such as `groups.*.rings[].soak`, of documents as YAML reads them. */
export function unusedKeys(documents: readonly unknown[]): readonly string[] {
  return [...new Set(unused(policyJsonSchema(), documents, ""))];
}
