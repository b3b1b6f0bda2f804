import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { ModuleKind, transpileModule } from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as components from "../components";
import { parsePlan } from "../model/load";
import { starterPolicy } from "../model/starter";
import { runCommandLine } from "../operations/commandLine";
import { rules } from "../policies/rules";
import { deploy } from "./support/mocks";

const root = path.resolve(__dirname, "..");
const readme = readFileSync(path.join(root, "README.md"), "utf8");

/** Texts of the fenced blocks in one language. */
function blocks(language: string): readonly string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
    ([, text]) => text ?? "",
  );
}

describe("the README's first policy", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "patchwarden-readme-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is what init writes, without the comments", () => {
    expect(parse(blocks("yaml")[0] ?? "")).toEqual(parse(starterPolicy));
  });

  it("runs every command with the exit code that it names", () => {
    const commands = blocks("sh").flatMap((text) => text.trim().split("\n"));
    expect(commands.length).toBeGreaterThan(4);

    let printed = "";
    for (const command of commands) {
      const [line = "", remark = ""] = command.split("#");
      const deadline = /critical: \S+d/.exec(remark)?.[0];
      if (deadline !== undefined) {
        const promised = starterPolicy.replace(/critical: \S+d/, deadline);
        writeFileSync(path.join(folder, "my-policy.yaml"), promised);
      }
      const exit = runCommandLine(line.trim().split(/\s+/).slice(2), {
        cwd: folder,
        now: () => Date.UTC(2026, 11, 1),
        out: (text) => {
          printed += `${text}\n`;
        },
        err: (text) => {
          printed += `${text}\n`;
        },
      });
      expect(`${command} → ${exit}`).toBe(`${command} → ${/exits (\d)/.exec(remark)?.[1] ?? 0}`);
    }
    expect(printed).toContain(blocks("text")[0]);
    expect(printed).toContain("1 fix, the least disruptive first:");
    expect(readme).toContain("here\nthere is one, a promise of 17 days");
    expect(printed).toContain("critical patches within 17d instead of 7d");
  });
});

describe("the README's tables", () => {
  it("list every component and nothing else", () => {
    const listed = [...readme.matchAll(/^\| `((?:aws|azure)\.\w+|PatchingProgramme)` \|/gm)].map(
      ([, name]) => name,
    );
    const classes = (cloud: string, exports: object): readonly string[] =>
      Object.entries(exports)
        .filter(([, value]) => typeof value === "function" && "__pulumiType" in value)
        .map(([name]) => `${cloud}.${name}`);
    const exported = [...classes("aws", components.aws), ...classes("azure", components.azure)];

    expect([...listed].sort()).toEqual([...exported, "PatchingProgramme"].sort());
  });

  it("list every rule of the pack and nothing else", () => {
    const section = /## Rules\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? "";
    const rows = section.split("\n").filter((line) => line.startsWith("|"));
    const listed = rows.flatMap((row) => [...row.matchAll(/`([a-z0-9-]+)`/g)].map(([, id]) => id));
    const ids = ["patchwarden-document", ...rules.map(({ id }) => id)];

    expect(ids.length).toBeGreaterThan(8);
    expect([...listed].sort()).toEqual([...ids].sort());
  });

  it("list every command and nothing else", () => {
    const section = /\n\| command \| shows \|\n([\s\S]*?)\n\n/.exec(readme)?.[1] ?? "";
    const listed = section
      .split("\n")
      .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([a-z]+)`/g)].map(([, id]) => id));
    let help = "";
    runCommandLine(["--help"], {
      cwd: root,
      now: () => 0,
      out: (text) => {
        help += text;
      },
      err: () => {},
    });
    const commands = [...(help.split("Commands:")[1] ?? "").matchAll(/^ {2}([a-z]+) /gm)]
      .map(([, id]) => id)
      .filter((id) => id !== "patchwarden");

    expect([...listed].sort()).toEqual(commands.filter((id) => id !== "help").sort());
  });

  it("link to files that exist", () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, target]) => target);

    for (const link of links)
      expect([link, existsSync(path.join(root, link ?? ""))]).toEqual([link, true]);
  });
});

describe("the README's proof of the example organisation", () => {
  it("is what check prints", () => {
    let printed = "";
    runCommandLine(["check", "--as-of", "2026-12-01T00:00Z"], {
      cwd: root,
      now: () => 0,
      out: (text) => {
        printed += `${text}\n`;
      },
      err: () => {},
    });

    const shown = readme
      .split("\n")
      .filter((line) => /^(ring|\S+\.\S+) +(cloud|aws|azure) /.test(line));
    expect(shown.length).toBeGreaterThan(2);
    for (const line of shown) expect(printed).toContain(`${line}\n`);
  });
});

describe("the README's program", () => {
  it("deploys the first policy", async () => {
    const { outputText } = transpileModule(blocks("ts")[0] ?? "", {
      compilerOptions: { module: ModuleKind.CommonJS },
    });
    const modules: Readonly<Record<string, unknown>> = {
      "./components": components,
      "./model": { loadPlan: (file: string) => parsePlan(starterPolicy, file) },
    };
    const exported: Record<string, unknown> = {};

    const { ofType } = await deploy(() => {
      new Function("require", "exports", outputText)((name: string) => modules[name], exported);
    }, {});

    expect(ofType("patchwarden:aws:MaintenanceWindow").length).toBeGreaterThan(0);
    expect(exported["tags"]).toEqual({ PatchGroup: "web.canary" });
  });
});
