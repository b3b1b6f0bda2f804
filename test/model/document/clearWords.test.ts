/** One slip of the pen, one line that says what was meant. The text is the starter policy with one thing written otherwise. */
import { describe, expect, it } from "vitest";
import { formatFault } from "../../../model/fault";
import { parsePlan } from "../../../model/load";
import { starterPolicy } from "../../../model/starter";

function faultsOf(written: string, instead: string): readonly string[] {
  expect(starterPolicy).toContain(written);
  const loaded = parsePlan(starterPolicy.replace(written, instead), "patching.yaml");
  return loaded.ok ? [] : loaded.faults.map(formatFault);
}

describe("a slip of the pen", () => {
  it.each([
    ["after: 2d", "after: 24H", 'got 24H; did you mean "24h"?'],
    ["soak: 2d", "soak: 14 days", 'got 14 days; did you mean "14d"?'],
    ["critical: 21d", "critical: 21days", 'got 21days; did you mean "21d"?'],
    ["critical: 21d", "critical: 3 months", 'got 3 months; did you mean "3mo"?'],
    ["critical: 21d", "critical: 99999999d", "must be at most ten years, got 99999999d"],
    ["soak: 2d", "soak: 9999d", "must be at most ten years, got 9999d"],
    ["Europe/Berlin", "America/NewYork", 'did you mean "America/New_York"?'],
    ["version: 1", 'version: "1"', 'must be the number 1, got "1"; leave out the quotes'],
    [
      '04:00" }',
      '04:00", duration: 30m }',
      "windows.early.duration must be longer than the cutoff, which is 1h when left out, got 30m; write a shorter cutoff",
    ],
    [
      "owner: web-team",
      "owner: *who",
      "nothing before it has the YAML anchor &who; write out what *who stands for",
    ],
    [
      "owner: web-team",
      "owner: web-team\n    owner: other",
      '"owner" is written twice here, first in line 28;',
    ],
    ["owner: web-team", "owner: !!js/function f", "the YAML tag !!js/function is not read"],
    [
      "version: 1",
      '"version": 1\n"version": 1',
      'patching.yaml:4:1: "version" is written twice here, first in line 3;',
    ],
    ["tier: standard", "tier:standard", "a key needs a colon and a blank behind it"],
    ["    tier: standard", "\ttier: standard", "tabs cannot indent; use spaces"],
    ["tier: standard", "tier: toString", "must be a name of at most 40 lower-case letters"],
    ["baselines: [linux]", "baselines: []", "got an empty list"],
    [
      "owner: web-team",
      'owner: " "',
      'groups.web.owner must be the team that answers for the group, got " "',
    ],
    ...["0001", "1989", "2200", "9999"].map((year) => [
      "effectiveFrom: 2026-12-01",
      `effectiveFrom: ${year}-12-01`,
      `effectiveFrom must be a day such as 2026-12-31, from 1990 to 2199, got ${year}-12-01`,
    ]),
  ])("%j as %j is one fault that says what to do", (written, instead, words) => {
    const faults = faultsOf(written, instead);

    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(words);
  });

  it("has the place of the alias that repeats nothing", () => {
    expect(faultsOf("owner: web-team", "owner: *who")[0]).toMatch(/^patching\.yaml:28:12: /);
  });

  it("is not suggested a zone for an abbreviation, which stands for several", () => {
    expect(faultsOf("Europe/Berlin", "EST")[0]).toMatch(/got EST$/);
  });
});
