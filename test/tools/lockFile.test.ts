import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { loadTool } from "./load";
import { temporaryFolder } from "./temporaryFolder";

const { withLock } = loadTool<{ withLock<T>(file: string, work: () => Promise<T>): Promise<T> }>(
  "lockFile.js",
);
const folder = temporaryFolder();

describe("withLock", () => {
  it("lets one work at a time, and everybody in the end", async () => {
    const file = path.join(folder, "one.lock");
    let [inside, most, done] = [0, 0, 0];
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside -= 1;
      done += 1;
    };

    await Promise.all([withLock(file, work), withLock(file, work), withLock(file, work)]);

    expect({ most, done }).toEqual({ most: 1, done: 3 });
    expect(existsSync(file)).toBe(false);
  });

  it("takes over from a holder that was killed", async () => {
    const file = path.join(folder, "dead.lock");
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    writeFileSync(file, `${pid} ${hostname()} 1\n`);

    expect(await withLock(file, async () => "mine")).toBe("mine");
    expect(readdirSync(folder).filter((name) => name.startsWith("dead"))).toEqual([]);
  });

  it("gives the lock back when the work fails", async () => {
    const file = path.join(folder, "failing.lock");
    const failing = withLock(file, () => Promise.reject(new Error("no network")));

    await expect(failing).rejects.toThrow("no network");
    expect(existsSync(file)).toBe(false);
  });
});
