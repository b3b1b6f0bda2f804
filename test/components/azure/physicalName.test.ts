import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hyphenatedName, physicalName, stableGuid } from "../../../components/azure/physicalName";

describe("physicalName", () => {
  it("keeps a readable beginning and ends with a hash", () => {
    expect(physicalName("web.canary", ["rg", "westeurope"], 80)).toMatch(
      /^web\.canary-[0-9a-f]{8}$/,
    );
  });

  it("is always a name that Azure takes, within its length", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 24, max: 112 }), (base, longest) => {
        const name = physicalName(base, ["x"], longest);

        expect(name).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9._-]*[a-zA-Z0-9]$/);
        expect(name.length).toBeLessThanOrEqual(longest);
      }),
    );
  });

  it("differs when what forces a replacement differs, and only then", () => {
    const name = physicalName("web", ["rg", "westeurope"], 80);

    expect(physicalName("web", ["rg", "westeurope"], 80)).toBe(name);
    expect(physicalName("web", ["rg", "northeurope"], 80)).not.toBe(name);
  });

  it("keeps long names apart that begin alike", () => {
    const long = "a".repeat(100);

    expect(physicalName(`${long}1`, [], 40)).not.toBe(physicalName(`${long}2`, [], 40));
  });
});

describe("hyphenatedName", () => {
  it("holds letters, digits and hyphens only, and keeps names apart that differ in the rest", () => {
    expect(hyphenatedName("web.canary", [], 50)).toMatch(/^web-canary-[0-9a-f]{8}$/);
    expect(hyphenatedName("web.canary", [], 50)).not.toBe(hyphenatedName("web-canary", [], 50));
  });
});

describe("stableGuid", () => {
  it("is a GUID that the parts alone decide", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (parts) => {
        expect(stableGuid(...parts)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
        expect(stableGuid(...parts)).toBe(stableGuid(...parts));
      }),
    );
  });
});
