/** The example policies: valid, kept, and told as the committed proofs, documents and calendars; `-u` writes those anew. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommandLine } from "../../operations/commandLine";

const examples = path.resolve(__dirname, "../../docs/examples");
const page = readFileSync(path.join(examples, "README.md"), "utf8");
const commands = (/```sh\n([\s\S]*?)```/.exec(page)?.[1] ?? "").trim().split("\n");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "patchwarden-examples-"));
  cpSync(examples, folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function patchwarden(line: string): { readonly exit: number; readonly printed: string } {
  let printed = "";
  const write = (text: string): void => {
    printed += `${text}\n`;
  };
  const exit = runCommandLine(line.split(" ").slice(1), {
    cwd: folder,
    now: () => Date.UTC(2026, 11, 1),
    out: write,
    err: write,
  });
  return { exit, printed };
}

interface KeptCell {
  readonly group: string;
  readonly ring: string;
  readonly verdict: { readonly slackMinutes: number };
}

describe.each([
  { name: "bank", group: "payments" },
  { name: "agency", group: "case-files" },
  { name: "hospital", group: "ehr" },
  { name: "saas", group: "web" },
])("the example policy $name", ({ name, group }) => {
  const line = (index: number): string =>
    (commands[index] ?? "").replaceAll("bank", name).replace("payments", group);
  const golden = (file: string): string => path.join(examples, name, file);

  it("keeps every promise, without an error", () => {
    const { exit, printed } = patchwarden(line(0));

    expect(exit, printed).toBe(0);
    expect(printed).toMatch(/^(\S+): (\d+) promises of \2 kept, 0 errors/m);
  });

  it("has its proof beside it, with the worst case of the tightest group", async () => {
    const [check, explain] = [line(0), line(1)];
    const texts = [check, explain].map((one) => `$ ${one}\n${patchwarden(one).printed}`);

    await expect(texts.join("\n")).toMatchFileSnapshot(golden("proof.txt"));
    const cells: readonly KeptCell[] = JSON.parse(patchwarden(`${check} --json`).printed).proof
      .cells;
    const [tightest] = [...cells].sort((a, b) => a.verdict.slackMinutes - b.verdict.slackMinutes);
    expect(texts[1]).toContain(`\n${tightest?.group}.${tightest?.ring}, `);
  });

  it("is told on the page as it is proved", () => {
    const [, told = ""] =
      new RegExp(`\\n- \\[${name}\\]([\\s\\S]*?)\\n(?:- |\\n)`).exec(page) ?? [];
    const [, summary = ""] =
      /^\S+: (\d+ promises of .*)$/m.exec(patchwarden(line(0)).printed) ?? [];
    const [, ring = "", slack = ""] =
      /^(\S+), .*with (.+?) to spare/.exec(patchwarden(line(1)).printed) ?? [];

    expect(told.replace(/\s+/g, " ")).toContain(`: \`${summary}\`. Tightest is \`${ring}\`, `);
    expect(told.replace(/\s+/g, " ")).toContain(`with ${slack} to spare`);
  });

  it("is the document that people sign", async () => {
    expect(patchwarden(line(2)).exit).toBe(0);

    for (const file of ["policy.html", "policy.md"])
      await expect(readFileSync(path.join(folder, name, file), "utf8")).toMatchFileSnapshot(
        golden(file),
      );
  });

  it("is the calendar that people import", async () => {
    expect(patchwarden(line(3)).exit).toBe(0);

    await expect(readFileSync(path.join(folder, name, "calendar.ics"), "utf8")).toMatchFileSnapshot(
      golden("calendar.ics"),
    );
  });
});
