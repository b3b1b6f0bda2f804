import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { policyJsonSchema } from "../../model/jsonSchema";

type Node = Readonly<Record<string, unknown>>;

/** Every key of the schema, with what stands below it. */
function keysOf(node: unknown, above: string): readonly (readonly [string, Node])[] {
  if (typeof node !== "object" || node === null) {
    return [];
  }
  const {
    properties = {},
    items,
    additionalProperties,
    anyOf = [],
  } = node as {
    properties?: Record<string, Node>;
    items?: unknown;
    additionalProperties?: unknown;
    anyOf?: readonly unknown[];
  };
  return [
    ...Object.entries(properties).flatMap(([key, value]) => [
      [`${above}.${key}`, value] as const,
      ...keysOf(value, `${above}.${key}`),
    ]),
    ...[items, additionalProperties, ...anyOf].flatMap((below) => keysOf(below, `${above}.*`)),
  ];
}

describe("policyJsonSchema", () => {
  it("is what patching.schema.json holds", () => {
    const file = path.join(__dirname, "../../patching.schema.json");

    const committed: unknown = JSON.parse(readFileSync(file, "utf8"));

    expect(committed, "run: npx patchwarden schema --write patching.schema.json").toEqual(
      policyJsonSchema(),
    );
  });

  it("describes every key", () => {
    const keys = keysOf(policyJsonSchema(), "");

    expect(keys.length).toBeGreaterThan(60);
    expect(keys.filter(([, value]) => typeof value["description"] !== "string")).toEqual([]);
  });

  it("asks only for what has no safe default", () => {
    expect(policyJsonSchema()["required"]).toEqual([
      "version",
      "organisation",
      "effectiveFrom",
      "clouds",
      "tiers",
      "baselines",
      "windows",
      "groups",
    ]);
  });
});
