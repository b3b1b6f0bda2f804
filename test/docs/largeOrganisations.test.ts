import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { workplace } from "../support/commandLine";

const page = readFileSync(path.join(__dirname, "../../docs/large-organisations.md"), "utf8");
const { run: patchwarden, write, read } = workplace();

function blocks(language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
    ([, text]) => text ?? "",
  );
}

/** Every block of YAML says on its first line which file it is. */
function writeExample(change = (text: string): string => text): void {
  for (const text of blocks("yaml")) write(change(text), /^# (\S+)\n/.exec(text)?.[1]);
}

describe("the page on policies of many files", () => {
  it("has an example whose commands end as it says", () => {
    writeExample();
    const commands = blocks("sh").flatMap((text) => text.trim().split("\n"));
    expect(commands).toHaveLength(4);

    for (const command of commands) {
      const [line = "", remark = ""] = command.split(" #");
      const { exit, err } = patchwarden(...line.trim().split(/\s+/).slice(1));
      expect(`${command} → ${exit} ${err}`).toBe(
        `${command} → ${/exits (\d)/.exec(remark)?.[1] ?? 0} `,
      );
    }
    expect(read("patching.part.schema.json")).not.toBe(read("patching.schema.json"));
  });

  it("says rightly that one group in two files is a fault that names both places", () => {
    writeExample((text) => text.replace("  bank:\n    tier", "  shop:\n    tier"));

    const { exit, err } = patchwarden("check");

    expect(exit).toBe(2);
    expect(err).toContain("groups/shop.yaml:3:3: groups.shop stands also at groups/bank.yaml:3:3");
  });
});
