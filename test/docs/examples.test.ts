/** The example policies: valid, kept, and rendered as the committed documents and calendars; `-u` writes those anew. */
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

describe.each(["bank", "agency", "hospital", "saas"])("the example policy %s", (name) => {
  const line = (index: number): string => (commands[index] ?? "").replaceAll("bank", name);

  it("keeps every promise, without an error", () => {
    const { exit, printed } = patchwarden(line(0));

    expect(exit, printed).toBe(0);
    expect(printed).toMatch(/^(\S+): (\d+) promises of \2 kept, 0 errors/m);
  });

  it("is the document that people sign", async () => {
    expect(patchwarden(line(1)).exit).toBe(0);

    for (const file of ["policy.html", "policy.md"])
      await expect(readFileSync(path.join(folder, name, file), "utf8")).toMatchFileSnapshot(
        path.join(examples, name, file),
      );
  });

  it("is the calendar that people import", async () => {
    expect(patchwarden(line(2)).exit).toBe(0);

    await expect(readFileSync(path.join(folder, name, "calendar.ics"), "utf8")).toMatchFileSnapshot(
      path.join(examples, name, "calendar.ics"),
    );
  });
});
