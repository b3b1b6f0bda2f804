import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { removeStaleLocks } from "../../../sandbox/demo/staleLocks";

let sandbox: string;
let folder: string;

beforeEach(() => {
  sandbox = mkdtempSync(path.join(tmpdir(), "patchwarden-locks-"));
  folder = path.join(sandbox, "state", ".pulumi", "locks", "organization", "patchwarden", "demo");
  mkdirSync(folder, { recursive: true });
});
afterEach(() => rmSync(sandbox, { recursive: true, force: true }));

function lock(name: string, holder: object): string {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(holder));
  return file;
}

describe("removeStaleLocks", () => {
  it("removes the lock of an engine that has ended", () => {
    const ended = spawnSync(process.execPath, ["--version"]).pid;
    const file = lock("ended.json", { pid: ended });

    expect(removeStaleLocks(sandbox, "patchwarden", "demo")).toBe(1);
    expect(existsSync(file)).toBe(false);
  });

  it("leaves the lock of one that runs, and one that names nobody", () => {
    const files = [lock("running.json", { pid: process.pid }), lock("nobody.json", {})];

    expect(removeStaleLocks(sandbox, "patchwarden", "demo")).toBe(0);
    for (const file of files) expect(existsSync(file)).toBe(true);
  });

  it("finds nothing where no stack has ever been locked", () => {
    expect(removeStaleLocks(sandbox, "patchwarden", "other")).toBe(0);
  });
});
