/** Every limit of every preset, with due dates reckoned by hand. */
import { describe, expect, it } from "vitest";
import { type DueLimit, dueLimits } from "../../../model/due/dueLimits";
import { type Facts, fixWithin, limitsFor } from "../../../model/obligations/applies";
import type { Limit, Obligation } from "../../../model/obligations/obligation";
import { findPreset, presets } from "../../../model/obligations/presets";

const instant = (text: string): number => Date.parse(text) / 60_000;

/** Released on the last of January, so that a month ends on 28 February. */
const events = {
  released: instant("2027-01-31T10:00Z"),
  detected: instant("2027-02-01T08:00Z"),
  kevAdded: instant("2027-02-03T12:00Z"),
  evaluated: instant("2027-02-05T00:00Z"),
};

/** Presets that are proposed or revoked bind nothing; their limits are counted as if they did. */
function inForce(id: string): Obligation {
  const preset = findPreset(id);
  if (preset === undefined) throw new Error(id);
  return { ...preset, status: { kind: "inForce" } };
}

function asDue(source: string, limits: readonly Limit[]): readonly DueLimit[] {
  return dueLimits(
    limits.map(({ control, limit }) => ({ source, control, scope: "", limit })),
    events,
  );
}

type Row = readonly [id: string, facts: Facts, due: string];

const inside = { component: "operatingSystem", exposure: "internal" } as const;
const outside = { component: "operatingSystem", exposure: "internet" } as const;

function bod(
  exposure: "internal" | "internet",
  exploited: boolean,
  ...dues: readonly [string, string, string, string]
): readonly Row[] {
  const kinds = [
    { automatable: false, technicalImpact: "partial" },
    { automatable: false, technicalImpact: "total" },
    { automatable: true, technicalImpact: "partial" },
    { automatable: true, technicalImpact: "total" },
  ] as const;
  return kinds.map((kind, index) => [
    "bod-26-04",
    { ...kind, exposure, exploited, severity: "high" },
    dues[index] ?? "",
  ]);
}

const [sixtyDays, inFourteenDays, inThreeDays] = [
  "2027-04-02T08:00Z",
  "2027-02-15T08:00Z",
  "2027-02-04T08:00Z",
] as const;
const [kevFourteenDays, kevThreeDays] = ["2027-02-17T12:00Z", "2027-02-06T12:00Z"] as const;

/** Rows N5, N4, N3, N2; columns reached and likely, likely, unlikely. */
function fedramp(letter: string, table: readonly (readonly [string, string, string])[]): Row[] {
  const impacts = ["N5", "N4", "N3", "N2"] as const;
  return table.flatMap(([reached, likely, unlikely], index) => {
    const adverseImpact = impacts[index] ?? "N5";
    const row = (facts: Facts, due: string): Row => [
      `fedramp-vdr-${letter}`,
      { ...facts, adverseImpact, severity: "low", exploited: false },
      due.includes("T") ? due : `2027-${due}T00:00Z`,
    ];
    return [
      row({ ...outside, likelyExploitable: true }, reached),
      row({ ...inside, likelyExploitable: true }, likely),
      row({ ...outside, likelyExploitable: false }, unlikely),
    ];
  });
}

const lowTable = [
  ["02-09", "02-13", "03-09"],
  ["02-13", "03-09", "04-10"],
  ["03-09", "04-10", "08-16"],
  ["05-12", "07-15", "08-16"],
] as const;

const online = { component: "onlineService" } as const;
const office = { component: "officeSoftware" } as const;
const application = { component: "otherApplication" } as const;
const firmware = { component: "driverOrFirmware" } as const;
const routine = { severity: "high", exploited: false } as const;
const critical = { severity: "critical", exploited: false } as const;
const exploit = { severity: "low", exploited: true } as const;
const [twoDays, twoWeeks, aMonth] = [
  "2027-02-02T10:00Z",
  "2027-02-14T10:00Z",
  "2027-02-28T10:00Z",
] as const;

function essentialEight(level: 1 | 2 | 3): readonly Row[] {
  const id = `essential-eight-ml${level}`;
  const urgent = [online, outside, ...(level === 3 ? [inside, office, firmware] : [])];
  return [
    ...urgent.flatMap((place): readonly Row[] => [
      [id, { ...place, ...critical }, twoDays],
      [id, { ...place, ...exploit }, twoDays],
    ]),
    [id, { ...online, ...routine }, twoWeeks],
    [id, { ...outside, ...routine }, twoWeeks],
    [id, { ...inside, ...routine }, aMonth],
    [id, { ...office, ...routine }, twoWeeks],
    ...(level > 1 ? ([[id, { ...application, ...routine }, aMonth]] as const) : []),
    ...(level > 2 ? ([[id, { ...firmware, ...routine }, aMonth]] as const) : []),
  ];
}

const rows: readonly Row[] = [
  ...bod("internal", false, "never", "never", sixtyDays, sixtyDays),
  ...bod("internal", true, kevFourteenDays, kevFourteenDays, kevFourteenDays, kevThreeDays),
  ...bod("internet", false, sixtyDays, inFourteenDays, inFourteenDays, inThreeDays),
  ...bod("internet", true, kevFourteenDays, kevThreeDays, kevThreeDays, kevThreeDays),
  ["bod-22-01", { exploited: true, severity: "low" }, "2027-02-24T12:00Z"],
  ["bod-19-02", { ...outside, ...critical }, "2027-02-16T08:00Z"],
  ["bod-19-02", { ...outside, ...routine }, "2027-03-03T08:00Z"],
  ...fedramp("a", lowTable),
  ...fedramp("b", lowTable),
  ...fedramp("c", [
    ["02-07", "02-09", "02-21"],
    ["02-09", "02-13", "04-10"],
    ["02-21", "03-09", "06-13"],
    ["03-25", "06-13", "08-16"],
  ]),
  ...fedramp("d", [
    ["2027-02-05T12:00Z", "02-06", "02-13"],
    ["02-07", "02-13", "03-09"],
    ["02-13", "02-21", "04-10"],
    ["03-01", "05-12", "08-16"],
  ]),
  ["pci-dss-4.0.1", { ...inside, ...critical }, aMonth],
  ["nerc-cip-007-6", { ...inside, ...routine }, "2027-03-12T00:00Z"],
  ["hipaa-nprm", { ...inside, ...critical }, "2027-02-16T08:00Z"],
  ["hipaa-nprm", { ...inside, ...routine }, "2027-03-03T08:00Z"],
  ...essentialEight(1),
  ...essentialEight(2),
  ...essentialEight(3),
  ["cyber-essentials-3.3", { ...inside, ...critical }, twoWeeks],
  ["cyber-essentials-3.3", { ...inside, ...routine }, twoWeeks],
  ["cis-controls-8.1", { ...inside, ...routine }, "2027-03-01T08:00Z"],
];

describe("the due dates of every preset", () => {
  it.each(rows)("%s for %j is %s", (id, facts, due) => {
    const [binding] = asDue(id, limitsFor(inForce(id), facts));

    expect(binding?.due).toBe(due === "never" ? undefined : instant(due));
  });

  it("leave out no limit that sets an instant", () => {
    const seen = new Set(rows.flatMap(([id, facts]) => limitsFor(inForce(id), facts)));
    const missed = presets.flatMap(({ id, limits }) =>
      limits
        .filter((limit) => fixWithin(limit.limit) !== undefined && !seen.has(limit))
        .map(({ control, when }) => [id, control, when]),
    );

    expect(missed).toEqual([]);
  });

  it.each([
    ["fedramp-vdr-a", "2027-02-15T08:00Z"],
    ["fedramp-vdr-b", "2027-02-08T08:00Z"],
    ["fedramp-vdr-c", "2027-02-06T08:00Z"],
    ["fedramp-vdr-d", "2027-02-03T08:00Z"],
    ["nerc-cip-007-6", "2027-03-07T10:00Z"],
  ])("%s is to be evaluated by %s before the fix", (id, evaluate) => {
    const [binding] = asDue(id, limitsFor(inForce(id), { ...inside, ...routine }));

    expect(binding?.stages.map(({ act }) => act)).toEqual(["evaluate", "fix"]);
    expect(binding?.stages[0]?.due).toBe(instant(evaluate));
    expect(binding?.stages[1]?.due).toBe(binding?.due);
  });

  it("are none for what is proposed or revoked", () => {
    for (const id of ["bod-22-01", "bod-19-02", "hipaa-nprm"]) {
      const preset = findPreset(id);
      expect(preset && limitsFor(preset, { severity: "critical" })).toEqual([]);
    }
  });
});
