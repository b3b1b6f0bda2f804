/** What Update Manager counts, and what it would run twice on one machine. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planned } from "../planned";

const document = (ring: string) =>
  planned({
    windows: "windows:\n  sunday: { schedule: every sunday at 04:00, duration: 3h }",
    groups: `groups:
  web:
    tier: gold
    owner: a
    baselines: [linux]
    azure: { locations: [westeurope] }
    rings: [{ name: all, window: sunday, ${ring} }]`,
  });

describe("machines of a dynamic scope", () => {
  const told = (ring: string) =>
    document(ring)
      .findings.filter(({ rule }) => rule === "quota/scope-machines")
      .map(({ message }) => message);

  it.each([
    [
      "maxNodes: 1001",
      "group web: ring all may have 1001 machines, and on Azure a dynamic scope takes 1000",
    ],
    [
      "maxNodes: 2001, azure: { batches: 2 }",
      "group web: ring all may have 2001 machines, and on Azure dynamic scopes of 2 batches take 2000",
    ],
  ])("are too many with %s", (ring, message) => {
    expect(told(ring)).toEqual([message]);
  });

  it.each(["maxNodes: 1000", "maxNodes: 2000, azure: { batches: 2 }", "soak: 0m"])(
    "are few enough with %s",
    (ring) => {
      expect(told(ring)).toEqual([]);
    },
  );
});

describe("package names with * that a subscription excludes in a location", () => {
  const told = (masks: readonly string[], ring = "azure: { healthCheck: { linux: exit 0 } }") =>
    planned({
      tiers: "tiers:\n  gold: { deadlines: { critical: 90d }, recoveryPoint: { required: false } }",
      windows: "windows:\n  sunday: { schedule: every sunday at 04:00, duration: 3h }",
      baselines: `baselines:
  few: { systems: [ubuntu-24.04], approve: [{ classification: [security] }], reject: ["few*"] }
  linux:
    systems: [rhel-9]
    approve: [{ classification: [security] }]
    reject: [${masks.map((mask) => `"${mask}"`).join(", ")}]`,
      groups: `groups:
  web:
    tier: gold
    owner: a
    baselines: [few, linux]
    azure: { locations: [westeurope] }
    rings: [{ name: all, window: sunday, ${ring} }]`,
    }).findings.filter(({ rule }) => rule === "quota/package-masks");
  const masks = (count: number) => Array.from({ length: count }, (_, index) => `lib${index}*`);

  it("are too many from the forty-first on: where most of them stand", () => {
    const [found, ...more] = told([...masks(40), "whole"]);

    expect(more).toEqual([]);
    expect(found).toMatchObject({
      level: "error",
      message:
        "subscription prod in westeurope would exclude 41 different package names with * (baselines linux, few), and the workflow that closes its runs takes 40",
      path: ["baselines", "linux", "reject"],
      position: expect.anything(),
    });
  });

  it("are few enough up to forty, with whole names beside", () => {
    expect(told([...masks(39), "whole", "kernel"])).toEqual([]);
  });

  it("count once in any case, and not where no run is closed", () => {
    expect(told([...masks(39), "Lib0*", "LIB1*"])).toEqual([]);
    expect(told(masks(50), "soak: 0m")).toEqual([]);
  });
});

describe("a plan on Azure", () => {
  const rings = fc.uniqueArray(fc.constantFrom("a", "b", "a-2", "b-a", "all"), { minLength: 1 });
  const batches = fc.constantFrom("", ", azure: { batches: 2 }");

  it("has no machine in two configurations of one place: a tag's value is of one of them", () => {
    fc.assert(
      fc.property(rings, rings, batches, (groups, names, divided) => {
        const written = names
          .map((name) => `{ name: "${name}", window: sunday${divided} }`)
          .join(", ");
        const { azure } = planned({
          windows: "windows:\n  sunday: { schedule: every sunday at 04:00, duration: 3h }",
          groups: `groups:\n${groups
            .map(
              (group) =>
                `  "${group}": { tier: gold, owner: a, baselines: [linux], azure: { locations: [westeurope, northeurope] }, rings: [${written}] }`,
            )
            .join("\n")}`,
        });

        expect(azure).toHaveLength(2);
        for (const { configurations } of azure) {
          const values = configurations.map(({ patchGroup }) => patchGroup.toLowerCase());
          const namesOf = configurations.map(({ name }) => name.toLowerCase());
          expect(new Set(values).size).toBe(values.length);
          expect(new Set(namesOf).size).toBe(values.length);
        }
      }),
      { numRuns: 60 },
    );
  });
});
