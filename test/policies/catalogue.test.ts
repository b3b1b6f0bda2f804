import { describe, expect, it } from "vitest";
import { renderCatalogue } from "../../policies/catalogue";
import type { Rule } from "../../policies/rule";
import { renderRulePage } from "../../policies/rulePage";
import { rules } from "../../policies/rules";
import { exampleResources, judge } from "./world";

async function refusals(rule: Rule): Promise<readonly string[]> {
  return (await judge(rule, exampleResources(rule, "bad"))).broken;
}

describe("docs/rules.md", () => {
  it("shows every rule as it stands in the code", async () => {
    await expect(renderCatalogue(rules)).toMatchFileSnapshot("../../docs/rules.md");
  });
});

describe.each(rules.map((rule) => [rule.id, rule] as const))("docs/rules/%s.md", (id, rule) => {
  it("shows the rule as it stands in the code, with what it says of its bad example", async () => {
    const page = renderRulePage(rule, await refusals(rule));

    await expect(page).toMatchFileSnapshot(`../../docs/rules/${id}.md`);
  });

  it("refuses its bad example", async () => {
    expect(await refusals(rule)).not.toEqual([]);
  });

  it("accepts its good example, with nothing left undetermined", async () => {
    const verdict = await judge(rule, exampleResources(rule, "good"));

    expect(verdict).toEqual({ broken: [], undetermined: [], notApplicable: [] });
  });
});
