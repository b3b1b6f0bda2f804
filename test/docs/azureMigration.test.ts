/** docs/components/azure/migration.md: its tables name what exists, and its program imports what it adopts. */
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { ModuleKind, transpileModule } from "typescript";
import { describe, expect, it } from "vitest";
import * as azure from "../../components/azure";
import { azureAnswers } from "../support/azureMocks";
import { deploy } from "../support/mocks";
import { isDocumentKey } from "../support/namedKeys";

const folder = path.resolve(__dirname, "../../docs/components/azure");
const page = readFileSync(path.join(folder, "migration.md"), "utf8");
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| input"))
  .map((line) => line.split("|").map((cell) => cell.trim()));
const quoted = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);

/** Arguments of a component, as its page has them. */
function hasArgument(component: string, argument: string): boolean {
  const file = `${component.charAt(0).toLowerCase()}${component.slice(1)}.md`;
  return readFileSync(path.join(folder, file), "utf8").includes(`| \`${argument}\` |`);
}

describe("the tables of inputs", () => {
  it("have an answer in every row", () => {
    expect(rows.length).toBeGreaterThan(35);
    expect(rows.filter(([, , here, key]) => here === "" || key === "")).toEqual([]);
  });

  it("name arguments that the components take", () => {
    const named = rows
      .flatMap(([, , here]) => quoted(here))
      .filter((text) => text.startsWith("MaintenanceConfiguration."));

    expect(named.length).toBeGreaterThan(20);
    for (const text of named) {
      const [component = "", argument = ""] = text.split(".");
      expect(hasArgument(component, argument), text).toBe(true);
    }
  });

  it("name keys that the document has", () => {
    const keys = rows.flatMap(([, , , key]) => quoted(key));

    expect(keys.length).toBeGreaterThan(20);
    expect(keys.filter((key) => !isDocumentKey(key))).toEqual([]);
  });

  it("stand among pages that exist", () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = ""]) => link);

    expect(links.filter((link) => !existsSync(path.join(folder, link)))).toEqual([]);
  });
});

it("imports the schedule of the portal, its scope and its machine, under their names", async () => {
  const [, indented = ""] = / {3}```ts\n([\s\S]*?) {3}```/.exec(page) ?? [];
  const { outputText } = transpileModule(indented, {
    compilerOptions: { module: ModuleKind.CommonJS },
  });

  const { resources, rejections } = await deploy(() => {
    new Function("require", "exports", outputText)(() => azure, {});
  }, azureAnswers);

  const imported = resources.filter(({ options }) => options.import !== "");
  const subscription = "/subscriptions/11111111-2222-3333-4444-555555555555";
  const assignments = "providers/Microsoft.Maintenance/configurationAssignments";
  expect(rejections).toEqual([]);
  expect(imported.map(({ options }) => options.import).sort()).toEqual([
    `${subscription}/${assignments}/all-web`,
    `${subscription}/resourceGroups/rg-patching/providers/Microsoft.Maintenance/maintenanceConfigurations/sundays`,
    `${subscription}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/ledger/${assignments}/by-hand`,
  ]);
  expect(
    imported.every(({ options }) => !options.ignoreChanges.includes("maintenanceWindow")),
  ).toBe(true);
});
