import { beforeEach, describe, expect, it } from "vitest";
import { starterPolicy } from "../../model/starter";
import { type Printed, workplace } from "../support/commandLine";

const place = workplace();

const policy = `version: 1
organisation: acme
timezone: Europe/Berlin
effectiveFrom: 2026-12-01
clouds:
  aws: { accounts: { prod: { id: "123456789012" } } }
tiers:
  gold: { from: [{ businessImpact: severe }], deadlines: { high: 30d } }
  silver: { deadlines: { high: 40d } }
baselines:
  linux: { systems: [rhel-9] }
windows:
  sunday: { schedule: every sunday at 04:00 }
  monday: { schedule: every monday at 04:00 }
freezes:
  - { name: rest, from: 2026-12-01, to: 2026-12-10, groups: [web] }
groups:
`;
const group = (name: string, more: string, window = "sunday"): string =>
  `  ${name}: { tier: gold, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: all, window: ${window}, concurrency: 1 }]${more === "" ? "" : `, ${more}`} }`;
const severe = "classification: { businessImpact: severe }";

function write(...groups: string[]): void {
  place.write(`${policy}${groups.join("\n")}\n`);
}

beforeEach(() => write(group("web", `${severe}, dependsOn: [db]`, "monday"), group("db", severe)));

function last({ out }: Printed): string {
  return out.split("\n").at(-1) ?? "";
}

describe("commands about groups", () => {
  it.each(["classify", "strategy", "waves", "batches"])("%s has help with an example", (name) => {
    const { exit, out } = place.run(name, "--help");
    expect(exit).toBe(0);
    expect(out).toContain(`Example:\n  patchwarden ${name}`);
  });

  it.each([
    ["classify", "wbe"],
    ["strategy", "wbe"],
    ["waves", "--group", "wbe"],
    ["batches", "--machines", "machines.json", "--group", "wbe"],
  ])("%s refuses a group that is not there in one line", (...args) => {
    place.write("[]", "machines.json");
    const { exit, err, out } = place.run(...args);
    expect([exit, out]).toEqual([2, ""]);
    expect(err).toBe(`${args[0]}: no group "wbe" (did you mean "web"?); the document has web, db`);
  });

  it.each(["classify", "strategy", "waves"])(
    "%s ends with 2 on a document that is not valid",
    (name) => {
      place.write("version: 2\n");
      expect(place.run(name).exit).toBe(2);
      expect(JSON.parse(place.run(name, "--json").out)).toHaveProperty("faults");
    },
  );

  it("work on the first policy", () => {
    place.write(starterPolicy);
    expect(place.run("classify").exit).toBe(3);
    expect(place.run("strategy").exit).toBe(0);
    expect(place.run("waves").exit).toBe(0);
  });
});

describe("patchwarden classify", () => {
  it("is content with groups in the tier that they come to", () => {
    const printed = place.run("classify");
    expect(printed.exit).toBe(0);
    expect(printed.out).toMatch(
      /^web +gold +gold +dataClass missionImpact safetyImpact +very high/m,
    );
    expect(last(printed)).toMatch(/^next: /);
  });

  it("explains one group, condition by condition", () => {
    write(group("web", "classification: { businessImpact: low, safetyImpact: critical }"));
    const { exit, out } = place.run("classify", "web");
    expect(exit).toBe(0);
    expect(out).toContain("no fit  tier gold: businessImpact severe (is low, no)");
    expect(out).toContain("dataClass       not given, counts as the strictest");
    expect(out).toContain("comes to no tier");
    expect(out).toContain("by ssvc:HI:2.0.2");
  });

  it("ends with 3 when a group is not classified or its tier is too low", () => {
    write(group("web", ""));
    expect(place.run("classify").exit).toBe(3);
    expect(last(place.run("classify"))).toContain("give group web a classification");

    write(group("web", severe).replace("tier: gold", "tier: silver"));
    expect(place.run("classify").exit).toBe(3);
    expect(last(place.run("classify", "web"))).toContain("put group web into tier gold");
  });

  it("gives the same JSON each time, with the table's version", () => {
    const { out } = place.run("classify", "--json");
    expect(place.run("classify", "--json").out).toBe(out);
    expect(JSON.parse(out)).toMatchObject({
      humanImpactTable: expect.stringContaining("ssvc:HI:2.0.2"),
      groups: [{ group: "web", comesTo: "gold", verdict: "agrees" }, { group: "db" }],
    });
  });
});

describe("patchwarden strategy", () => {
  it("ends with 3 for another kind without a reason, and with 0 once it is recorded", () => {
    write(group("web", "strategy: { kind: inPlace }"));
    expect(place.run("strategy").exit).toBe(3);
    expect(last(place.run("strategy"))).toContain("record the reason of group web");

    write(group("web", "strategy: { kind: inPlace, reason: it is a kiosk }"));
    const { exit, out } = place.run("strategy", "web");
    expect(exit).toBe(0);
    expect(out).toContain("recommended: rolling, since");
    expect(out).toContain("reason: it is a kiosk");
    expect(out).toContain("decision table: version 1");
  });

  it("ends with 3 for what this release does not deploy, whatever the reason", () => {
    write(group("web", "strategy: { kind: replace, reason: r, image: monday }"));
    const { exit, out } = place.run("strategy", "web");
    expect(exit).toBe(3);
    expect(out).toContain("not deployed by this release");
    expect(JSON.parse(place.run("strategy", "--json").out)).toMatchObject({
      decisionTable: "1",
      groups: [{ chosen: "replace", deployed: false, verdict: "explained" }],
    });
  });
});

describe("patchwarden waves", () => {
  it("puts dependencies first, with the next run that no freeze bars", () => {
    const { exit, out } = place.run("waves");
    expect(exit).toBe(0);
    expect(out).toMatch(/^1 +db\.all +sunday +2026-12-06 04:00 Europe\/Berlin$/m);
    expect(out).toMatch(/^2 +web\.all +monday +2026-12-14 04:00 Europe\/Berlin +db$/m);
  });

  it("shows one group with what it depends on, as of a day", () => {
    const json = place.run("waves", "--group", "db", "--as-of", "2027-01-01T00:00Z", "--json").out;
    expect(JSON.parse(json)).toMatchObject({
      asOf: "2027-01-01T00:00Z",
      waves: [[{ group: "db", rings: [{ ring: "all", next: "2027-01-03T03:00Z" }] }]],
      cycles: [],
    });
  });

  it("ends with 3 on a circle and names it", () => {
    write(
      group("web", "dependsOn: [b]"),
      group("b", "dependsOn: [web]"),
      group("c", "dependsOn: [b]"),
    );
    const printed = place.run("waves");
    expect(printed.exit).toBe(3);
    expect(printed.out).toContain("circle: web depends on b depends on web");
    expect(printed.out).toContain("in no wave, since in a circle or behind one: web, b, c");
    expect(last(printed)).toContain("remove one dependsOn");
  });
});

describe("patchwarden batches", () => {
  const machines = ["web", "web", "db"].map((name, index) => ({
    id: `m${index}`,
    group: name,
    ring: "all",
  }));

  it("gives batches in order, and how far each limit is used", () => {
    place.write(JSON.stringify(machines), "machines.json");
    const { exit, out } = place.run("batches", "--machines", "machines.json");
    expect(exit).toBe(0);
    expect(out).toContain("3 machines in 3 batches");
    expect(out).toMatch(/^concurrency of web, all +2 +1 +1$/m);
    expect(
      JSON.parse(place.run("batches", "--machines", "machines.json", "--json").out),
    ).toMatchObject({
      batches: [["m2"], ["m0"], ["m1"]],
      stuck: [],
    });
  });

  it("takes one group's machines only when asked", () => {
    place.write(machines.map((one) => JSON.stringify(one)).join("\n"), "machines.jsonl");
    const args = ["batches", "--machines", "machines.jsonl", "--group", "web", "--json"];
    expect(JSON.parse(place.run(...args).out)).toMatchObject({ batches: [["m0"], ["m1"]] });
  });

  it("refuses what cannot be read in one line, and a missing option", () => {
    place.write("{", "machines.json");
    for (const file of ["nowhere.json", "machines.json", "."]) {
      const { exit, err } = place.run("batches", "--machines", file);
      expect(exit).toBe(2);
      expect(err.split("\n")).toHaveLength(1);
      expect(err).toContain(`batches: ${file}: `);
    }
    expect(place.run("batches").exit).toBe(2);
  });

  it("ends with 3 for machines that never get their turn", () => {
    write(group("web", "dependsOn: [db]"), group("db", "dependsOn: [web]"));
    place.write(JSON.stringify(machines), "machines.json");
    const printed = place.run("batches", "--machines", "machines.json");
    expect(printed.exit).toBe(3);
    expect(printed.out).toContain("3 machines never: their groups depend on one another");
  });
});
