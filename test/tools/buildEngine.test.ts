import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { loadTool, root } from "./load";
import { temporaryFolder, writeScript } from "./temporaryFolder";

type Finding = { binary: string; needsHost?: boolean } | { reason: string };
const { buildEngine, builtEngine } = loadTool<{
  buildEngine(request: object): Promise<Finding>;
  builtEngine(cache: string): Finding;
}>("engine/build.js");

const folder = temporaryFolder();

/** A `go` that answers its version, and for `build` writes half an engine, then does as told. $OUT is the file asked for. */
function fakeGo(name: string, afterHalf: readonly string[]): string {
  return writeScript(folder, name, [
    'if [ "$1" = env ]; then echo go1.26.0; exit 0; fi',
    'while [ "$1" != -o ]; do shift; done',
    'OUT="$2"',
    'echo half > "$OUT"',
    ...afterHalf,
  ]);
}

function emptyCache(name: string): string {
  const cache = path.join(folder, name);
  mkdirSync(cache);
  return cache;
}

/** Every file below the cache. */
function filesIn(cache: string): readonly string[] {
  const entries = readdirSync(cache, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => path.relative(cache, path.join(entry.parentPath, entry.name)));
}

const env = { PATH: process.env["PATH"] };

describe("buildEngine", () => {
  it("keeps an engine that runs under its own version", async () => {
    const cache = emptyCache("good");
    const go = fakeGo("goodGo", [
      'printf "#!/bin/sh\\necho v3.259.0\\n" > "$OUT"',
      'chmod +x "$OUT"',
    ]);

    const finding = await buildEngine({ cache, env, go });

    expect(finding).toEqual({ binary: path.join(cache, "3.259.0", "pulumi"), needsHost: true });
    expect(builtEngine(cache)).toEqual(finding);
    expect(filesIn(cache)).toEqual([path.join("3.259.0", "pulumi")]);
  });

  it("keeps nothing of a build that fails, and gives its last words", async () => {
    const cache = emptyCache("failing");
    const go = fakeGo("failingGo", ["echo no space left on device >&2", "exit 1"]);

    expect(await buildEngine({ cache, env, go })).toEqual({
      reason: '"go build" ended with code 1: no space left on device',
    });
    expect(filesIn(cache)).toEqual([]);
  });

  it("keeps nothing of an engine that is not the one asked for", async () => {
    const cache = emptyCache("wrong");
    const go = fakeGo("wrongGo", [
      'printf "#!/bin/sh\\necho v3.1.0\\n" > "$OUT"',
      'chmod +x "$OUT"',
    ]);

    expect(await buildEngine({ cache, env, go })).toEqual({
      reason: "the built engine does not run: v3.1.0",
    });
    expect(builtEngine(cache)).toEqual({ reason: "not built yet" });
  });

  it("removes what a killed set-up has left", async () => {
    const cache = emptyCache("leftovers");
    writeFileSync(path.join(cache, "3.259.0.4711.partial"), "half");
    const go = fakeGo("goGood", [
      'printf "#!/bin/sh\\necho v3.259.0\\n" > "$OUT"',
      'chmod +x "$OUT"',
    ]);

    await buildEngine({ cache, env, go });

    expect(filesIn(cache)).toEqual([path.join("3.259.0", "pulumi")]);
  });
});

describe("a set-up that ends in the middle of a build", () => {
  /** Starts a set-up whose compiler hangs, and ends it with the signal. */
  async function interrupt(name: string, signal: NodeJS.Signals) {
    const cache = emptyCache(name);
    const pidFile = path.join(folder, `${name}.pid`);
    const go = fakeGo(`${name}Go`, [`echo $$ > ${pidFile}`, "sleep 60"]);
    const script = `
      require(${JSON.stringify(path.join(root, "tools", "background.js"))}).exitCleanlyOnSignals();
      require(${JSON.stringify(path.join(root, "tools", "engine", "build.js"))})
        .buildEngine(${JSON.stringify({ cache, env, go })});`;
    const setUp = spawn(process.execPath, ["-e", script], { stdio: "ignore" });
    const ended = new Promise((resolve) => setUp.once("exit", resolve));
    await until(() => existsSync(pidFile) && readFileSync(pidFile, "utf8").endsWith("\n"));
    setUp.kill(signal);
    return { cache, code: await ended, compiler: Number(readFileSync(pidFile, "utf8")) };
  }

  it("ends the compiler on Ctrl-C, leaves no half engine and exits with 130", async () => {
    const { cache, code, compiler } = await interrupt("interrupted", "SIGINT");

    expect(code).toBe(130);
    expect(filesIn(cache)).toEqual([]);
    await until(() => !isRunning(compiler));
  });

  it("ends the compiler even when it is killed itself, and leaves nothing that passes for an engine", async () => {
    const { cache, compiler } = await interrupt("killed", "SIGKILL");

    await until(() => !isRunning(compiler));
    expect(builtEngine(cache)).toEqual({ reason: "not built yet" });
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
