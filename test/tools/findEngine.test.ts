import { mkdirSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { loadTool } from "./load";
import { temporaryFolder, writeScript } from "./temporaryFolder";

type Finding = { binary: string; needsHost?: boolean } | { reason: string };
interface Sources {
  onPath(): Promise<Finding>;
  downloaded(): Finding;
  built(): Finding;
  download(): Promise<Finding>;
  build(): Promise<Finding>;
  alone<T>(work: () => Promise<T>): Promise<T>;
}

const { findEngine } = loadTool<{ findEngine(sources: Sources): Promise<Finding> }>(
  "engine/find.js",
);
const { engineOnPath } = loadTool<{ engineOnPath(env: object): Promise<Finding> }>(
  "engine/onPath.js",
);
const { downloadEngine } = loadTool<{ downloadEngine(request: object): Promise<Finding> }>(
  "engine/download.js",
);
const { buildEngine } = loadTool<{ buildEngine(request: object): Promise<Finding> }>(
  "engine/build.js",
);

/** Sources that have nothing but what is given, and note the order in which they are asked. */
function fakeSources(has: Partial<Record<keyof Sources, string>>) {
  const asked: string[] = [];
  const answer = (name: keyof Sources): Finding => {
    asked.push(name);
    const binary = has[name];
    return binary === undefined ? { reason: `${name} has none` } : { binary };
  };
  const sources: Sources = {
    onPath: async () => answer("onPath"),
    downloaded: () => answer("downloaded"),
    built: () => answer("built"),
    download: async () => answer("download"),
    build: async () => answer("build"),
    alone: (work) => work(),
  };
  return { sources, asked };
}

describe("findEngine", () => {
  it("takes the user's own engine and asks nobody else", async () => {
    const { sources, asked } = fakeSources({ onPath: "/own", built: "/built" });

    expect(await findEngine(sources)).toEqual({ binary: "/own" });
    expect(asked).toEqual(["onPath"]);
  });

  it("takes a cached engine before it tries the network", async () => {
    const { sources, asked } = fakeSources({ built: "/built", download: "/new" });

    expect(await findEngine(sources)).toEqual({ binary: "/built" });
    expect(asked).toEqual(["onPath", "downloaded", "built"]);
  });

  it("builds only when the download fails", async () => {
    const { sources, asked } = fakeSources({ build: "/built" });

    expect(await findEngine(sources)).toEqual({ binary: "/built" });
    expect(asked.slice(-2)).toEqual(["download", "build"]);
  });

  it("takes what another set-up has cached while this one waited", async () => {
    const { sources, asked } = fakeSources({});
    const alone: Sources["alone"] = (work) => {
      sources.built = () => ({ binary: "/built meanwhile" });
      return work();
    };

    expect(
      await findEngine({ ...sources, alone: (work) => alone(work), built: () => sources.built() }),
    ).toEqual({
      binary: "/built meanwhile",
    });
    expect(asked).not.toContain("download");
  });

  it("says in one error what was tried, why each way failed and what to install", async () => {
    const { sources } = fakeSources({});

    await expect(findEngine(sources)).rejects.toThrow(
      [
        "no Pulumi engine; three ways were tried:",
        "  1. pulumi on PATH, 3.230.0 or newer: onPath has none",
        "  2. download of 3.259.0 by the npm package pulumi: download has none",
        "  3. build of 3.259.0 with Go: build has none",
        "install Pulumi (https://www.pulumi.com/docs/install/), or Go 1.25.11 or newer (https://go.dev/dl/), and run this again",
      ].join("\n"),
    );
  });
});

describe("engineOnPath", () => {
  const folder = temporaryFolder();

  it("finds none on an empty PATH", async () => {
    expect(await engineOnPath({ PATH: "" })).toEqual({ reason: "no pulumi on PATH" });
  });

  it("passes over the downloader that npm puts on PATH", async () => {
    const bin = path.join(folder, "node_modules", ".bin");
    mkdirSync(bin, { recursive: true });
    writeScript(bin, "pulumi", ["echo v3.259.0"]);

    expect(await engineOnPath({ PATH: bin })).toEqual({ reason: "no pulumi on PATH" });
  });

  it("refuses one that is too old", async () => {
    const binary = writeScript(folder, "pulumi", ["echo v3.229.0"]);

    expect(await engineOnPath({ PATH: folder })).toEqual({
      reason: `${binary} is v3.229.0; 3.230.0 is the oldest that will do`,
    });
  });

  it("refuses one without the language host, and takes it with the host beside it", async () => {
    const binary = writeScript(folder, "pulumi", ["echo v3.270.0"]);
    expect(await engineOnPath({ PATH: folder })).toEqual({
      reason: `${binary} has no pulumi-language-nodejs beside it or on PATH`,
    });

    writeScript(folder, "pulumi-language-nodejs", []);
    expect(await engineOnPath({ PATH: folder })).toMatchObject({ binary: expect.any(String) });
  });
});

describe("on a machine with nothing", () => {
  const cache = temporaryFolder();

  it("the download gives up with the address that cannot be reached", async () => {
    const installer = "http://127.0.0.1:9/install.sh";
    const finding = await downloadEngine({ root: cache, cache, env: {}, installer });

    expect(finding).toMatchObject({
      reason: expect.stringContaining(`${installer} cannot be reached`),
    });
  });

  it("the build says that Go is missing or too old", async () => {
    const old = writeScript(cache, "go", ["echo go1.24.1"]);

    expect(await buildEngine({ cache, env: { PATH: "" }, go: "no-such-go" })).toMatchObject({
      reason: expect.stringContaining("no go on PATH"),
    });
    expect(await buildEngine({ cache, env: {}, go: old })).toEqual({
      reason: "go on PATH is go1.24.1; building needs 1.25.11 or newer",
    });
  });
});
