import { describe, expect, it } from "vitest";
import { renderKeptPage } from "../../../model/kept/page";
import { systemFacts, systemIds } from "../../../model/systems";

describe("docs/kept.md", () => {
  it("says what the table says", async () => {
    await expect(renderKeptPage()).toMatchFileSnapshot("../../../docs/kept.md");
  });

  it("names every system, and on each cloud exactly those that it patches", () => {
    const page = renderKeptPage();
    const [, aws = "", azure = ""] = page.split("\n## ");

    for (const id of systemIds) {
      const { title, clouds } = systemFacts(id);
      expect(page, id).toContain(`| \`${id}\` |`);
      expect(listed(aws).includes(title), id).toBe(clouds.aws);
      expect(listed(azure).includes(title), id).toBe(clouds.azure);
    }
  });
});

/** `- A: Ubuntu 22.04, 24.04; Debian 12` lists three systems. */
function listed(part: string): readonly string[] {
  const bunches = part.split("\n").flatMap((line) => /^- [A-Z]: (.*)$/.exec(line)?.[1] ?? []);
  return bunches.flatMap((bunch) =>
    bunch.split("; ").flatMap((family) => {
      const [, name, versions = ""] = /^(.*?) (\d.*)$/.exec(family) ?? [];
      return versions.split(", ").map((version) => `${name} ${version}`);
    }),
  );
}
