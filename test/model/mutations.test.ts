import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatFault } from "../../model/fault";
import { parsePlan } from "../../model/load";
import { damagedDocument } from "../support/documentMutations";
import { judgeDocument } from "../support/judgeDocument";
import { policyText } from "./policyText";

const original = policyText({
  freezes: "freezes:\n  - { name: end, every: year, from: 12-24, to: 12-26, groups: [web] }",
  rest: "exceptions:\n  - { id: R1, rule: deadlines, reason: old, owner: a, approvedBy: b, expires: 2027-01-01 }",
});
const lines = original.split("\n");
const odd = fc.constantFrom(
  ..."{}[]:,-?#&*!|>'\"%@`\t\r\u0000\uFEFF\\~",
  "__proto__: 1",
  "constructor: {}",
  "null",
  "0x1F",
  "1e400",
  "!!binary aGk=",
  "!!set {a}",
  "<<: *a",
  "? [a]\n: b",
  "---",
  "...",
);

/** One change to the text: characters cut out, something put in, a line repeated, moved or indented. */
const mutation = fc.oneof(
  fc.tuple(fc.nat(original.length), fc.nat(30)).map(
    ([at, length]) =>
      (text: string) =>
        text.slice(0, at) + text.slice(at + length),
  ),
  fc.tuple(fc.nat(original.length), fc.oneof(odd, fc.string({ maxLength: 12 }))).map(
    ([at, put]) =>
      (text: string) =>
        text.slice(0, at) + put + text.slice(at),
  ),
  fc.tuple(fc.nat(lines.length), fc.nat(lines.length)).map(([from, to]) => (text: string) => {
    const all = text.split("\n");
    all.splice(to, 0, all[from] ?? "");
    return all.join("\n");
  }),
  fc.tuple(fc.nat(lines.length), fc.nat(8)).map(([at, indent]) => (text: string) => {
    const all = text.split("\n");
    all[at] = " ".repeat(indent) + (all[at] ?? "").trimStart();
    return all.join("\n");
  }),
);

describe("a damaged document", () => {
  it("is either valid or refused with positioned lines of one line each", () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        const text = mutations.reduce((one, mutate) => mutate(one), original);
        const loaded = parsePlan(text);

        if (loaded.ok) {
          expect(loaded.plan.groups.length).toBeGreaterThanOrEqual(0);
          return;
        }
        expect(loaded.faults.length).toBeGreaterThan(0);
        const count = text.split("\n").length;
        for (const fault of loaded.faults) {
          expect(fault.line).toBeGreaterThanOrEqual(1);
          expect(fault.line).toBeLessThanOrEqual(count);
          expect(fault.column).toBeGreaterThanOrEqual(1);
          expect(formatFault(fault)).toMatch(/^patching\.yaml:\d+:\d+: \S[^\n\r]*$/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is valid or refused with positions, also with its values exchanged and split over files", () => {
    let valid = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (number) => {
        valid += judgeDocument(damagedDocument(number)).valid ? 1 : 0;
      }),
      { numRuns: 250 },
    );

    expect(valid).toBeGreaterThan(2);
  });

  it("cannot reach the prototypes", () => {
    const loaded = parsePlan(`${original}__proto__:\n  polluted: yes\n`);

    expect(loaded.ok).toBe(false);
    expect("polluted" in {}).toBe(false);
  });
});
