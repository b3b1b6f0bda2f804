import { describe, expect, it } from "vitest";
import { describeDuration } from "../../../model/duration";
import {
  applies,
  type Facts,
  fixWithin,
  limitsFor,
  mentionsExploited,
} from "../../../model/obligations/applies";
import { describeLimit } from "../../../model/obligations/describe";
import { findPreset, presetNames, presets } from "../../../model/obligations/presets";

/** Every different limit that applies, in words. */
function limits(id: string, facts: Facts): readonly string[] {
  const preset = findPreset(id);
  const found = (preset?.limits ?? []).filter(({ when }) => applies(when, facts));
  return [...new Set(found.map(({ limit }) => describeLimit(limit)))].sort();
}

const operatingSystem = { component: "operatingSystem" } as const;
const outside = { ...operatingSystem, exposure: "internet" } as const;
const inside = { ...operatingSystem, exposure: "internal" } as const;

describe("the presets", () => {
  it("are all that the documents may name, each found by its id and its short forms", () => {
    expect([...presetNames].sort()).toEqual(
      [
        ...["bod-26-04", "bod-22-01", "bod-19-02"],
        ...["fedramp-vdr-a", "fedramp-vdr-b", "fedramp-vdr-c", "fedramp-vdr-d"],
        ...["pci-dss-4.0.1", "pci-4.0.1"],
        ...["essential-eight-ml1", "essential-eight-ml2", "essential-eight-ml3"],
        ...["e8-ml1", "e8-ml2", "e8-ml3"],
        ...["cyber-essentials-3.3", "nerc-cip-007-6", "nis2-2024-2690", "hipaa-nprm", "soc2"],
        ...["dora-rts-2024-1774", "dora-rts-1774", "cis-controls-8.1", "cis-8.1"],
        ...["iso-27001-2022", "iso27001-2022"],
      ].sort(),
    );
    expect(findPreset("pci-4.0.1")?.id).toBe("pci-dss-4.0.1");
    expect(findPreset("e8-ml2")?.id).toBe("essential-eight-ml2");
    expect(findPreset("dora-rts-1774")?.id).toBe("dora-rts-2024-1774");
    expect(findPreset("cis-8.1")?.id).toBe("cis-controls-8.1");
    expect(findPreset("iso27001-2022")?.id).toBe("iso-27001-2022");
  });

  it.each(presets.map((preset) => [preset.id, preset] as const))(
    "%s names controls, evidence and its source",
    (_, { limits: all, duties, evidence, source }) => {
      expect(all.length).toBeGreaterThan(0);
      expect(evidence.length).toBeGreaterThan(0);
      expect(source).not.toBe("");
      for (const { control } of [...all, ...duties]) expect(control).not.toBe("");
    },
  );

  it("bind only where they are in force", () => {
    const notInForce = presets.filter(({ status }) => status.kind !== "inForce");

    expect(notInForce.map(({ id, status }) => [id, status.kind, status.since])).toEqual([
      ["bod-22-01", "revoked", "2026-06-10"],
      ["bod-19-02", "revoked", "2026-06-10"],
      ["hipaa-nprm", "proposed", "2025-01-06"],
    ]);
    for (const preset of notInForce) expect(limitsFor(preset, {})).toEqual([]);
  });

  it.each<[string, Facts, readonly string[]]>([
    ["bod-22-01", { exploited: true }, ["21d of KEV entry"]],
    ["bod-22-01", { exploited: false }, []],
    ["bod-19-02", { ...outside, severity: "critical" }, ["15d of detection"]],
    ["bod-19-02", { ...outside, severity: "high" }, ["30d of detection"]],
    ["bod-19-02", { ...inside, severity: "high" }, []],
    ["pci-dss-4.0.1", { severity: "critical" }, ["1mo of release"]],
    ["pci-dss-4.0.1", { severity: "high" }, ["own limit"]],
    [
      "essential-eight-ml1",
      { ...outside, severity: "critical" },
      ["14d of release", "2d of release"],
    ],
    ["essential-eight-ml1", { ...inside, severity: "critical" }, ["1mo of release"]],
    ["essential-eight-ml1", { component: "otherApplication" }, []],
    ["essential-eight-ml2", { ...outside, severity: "low", exploited: false }, ["14d of release"]],
    ["essential-eight-ml2", { component: "otherApplication" }, ["1mo of release"]],
    ["essential-eight-ml2", { component: "officeSoftware" }, ["14d of release"]],
    ["essential-eight-ml2", { component: "driverOrFirmware" }, []],
    [
      "essential-eight-ml3",
      { ...inside, severity: "low", exploited: true },
      ["1mo of release", "2d of release"],
    ],
    ["essential-eight-ml3", { ...inside, severity: "low", exploited: false }, ["1mo of release"]],
    [
      "essential-eight-ml3",
      { component: "officeSoftware", severity: "critical" },
      ["14d of release", "2d of release"],
    ],
    ["essential-eight-ml3", { component: "driverOrFirmware" }, ["1mo of release", "2d of release"]],
    ["cyber-essentials-3.3", { severity: "high" }, ["14d of release"]],
    ["cyber-essentials-3.3", { severity: "medium" }, []],
    ["nerc-cip-007-6", {}, ["evaluate 35d of release, fix 35d of evaluation"]],
    ["hipaa-nprm", { severity: "critical" }, ["15d of detection"]],
    ["hipaa-nprm", { severity: "high" }, ["30d of detection"]],
    ["cis-controls-8.1", {}, ["1mo of detection"]],
    ["nis2-2024-2690", {}, ["own limit"]],
    ["dora-rts-2024-1774", {}, ["own limit"]],
    ["iso-27001-2022", {}, ["own limit"]],
    ["soc2", {}, ["own limit"]],
  ])("%s, %j: %j", (id, facts, expected) => {
    expect(limits(id, facts)).toEqual(expected);
  });

  it.each<[Facts["exposure"], boolean, boolean, string, string]>([
    ["internal", false, false, "on upgrade", "on upgrade"],
    ["internal", false, true, "60d of detection", "60d of detection"],
    ["internal", true, false, "14d of KEV entry", "14d of KEV entry"],
    ["internal", true, true, "14d of KEV entry", "3d of KEV entry"],
    ["internet", false, false, "60d of detection", "14d of detection"],
    ["internet", false, true, "14d of detection", "3d of detection"],
    ["internet", true, false, "14d of KEV entry", "3d of KEV entry"],
    ["internet", true, true, "3d of KEV entry", "3d of KEV entry"],
  ])(
    "bod-26-04, %s, exploited %s, automatable %s",
    (exposure, exploited, automatable, partial, total) => {
      const facts = { exposure, exploited, automatable };

      expect(limits("bod-26-04", { ...facts, technicalImpact: "partial" })).toEqual([partial]);
      expect(limits("bod-26-04", { ...facts, technicalImpact: "total" })).toEqual([total]);
    },
  );

  it("bod-26-04 asks for forensic triage in its three cells", () => {
    const cells = findPreset("bod-26-04")?.limits.filter(({ note }) => note !== undefined) ?? [];

    expect(cells.map(({ when }) => [when.exposure, when.automatable])).toEqual([
      ["internal", true],
      ["internet", false],
      ["internet", true],
    ]);
    for (const { when } of cells)
      expect(when).toMatchObject({ exploited: true, technicalImpact: "total" });
  });

  /** Days from reachable and likely, likely, unlikely; N5 to N2. */
  const low = "4 8 32, 8 32 64, 32 64 192, 96 160 192";
  it.each([
    ["a", 14, low],
    ["b", 7, low],
    ["c", 5, "2 4 16, 4 8 64, 16 32 128, 48 128 192"],
    ["d", 2, "0.5 1 8, 2 8 32, 8 16 64, 24 96 192"],
  ] as const)(
    "fedramp-vdr-%s evaluates in %id and fixes by its table",
    (letter, evaluate, table) => {
      const rows = (["N5", "N4", "N3", "N2"] as const).map((adverseImpact) =>
        [
          { adverseImpact, exposure: "internet", likelyExploitable: true } as const,
          { adverseImpact, exposure: "internal", likelyExploitable: true } as const,
          { adverseImpact, likelyExploitable: false } as const,
        ]
          .map((facts) => {
            const [only, ...others] = limits(`fedramp-vdr-${letter}`, facts);
            expect(others).toEqual([]);
            const [, days, fix] =
              /^evaluate (\d+)d of detection, fix (\S+) of evaluation$/.exec(only ?? "") ?? [];
            expect(Number(days)).toBe(evaluate);
            return fix === "12h" ? "0.5" : fix?.replace("d", "");
          })
          .join(" "),
      );

      expect(rows.join(", ")).toBe(table);
    },
  );
});

describe("a fact that is not known", () => {
  const tightest = (id: string, facts: Facts): string | undefined => {
    const preset = findPreset(id);
    const found = preset === undefined ? [] : limitsFor(preset, facts);
    const lengths = found.flatMap(({ limit }) => fixWithin(limit)?.within ?? []);
    const [first] = lengths.sort((a, b) => a.months - b.months || a.minutes - b.minutes);
    return first === undefined ? undefined : describeDuration(first);
  };

  it("counts as the strictest", () => {
    expect(tightest("bod-26-04", {})).toBe("3d");
    expect(tightest("bod-26-04", { ...inside, exploited: false })).toBe("60d");
    expect(tightest("bod-26-04", { ...outside, exploited: false })).toBe("3d");
    expect(tightest("fedramp-vdr-d", outside)).toBe("12h");
    expect(tightest("fedramp-vdr-d", inside)).toBe("1d");
    expect(tightest("pci-dss-4.0.1", {})).toBe("1mo");
  });

  it("is no longer unknown where exploitation says that it is likely", () => {
    const unlikely = { likelyExploitable: false };

    expect(applies(unlikely, {})).toBe(true);
    expect(applies(unlikely, { exploited: true })).toBe(false);
    expect(applies(unlikely, { exploited: false })).toBe(true);
  });

  it("makes a class of its own only where exploitation changes a limit", () => {
    const mentions = (id: string, facts: Facts): boolean | undefined => {
      const preset = findPreset(id);
      return preset && mentionsExploited(preset, facts);
    };

    expect(mentions("essential-eight-ml2", outside)).toBe(true);
    expect(mentions("essential-eight-ml2", inside)).toBe(false);
    expect(mentions("bod-26-04", inside)).toBe(true);
    expect(mentions("bod-22-01", inside)).toBe(false);
    expect(mentions("pci-dss-4.0.1", outside)).toBe(false);
  });
});
