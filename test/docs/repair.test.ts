/** The story of docs/repair.md: its commands run on a fresh copy, and it shows what they print; `-u` writes that anew. */
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { workplace } from "../support/commandLine";

const docs = path.join(__dirname, "../../docs");
const page = readFileSync(path.join(docs, "repair.md"), "utf8");
const fence = /^```(sh|yaml|text)\n([\s\S]*?)^```$/gm;

const place = workplace();

interface Ran {
  readonly exit: number | null;
  readonly out: string;
}

function run(command: string): Ran {
  const [program = "", ...args] = command.split(/\s+/);
  switch (program) {
    case "cp":
      cpSync(place.pathOf(args[0] ?? ""), place.pathOf(args[1] ?? ""));
      return { exit: 0, out: "" };
    case "diff": {
      const { status, stdout } = spawnSync(program, args, {
        cwd: place.pathOf("."),
        encoding: "utf8",
      });
      return { exit: status, out: stdout };
    }
    default:
      return place.run(...args.slice(1));
  }
}

/** What the commands of one block print, each with the exit code that its remark tells. */
function runAll(block: string): string {
  const printed = block
    .trim()
    .split("\n")
    .map((written) => {
      const [command = "", remark = ""] = written.split("#");
      const { exit, out } = run(command.trim());
      expect(`${command}→ ${exit}`).toBe(`${command}→ ${/exits (\d)/.exec(remark)?.[1] ?? 0}`);
      return out.trimEnd();
    });
  return printed.filter((text) => text !== "").join("\n");
}

/** Writes one line of the policy as the page shows it; one that stands there already changes nothing. */
function write(line: string): void {
  const key = line.slice(0, line.indexOf(":"));
  const lines = place.read("policy.yaml").split("\n");
  const changed = lines.map((one) =>
    one.startsWith(`${key}:`) && !lines.includes(line) ? line : one,
  );
  expect(changed).toContain(line);
  place.write(changed.join("\n"), "policy.yaml");
}

describe("the story of docs/repair.md", () => {
  it("fails, is repaired by a printed fix, and becomes the example policy", async () => {
    cpSync(path.join(docs, "examples/saas"), place.pathOf("docs/examples/saas"), {
      recursive: true,
    });

    let printed = "";
    const told = page.replace(fence, (block: string, language: string, text: string) => {
      if (language === "text") return `\`\`\`text\n${printed}\n\`\`\``;
      if (language === "yaml") write(text.trimEnd());
      else printed = runAll(text);
      return block;
    });

    expect(place.read("policy.yaml")).toBe(place.read("docs/examples/saas/patching.yaml"));
    await expect(told).toMatchFileSnapshot(path.join(docs, "repair.md"));
  });

  it("is right about the other weeks: two New Years are late, and nothing else is", () => {
    place.write(readFileSync(path.join(docs, "examples/saas/first.yaml"), "utf8"));
    const week = 7 * 24 * 60 * 60 * 1000;
    const fridays = Array.from({ length: 104 }, (_, index) =>
      new Date(Date.UTC(2026, 11, 4, 2, 1) + index * week).toISOString(),
    );

    const late = fridays.filter((release) => {
      const facts = ["--release", release, "--severity", "critical", "--group", "tools"];
      return place.run("simulate", ...facts).exit === 3;
    });

    expect(late.map((release) => release.slice(0, 10))).toEqual(["2026-12-25", "2027-12-24"]);
  });
});
