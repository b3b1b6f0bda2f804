import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Difference, differenceOf, isWeaker } from "../../../model/difference/difference";
import { sideOf } from "../../../model/difference/side";
import { parseInstant } from "../../../model/zone";
import { loaded, type RawDocument, randomDocument } from "../../support/randomDocuments";

const asOf = parseInstant("2026-12-01") ?? 0;

function diff(before: RawDocument, after: RawDocument): Difference {
  return differenceOf(sideOf(loaded(before), asOf), sideOf(loaded(after), asOf), asOf);
}

type Mirrored = Readonly<Record<string, unknown>>;

const opposite: Readonly<Record<string, string>> = {
  weaker: "stronger",
  stronger: "weaker",
  added: "removed",
  removed: "added",
};

/** The same change seen from the other side. */
function mirrored(change: object): Mirrored {
  const { before, after, effect, kind, created, deleted, ...rest } = change as Mirrored;
  return {
    ...Object.fromEntries(
      Object.entries(rest).map(([key, value]) => [key, isPair(value) ? mirrored(value) : value]),
    ),
    before: after,
    after: before,
    effect: opposite[String(effect)] ?? effect,
    kind: opposite[String(kind)] ?? kind,
    created: deleted,
    deleted: created,
  };
}

function isPair(value: unknown): value is object {
  return typeof value === "object" && value !== null && "before" in value && "after" in value;
}

/** In an order of their own: what comes first depends on the side that one looks from. */
function sorted(changes: readonly object[]): readonly string[] {
  return changes
    .map((change) =>
      JSON.stringify(change, (_, value) =>
        Array.isArray(value)
          ? [...value].sort()
          : value !== null && typeof value === "object"
            ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
            : value,
      ),
    )
    .sort();
}

describe("a difference", () => {
  it("is empty between a document and itself", () => {
    fc.assert(
      fc.property(randomDocument, (document) => {
        const { tags, ...lists } = diff(document, structuredClone(document));

        for (const list of Object.values(lists)) expect(list).toEqual([]);
        expect(tags).toEqual({ added: [], removed: [] });
      }),
      { numRuns: 12 },
    );
  });

  it("is never empty of changes between documents that differ in their values", () => {
    fc.assert(
      fc.property(randomDocument, randomDocument, (before, after) => {
        const isSame =
          JSON.stringify(loaded(before).policy) === JSON.stringify(loaded(after).policy);

        expect(diff(before, after).changes.length === 0).toBe(isSame);
      }),
      { numRuns: 12 },
    );
  });

  it("is its own mirror from the other side: tighter is looser, added is removed", () => {
    fc.assert(
      fc.property(randomDocument, randomDocument, (before, after) => {
        const [there, back] = [diff(before, after), diff(after, before)];

        expect(sorted(there.changes.map(mirrored))).toEqual(sorted(back.changes));
        expect(sorted(there.promises.map(mirrored))).toEqual(sorted(back.promises));
        expect(sorted(there.verdicts.map(mirrored))).toEqual(sorted(back.verdicts));
        expect(sorted(there.delays.map(mirrored))).toEqual(sorted(back.delays));
        expect(sorted(there.figures.map(mirrored))).toEqual(sorted(back.figures));
        expect(sorted(there.runs.map(mirrored))).toEqual(sorted(back.runs));
        expect(sorted(there.deployed.map(mirrored))).toEqual(sorted(back.deployed));
      }),
      { numRuns: 25 },
    );
  });

  it("puts what is weaker first, and says so as a whole", () => {
    fc.assert(
      fc.property(randomDocument, randomDocument, (before, after) => {
        const difference = diff(before, after);
        const { changes, promises, verdicts, delays } = difference;
        for (const list of [changes, promises, verdicts]) {
          const effects = list.map(({ effect }) => effect);
          expect(effects.lastIndexOf("weaker")).toBe(
            effects.filter((effect) => effect === "weaker").length - 1,
          );
        }
        const weaker = [...changes, ...promises, ...verdicts, ...delays].some(
          ({ effect }) => effect === "weaker" || effect === "mixed",
        );
        expect(isWeaker(difference)).toBe(weaker);
      }),
      { numRuns: 12 },
    );
  });
});
