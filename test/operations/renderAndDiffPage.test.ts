import { copyFileSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { starterPolicy } from "../../model/starter";
import { workplace } from "../support/commandLine";

const page = readFileSync(path.resolve(__dirname, "../../docs/render-and-diff.md"), "utf8");
const place = workplace();

function blocks(language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
    ([, text]) => text ?? "",
  );
}

/** The few lines of a shell that the page has. */
function perform(line: string): { readonly exit: number; readonly out: string } {
  const [words = ""] = line.split("  #");
  const [command, ...args] = words.trim().split(/\s+/);
  if (command === "npx") return place.run(...args.slice(1));
  const [first = "", second = "", third = ""] = args;
  if (command === "cp") copyFileSync(place.pathOf(first), place.pathOf(second));
  const [, from, to] = /^s\/(.*)\/(.*)\/$/.exec(second) ?? [];
  if (command === "sed") place.write(place.read(third).replace(from ?? "", to ?? ""), third);
  return { exit: 0, out: "" };
}

describe("the page on render and diff", () => {
  it("shows commands that do what it says", () => {
    place.write(starterPolicy);
    const lines = blocks("sh").flatMap((text) => text.trim().split("\n"));
    expect(lines.length).toBeGreaterThan(5);

    let printed = "";
    for (const line of lines) {
      const { exit, out } = perform(line);
      printed += `${out}\n`;
      expect(`${line} → ${exit}`).toBe(`${line} → ${/exits (\d)/.exec(line)?.[1] ?? 0}`);
    }

    for (const text of blocks("text")) expect(printed).toContain(text);
    expect(place.read("patching-policy.html")).toContain("<h1>Patching policy</h1>");
    expect(place.read("patching-policy.md")).toContain("# Patching policy of my-organisation");
  });

  it("names the commands' options as their help does", () => {
    const help = `${place.run("render", "--help").out}${place.run("diff", "--help").out}`;
    const options = new Set(page.match(/--[a-z]+(?:-[a-z]+)*/g));

    for (const option of options) expect(help).toContain(option);
  });
});
