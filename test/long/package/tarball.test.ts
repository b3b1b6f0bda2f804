/** A team's own Pulumi program, outside the repository, with two of our components from the packed package. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { expect, it } from "vitest";
import { projectRoot, useSandbox } from "../../support/sandbox";

const sandbox = useSandbox();

const program = `
import { MaintenanceWindow, PatchBaseline } from "patchwarden/aws";

const region = "eu-central-1";
const baseline = new PatchBaseline("linux", {
  region,
  operatingSystem: "AMAZON_LINUX_2023",
  approvalRules: [
    { approveAfterDays: 2, filters: [{ key: "CLASSIFICATION", values: ["Security"] }] },
  ],
});
const window = new MaintenanceWindow("scan", {
  region,
  schedule: { kind: "daily", at: { hour: 12, minute: 0 } },
  timezone: "Europe/Berlin",
  durationHours: 2,
  cutoffHours: 1,
  work: { kind: "scan", patchGroups: ["web.all"] },
  serviceRoleArn: "arn:aws:iam::012345678901:role/window",
});
export const baselineId = baseline.baselineId;
export const windowId = window.windowId;
`;

/** Of these there must be one copy, the team's own: they are the package's peers. */
const linked = ["@pulumi/aws", "@pulumi/pulumi", "@types/node", "typescript"];

function makeTeam(): string {
  const team = path.join(sandbox.folder, "team");
  mkdirSync(team);
  npm(projectRoot, "pack", "--pack-destination", team);
  const [tarball = ""] = readdirSync(team).filter((file) => file.endsWith(".tgz"));
  const links = linked.map((name) => [
    name,
    `file:${path.join(projectRoot, "node_modules", name)}`,
  ]);
  const write = (file: string, content: object) =>
    writeFileSync(path.join(team, file), JSON.stringify(content));
  write("package.json", {
    name: "team",
    private: true,
    main: "index.ts",
    dependencies: { patchwarden: `file:./${tarball}`, ...Object.fromEntries(links) },
  });
  write("tsconfig.json", {
    compilerOptions: {
      ...{ strict: true, noEmit: true, module: "nodenext", target: "es2022", types: ["node"] },
      ...{ skipLibCheck: false, exactOptionalPropertyTypes: true },
    },
    files: ["index.ts"],
  });
  writeFileSync(path.join(team, "Pulumi.yaml"), "name: team\nruntime: nodejs\n");
  writeFileSync(path.join(team, "index.ts"), program);
  npm(team, "install", "--prefer-offline", "--no-audit", "--no-fund", "--legacy-peer-deps");
  return team;
}

function npm(cwd: string, ...args: readonly string[]): void {
  execFileSync("npm", args, { cwd, stdio: "pipe" });
}

it("type-checks, deploys, is found unchanged and is taken away", async () => {
  const team = makeTeam();

  const compiler = path.join(projectRoot, "node_modules", "typescript", "bin", "tsc");
  execFileSync(process.execPath, [compiler, "-p", "."], { cwd: team, stdio: "pipe" });
  const stack = await sandbox.stack({ program: team });
  const first = await stack.up();
  const { baselineId, windowId } = await stack.outputs();
  const second = await stack.up();
  const gone = await stack.destroy();

  expect(baselineId?.value).toMatch(/^pb-[0-9a-f]{17}$/);
  expect(windowId?.value).toMatch(/^mw-[0-9a-f]{17}$/);
  expect(second.changes).toEqual({ same: first.changes["create"] });
  expect(gone.changes).toEqual({ delete: first.changes["create"] });
});
