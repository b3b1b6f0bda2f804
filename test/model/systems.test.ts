import { describe, expect, it } from "vitest";
import { kept, keptFields } from "../../model/kept";
import {
  azureClassifications,
  classifications,
  knowsClassification,
  systemFacts,
  systemIds,
} from "../../model/systems";

describe("systemFacts", () => {
  it("give every system a classification that it knows, and SSM's name and products", () => {
    for (const id of systemIds) {
      const facts = systemFacts(id);

      expect(knowsClassification(id, "security"), id).toBe(true);
      expect(facts.ssmOperatingSystem, id).toMatch(/^[A-Z][A-Z0-9_]+$/);
      expect(facts.ssmProducts.length, id).toBeGreaterThan(0);
      expect(facts.clouds.aws || facts.clouds.azure, id).toBe(true);
    }
  });

  it("tell apart the systems that share an SSM operating system by their products, where these stay", () => {
    const windows = systemIds.filter((id) => systemFacts(id).ssmOperatingSystem === "WINDOWS");

    expect(windows.flatMap((id) => systemFacts(id).ssmProducts)).toEqual([
      "WindowsServer2019",
      "WindowsServer2022",
      "WindowsServer2025",
    ]);
  });

  it("know no delay for Ubuntu and Debian, and cumulative updates for Windows only", () => {
    expect(systemIds.filter((id) => !systemFacts(id).approvalDelay)).toEqual([
      "ubuntu-22.04",
      "ubuntu-24.04",
      "debian-12",
    ]);
    expect(systemIds.filter((id) => systemFacts(id).cumulative)).toEqual([
      "windows-server-2019",
      "windows-server-2022",
      "windows-server-2025",
    ]);
  });
});

describe("azureClassifications", () => {
  it("stay within Azure's own words", () => {
    expect(azureClassifications("linux", classifications)).toEqual([
      "Critical",
      "Other",
      "Security",
    ]);
    for (const word of azureClassifications("windows", classifications)) {
      expect([
        "Critical",
        "Security",
        "UpdateRollup",
        "FeaturePack",
        "ServicePack",
        "Definition",
        "Tools",
        "Updates",
      ]).toContain(word);
    }
  });
});

describe("kept", () => {
  it("answers for every field, cloud and system", () => {
    for (const system of systemIds) {
      for (const cloud of ["aws", "azure"] as const) {
        for (const field of keptFields) {
          expect(kept(field, cloud, system).why, `${field} ${cloud} ${system}`).not.toBe("");
        }
      }
    }
  });

  it("says that Azure keeps no delay, severity, soak, concurrency, stop and cutoff", () => {
    const lost = keptFields.filter((field) => kept(field, "azure", "rhel-9").how === "notKept");

    expect(lost).toEqual(["cutoff", "delay", "severity", "soak", "concurrency", "stopAfter"]);
  });

  it("says that SSM keeps all for Red Hat and no delay, severity and soak for Ubuntu", () => {
    const lost = (system: "rhel-9" | "ubuntu-24.04") =>
      keptFields.filter((field) => kept(field, "aws", system).how === "notKept");

    expect(lost("rhel-9")).toEqual([]);
    expect(lost("ubuntu-24.04")).toEqual(["delay", "severity", "soak"]);
  });
});
