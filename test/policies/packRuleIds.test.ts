import { expect, it } from "vitest";
import { packRuleIds } from "../../model/findings/packRules";
import { rules } from "../../policies/rules";

it("the model knows the ids of the pack's rules, so that it can tell a misspelt exception", () => {
  expect([...packRuleIds].sort()).toEqual(rules.map(({ id }) => id).sort());
});
