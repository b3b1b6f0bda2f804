import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { partJsonSchema, policyJsonSchema } from "../../model/jsonSchema";
import { parsePlan } from "../../model/load";
import { policySchema } from "../../model/policy";
import { formatSchedule } from "../../model/schedule";
import { type Steps, set } from "../support/documentEdits";
import { damagedDocument } from "../support/documentMutations";
import { memoryFiles } from "../support/memoryFiles";
import { type RawDocument, randomDocument } from "../support/randomDocuments";
import { type SchemaNode, schemaFaults } from "../support/schemaFaults";
import { anySchedule } from "./arbitraries";

const everything: RawDocument = parse(
  readFileSync(path.join(__dirname, "../support/everything.yaml"), "utf8"),
);
const whole = policyJsonSchema();
const part = partJsonSchema();

const number = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 99_999 }));
const duration = fc.oneof(
  fc.tuple(number, fc.constantFrom("m", "h", "d", "w", "mo")).map((parts) => parts.join("")),
  fc.stringMatching(
    /^P(?:\d{1,2}Y)?(?:\d{1,3}M)?(?:\d{1,3}W)?(?:\d{1,4}D)?(?:T(?:\d{1,4}H)?(?:\d{1,4}M)?)?$/,
  ),
);
const day = fc.stringMatching(/^(?:202\d-)?[01]\d-[0-3]\d$/);
const clock = fc.stringMatching(/^[0-2]\d:[0-6]\d$/);
const zone = fc.oneof(
  fc.constantFrom(...Intl.supportedValuesOf("timeZone")),
  fc.constantFrom("UTC", "utc", "US/Eastern", "us/eastern", "Etc/GMT+1", "GMT", "EST5EDT"),
);
const rate = fc.oneof(
  fc.oneof(fc.double(), fc.integer({ min: -2, max: 1100 })),
  fc.stringMatching(/^-?\d{1,4}%?$/),
);
const share = fc.integer({ min: -1, max: 110 }).map((percent) => `${percent}%`);
/** As people type it: with capitals and spaces where the parser minds neither. */
const schedule = fc
  .tuple(
    anySchedule,
    fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    fc.constantFrom(" ", "  ", "\t"),
  )
  .map(([one, capitals, space]) =>
    [...formatSchedule(one)]
      .map((letter, index) => (capitals[index % 8] ? letter.toUpperCase() : letter))
      .join("")
      .replaceAll(" ", space)
      .replaceAll(",", capitals[0] ? " , " : ","),
  );

/** Where a value of each form stands, in the shape of the document. */
const places: readonly (readonly [string, Steps, fc.Arbitrary<unknown>])[] = [
  ["durations", ["tiers", "silver", "cadence"], duration],
  ["promises", ["tiers", "silver", "deadlines", 0, "critical"], duration],
  ["elapsed times", ["windows", "morning", "duration"], duration],
  ["whole days", ["tiers", "gold", "recoveryPoint", "keep"], duration],
  ["schedules", ["windows", "morning", "schedule"], schedule],
  ["days", ["reviewBy"], day],
  ["days of freezes", ["freezes", 0, "from"], day],
  ["times of day", ["onCall", "handover"], clock],
  ["zones", ["timezone"], zone],
  ["shares", ["tiers", "gold", "rollback", "when", 0, "failed"], share],
  ["numbers of machines", ["limits", "perAccount"], rate],
  ["failures", ["groups", "web", "rings", 1, "stopAfter"], rate],
];

function edited(steps: Steps, value: unknown): RawDocument {
  const document = structuredClone(everything);
  set(steps, value)(document);
  return document;
}

describe("the JSON Schema", () => {
  it.each(places)("takes all %s that the parser takes", (_, steps, values) => {
    const section = steps[0] as keyof typeof policySchema.shape;
    const editors = (whole["properties"] as Readonly<Record<string, SchemaNode>>)[section] ?? {};
    let taken = 0;
    fc.assert(
      fc.property(values, (value) => {
        const document = edited(steps, value);
        if (!z.safeParse(policySchema.shape[section], document[section]).success) return;
        taken += 1;
        expect(schemaFaults(editors, document[section])).toEqual([]);
      }),
    );
    expect(taken).toBeGreaterThan(0);
  });

  it("takes random valid documents", () => {
    fc.assert(
      fc.property(randomDocument, (document) => {
        expect(schemaFaults(whole, document)).toEqual([]);
      }),
    );
  });

  it("takes every damaged document that is still valid, whole or split", () => {
    let valid = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
        const { root, files } = damagedDocument(seed);
        if (!parsePlan(root, "patching.yaml", memoryFiles(files)).ok) return;
        valid += 1;
        expect(schemaFaults(whole, parse(root, { logLevel: "silent" }))).toEqual([]);
        for (const text of Object.values(files)) {
          expect(schemaFaults(part, parse(text, { logLevel: "silent" }) ?? {})).toEqual([]);
        }
      }),
      // One in twelve is valid.
      { numRuns: 150 },
    );
    expect(valid).toBeGreaterThan(0);
  });

  it("asks a split document for no key of a mapping that an included file may hold", () => {
    const { shifts: _shifts, ...onCall } = everything["onCall"] as RawDocument;

    expect(schemaFaults(whole, { ...everything, include: ["shifts.yaml"], onCall })).toEqual([]);
    expect(schemaFaults(whole, { ...everything, onCall })).toEqual([".onCall required"]);
  });

  it.each<[string, Steps, unknown]>([
    ["a misspelt unit", ["tiers", "silver", "cadence"], "21 dayz"],
    ["a number without its unit", ["tiers", "silver", "deadlines", 0, "critical"], "30"],
    ["a number that is no text", ["tiers", "silver", "deadlines", 0, "critical"], 30],
    ["a duration of nothing", ["windows", "morning", "duration"], "PT"],
    ["a misspelt weekday", ["windows", "morning", "schedule"], "every wendesday at 02:00"],
    ["a misspelt ordinal", ["scan"], "secnd tuesday at 02:00"],
    ["a day that not every month has", ["scan"], "day 31 at 02:00"],
    ["a schedule without its time", ["scan"], "every sunday"],
    ["an hour of one digit", ["scan"], "every sunday at 4:00"],
    ["cron", ["testWindows", "regression", "schedule"], "cron(0 4 ? * SUN *)"],
    ["a zone without its area", ["timezone"], "Berlin"],
    ["an abbreviation of a zone", ["windows", "evening", "timezone"], "CET"],
    ["a day the wrong way round", ["effectiveFrom"], "01.12.2026"],
    ["a month too many", ["reviewBy"], "2027-13-01"],
    ["a day of a freeze in words", ["freezes", 0, "from"], "24 December"],
    ["an hour too many", ["onCall", "handover"], "25:00"],
    ["a short KB number", ["baselines", "windows", "reject", 0], "KB50344"],
    ["a region without its hyphen", ["groups", "web", "aws", "regions", 0], "eu-central1"],
    ["a location in its long form", ["groups", "web", "azure", "locations", 0], "West Europe"],
    ["a share with a space", ["groups", "web", "rings", 0, "concurrency"], "50 %"],
    ["more machines than a ring takes", ["limits", "perAccount"], 1000],
    ["a part of a machine", ["limits", "perAccount"], 1.5],
    ["a share in words", ["tiers", "gold", "rollback", "when", 0, "failed"], "five percent"],
    ["an account of eleven digits", ["clouds", "aws", "accounts", "prod", "id"], "12345678901"],
    ["an unknown obligation", ["obligations", 0], "PCI DSS"],
    ["a name with a capital", ["groups", "web", "tier"], "Gold"],
  ])("refuses %s, as check does", (_, steps, value) => {
    const document = edited(steps, value);

    expect(parsePlan(JSON.stringify(document)).ok).toBe(false);
    expect(schemaFaults(whole, document)).not.toEqual([]);
  });

  it("has patterns that every editor can compile", () => {
    const all: string[] = [];
    const collect = (node: unknown): void => {
      if (typeof node !== "object" || node === null) return;
      const { pattern } = node as SchemaNode;
      if (typeof pattern === "string") all.push(pattern);
      Object.values(node).forEach(collect);
    };
    [whole, part].forEach(collect);

    expect(all.length).toBeGreaterThan(100);
    for (const pattern of new Set(all)) expect(() => new RegExp(pattern, "u")).not.toThrow();
  });

  it("takes a calendar file with its ending in capitals", () => {
    const freezes = [{ name: "end", calendar: "HOLIDAYS.ICS" }];
    const document = { ...everything, freezes };

    expect(z.safeParse(policySchema, document).success).toBe(true);
    expect(schemaFaults(whole, document)).toEqual([]);
  });
});
