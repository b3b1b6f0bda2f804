/** docs/runs.md: its document is valid, and its commands print what the page shows. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { workplace } from "../support/commandLine";

const page = readFileSync(path.join(__dirname, "../../docs/runs.md"), "utf8");
const place = workplace();

function blocks(language: string): readonly string[] {
  const fenced = new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm");
  return [...page.matchAll(fenced)].map(([, text]) => text ?? "");
}

const [document = ""] = blocks("yaml");

describe("docs/runs.md", () => {
  it("shows what the plan of its document says of its runs", () => {
    place.write(document);
    const { exit, out } = place.run("plan");

    expect(exit).toBe(0);
    for (const line of blocks("text")[0]?.trimEnd().split("\n") ?? []) expect(out).toContain(line);
  });

  it("has a document that keeps its cap, and not a lower one", () => {
    place.write(document);
    expect(place.run("check", "--only", "recovery/too-many-points").exit).toBe(0);

    place.write(document.replace("maxPoints: 8", "maxPoints: 7"));
    const { exit, out } = place.run("check", "--only", "recovery/too-many-points");

    expect(exit).not.toBe(0);
    expect(out).toContain(blocks("text")[1]?.trimEnd());
  });

  it("has a document whose findings are those that the page explains", () => {
    place.write(document);
    const { findings } = JSON.parse(place.run("check", "--json").out) as {
      findings: readonly { rule: string }[];
    };

    expect([...new Set(findings.map(({ rule }) => rule))].sort()).toEqual([
      "recovery/not-copied",
      "recovery/not-tested",
      "rollback/not-kept",
      "start-stopped/hybrid",
    ]);
  });

  it("is deployed in a window of its own where people are asked", () => {
    place.write(document);
    const plan = JSON.parse(place.run("plan", "--json").out) as {
      aws: readonly { windows: readonly { name: string }[] }[];
    };

    expect(plan.aws[0]?.windows.map(({ name }) => name)).toEqual([
      "acme-saturday",
      "acme-sunday.shop",
      "acme-sunday",
    ]);
  });
});
