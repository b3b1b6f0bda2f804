import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { PatchingProgramme } from "../../../components/programme";
import { loadPlan } from "../../../model/load";
import { serviceBehind, serviceKinds } from "../../../model/responsibility/serviceKinds";
import { selectPlan } from "../../../model/units";
import { parseInstant } from "../../../model/zone";
import { installedSdk } from "../../../sandbox/schema/loadSchema";
import { deploy } from "../../support/mocks";

/** The token that the installed SDK registers a type's resources with. */
function installedToken(type: string): string | undefined {
  const [sdk = "", module = "", name = ""] = type.split(":");
  const file = `${name.charAt(0).toLowerCase()}${name.slice(1)}.js`;
  const folder = module.split("/")[0] ?? "";
  const text = readFileSync(
    path.join(installedSdk(sdk as "aws" | "azure-native").root, folder, file),
    "utf8",
  );
  return /__pulumiType = '([^']+)'/.exec(text)?.[1];
}

describe("the list of services that run software", () => {
  const listed = Object.values(serviceKinds).flat();

  it("names types as the installed SDKs do", () => {
    for (const type of listed) expect(installedToken(type)).toBe(type);
  });

  it("names each type once", () => {
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed.length).toBeGreaterThan(80);
  });

  it("holds the machines that Patchwarden patches", () => {
    expect(serviceBehind("aws:ec2/instance:Instance")).toBe("machine");
    expect(serviceBehind("azure-native:compute:VirtualMachine")).toBe("machine");
  });

  it("asks for no row for what Patchwarden itself deploys", async () => {
    const loaded = loadPlan(path.resolve(__dirname, "../../support/twoAccounts.yaml"));
    if (!loaded.ok) throw new Error("the document is not valid");
    const plan = selectPlan(loaded.plan, { groups: ["web"] });
    const asOf = parseInstant("2026-12-01T00:00Z") ?? 0;

    const { resources } = await deploy(() => new PatchingProgramme("patching", { plan, asOf }), {
      invokes: {
        "azure-native:logic:listWorkflowTriggerCallbackUrl": () => ({
          value: "https://example.logic.azure.com/workflows/0/triggers/manual/paths/invoke?sig=x",
        }),
      },
    });
    const types = resources.filter(({ options }) => options.custom).map(({ type }) => type);

    expect(types.length).toBeGreaterThan(20);
    expect(types.filter((type) => serviceBehind(type) !== "none")).toEqual([]);
  });
});
