import { describe, expect, it } from "vitest";
import { findingFacts, findingIds } from "../../../model/findings/catalogue";
import { renderFindingsPage } from "../../../model/findings/page";

describe("docs/findings.md", () => {
  it("says what the catalogue says", async () => {
    await expect(renderFindingsPage()).toMatchFileSnapshot("../../../docs/findings.md");
  });
});

describe("the catalogue", () => {
  it.each(findingIds)("says of %s what is wrong and what to do, in sentences for a table", (id) => {
    const { title, fix } = findingFacts(id);

    for (const text of [title, fix]) expect(text).toMatch(/^[A-Z][^|\n]*\.$/);
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*(?:\/[a-z]+(?:-[a-z]+)*)?$/);
  });
});
