import { unknownCheckingProxy } from "@pulumi/policy";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attempt, broken, perItem } from "../../policies/outcome";
import { properties, UndeterminedError, WrongTypeError } from "../../policies/properties";
import { rules } from "../../policies/rules";
import { analyze, analyzeStack, unknown } from "../../policies/testing";
import { toPolicies } from "../../policies/toPolicies";
import { world } from "./world";

const read = (bag: Record<string, unknown>) => properties(unknownCheckingProxy(bag));

describe("properties", () => {
  it("answers undefined for what is missing, and empty lists", () => {
    const empty = read({ nothing: null });

    expect(empty.text("name")).toBeUndefined();
    expect(empty.number("nothing")).toBeUndefined();
    expect(empty.object("tags")).toBeUndefined();
    expect(empty.texts("list")).toEqual([]);
    expect(empty.count("list")).toBe(0);
  });

  it("says where a value is that nobody knows yet", () => {
    const bag = read({ rules: [{ filters: [{ values: ["a", unknown] }] }] });
    const values = () => bag.item("rules", 0).item("filters", 0).texts("values");

    expect(values).toThrow(new UndeterminedError("rules[0].filters[0].values[1]"));
  });

  it("says where a value of the wrong type is", () => {
    expect(() =>
      read({ tags: { PatchGroup: 7 } })
        .object("tags")
        ?.text("PatchGroup"),
    ).toThrow(new WrongTypeError("tags.PatchGroup", 7, "string"));
  });

  it("counts a value that is still unknown as given", () => {
    const bag = read({ profile: unknown, name: "", tags: null });

    expect(["profile", "name", "tags", "other"].map(bag.has)).toEqual([true, false, false, false]);
  });

  it("decides the other entries of a list when one is unknown", () => {
    const bag = read({ days: [{ after: unknown }, { after: 30 }] });
    const outcomes = perItem(bag, "days", (entry) => {
      const after = entry.number("after") ?? 0;
      return after > 7
        ? [
            broken({
              problem: "late",
              property: entry.pathOf("after"),
              seen: `${after}`,
              allowed: "7",
              fix: "lower it",
            }),
          ]
        : [];
    });

    expect(outcomes.map(({ kind, property }) => `${kind} ${property}`)).toEqual([
      "undetermined days[0].after",
      "broken days[1].after",
    ]);
  });

  it("lets real mistakes through", () => {
    expect(() =>
      attempt(() => {
        throw new TypeError("a bug");
      }),
    ).toThrow("a bug");
  });
});

/** Names that rules read, so that odd shapes reach them. */
const keys = [
  "tags",
  "PatchGroup",
  "approvalRules",
  "patchFilters",
  "values",
  "key",
  "approveAfterDays",
  "duration",
  "cutoff",
  "schedule",
  "scheduleTimezone",
  "taskType",
  "taskArn",
  "targets",
  "taskInvocationParameters",
  "runCommandParameters",
  "parameters",
  "maxConcurrency",
  "installPatches",
  "windowsParameters",
  "classificationsToInclude",
  "filter",
  "tagSettings",
  "osProfile",
  "linuxConfiguration",
  "patchSettings",
  "maintenanceScope",
  "rules",
  "lifecycle",
  "source",
  "tagSpecifications",
  "resourceType",
  "operatingSystem",
  "storageProfile",
  "imageReference",
  "name",
  "templateBody",
] as const;
const { tree } = fc.letrec<{ tree: unknown; bag: unknown }>((tie) => ({
  bag: fc.dictionary(fc.constantFrom(...keys), tie("tree"), { maxKeys: 8 }),
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      unknown,
      null,
      "",
      "instance",
      "AUTOMATION",
      "RUN_COMMAND",
      "InGuestPatch",
      "at(2026-02-30T99:99:00)",
    ),
    fc.string({ maxLength: 5 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.array(tie("tree"), { maxLength: 3 }),
    tie("bag"),
  ),
}));
const bag = fc.dictionary(fc.constantFrom(...keys), tree, { maxKeys: 12 });

describe("every rule", () => {
  const policies = rules.flatMap((rule) => toPolicies(rule, () => world()));
  const types = [...new Set(rules.flatMap((rule) => rule.types))];

  it("never throws, whatever the shape of a resource", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...types), bag, async (type, props) => {
        const { findings } = await analyze(policies, { type, props });

        expect(findings.every(({ message }) => !message.includes("can't run"))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("names a list of a wrong type that holds an unknown value", async () => {
    const task = {
      type: "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
      props: { taskType: [unknown] },
      name: "task",
    };

    const { findings } = await analyzeStack(policies, [task]);

    const wrong = findings
      .map(({ message }) => message)
      .filter((text) => text.includes("taskType"));
    expect(wrong.length).toBeGreaterThan(0);
    for (const message of wrong) expect(message).toContain("taskType is a list, allowed a value");
  });

  it("never throws, whatever the shape of a stack", async () => {
    const resource = fc.record({
      type: fc.constantFrom(...types),
      props: bag,
      name: fc.string({ minLength: 1, maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(resource, { maxLength: 6 }), async (resources) => {
        const { findings } = await analyzeStack(policies, resources);

        expect(findings.every(({ message }) => !message.includes("can't run"))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
