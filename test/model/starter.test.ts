import { describe, expect, it } from "vitest";
import { parsePlan } from "../../model/load";
import { prove } from "../../model/proof/prove";
import { starterPolicy } from "../../model/starter";
import { parseInstant } from "../../model/zone";

describe("the starter policy", () => {
  const loaded = parsePlan(starterPolicy);

  it("is valid and leaves nothing to report", () => {
    expect(loaded).toMatchObject({ ok: true, plan: { findings: [] } });
  });

  it("keeps its own promises, whenever it is proved", () => {
    if (!loaded.ok) {
      throw new Error("the starter policy is not valid");
    }
    for (const asOf of ["2026-12-01T00:00Z", "2027-07-15T13:37Z"]) {
      const proof = prove(loaded.plan, parseInstant(asOf) ?? Number.NaN);

      expect(proof.cells.length).toBeGreaterThan(0);
      expect(proof.holds).toBe(true);
    }
  });

  it("is about twenty lines of content", () => {
    const content = starterPolicy
      .split("\n")
      .filter((line) => /^[^#]*\w/.test(line.split("#")[0] ?? ""));

    expect(content.length).toBeLessThanOrEqual(26);
  });
});
