/** The worked example of docs/proof.md: it first fails, and the printed fix repairs it. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { workplace } from "../support/commandLine";

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
