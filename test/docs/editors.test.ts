import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { schemaFaults } from "../support/schemaFaults";

const root = path.join(__dirname, "../..");
const files = ["patching.yaml", ...examples()];

function examples(): readonly string[] {
  return readdirSync(path.join(root, "docs/examples"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml") && !path.basename(file).startsWith("Pulumi."))
    .map((file) => path.join("docs/examples", file))
    .filter((file) => !file.includes("node_modules"));
}

describe("the first line of a policy's file, for editors", () => {
  it.each(files)("of %s names a schema that takes the file", (file) => {
    const text = readFileSync(path.join(root, file), "utf8");
    const [, schema = ""] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
    const found = readFileSync(path.join(root, path.dirname(file), schema), "utf8");

    expect(schemaFaults(JSON.parse(found), parse(text))).toEqual([]);
  });
});
