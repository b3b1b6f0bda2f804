import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { classify } from "../../model/classification/classify";
import { concurrencyRules } from "../../model/concurrency/rules";
import { policyJsonSchema } from "../../model/jsonSchema";
import { parsePlan } from "../../model/load";
import { starterPolicy } from "../../model/starter";
import { adviseStrategies } from "../../model/strategy/advise";
import { at, type Steps } from "../support/documentEdits";
import type { RawDocument } from "../support/randomDocuments";
import { type SchemaNode, schemaFaults } from "../support/schemaFaults";

/** One that uses every key, and one in which few names point to others. */
const documents: readonly RawDocument[] = [
  parse(readFileSync(path.join(__dirname, "../support/everything.yaml"), "utf8")),
  parse(starterPolicy),
];

interface Place {
  readonly document: RawDocument;
  /** The key in the schema, such as `groups.*.rings[].soak`. */
  readonly key: string;
  readonly steps: Steps;
  readonly schema: SchemaNode;
}

/** The optional keys of every mapping that the document holds, where they stand or could stand. */
function optionalPlaces(
  schema: SchemaNode,
  value: unknown,
  key: string,
  steps: Steps,
): Omit<Place, "document">[] {
  const {
    properties = {},
    items,
    additionalProperties,
    anyOf = [],
    required = [],
  } = schema as {
    properties?: Readonly<Record<string, SchemaNode>>;
    items?: SchemaNode;
    additionalProperties?: SchemaNode | false;
    anyOf?: readonly SchemaNode[];
    required?: readonly string[];
  };
  if (anyOf.length > 0) {
    const taken = anyOf.find((branch) => schemaFaults(branch, value).length === 0);
    return taken === undefined ? [] : optionalPlaces(taken, value, key, steps);
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      optionalPlaces(items ?? {}, item, `${key}[]`, [...steps, index]),
    );
  }
  if (typeof value !== "object" || value === null) return [];
  const own = Object.entries(properties).flatMap(([name, below]) => {
    const place = {
      key: key === "" ? name : `${key}.${name}`,
      steps: [...steps, name],
      schema: below,
    };
    return required.includes(name) || (key === "" && partOfRoot.includes(name)) ? [] : [place];
  });
  const deeper = Object.entries(value).flatMap(([name, below]) => {
    const known = properties[name];
    const next = known ?? (additionalProperties || {});
    const nextKey = known === undefined ? `${key}.*` : key === "" ? name : `${key}.${name}`;
    return optionalPlaces(next, below, nextKey, [...steps, name]);
  });
  return [...own, ...deeper];
}

/** Asked of a whole document, though not of its parts. */
const partOfRoot = ["clouds", "tiers", "baselines", "windows", "groups"];

/** What a document means to all that reads it, without where it stands and what is said of what it writes. */
function meaning(document: RawDocument): unknown {
  const loaded = parsePlan(JSON.stringify(document));
  if (!loaded.ok) return undefined;
  const { policy, plan } = loaded;
  const { findings: _, ...rest } = plan;
  const advice = adviseStrategies(policy).map(({ sources: _sources, ...one }) => one);
  const { outOfCycle, escalation, obligations, people } = policy;
  const read = {
    outOfCycle,
    escalation,
    obligations,
    people,
    rules: concurrencyRules(policy, plan),
  };
  // Positions move with the text; JSON leaves out what is undefined.
  return JSON.parse(
    JSON.stringify({ rest, advice, read, classes: classify(policy) }, (name, value) =>
      name === "position" || name === "line" || name === "column" ? undefined : value,
    ),
  );
}

const places = documents.flatMap((document) =>
  optionalPlaces(policyJsonSchema(), document, "", []).map((place) => ({ document, ...place })),
);
const keys = [...new Map(places.map((place) => [place.key, place])).values()];
const withDefault = keys.filter(({ schema }) => schema["default"] !== undefined);

function changed({ document: original, steps }: Place, value: unknown): RawDocument {
  const document = structuredClone(original);
  const holder = at(document, steps.slice(0, -1));
  const key = String(steps.at(-1));
  if (value === undefined) delete holder[key];
  else holder[key] = value;
  return document;
}

/** `dueSoon` in `… ; dueSoon when left out`: what the description says that leaving out means. */
function wordsOf({ schema }: Place): string | undefined {
  return /(?:^|[;:] )([^;:]+?),? when left out\b/.exec(`${schema["description"]}`)?.[1];
}

describe("the JSON Schema of a key that may be left out", () => {
  it("holds a default wherever its words name a value", () => {
    const wrong = keys.filter(({ schema, ...place }) => {
      const [first = ""] = wordsOf({ schema, ...place })?.split(/[ ,]/) ?? [];
      const value = first === "true" || first === "false" ? first === "true" : first;
      const isPlain =
        schema["enum"] !== undefined || typeof value === "boolean" || /\d/.test(first);
      return isPlain && schemaFaults(schema, value).length === 0 && schema["default"] !== value;
    });

    expect(keys.length).toBeGreaterThan(250);
    expect(wrong.map(({ key }) => key)).toEqual([]);
  });

  it.each(withDefault.map((place) => [place.key, place] as const))(
    "%s: left out, means its default",
    (key) => {
      let compared = 0;
      for (const place of places) {
        if (place.key !== key || compared === 2) continue;
        const left = meaning(changed(place, undefined));
        const written = meaning(changed(place, place.schema["default"]));
        if (left === undefined || written === undefined) continue;
        compared += 1;
        expect(written).toEqual(left);
      }

      expect(compared, "no place of the documents takes both").toBeGreaterThan(0);
    },
  );

  it.each(withDefault.map(({ key, schema }) => [key, schema] as const))(
    "%s: takes its own default",
    (_, schema) => {
      expect(schemaFaults(schema, schema["default"])).toEqual([]);
    },
  );
});
