import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { formatFault } from "../../model/fault";
import { policyJsonSchema } from "../../model/jsonSchema";
import { parsePlan } from "../../model/load";

const text = readFileSync(path.join(__dirname, "../support/everything.yaml"), "utf8");

/** What the whole document cannot use at once, or needs files for. */
const withoutUse = [
  "include",
  "clouds.aws.recovery.vault",
  "clouds.aws.recovery.copyTo.key",
  "freezes[].calendar",
];
/** Places whose keys stand in the same form elsewhere in the document. */
const alike =
  /^(?:groups\.\*\.)?layers\.(?:operatingSystem|platform|security)\.|^tiers\.\*\.deadlines(?:\[\])?\.|^baselines\.\*\.globalFilters\./;

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

describe("the document that uses everything", () => {
  it("is valid", () => {
    const loaded = parsePlan(text, "everything.yaml");

    expect(loaded.ok ? [] : loaded.faults.map(formatFault)).toEqual([]);
  });

  it("uses every key of the language", () => {
    const lacks = unused(policyJsonSchema(), [parse(text)], "").filter((key) => !alike.test(key));

    expect(lacks, "add them to test/support/everything.yaml").toEqual(withoutUse);
  });
});
