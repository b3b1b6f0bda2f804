/** docs/adoption.md: its program runs, and each of its parts is imported by the id that it names. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { ModuleKind, transpileModule } from "typescript";
import { expect, it } from "vitest";
import * as aws from "../../components/aws";
import { deploy } from "../support/mocks";

const page = readFileSync(path.resolve(__dirname, "../../docs/adoption.md"), "utf8");

it("imports what the program of docs/adoption.md adopts, in its region", async () => {
  const [, program = ""] = /```ts\n([\s\S]*?)```/.exec(page) ?? [];
  const { outputText } = transpileModule(program, {
    compilerOptions: { module: ModuleKind.CommonJS },
  });

  const { resources, rejections } = await deploy(() => {
    new Function("require", "exports", outputText)(() => aws, {});
  });

  const imported = resources.filter(({ options }) => options.import !== "");
  expect(rejections).toEqual([]);
  expect(
    imported.map(({ type, options }) => `${type.split(":").at(-1)} ${options.import}`),
  ).toEqual([
    "MaintenanceWindow mw-0123456789abcdef0@eu-west-1",
    "MaintenanceWindowTarget mw-0123456789abcdef0/0a1b2c3d-0123-4567-89ab-0123456789ab@eu-west-1",
    "MaintenanceWindowTask mw-0123456789abcdef0/4d5e6f70-0123-4567-89ab-0123456789ab@eu-west-1",
    "PatchBaseline pb-0123456789abcdef0@eu-west-1",
    "PatchGroup web.all,pb-0123456789abcdef0@eu-west-1",
  ]);
  expect(imported.every(({ options }) => !options.ignoreChanges.includes("schedule"))).toBe(true);
});
