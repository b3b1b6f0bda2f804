/** `npm run sandbox` itself, with the real engine. The project in it is empty: what is tested is what goes in and comes out. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "./load";
import { temporaryFolder } from "./temporaryFolder";

const script = path.join(root, "tools", "sandbox.js");
const project = path.join(temporaryFolder(), "project");
const sandbox = path.join(temporaryFolder(), "a sandbox");
const env = { ...process.env, PATCHWARDEN_SANDBOX: sandbox };

function runSandbox(...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, ...args], {
    cwd: project,
    env,
    encoding: "utf8",
  });
  return { stdout, stderr, status };
}

beforeAll(() => {
  mkdirSync(project);
  symlinkSync(path.join(root, "node_modules"), path.join(project, "node_modules"));
  const settings = "name: empty\nruntime: { name: nodejs, options: { typescript: false } }\n";
  writeFileSync(path.join(project, "Pulumi.yaml"), settings);
  writeFileSync(path.join(project, "package.json"), '{ "main": "index.js" }');
  writeFileSync(
    path.join(project, "index.js"),
    `console.log("the program runs");
     const { hang, exitCode } = process.env;
     if (hang) { require("node:fs").writeFileSync(hang, ""); setInterval(() => {}, 1000); }
     if (exitCode) process.exit(Number(exitCode));`,
  );
});

describe("the sandbox command", () => {
  it("puts nothing on stdout but what the command prints", () => {
    expect(runSandbox("version")).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^v3\.\d+\.\d+\n$/),
    });
  });

  it("keeps state in the sandbox, also where its path holds a blank", () => {
    expect(runSandbox("stack", "init", "dev").status).toBe(0);
    const listed = runSandbox("stack", "ls", "--json");

    expect(JSON.parse(listed.stdout)).toMatchObject([{ name: "dev", current: true }]);
    expect(existsSync(path.join(sandbox, "state", ".pulumi", "stacks", "empty", "dev.json"))).toBe(
      true,
    );
  });

  it("offers both providers as installed plugins of the SDKs' versions", () => {
    const plugins = JSON.parse(runSandbox("plugin", "ls", "--json").stdout) as {
      name: string;
      version: string;
    }[];
    const installed = (sdk: string) =>
      (JSON.parse(readManifest(sdk)) as { version: string }).version.replace(/^v/, "");

    expect(plugins).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: "aws", version: installed("@pulumi/aws") }),
        expect.objectContaining({
          name: "azure-native",
          version: installed("@pulumi/azure-native"),
        }),
      ]),
    );
  });

  it("passes the command's own failure on", () => {
    const failed = runSandbox("stack", "select", "nowhere");

    expect(failed.status).not.toBe(0);
    expect(failed.stderr).toContain("no stack named 'nowhere' found");
    expect(failed.stdout).toBe("");
  });

  it("shows with which code a program ended that did not say why", () => {
    Object.assign(env, { exitCode: "5" });
    const failed = runSandbox("preview", "--stack", "dev");
    Object.assign(env, { exitCode: "" });

    expect(failed.status).not.toBe(0);
    expect(failed.stdout).toContain("Program exited with non-zero exit code: 5");
    expect(failed.stdout).toContain("the program runs");
  });

  it("explains itself when it is given nothing to run", () => {
    expect(runSandbox()).toMatchObject({
      status: 0,
      stdout: "",
      stderr: expect.stringContaining("npm run sandbox -- preview --diff"),
    });
  });

  it("refuses arguments to reset, and empties the sandbox without them", () => {
    expect(runSandbox("reset", "now")).toMatchObject({ status: 2, stdout: "" });

    expect(runSandbox("reset")).toMatchObject({
      status: 0,
      stdout: "",
      stderr: expect.stringContaining("removed 1 stack"),
    });
    expect(JSON.parse(runSandbox("stack", "ls", "--json").stdout)).toEqual([]);
  });
});

describe("Ctrl-C", () => {
  it("ends the engine, the language host and the program, and exits with 130", async () => {
    const started = path.join(project, "started");
    runSandbox("stack", "init", "hanging");
    const child = spawn(process.execPath, [script, "preview", "--stack", "hanging"], {
      cwd: project,
      env: { ...env, hang: started },
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    while (!existsSync(started)) await new Promise((resolve) => setTimeout(resolve, 50));

    child.kill("SIGINT");

    expect(await ended).toBe(130);
    expect(processesNaming(project)).toEqual([]);
  });
});

function readManifest(sdk: string): string {
  return readFileSync(path.join(root, "node_modules", sdk, "package.json"), "utf8");
}

function processesNaming(text: string): readonly string[] {
  const { stdout } = spawnSync("ps", ["-eo", "args"], { encoding: "utf8" });
  return stdout.split("\n").filter((line) => line.includes(text));
}
