import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CloudResource,
  keyOf,
  openCloudStore,
  stackFileName,
} from "../../../sandbox/cloud/cloudStore";

const folder = mkdtempSync(path.join(tmpdir(), "patchwarden-store-"));
const bundle = path.join(folder, "cloudStore.js");

function resource(id: string, stack = "dev"): CloudResource {
  return {
    cloud: "aws",
    type: "aws:sns/topic:Topic",
    urn: `urn:pulumi:${stack}::test::aws:sns/topic:Topic::${id}`,
    id,
    inputs: {},
    outputs: { name: id },
    scope: { account: "123456789012", region: "eu-central-1", partition: "aws" },
  };
}

beforeAll(async () => {
  const entryPoints = [path.resolve("sandbox/cloud/cloudStore.ts")];
  await build({ entryPoints, bundle: true, platform: "node", format: "cjs", outfile: bundle });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the cloud's files", () => {
  it("are one a stack, private, and named so that no stack can leave the folder", () => {
    const cloud = path.join(folder, "named");
    openCloudStore(cloud).put(resource("a"));
    expect(statSync(path.join(cloud, "test.dev.json")).mode & 0o777).toBe(0o600);
    expect(stackFileName("urn:pulumi:../x::a/b::t::n")).toBe("a%2Fb...%2Fx.json");
  });

  it("show each stack's resources to every other, and keep a resource where it stands", () => {
    const cloud = path.join(folder, "shared");
    const one = openCloudStore(cloud);
    const two = openCloudStore(cloud);
    one.put(resource("a", "one"));
    two.put({ ...resource("a", "two"), outputs: { name: "changed" } });

    expect(one.all()).toHaveLength(1);
    expect(one.find(keyOf(resource("a")))?.outputs).toEqual({ name: "changed" });
    two.remove(keyOf(resource("a")), 42);
    expect(one.all()).toEqual([]);
    expect(one.deleted()).toMatchObject([{ id: "a", at: 42 }]);
  });

  it("name themselves when they are broken", () => {
    const cloud = path.join(folder, "broken");
    openCloudStore(cloud).put(resource("a"));
    writeFileSync(path.join(cloud, "test.dev.json"), "{");
    expect(() => openCloudStore(cloud).all()).toThrow(
      /test\.dev\.json is not a state file .* delete it/,
    );
  });
});

describe("several processes", () => {
  it("lose none of each other's changes", async () => {
    const cloud = path.join(folder, "busy");
    const script = `
      const { openCloudStore } = require(${JSON.stringify(bundle)});
      const store = openCloudStore(${JSON.stringify(cloud)});
      const sample = ${JSON.stringify(resource("x"))};
      for (let n = 0; n < 40; n += 1)
        store.exclusively(() => store.put({ ...sample, id: process.argv[1] + "-" + n }));`;
    const children = ["a", "b", "c"].map((name) => spawn(process.execPath, ["-e", script, name]));
    const codes = await Promise.all(children.map((child) => once(child, "exit")));

    expect(codes.map(([code]) => code)).toEqual([0, 0, 0]);
    expect(openCloudStore(cloud).all()).toHaveLength(120);
  });

  it("take over the lock of one that has died", () => {
    const cloud = path.join(folder, "stale");
    const store = openCloudStore(cloud);
    store.put(resource("a"));
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    writeFileSync(path.join(cloud, ".lock"), String(pid));
    expect(store.exclusively(() => store.all().length)).toBe(1);
  });
});
