import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { partJsonSchema, policyJsonSchema } from "../../model/jsonSchema";
import { schemaFaults } from "../support/schemaFaults";

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

/** Those of them that a document need not have. */
function optionalKeys(node: unknown, above: string): readonly (readonly [string, Node])[] {
  const { then } = node as { then?: Node };
  const below = keysOf(node, above);
  // A document without `include` is whole: what it must hold then, at any depth, it need not be told twice.
  const wanted = new Set(
    [node, then ?? {}].flatMap((one) => [
      ...requiredKeys(one, above),
      ...keysOf(one, above).flatMap(([key, value]) => requiredKeys(value, key)),
    ]),
  );
  return below.filter(([key]) => !wanted.has(key));
}

/** Keys that a node, or what a list or a mapping of it holds, asks for. */
function requiredKeys(node: unknown, above: string): readonly string[] {
  if (typeof node !== "object" || node === null) return [];
  const {
    required = [],
    items,
    additionalProperties,
    anyOf = [],
  } = node as {
    required?: readonly string[];
    items?: unknown;
    additionalProperties?: unknown;
    anyOf?: readonly unknown[];
  };
  return [
    ...required.map((key) => `${above}.${key}`),
    ...[items, additionalProperties, ...anyOf].flatMap((one) => requiredKeys(one, `${above}.*`)),
  ];
}

describe("policyJsonSchema", () => {
  it.each([
    ["patching.schema.json", "", policyJsonSchema],
    ["patching.part.schema.json", " --part", partJsonSchema],
  ])("is what %s holds", (file, option, schema) => {
    const committed: unknown = JSON.parse(
      readFileSync(path.join(__dirname, "../..", file), "utf8"),
    );

    expect(committed, `run: npx patchwarden schema${option} --write ${file}`).toEqual(schema());
  });

  it("describes every key", () => {
    const keys = keysOf(policyJsonSchema(), "");

    expect(keys.length).toBeGreaterThan(60);
    expect(keys.filter(([, value]) => typeof value["description"] !== "string")).toEqual([]);
  });

  it("gives an example of every key, and takes it", () => {
    const wrong = keysOf(policyJsonSchema(), "").filter(([, schema]) => {
      const { examples = [] } = schema as { examples?: readonly unknown[] };
      return examples.length === 0 || examples.some((one) => schemaFaults(schema, one).length > 0);
    });

    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it("holds the default of every key that may be left out, or says in fixed words what counts then", () => {
    const optional = optionalKeys(policyJsonSchema(), "");
    const isSilent = ({ default: plain, description }: Node): boolean =>
      plain === undefined && !/\S when left out\b/.test(`${description}`);

    expect(optional.length).toBeGreaterThan(250);
    expect(optional.filter(([, { default: plain }]) => plain !== undefined).length).toBeGreaterThan(
      90,
    );
    expect(optional.filter(([, schema]) => isSilent(schema)).map(([key]) => key)).toEqual([]);
  });

  it.each([
    ["tiers", [".groups.*.tier", ".obligations.*.*.when.tier"]],
    ["windows", [".groups.*.rings.*.window", ".groups.*.strategy.image"]],
    ["baselines", [".groups.*.baselines"]],
    ["outOfCycle", [".tiers.*.outOfCycle", ".people.*.authority.*.paths"]],
    ["obligations", [".groups.*.obligations"]],
    [
      "environments",
      [".groups.*.environment", ".obligations.*.*.when.environment", ".tiers.*.from.*.environment"],
    ],
    [
      "groups",
      [
        ".groups.*.dependsOn",
        ".groups.*.promotedFrom.group",
        ".testWindows.*.groups",
        ".testWindows.*.for",
        ".freezes.*.groups",
        ".exceptions.*.scope.group",
      ],
    ],
    ["rings", [".groups.*.promotedFrom.ring", ".exceptions.*.scope.ring"]],
    ["clouds.aws.accounts", [".groups.*.aws.accounts"]],
    ["clouds.azure.subscriptions", [".groups.*.azure.subscriptions"]],
    [
      "people",
      [
        ".onCall.shifts.*.people",
        ".escalation.*.to",
        ".approvedBy",
        ".exceptions.*.owner",
        ".exceptions.*.approvedBy",
        ".windows.*.agreedBy",
        ".tiers.*.acceptance.by",
      ],
    ],
    [
      "teams",
      [
        ".owner",
        ".groups.*.owner",
        ".windows.*.owner",
        ".testWindows.*.owner",
        ".people.*.team",
        ".layers.platform.accountable",
        ".responsibilities.*.engine",
        ".escalation.*.to",
      ],
    ],
    ["vendors", [".responsibilities.*.operatingSystem"]],
  ])("says of each name of %s where it is defined", (section, wanted) => {
    const keys = new Map(keysOf(policyJsonSchema(), ""));

    for (const key of wanted)
      expect(`${key}: ${keys.get(key)?.["description"]}`).toContain(`\`${section}\``);
  });

  it("asks only for what has no safe default", () => {
    expect(policyJsonSchema()).toMatchObject({
      required: ["version", "organisation", "effectiveFrom"],
      if: { not: { required: ["include"] } },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: { required: ["clouds", "tiers", "baselines", "windows", "groups"] },
    });
  });
});

describe("partJsonSchema", () => {
  it("holds what an included file may hold, and asks for nothing", () => {
    const { required, properties } = partJsonSchema();
    const keys = Object.keys(properties as Node);

    expect(required).toBeUndefined();
    expect(keys).toEqual(expect.arrayContaining(["version", "clouds", "groups", "exceptions"]));
    for (const key of ["organisation", "timezone", "effectiveFrom", "include", "scan"])
      expect(keys).not.toContain(key);
  });

  it("asks for whole entries, but not for whole mappings", () => {
    const { clouds, groups } = partJsonSchema()["properties"] as Record<string, Node>;

    expect(clouds).toMatchObject({ properties: { azure: { properties: { resourceGroup: {} } } } });
    expect(clouds).not.toHaveProperty("properties.azure.required");
    expect(groups).toHaveProperty(
      "additionalProperties.required",
      expect.arrayContaining(["tier"]),
    );
  });
});
