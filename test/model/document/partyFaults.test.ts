import { describe, expect, it } from "vitest";
import { partyFaults } from "../../../model/document/partyFaults";
import { faultsOf } from "../rosterText";

const teams = { payments: {}, platform: {}, ciso: {} };
const people = { ada: { name: "Ada" } };

/** Every place of a document that names a team, with the name to try. */
const places: Readonly<Record<string, (name: string) => object>> = {
  owner: (name) => ({ owner: name }),
  "groups.web.owner": (name) => ({ groups: { web: { owner: name } } }),
  "layers.security.accountable": (name) => ({ layers: { security: { accountable: name } } }),
  "layers.security.informed[0]": (name) => ({ layers: { security: { informed: [name] } } }),
  "groups.web.layers.platform.responsible[0]": (name) => ({
    groups: { web: { layers: { platform: { responsible: [name] } } } },
  }),
  "windows.early.owner": (name) => ({ windows: { early: { owner: name } } }),
  "testWindows.early.owner": (name) => ({ testWindows: { early: { owner: name } } }),
  "people.bob.team": (name) => ({ people: { ...people, bob: { team: name } } }),
};
const placesForPeople: Readonly<Record<string, (name: string) => object>> = {
  approvedBy: (name) => ({ approvedBy: name }),
  "windows.early.agreedBy": (name) => ({ windows: { early: { agreedBy: name } } }),
  "escalation[0].to": (name) => ({ escalation: [{ to: name }] }),
  "tiers.gold.acceptance.by[0]": (name) => ({ tiers: { gold: { acceptance: { by: [name] } } } }),
  "exceptions[0].owner": (name) => ({ exceptions: [{ owner: name }] }),
  "exceptions[0].approvedBy": (name) => ({ exceptions: [{ approvedBy: name }] }),
  "outOfCycle.urgent.decide.by": (name) => ({ outOfCycle: { urgent: { decide: { by: name } } } }),
};
const messages = (document: object): readonly string[] =>
  partyFaults(document).map(({ message }) => message);

describe("names of teams and people", () => {
  const every = Object.entries({ ...places, ...placesForPeople });

  it.each(every)("at %s are free text without teams", (_, place) => {
    expect(messages({ people, ...place("nobody") })).toEqual([]);
  });

  it.each(every)(
    "at %s must be known once teams stand, with the nearest suggested",
    (at, place) => {
      expect(messages({ teams, people, ...place("payments") })).toEqual([]);
      const [fault, ...others] = messages({ teams, people, ...place("paymants") });
      expect(others).toEqual([]);
      expect(fault).toContain(`${at}: unknown name "paymants" (did you mean "payments"?)`);
    },
  );

  it.each(Object.entries(places))("at %s mean a team, not a person", (_, place) => {
    expect(messages({ teams, people, ...place("ada") })).toHaveLength(1);
  });

  it.each(Object.entries(placesForPeople))("at %s may be a person too", (_, place) => {
    expect(messages({ teams, people, ...place("ada") })).toEqual([]);
  });

  it("mean a team or a person, not both", () => {
    expect(messages({ teams, people: { ciso: {} } })).toEqual([
      'people.ciso: "ciso" is already the name of a team; rename one, so that a name means one of them',
    ]);
  });

  it("ask nothing of a path that the people on call decide", () => {
    expect(messages({ teams, outOfCycle: { urgent: { decide: { by: "on-call" } } } })).toEqual([]);
  });
});

describe("environments", () => {
  const groups = { web: {}, build: { environment: "development" } };

  it("are free text until they stand in the document", () => {
    expect(messages({ groups })).toEqual([]);
    expect(messages({ groups, environments: { production: {}, development: {} } })).toEqual([]);
  });

  it("must be known from then on, also the one that a group leaves out", () => {
    expect(messages({ groups, environments: { developments: {} } })).toEqual([
      'groups.web.environment: unknown name "production"; environments: developments',
      'groups.build.environment: unknown name "development" (did you mean "developments"?); environments: developments',
    ]);
  });
});

describe("the roster", () => {
  it("names people, twice where they have two turns", () => {
    expect(messages({ people, onCall: { shifts: [{ people: ["ada", "ada"] }] } })).toEqual([]);
    expect(messages({ people, onCall: { shifts: [{ people: ["adda"] }] } })).toEqual([
      'onCall.shifts[0].people[0]: unknown name "adda" (did you mean "ada"?); people: ada',
    ]);
  });

  it("gives authority for paths that there are", () => {
    const bob = { authority: [{ paths: ["urgnt"] }] };

    expect(messages({ outOfCycle: { urgent: {} }, people: { bob } })).toEqual([
      'people.bob.authority[0].paths[0]: unknown name "urgnt" (did you mean "urgent"?); outOfCycle: urgent',
    ]);
  });

  it.each([
    ["shifts: [{ people: [ada], from: 2026-12-02, to: 2026-12-01 }]", "must not be before from"],
    ["shifts: [{ people: [], from: 2026-12-01, to: 2026-12-01 }]", "at least one of the people"],
    ["shifts: [{ people: [ada], from: 2026-12-01, to: 2026-12-01, rotate: 12h }]", "whole days"],
    ["handover: 8am, shifts: []", "a time of day"],
  ])("is refused with %s", (text, message) => {
    const faults = faultsOf({ rest: `people: { ada: { name: Ada } }\nonCall: { ${text} }` });

    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(message);
  });
});

describe("parties of the responsibility matrix", () => {
  const withParty = (party: string, more: string): readonly string[] =>
    faultsOf({
      rest: `responsibilities: { x: { types: ["aws:rds/*"], service: paas, engine: ${party} } }\n${more}`,
      groups: `groups:
  web: { tier: gold, owner: web, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }`,
    });
  const known = "teams: { web: {} }\nvendors: { oracle: { systems: [oracle-linux-9] } }";

  it.each(["web", "provider", "none", "vendor oracle"])("may be %s", (party) => {
    expect(withParty(party, known)).toEqual([]);
    expect(withParty(party, "")).toEqual([]);
  });

  it("must be known once teams and vendors stand", () => {
    expect(withParty("vendor oracel", known)).toEqual([
      'responsibilities.x.engine: unknown vendor "oracel" (did you mean "vendor oracle"?); allowed: web, provider, none, vendor oracle',
    ]);
    expect(withParty("provdier", known)[0]).toContain(
      'unknown party "provdier" (did you mean "provider"?)',
    );
    expect(withParty("vendor oracel", "")).toEqual([]);
  });
});
