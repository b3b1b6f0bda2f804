import { describe, expect, it } from "vitest";
import { patchTags } from "../../model/patchTags";
import { planned } from "./planned";

describe("patchTags", () => {
  const plan = planned();

  it("gives the one tag of a ring", () => {
    expect(patchTags(plan, "web", "canary")).toEqual({ PatchGroup: "web.canary" });
  });

  it("refuses an unknown group with the nearest one", () => {
    expect(() => patchTags(plan, "wbe", "canary")).toThrow(
      'the policy has no group "wbe", did you mean "web"? It has web',
    );
  });

  it("refuses an unknown ring with the rings there are", () => {
    expect(() => patchTags(plan, "web", "borad")).toThrow(
      'group "web" has no ring "borad", did you mean "broad"? It has canary, broad',
    );
  });
});
