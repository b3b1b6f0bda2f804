/** docs/groups.md: its document is valid, and its commands print what the page shows. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { workplace } from "../support/commandLine";

const page = readFileSync(path.join(__dirname, "../../docs/groups.md"), "utf8");
const place = workplace();

function blocks(language: string): readonly string[] {
  const fenced = new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm");
  return [...page.matchAll(fenced)].map(([, text]) => text ?? "");
}

beforeEach(() => {
  place.write(blocks("yaml")[0] ?? "");
  const machines = [
    { id: "db-1", group: "database", ring: "first", cluster: "a", zone: "1" },
    { id: "db-2", group: "database", ring: "rest", cluster: "a", zone: "1" },
    { id: "db-3", group: "database", ring: "rest", tags: { Cluster: "b" }, zone: "2" },
    { id: "db-4", tags: { PatchGroup: "database.rest" }, cluster: "c", zone: "2" },
    { id: "shop-1", tags: { PatchGroup: "shop.all" } },
  ];
  place.write(machines.map((one) => JSON.stringify(one)).join("\n"), "machines.jsonl");
});

describe("docs/groups.md", () => {
  it("shows what each of its commands prints", () => {
    const commands = blocks("sh").map((text) => text.trim().split(/\s+/).slice(1));
    const shown = blocks("text");
    expect(commands.map(([name]) => name)).toEqual([
      "classify",
      "strategy",
      "waves",
      "check",
      "batches",
    ]);

    commands.forEach((command, index) => {
      const { exit, out } = place.run(...command);
      expect(exit, command.join(" ")).toBe(0);
      for (const line of shown[index]?.trimEnd().split("\n") ?? []) expect(out).toContain(line);
    });
  });

  it("has a document whose findings are those that the page explains", () => {
    const { findings } = JSON.parse(place.run("check", "--json").out) as {
      findings: readonly { rule: string }[];
    };

    expect([...new Set(findings.map(({ rule }) => rule))].sort()).toEqual([
      "limit/not-kept",
      "rollback/not-kept",
    ]);
  });
});
