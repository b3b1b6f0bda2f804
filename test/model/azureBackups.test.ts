/** The document asks for Azure Backup, and the plan has a policy for each time and retention. */
import { describe, expect, it } from "vitest";
import { planned, refused } from "./planned";

const document = (recovery: string, more: { tier?: string; groups?: string } = {}) => ({
  clouds: `clouds: { azure: { subscriptions: { prod: { id: 11111111-2222-3333-4444-555555555555 } }, resourceGroup: rg-patching, recovery: ${recovery} } }`,
  tiers: `tiers: { gold: { deadlines: { critical: 30d }, recoveryPoint: { ${more.tier ?? "keep: 14d"} } } }`,
  windows:
    "windows:\n  early: { schedule: every sunday at 02:15 }\n  late: { schedule: every sunday at 04:45 }\n  later: { schedule: every monday at 04:30 }",
  groups:
    more.groups ??
    `groups:
  web:
    tier: gold
    owner: a
    baselines: [linux]
    azure: { locations: [westeurope] }
    rings: [{ name: one, window: early }, { name: two, window: late }, { name: three, window: later }]`,
});
const inTwo = `groups:
  web: { tier: gold, owner: a, baselines: [linux], azure: { locations: [westeurope, northeurope] }, rings: [{ name: all, window: late }] }`;

describe("Azure Backup by the document", () => {
  it("takes machines four hours before their window, or up to half an hour more", () => {
    const { azure } = planned(document("{}"));

    expect(azure[0]?.backup).toEqual({
      immutability: "unlocked",
      redundancy: "geo",
      softDeleteDays: 14,
      policies: [
        {
          key: "at-2200-Europe-Berlin-14d",
          at: "22:00",
          timezone: "Europe/Berlin",
          keepDays: 14,
          patchGroups: ["web.one"],
        },
        {
          key: "at-0030-Europe-Berlin-14d",
          at: "00:30",
          timezone: "Europe/Berlin",
          keepDays: 14,
          patchGroups: ["web.two", "web.three"],
        },
      ],
    });
  });

  it("takes none where no recovery point is promised, or nobody asked for it", () => {
    expect(planned(document("{}", { tier: "required: false" })).azure[0]?.backup).toBeUndefined();
    const { clouds, ...others } = document("{}");
    const without = clouds.replace(", recovery: {}", "");
    expect(planned({ clouds: without, ...others }).azure[0]?.backup).toBeUndefined();
  });

  it("decides nothing of a vault that exists", () => {
    const { policies, ...vault } = planned(document("{ vault: own }")).azure[0]?.backup ?? {};

    expect(vault).toEqual({ vault: "own" });
    expect(policies).toHaveLength(2);
  });

  it("hands on what is said of the vault", () => {
    const said = "{ immutability: locked, redundancy: zone, softDelete: 30d }";

    expect(planned(document(said)).azure[0]?.backup).toMatchObject({
      immutability: "locked",
      redundancy: "zone",
      softDeleteDays: 30,
    });
  });

  it.each([
    ["{ redundancy: zone, crossRegionRestore: true }", {}, "must be left out without geo"],
    ["{ vault: own, immutability: locked }", {}, "who made the vault decides it"],
    [
      "{}",
      { tier: "keep: 6d" },
      "tiers.gold.recoveryPoint.keep: Azure Backup keeps daily backups for 7d to 9999d, got 6d; keep them longer, or leave clouds.azure.recovery out",
    ],
    [
      "{ vault: own }",
      { groups: inTwo },
      "clouds.azure.recovery.vault: one vault is in one location, and groups are patched in westeurope, northeurope; leave it out, and each gets one",
    ],
    ["{ softDelete: 13d }", {}, "from 14d to 180d"],
  ])("is refused: %s %j", (recovery, more, message) => {
    expect(refused(document(recovery, more)).join("\n")).toContain(message);
  });
});
