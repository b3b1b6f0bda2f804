import { readFileSync } from "node:fs";
import * as path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadTool, root } from "./load";

const { isAtLeast } = loadTool<{ isAtLeast(version: string, least: string): boolean }>(
  "version.js",
);
const { requireNode } = loadTool<{ requireNode(version: string, platform: string): void }>(
  "nodeVersion.js",
);
const { ENGINE_VERSION } = loadTool<{ ENGINE_VERSION: string }>("engineVersion.js");

describe("isAtLeast", () => {
  it.each([
    ["v3.259.0", "3.230.0", true],
    ["v3.230.0", "3.230.0", true],
    ["v3.229.9", "3.230.0", false],
    ["v10.0.0", "9.99.99", true],
    ["go1.25.11", "1.25.11", true],
    ["go1.25.9", "1.25.11", false],
    ["go1.26", "1.25.11", true],
    ["v3.259.0-alpha.1", "3.259.0", true],
    ["no version", "1.0.0", false],
    ["", "1.0.0", false],
  ])("of %s and %s is %s", (version, least, expected) => {
    expect(isAtLeast(version, least)).toBe(expected);
  });

  it("orders any two versions one way only, unless they are equal", () => {
    const version = fc.tuple(fc.nat(300), fc.nat(300), fc.nat(300)).map((parts) => parts.join("."));
    fc.assert(
      fc.property(version, version, (left, right) => {
        const both = isAtLeast(left, right) && isAtLeast(right, left);
        expect(isAtLeast(left, right) || isAtLeast(right, left)).toBe(true);
        expect(both).toBe(left === right);
      }),
    );
  });
});

describe("requireNode", () => {
  it("accepts the oldest Node that the package supports", () => {
    expect(() => requireNode("v20.19.0", "linux")).not.toThrow();
  });

  it("refuses an older Node with its version and what to do", () => {
    expect(() => requireNode("v20.18.3", "linux")).toThrow(
      "Node is v20.18.3; Patchwarden needs 20.19 or newer: install it from https://nodejs.org",
    );
  });

  it("refuses Windows, which runs no shell scripts", () => {
    expect(() => requireNode("v22.0.0", "win32")).toThrow("use WSL 2 or a container");
  });
});

describe("the pinned engine", () => {
  it("is the same in npm's and in Go's lists", () => {
    const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
    const goModule = readFileSync(path.join(root, "tools", "engine", "go.mod"), "utf8");

    expect(manifest.devDependencies.pulumi).toBe(ENGINE_VERSION);
    expect(goModule).toContain(`require github.com/pulumi/pulumi/pkg/v3 v${ENGINE_VERSION}\n`);
  });
});

describe("package-lock.json", () => {
  it("names the optional packages of every platform, or npm ci refuses it elsewhere", () => {
    const { packages } = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const missing = Object.entries(packages).flatMap(([location, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) =>
          !packages[`node_modules/${name}`] && !packages[`${location}/node_modules/${name}`],
      ),
    );

    expect(missing).toEqual([]);
  });
});
