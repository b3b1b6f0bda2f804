/** The pages about the components of Azure are what their sources say, and their examples run. Write them anew with `-u`. */
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { ModuleKind, transpileModule } from "typescript";
import { describe, expect, it } from "vitest";
import * as azure from "../../components/azure";
import { azureAnswers } from "../support/azureMocks";
import { componentPage } from "../support/componentPage";
import { deploy } from "../support/mocks";
import { isDocumentKey } from "../support/namedKeys";
import { configurationId, machineId, subscription } from "../support/patchRun";

const page = (file: string, beside: readonly string[] = []) => componentPage(file, beside, "azure");
const pages = [
  page("maintenanceConfiguration.ts", ["maintenanceConfigurationArgs.ts", "patchContent.ts"]),
  page("dynamicScope.ts", ["dynamicScopeArgs.ts"]),
  page("machineAssignment.ts"),
  page("runs/runStore.ts", ["runStoreArgs.ts"]),
  page("snapshotPolicy.ts", ["snapshotPolicyArgs.ts"]),
  page("postRun.ts", ["postRunArgs.ts"]),
  page("complianceAssignments.ts"),
  page("recovery/recoveryVault.ts", ["recoveryVaultArgs.ts"]),
];
const folder = path.resolve(__dirname, "../../docs/components/azure");

/** What an example takes from a program around it. */
const around = {
  configuration: { configurationId },
  configurationId,
  subscriptionId: subscription,
  systemTopicName: "web-canary",
  machine: { id: machineId("ledger") },
};

describe("docs/components/azure", () => {
  it("has a page for every component of azure", () => {
    const components = Object.entries(azure).filter(
      ([, value]) =>
        (value as { prototype?: unknown }).prototype instanceof pulumi.ComponentResource,
    );

    expect(pages.map(({ className }) => className).toSorted()).toEqual(
      components.map(([name]) => name).toSorted(),
    );
  });
});

describe.each(pages.map((one) => [one.className, one] as const))(
  "the page of azure.%s",
  (className, { example, markdown }) => {
    it("is what the source says", async () => {
      const file = `${className.charAt(0).toLowerCase()}${className.slice(1)}.md`;

      await expect(markdown).toMatchFileSnapshot(path.join(folder, file));
    });

    it("has an example that runs", async () => {
      const { outputText } = transpileModule(example, {
        compilerOptions: { module: ModuleKind.CommonJS },
      });
      const scope = { ...azure, ...around };

      const { only, rejections } = await deploy(() => {
        new Function(...Object.keys(scope), outputText)(...Object.values(scope));
      }, azureAnswers);

      expect(rejections).toEqual([]);
      expect(only(`patchwarden:azure:${className}`).type).toContain(className);
    });
  },
);

describe("what Update Manager lacks", () => {
  const root = path.resolve(__dirname, "../..");
  const text = readFileSync(path.join(folder, "lacks.md"), "utf8");
  const rows = text
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| lack"))
    .map((line) => line.split("|").map((cell) => cell.trim()));
  const quoted = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);

  it("has an answer and a test in every row", () => {
    expect(rows.length).toBeGreaterThan(15);
    for (const [, lack, here, , tests] of rows) {
      expect(here, lack).not.toBe("");
      expect(quoted(tests).length, lack).toBeGreaterThan(0);
      for (const test of quoted(tests)) expect(existsSync(path.join(root, test)), test).toBe(true);
    }
  });

  it("names only keys that the document has", () => {
    const keys = rows.flatMap(([, , , document]) => quoted(document));

    expect(keys.length).toBeGreaterThan(10);
    expect(keys.filter((key) => !isDocumentKey(key))).toEqual([]);
  });

  it("links to pages that exist", () => {
    const links = [...text.matchAll(/\]\(([^)#]+)/g)].map(([, link = ""]) => link);

    for (const link of links) expect(existsSync(path.join(folder, link)), link).toBe(true);
  });
});
