/** The worked example of docs/proof.md: it first fails, and the printed fix repairs it. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { assumptionsOf } from "../../model/proof/assumptions";
import { workplace } from "../support/commandLine";
import { plan } from "../support/plans";

const page = readFileSync(path.join(__dirname, "../../docs/proof.md"), "utf8");

function blocks(language: string): readonly string[] {
  const fence = new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm");
  return [...page.matchAll(fence)].map(([, text]) => text ?? "");
}

const place = workplace();

describe("the worked example of docs/proof.md", () => {
  it("fails, is explained, and is repaired by the fix that is printed", () => {
    const commands = blocks("sh").flatMap((text) => text.trim().split("\n"));
    const [policy = ""] = blocks("yaml");
    place.write(policy, "policy.yaml");

    let printed = "";
    for (const command of commands) {
      const [line = "", remark = ""] = command.split("#");
      const { exit, out } = place.run(...line.trim().split(/\s+/).slice(2));
      printed += `${out}\n`;
      expect(`${line}→ ${exit}`).toBe(`${line}→ ${/exits (\d)/.exec(remark)?.[1] ?? 0}`);
    }

    expect(commands).toHaveLength(4);
    expect(blocks("text")).toHaveLength(4);
    for (const block of blocks("text")) expect(printed).toContain(block);
    expect(place.read("policy.yaml")).toBe(policy.replace("after: 6d", "after: 5d"));
  });
});

describe("the readings of an approval delay", () => {
  // The proof asks each of them of both rings at once: whoever signs it takes for granted that no vendor mixes them.
  const readings = /under every reading of\s+the\s+vendor's words, the same for both rings/;
  const assumed = readFileSync(path.join(__dirname, "../../docs/assumptions.md"), "utf8");

  it("are told alike by the proof that is printed and by the page about it", () => {
    expect(assumptionsOf(plan([]), { from: 0, until: 0 }).join("\n")).toMatch(readings);
    expect(page).toMatch(readings);
  });

  it("are assumed to be the same in all rings by the page of what nobody observed", () => {
    expect(assumed).toContain("under every reading of them, the same for both rings");
  });
});
