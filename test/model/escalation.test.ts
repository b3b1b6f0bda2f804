import { describe, expect, it } from "vitest";
import { noticesFor } from "../../model/escalation";
import { faultsOf, loaded } from "./rosterText";

const steps = (...lines: string[]): string =>
  `escalation:\n${lines.map((line) => `  - { ${line} }`).join("\n")}`;

describe("noticesFor", () => {
  it("tells in order of time who hears of it, and how they are reached", () => {
    const { policy } = loaded({
      groups: `groups:
  web: { tier: gold, owner: web, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }`,
      rest: `${steps("when: overdue, after: 24h, to: ciso", "when: overdue, to: ada", "when: dueSoon, before: 2d, to: web")}
teams: { web: { title: Web, contact: web@acme.example }, ciso: {} }
people: { ada: { name: Ada Lovelace, contact: "+49 30 1" } }`,
    });

    expect(noticesFor(policy, 10_000)).toEqual([
      {
        at: 10_000 - 2880,
        when: "dueSoon",
        to: { name: "web", title: "Web", contact: "web@acme.example" },
      },
      {
        at: 10_000,
        when: "overdue",
        to: { name: "ada", title: "Ada Lovelace", contact: "+49 30 1" },
      },
      { at: 11_440, when: "overdue", to: { name: "ciso", title: "ciso", contact: undefined } },
    ]);
  });

  it("is empty without escalation, and knows no contact without teams", () => {
    expect(noticesFor(loaded({}).policy, 0)).toEqual([]);
    const { policy } = loaded({ rest: steps("when: overdue, to: somebody") });
    expect(noticesFor(policy, 5)).toEqual([
      { at: 5, when: "overdue", to: { name: "somebody", title: "somebody", contact: undefined } },
    ]);
  });

  it.each([
    ["when: dueSoon, to: a", "escalation[0].before is missing; it must say how long before"],
    ["when: dueSoon, before: 1d, after: 1d, to: a", "escalation[0].after must be left out"],
    ["when: overdue, before: 1d, to: a", "escalation[0].before must be left out"],
    ["when: late, to: a", "escalation[0].when must be one of dueSoon, overdue"],
  ])("refuses a step { %s }", (step, message) => {
    expect(faultsOf({ rest: steps(step) })[0]).toContain(message);
  });
});
