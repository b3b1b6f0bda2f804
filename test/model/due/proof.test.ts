/** `due` and the proof are one arithmetic: what one promises or keeps, the other says too. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dueOf } from "../../../model/due/due";
import { type DueRoute, routesOf } from "../../../model/due/routes";
import type { Vulnerability } from "../../../model/due/vulnerability";
import { formatFault } from "../../../model/fault";
import { parsePlan } from "../../../model/load";
import type { PatchClass, PlannedGroup } from "../../../model/plan";
import { contextOver } from "../../../model/proof/context";
import { prove } from "../../../model/proof/prove";
import type { CellProof } from "../../../model/proof/verdict";
import { planOf, randomPolicy, simulatedRing } from "../../support/randomPolicies";
import { simulateDue, simulateLanding, simulation } from "../../support/simulate";
import { policyText } from "../policyText";

const asOf = Date.UTC(2026, 11, 1) / 60_000;

function load(text: string) {
  const loaded = parsePlan(text);
  if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
  const proof = prove(loaded.plan, asOf);
  return { loaded, proof };
}

const urgent =
  "outOfCycle:\n  urgent: { when: [exploited, { severity: [critical, high], automatable: true }], notice: 2h, decide: { within: 2h }, perRing: 4h, soak: 1h }";
const bod = policyText({
  tiers:
    "tiers:\n  gold: { deadlines: [{ critical: 21d, high: 30d, low: 90d, exploited: { critical: 72h, high: { internet: 5d, internal: 9d } } }, { from: 2027-07-01, critical: 1mo, exploited: 4d }], outOfCycle: urgent }",
  outOfCycle: urgent,
  rest: "obligations: [bod-26-04, pci-dss-4.0.1]",
});
const fedramp = policyText({
  tiers: "tiers:\n  gold: { deadlines: { low: 180d }, outOfCycle: urgent }",
  outOfCycle: urgent,
  rest: "obligations: [fedramp-vdr-c]",
});
const example = readFileSync(path.join(__dirname, "../../../patching.yaml"), "utf8");
const documents = [bod, fedramp, example].map(load);

const facts = fc.record({
  severity: fc.constantFrom("critical", "high", "medium", "low"),
  exploited: fc.boolean(),
  automatable: fc.boolean(),
  technicalImpact: fc.constantFrom("partial", "total"),
  likelyExploitable: fc.boolean(),
  adverseImpact: fc.constantFrom("N5", "N4", "N3", "N2"),
} as const);
const hidden = fc.record({
  severity: fc.boolean(),
  exploited: fc.boolean(),
  automatable: fc.boolean(),
  technicalImpact: fc.boolean(),
  likelyExploitable: fc.boolean(),
  adverseImpact: fc.boolean(),
});
const release = fc.integer({ min: asOf, max: asOf + 730 * 1440 });

type Facts = Omit<Vulnerability, "events" | "id" | "group" | "system" | "cloud">;

/** The group's classes that a vulnerability may be of: those that no known fact rules out. */
function mayBe({ deadlines }: PlannedGroup, known: Facts): ReadonlySet<string> {
  const classes = deadlines.map((deadline) => deadline.class);
  const proved = classes.some(({ exploited }) => exploited);
  const fits = (patchClass: PatchClass): boolean =>
    Object.entries(patchClass).every(([key, value]) => {
      if (key === "exploited" && !proved) return true;
      const likely = key === "likelyExploitable" && known.exploited === true;
      const fact = likely ? true : known[key as keyof Facts];
      return fact === undefined || fact === value;
    });
  return new Set(classes.filter(fits).map((one) => JSON.stringify(one)));
}

function answer(index: number, vulnerability: Vulnerability) {
  const document = documents[index];
  if (document === undefined) throw new Error("no document");
  const request = { vulnerability, asOf, group: undefined, ring: undefined };
  return { ...document, groups: dueOf(document.loaded, request) };
}

/** False for a cell that is not kept; fails when a kept one is not served, or with less to spare. */
function isServedAsKept(
  { ring, system, cloud, verdict }: CellProof,
  routes: readonly DueRoute[],
): boolean {
  if (verdict.kind !== "kept") return false;
  const route = routes.find(
    (one) =>
      one.ring === ring &&
      one.systems.some((other) => other.system === system && other.cloud === cloud),
  );
  const kind = verdict.by === "routine" ? "scheduled" : "outOfCycle";
  expect(["scheduled", kind]).toContain(route?.kind);
  if (route?.kind === kind) expect(route.toSpare).toBeGreaterThanOrEqual(verdict.slack);
  return true;
}

const document = fc.integer({ min: 0, max: documents.length - 1 });

describe("due and the proof", () => {
  it("are due at the same instant; with fewer facts, never later than any class allows", () => {
    fc.assert(
      fc.property(document, facts, hidden, release, (index, all, hide, released) => {
        const known = Object.fromEntries(
          Object.entries(all).filter(([key]) => !hide[key as keyof typeof hide]),
        ) as Facts;
        const { loaded, groups } = answer(index, { ...known, events: { released } });
        for (const { group: name, limits } of groups) {
          const group = loaded.plan.groups.find((one) => one.name === name);
          if (group === undefined) throw new Error(name);
          const classes = mayBe(group, known);
          const deadlines = group.deadlines.filter((one) => classes.has(JSON.stringify(one.class)));
          // The tightest over the classes that it may be of is what the strictest facts would give.
          expect(limits[0]?.due ?? Number.POSITIVE_INFINITY).toBe(simulateDue(deadlines, released));
        }
      }),
      { numRuns: 400 },
    );
  });

  it("serve what the proof calls kept, by the same way or a better one", () => {
    let kept = 0;
    fc.assert(
      fc.property(document, facts, release, (index, all, released) => {
        const { loaded, proof, groups } = answer(index, { ...all, events: { released } });
        for (const { group: name, routes } of groups) {
          const group = loaded.plan.groups.find((one) => one.name === name);
          if (group === undefined) throw new Error(name);
          const classes = mayBe(group, all);
          kept += proof.cells
            .filter((cell) => cell.group === name && classes.has(JSON.stringify(cell.class)))
            .filter((cell) => isServedAsKept(cell, routes)).length;
        }
      }),
      { numRuns: 300 },
    );
    expect(kept).toBeGreaterThan(1000);
  });

  it("are late together: the proof's worst release is not served, by as much", () => {
    const { loaded, proof } = load(
      policyText({ tiers: "tiers:\n  gold: { deadlines: { high: 7d } }" }),
    );
    for (const cell of proof.cells) {
      const { ring, verdict, worstLateness } = cell;
      const vulnerability: Vulnerability = {
        severity: "high",
        exploited: false,
        events: { released: worstLateness.release },
      };
      const request = { vulnerability, asOf, group: undefined, ring };
      const [route] = dueOf(loaded, request).flatMap(({ routes }) => routes);

      expect(route?.kind).toBe("notServed");
      expect(verdict).toEqual({ kind: "late", late: -(route?.toSpare ?? 0) });
      expect(route?.attempt?.steps).toEqual(cell.steps(worstLateness));
    }
  });
});

describe("due and the simulation", () => {
  it("land in the same run, counted from now", { timeout: 120_000 }, () => {
    const later = fc.integer({ min: 0, max: 60 * 1440 });
    const offset = fc.integer({ min: 0, max: 700 * 1440 });
    let compared = 0;
    fc.assert(
      fc.property(randomPolicy, offset, later, (policy, after, wait) => {
        const plan = planOf(policy);
        const [group] = plan.groups;
        if (group === undefined) throw new Error("no group");
        const released = policy.asOf + after;
        const since = released + wait;
        const known = { severity: "high", exploited: false } as const;
        const routes = routesOf(
          {
            group,
            facts: known,
            vulnerability: { ...known, events: { released } },
            due: Number.POSITIVE_INFINITY,
            since,
            ring: undefined,
          },
          contextOver(plan, { from: since - 40 * 1440, until: since }),
        );
        routes.forEach((route, index) => {
          const whole = simulation(simulatedRing(policy, index), released, since + 440 * 1440);
          const left = (starts: readonly number[]) => starts.filter((start) => start >= since);
          const runs = { first: left(whole.runs.first), second: left(whole.runs.second) };
          const landing = simulateLanding({ ...whole, runs }, released);
          // Both give up after 400 days, one from the release and one from now.
          if (!Number.isFinite(landing)) return;
          compared += 1;
          expect(route.attempt?.finish).toBe(landing);
        });
      }),
      { numRuns: 40 },
    );
    expect(compared).toBeGreaterThan(30);
  });
});
