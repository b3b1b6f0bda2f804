import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatFault } from "../../../model/fault";
import { loadPlan } from "../../../model/load";
import { filesBeside, readBeside } from "../../../model/load/disk";
import { policyText } from "../policyText";

const groups = policyText().slice(policyText().indexOf("groups:"));
let outside = "";
let folder = "";
beforeEach(() => {
  outside = mkdtempSync(path.join(tmpdir(), "patchwarden-disk-"));
  folder = path.join(outside, "org");
  mkdirSync(path.join(folder, "groups"), { recursive: true });
});
afterEach(() => rmSync(outside, { recursive: true, force: true }));

function write(file: string, text: string | Buffer): void {
  writeFileSync(path.join(folder, file), text);
}

function load(include: string): readonly string[] {
  write("patching.yaml", policyText({ groups: "", rest: `include: ${include}` }));
  const loaded = loadPlan(path.join(folder, "patching.yaml"), "org/patching.yaml");
  return loaded.ok ? Object.keys(loaded.policy.groups) : loaded.faults.map(formatFault);
}

describe("the files beside a document", () => {
  it("are read from its folder, wherever the command is run", () => {
    write("groups/web.yaml", groups);

    expect(load("[groups/*.yaml]")).toEqual(["web"]);
  });

  it("are named in faults as the document was named", () => {
    write("groups/web.yaml", groups.replace("tier: gold", "tier: gol"));

    expect(load("[groups/*.yaml]")).toEqual([
      expect.stringMatching(/^org\/groups\/web\.yaml:3:11: groups\.web\.tier: unknown name "gol"/),
    ]);
  });

  it("may be links to files of the folder", () => {
    write("groups/web.yaml", groups);
    symlinkSync("groups/web.yaml", path.join(folder, "linked.yaml"));

    expect(load("[linked.yaml]")).toEqual(["web"]);
  });

  it("are found to be one file under two names", () => {
    write("groups/web.yaml", groups);
    symlinkSync("groups/web.yaml", path.join(folder, "linked.yaml"));

    expect(load("[groups/web.yaml, linked.yaml]")).toEqual([
      expect.stringContaining(
        "include[1]: linked.yaml is included twice, before by include[0], as groups/web.yaml; remove one",
      ),
    ]);
  });

  it.each([
    ["a file", "secret.yaml", "away.yaml"],
    ["a folder", ".", "away/secret.yaml"],
  ])("are not reached by a link to %s outside", (_, target, named) => {
    writeFileSync(path.join(outside, "secret.yaml"), groups);
    symlinkSync(path.join(outside, target), path.join(folder, named.split("/")[0] ?? ""));

    expect(load(`[${named}]`)).toEqual([
      expect.stringContaining(`${named}: is a link that leaves the document's folder`),
    ]);
  });

  it("are not listed through a link that leaves the folder", () => {
    writeFileSync(path.join(outside, "secret.yaml"), groups);
    symlinkSync(outside, path.join(folder, "away"));

    expect(load("['away/*.yaml']")).toEqual([expect.stringContaining("there is no such folder")]);
    expect(filesBeside(path.join(folder, "patching.yaml")).list("..")).toBeUndefined();
  });

  it("are never waited for", () => {
    execFileSync("sh", ["-c", `mkfifo "$0"`, path.join(folder, "pipe.yaml")]);

    expect(load("[pipe.yaml]")).toEqual([expect.stringContaining("pipe.yaml: is no file; name a")]);
    expect(load("[groups]")).toEqual([expect.stringContaining("groups: is no file; name a file")]);
  });

  it.each([
    [
      "more than 4 MB",
      Buffer.alloc(4 * 1024 * 1024 + 1, "#"),
      "big.yaml: the file has 4.1 MB; a policy may",
    ],
    [
      "what is not UTF-8",
      Buffer.from([0x76, 0x0a, 0x76, 0xff, 0xfe]),
      "big.yaml:2:2: the file is not UTF-8 text",
    ],
  ])("are refused with %s", (_, content, message) => {
    write("big.yaml", content);

    expect(load("[big.yaml]")).toEqual([expect.stringContaining(`include[0]: ${message}`)]);
  });

  it("hold 64 MB at most", { timeout: 60_000 }, () => {
    const filler = `#${" ".repeat(4 * 1024 * 1024 - 2)}`;
    for (let file = 10; file < 27; file++) write(`groups/${file}.yaml`, filler);

    expect(load("[groups/*.yaml]")).toEqual([
      expect.stringContaining(
        "include[0]: the files hold more than 64 MB up to groups/26.yaml; a document may have at most that",
      ),
    ]);
  });

  it.each(["../secret.yaml", "/etc/hostname", "a\\b", "", "a//b", "groups/../../secret.yaml"])(
    "are not read by the path %j",
    (written) => {
      writeFileSync(path.join(outside, "secret.yaml"), groups);

      expect(readBeside(folder, written)).toMatchObject({
        ok: false,
        message: expect.stringMatching(/^must /),
      });
    },
  );
});
