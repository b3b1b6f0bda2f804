import { describe, expect, it } from "vitest";
import { kept, keptFields } from "../../model/kept";
import {
  azureClassifications,
  classifications,
  exampleProduct,
  isProductOf,
  knowsClassification,
  priorities,
  productsBeside,
  type SystemId,
  systemFacts,
  systemIds,
} from "../../model/systems";
import { ssmFilters } from "../support/ssmFilters";
import { planned } from "./planned";

const onAws =
  "groups:\n  web: { tier: gold, owner: a, baselines: [linux], aws: { regions: [eu-central-1], accounts: [prod] }, rings: [{ name: all, window: sunday }] }";

/** The filters of the only rule that a system gets for one rule of the document. */
function filtersOn(system: string, rule: string) {
  const baselines = `baselines:\n  linux: { systems: [${system}], approve: [${rule}] }`;
  const [baseline] = planned({ baselines, groups: onAws }).aws[0]?.baselines ?? [];
  return Object.fromEntries(
    (baseline?.rules[0]?.filters ?? []).map(({ key, values }) => [key, values]),
  );
}

const operatingSystems = Object.entries(ssmFilters);

describe("the systems", () => {
  it("are those of SSM's fifteen operating systems, and no other", () => {
    const listed = operatingSystems.flatMap(([, { systems }]) => systems);

    expect(operatingSystems).toHaveLength(15);
    expect([...systemIds].sort()).toEqual([...listed].sort());
  });

  it.each(operatingSystems)("of %s have its keys and values", (operatingSystem, listed) => {
    for (const id of listed.systems as readonly SystemId[]) {
      const facts = systemFacts(id);
      const values = (record: object) => [...new Set(Object.values(record))].sort();

      expect(facts.ssmOperatingSystem).toBe(operatingSystem);
      expect(facts.ssmFilterKeys, id).toEqual(listed.keys);
      expect(values(facts.ssmClassifications), id).toEqual([...listed.CLASSIFICATION].sort());
      expect(values(facts.ssmSeverities), id).toEqual([...listed.severity].sort());
      expect(values(facts.ssmPriorities), id).toEqual([...listed.PRIORITY].sort());
    }
  });

  it.each(operatingSystems)("of %s reach SSM with every word that they know", (_, listed) => {
    for (const id of listed.systems as readonly SystemId[]) {
      const written = classifications.filter((word) => knowsClassification(id, word));
      const sent = written.flatMap(
        (word) => filtersOn(id, `{ classification: [${word}] }`)["CLASSIFICATION"] ?? [],
      );

      expect(new Set(sent), id).toEqual(new Set(listed.CLASSIFICATION));
    }
  });

  it("reach SSM with every severity and priority", () => {
    for (const [, { systems, severity, PRIORITY, keys }] of operatingSystems) {
      const [id = ""] = systems;
      const severityKey = keys.find((key) => key.endsWith("SEVERITY"));
      if (severity.length > 0 && severityKey !== undefined) {
        const rule = "{ severity: [critical, high, medium, low] }";
        expect(filtersOn(id, rule)[severityKey], id).toEqual(expect.arrayContaining([...severity]));
      }
      if (PRIORITY.length > 0) {
        const rule = `{ priority: [${priorities.join(", ")}], section: [net] }`;
        expect(filtersOn(id, rule), id).toMatchObject({ PRIORITY, SECTION: ["net"] });
      }
    }
  });

  it("know SSM's products of their own release alone", () => {
    expect(isProductOf("rhel-9", "RedhatEnterpriseLinux9.4")).toBe(true);
    expect(isProductOf("rhel-9", "RedhatEnterpriseLinux9")).toBe(true);
    expect(isProductOf("rhel-9", "RedhatEnterpriseLinux10.0")).toBe(false);
    expect(isProductOf("windows-server-2012", "WindowsServer2012R2")).toBe(false);
    expect(productsBeside("rhel-8", ["RedhatEnterpriseLinux9.4", "Ubuntu24.04"])).toEqual([
      "RedhatEnterpriseLinux9.4",
    ]);
    for (const id of systemIds) expect(isProductOf(id, exampleProduct(id)), id).toBe(true);
  });

  it("know no delay where packages have no release date, and cumulative updates for Windows only", () => {
    const named = (pattern: RegExp) => systemIds.filter((id) => pattern.test(id));

    expect(systemIds.filter((id) => !systemFacts(id).approvalDelay)).toEqual(
      named(/^(centos|ubuntu|debian|raspbian)-/),
    );
    expect(systemIds.filter((id) => systemFacts(id).cumulative)).toEqual(named(/^windows-/));
    expect(systemIds.filter((id) => !systemFacts(id).systemUpdates)).toEqual(named(/^macos-/));
  });

  it("are on Azure where Update Manager lists them, and Amazon Linux, macOS and Raspberry Pi OS are not", () => {
    const missing = systemIds.filter((id) => !systemFacts(id).clouds.azure);

    expect(missing).toEqual([
      ...["amazon-linux-1", "amazon-linux-2", "amazon-linux-2022", "amazon-linux-2023", "rhel-10"],
      ...["centos-8", "centos-stream-8", "centos-stream-9", "rocky-linux-10", "alma-linux-10"],
      ...["raspbian-10", "macos-13", "macos-14", "macos-15"],
    ]);
    expect(systemIds.every((id) => systemFacts(id).clouds.aws)).toBe(true);
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

  const lost = (cloud: "aws" | "azure", system: SystemId) =>
    keptFields.filter((field) => kept(field, cloud, system).how === "notKept");

  it("says that Azure keeps classifications and lists of a baseline, and little else of it", () => {
    const common = [
      ...["cutoff", "delay", "until", "severity", "priority", "section", "products"],
      ...["applications", "complianceLevel", "globalFilters", "rejectAction"],
      ...["availableSecurityUpdates", "sources"],
    ];
    const rings = [
      ...["soak", "concurrency", "stopAfter", "autoScaling", "approval"],
      ...["download", "alarms", "hooks"],
    ];

    expect(lost("azure", "rhel-9")).toEqual([...common, "excludeKbsRequiringReboot", ...rings]);
    expect(lost("azure", "windows-server-2022")).toEqual([...common, ...rings]);
  });

  it("says what SSM keeps on each family", () => {
    const debians = ["priority", "section"];
    const windows = ["applications", "availableSecurityUpdates"];
    const reboots = "excludeKbsRequiringReboot";

    expect(lost("aws", "rhel-9")).toEqual([...debians, ...windows, reboots]);
    expect(lost("aws", "ubuntu-24.04")).toEqual([
      ...["delay", "until", "severity", ...windows, reboots],
    ]);
    expect(lost("aws", "centos-stream-9")).toEqual([
      ...["delay", "until", "classification", "severity", ...debians, ...windows, reboots],
    ]);
    expect(lost("aws", "windows-server-2022")).toEqual([
      ...debians,
      "sources",
      reboots,
      "download",
    ]);
    expect(lost("aws", "macos-14")).toEqual([
      ...["systemUpdates", "severity", ...debians, ...windows, "sources", reboots, "download"],
    ]);
  });
});
