import { describe, expect, it } from "vitest";
import { renderCatalogue } from "../../policies/catalogue";
import { rules } from "../../policies/rules";

describe("docs/rules.md", () => {
  it("says what the rules say", async () => {
    await expect(renderCatalogue(rules)).toMatchFileSnapshot("../../docs/rules.md");
  });
});
