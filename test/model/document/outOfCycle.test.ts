import { describe, expect, it } from "vitest";
import { planned, refused } from "../planned";

const path = (when: string) => ({
  tiers: "tiers:\n  gold: { deadlines: { high: 30d }, outOfCycle: urgent }",
  outOfCycle: `outOfCycle:\n  urgent: { when: ${when} }`,
});

describe("what triggers an out-of-cycle path", () => {
  it("are words and predicates beside each other; exploited when left out", () => {
    const when =
      "[exploited, { severity: [critical], exposure: internet, automatable: true, technicalImpact: total, likelyExploitable: false }]";

    expect(planned(path(when)).groups[0]?.outOfCycle?.when).toEqual([
      "exploited",
      {
        severity: ["critical"],
        exposure: "internet",
        automatable: true,
        technicalImpact: "total",
        likelyExploitable: false,
      },
    ]);
    const plain = { ...path("[]"), outOfCycle: "outOfCycle:\n  urgent: {}" };
    expect(planned(plain).groups[0]?.outOfCycle?.when).toEqual(["exploited"]);
  });

  it.each([
    ["[]", /when must name at least one class, got an empty list/],
    ["[{}]", /when\[0\] must hold at least one key, such as severity: \[critical\]/],
    ["[expolited]", /when\[0\] must be one of exploited, .*did you mean "exploited"/],
    ["[{ sevrity: [high] }]", /when\[0\]: unknown key "sevrity" \(did you mean "severity"\?\)/],
    ["[{ severity: [] }]", /when\[0\]\.severity must name at least one/],
    ["[{ severity: high }]", /when\[0\]\.severity must be a list of severities, got high/],
    ["[{ exposure: public }]", /when\[0\]\.exposure must be one of internet, internal, got public/],
    ["[{ automatable: often }]", /when\[0\]\.automatable must be true or false, got often/],
    ["[{ technicalImpact: all }]", /when\[0\]\.technicalImpact must be one of partial, total/],
  ])("%s is refused with its position", (when, expected) => {
    const faults = refused(path(when));

    expect(faults).toEqual([expect.stringMatching(/^patching\.yaml:13:\d+: /)]);
    expect(faults[0]).toMatch(expected);
  });
});
