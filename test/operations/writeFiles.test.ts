import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { replaceFiles } from "../../operations/writeFiles";

let folder = "";
const at = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "patchwarden-write-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("replaceFiles", () => {
  it("keeps permissions, links and the byte order mark, and leaves nothing else behind", () => {
    writeFileSync(at("real.yaml"), "\ufeffold\n");
    chmodSync(at("real.yaml"), 0o640);
    symlinkSync("real.yaml", at("link.yaml"));

    const written = replaceFiles([{ path: at("link.yaml"), before: "old\n", after: "new\n" }]);

    expect(written).toEqual({ ok: true });
    expect(readFileSync(at("real.yaml"), "utf8")).toBe("\ufeffnew\n");
    expect(statSync(at("real.yaml")).mode & 0o777).toBe(0o640);
    expect(lstatSync(at("link.yaml")).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(["link.yaml", "real.yaml"]);
  });

  it("refuses all files when one has changed in between", () => {
    writeFileSync(at("a.yaml"), "a\n");
    writeFileSync(at("b.yaml"), "changed\n");

    const written = replaceFiles([
      { path: at("a.yaml"), before: "a\n", after: "new\n" },
      { path: at("b.yaml"), before: "b\n", after: "new\n" },
    ]);

    expect(written).toEqual({
      ok: false,
      message: "b.yaml has changed since it was read; run check again",
    });
    expect(readFileSync(at("a.yaml"), "utf8")).toBe("a\n");
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it("says why a file could not be written, and keeps the others", () => {
    writeFileSync(at("a.yaml"), "a\n");

    const written = replaceFiles([
      { path: at("a.yaml"), before: "a\n", after: "new\n" },
      { path: at("missing.yaml"), before: "", after: "new\n" },
    ]);

    expect(written).toEqual({
      ok: false,
      message: "could not be written (ENOENT); check the permissions of the file and its folder",
    });
    expect(readFileSync(at("a.yaml"), "utf8")).toBe("a\n");
    expect(readdirSync(folder)).toEqual(["a.yaml"]);
  });
});
