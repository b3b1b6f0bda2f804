import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runCommandLine } from "../../operations/commandLine";
import { workplace } from "../support/commandLine";

const { run, write, read, pathOf } = workplace();

const broken = `version: 1
organisation: acme
timezone: Europe/Berlin
effectiveFrom: 2026-12-01
clouds:
  aws: { accounts: { main: { id: "123456789012" } } }
tiers:
  gold: { deadlines: { critical: 14d } } # promised
baselines:
  linux:
    systems: [rhel-9]
    approve: [{ classification: [security], after: 9d }] # slow
windows:
  sunday: { schedule: every sunday at 04:00 }
groups:
  web:
    tier: gold
    owner: web-team
    baselines: [linux]
    aws: { regions: [eu-central-1] }
    rings: [{ name: all, window: sunday }]
`;

describe("patchwarden check of a large broken policy", () => {
  const [head = "", group = ""] = broken.split("groups:\n");
  const many = (count: number): string =>
    `${head}groups:\n${Array.from({ length: count }, (_, index) => group.replace("  web:", `  web-${index}:`)).join("")}`;

  it("looks for no fixes unless it is asked to, and says how", () => {
    write(many(201));

    const { exit, out } = run("check");

    expect(exit).toBe(3);
    expect(out).not.toContain("fix 1@");
    expect(out).toContain(
      "next: patchwarden check -f patching.yaml --fix-time 300 looks for fixes",
    );
  });

  it("looks for them up to 200 groups, and beyond within the time that it is given", () => {
    write(many(200));
    expect(run("check").out).toContain("fix 1@");

    write(many(201));
    expect(run("check", "--fix-time", "60").out).toContain("fix 1@");
    expect(run("check", "--no-fix").out).toContain("next: change a window");
  });
});

describe("patchwarden check of a broken policy", () => {
  it("prints the fixes after the broken promises, each as a patch", () => {
    write(broken);

    const { exit, out } = run("check");

    expect(exit).toBe(3);
    const [fix = ""] = /^fix 1@[0-9a-f]{8}\n[\s\S]*?(?=\n\nfix 2)/m.exec(out) ?? [];
    expect(fix.split("\n").slice(1)).toEqual([
      "  approval delay: rule 1 of baseline linux approves after 6d instead of 9d (patching.yaml:12)",
      "--- patching.yaml",
      "+++ patching.yaml",
      "@@ -10,5 +10,5 @@",
      "   linux:",
      "     systems: [rhel-9]",
      "-    approve: [{ classification: [security], after: 9d }] # slow",
      "+    approve: [{ classification: [security], after: 6d }] # slow",
      " windows:",
      "   sunday: { schedule: every sunday at 04:00 }",
      "  groups that share what it changes: web",
      "  slack after it: web.all 20h",
    ]);
    expect(out).toMatch(/would repair, but is refused: tier gold gets .*: oncall\/missing/);
    expect(out).toMatch(/next: patchwarden check -f patching\.yaml --fix 1@[0-9a-f]{8} applies/);
  });

  it("carries the fixes in its JSON", () => {
    write(broken);

    const { fixes } = JSON.parse(run("check", "--json").out);

    expect(fixes).toMatchObject({ found: "single", cut: false });
    expect(fixes.fixes[0]).toMatchObject({
      number: 1,
      changes: [{ kind: "approval delay", position: { file: "patching.yaml", line: 12 } }],
      groups: ["web"],
      patches: [{ file: "patching.yaml", patch: expect.stringContaining("after: 6d") }],
    });
  });

  it("looks for none when told so, or when only some findings are asked for", () => {
    write(broken);

    expect(run("check", "--no-fix").out).not.toContain("fix 1");
    expect(run("check", "--only", "deadline").out).not.toContain("fix 1");
  });

  it("says when the search was cut", () => {
    write(broken);
    let now = Date.UTC(2026, 11, 1);
    const out: string[] = [];
    const err: string[] = [];

    runCommandLine(["check", "--fix-time", "5"], {
      cwd: pathOf("."),
      now: () => {
        now += 1500;
        return now;
      },
      out: (text) => out.push(text),
      err: (text) => err.push(text),
    });

    expect(out.join("\n")).toMatch(/the search was cut after \d changes?/);
    expect(err.join("\n")).toMatch(/^check: looking for fixes, \d+ changes? tried/);
  });
});

describe("patchwarden check --fix", () => {
  it("applies one, byte for byte but for its tokens, and proves the new text", () => {
    write(broken);

    const { exit, out } = run("check", "--fix", "1");

    expect(exit).toBe(0);
    expect(read("patching.yaml")).toBe(broken.replace("after: 9d", "after: 6d"));
    expect(out).toMatch(/^applied:\nfix 1@/);
    expect(out).toContain("to do: look at the change (git diff)");
    expect(out).toContain("patching.yaml: 1 promise of 1 kept");
  });

  it("removes the agreement of a window that it changes, and says what to do", () => {
    const agreed = broken.replace("04:00 }", "04:00, agreedBy: web-team, agreedAt: 2026-11-02 }");
    write(agreed);

    const { exit, out } = run("check", "--fix", "2");

    expect(exit).toBe(0);
    expect(read("patching.yaml")).toContain(
      'sunday: { schedule: "every wednesday, sunday at 04:00" }',
    );
    expect(out).toContain("window sunday loses agreedBy and agreedAt");
    expect(out).toContain("to do: agree on window sunday with web, then write agreedBy");
  });

  it("changes the file that holds the value", () => {
    const [head = "", tail = ""] = broken.split("baselines:\n");
    write(`include: [baselines.yaml]\n${head}${tail.slice(tail.indexOf("windows:"))}`);
    write(`baselines:\n${tail.slice(0, tail.indexOf("windows:"))}`, "baselines.yaml");
    const root = read("patching.yaml");

    const { exit, out } = run("check", "--fix", "1");

    expect(exit).toBe(0);
    expect(out).toContain("--- baselines.yaml");
    expect(read("patching.yaml")).toBe(root);
    expect(read("baselines.yaml")).toContain("after: 6d }] # slow");
  });

  it("takes the id that was printed with the number, and refuses another document's", () => {
    write(broken);
    const id = /fix 1@([0-9a-f]{8})/.exec(run("check").out)?.[1] ?? "";
    write(broken.replace("after: 9d", "after: 10d"));

    const refused = run("check", "--fix", `1@${id}`);

    expect(refused.exit).toBe(2);
    expect(refused.err).toMatch(
      /fix 1 is [0-9a-f]{8} now, not [0-9a-f]{8}: the document or the day/,
    );
    expect(read("patching.yaml")).toContain("after: 10d");
    write(broken);
    expect(run("check", "--fix", `1@${id}`).exit).toBe(0);
  });

  it("refuses when the file changes while it looks", () => {
    write(broken);
    const err: string[] = [];

    const exit = runCommandLine(["check", "--fix", "1"], {
      cwd: pathOf("."),
      now: () => {
        writeFileSync(pathOf("patching.yaml"), `${broken}# somebody else\n`);
        return Date.UTC(2026, 11, 1);
      },
      out: () => {},
      err: (text) => err.push(text),
    });

    expect(exit).toBe(1);
    expect(err.join("\n")).toContain(
      "patching.yaml has changed since it was read; run check again",
    );
    expect(read("patching.yaml")).toBe(`${broken}# somebody else\n`);
  });

  it.each([
    ["9", "there is no fix 9; there are 1 to 4"],
    ["0", 'got "0"; write the number of a fix'],
    ["first", 'got "first"; write the number of a fix'],
  ])("refuses %s", (number, message) => {
    write(broken);

    const { exit, err } = run("check", "--fix", number);

    expect(exit).toBe(2);
    expect(err).toContain(message);
    expect(read("patching.yaml")).toBe(broken);
  });

  it("says as JSON why it applies none", () => {
    write(broken);

    const { exit, out, err } = run("check", "--json", "--fix", "9");

    expect({ exit, err }).toEqual({ exit: 2, err: "" });
    expect(JSON.parse(out)).toEqual({
      asOf: "2026-12-01T00:00Z",
      exit: 2,
      refused: "there is no fix 9; there are 1 to 4",
    });
  });

  it("says what stays unproved where nothing deploys a group's strategy", () => {
    const images = "strategy: { kind: replace, reason: stateless, image: build }";
    write(
      broken
        .replace("    tier: gold", `    tier: gold\n    ${images}`)
        .replace("windows:", "windows:\n  build: { schedule: every saturday at 04:00 }"),
    );

    const { exit, out } = run("check");
    const { fixes } = JSON.parse(run("check", "--json").out);

    expect(exit).toBe(3);
    expect(out).toContain(
      "  stays unproved: web.all: nothing of this release deploys their strategy, so even in time by the calendar check ends with 3",
    );
    expect(out).toMatch(/applies the first fix; what stays unproved needs a strategy that/);
    expect(fixes.fixes[0].undeployed).toEqual(["web.all"]);
    expect(run("check", "--fix", "1").exit).toBe(3);
  });

  it("repairs other groups where one has a strategy that no calendar serves", () => {
    const [, group = ""] = broken.split("groups:\n");
    const replaced = group
      .replace("  web:", "  pool:")
      .replace("tier: gold", "tier: gold\n    strategy: { kind: replace, reason: stateless }");
    write(`${broken}${replaced}`);

    const { out } = run("check");

    expect(out).toContain("fix 1@");
    expect(out).toContain("  stays unproved: pool.all: ");
    expect(out.match(/^error deadline\/not-served: pool: /gm)).toHaveLength(1);
  });

  it("has nothing to apply where all is kept, and touches no invalid document", () => {
    write(broken.replace("after: 9d", "after: 6d"));
    expect(run("check", "--fix", "1")).toMatchObject({ exit: 2 });
    write(broken.replace("version: 1", "version: 2"));
    expect(run("check", "--fix", "1")).toMatchObject({ exit: 2 });
    expect(read("patching.yaml")).toContain("version: 2");
  });
});
