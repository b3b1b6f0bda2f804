import { expect, it } from "vitest";
import { listBase, listKeys } from "../../../../components/aws/runbooks/ringRuns";

const short = "/patchwarden/acme/dev/web";
const long = `/patchwarden/${"p".repeat(100)}/${"s".repeat(100)}/${"n".repeat(55)}`;
const ring = (end: string) => `${"g".repeat(40)}.${"r".repeat(39)}${end}`;

it("are whole where they fit, below the path of the component's parameters", () => {
  expect(listKeys(short, "web.broad")).toEqual({
    record: "patchwarden/acme/dev/web/records/web.broad.json",
    lists: "patchwarden/acme/dev/web/lists/web.broad",
  });
});

it("are cut where SSM would cut them, and still different", () => {
  for (const prefix of [short, long]) {
    const keys = ["a", "b"].map((end) => listKeys(prefix, ring(`${"x".repeat(80)}${end}`)));

    expect(new Set(keys.map(({ lists }) => lists)).size).toBe(2);
    for (const { lists, record } of keys) {
      expect(lists.length).toBeLessThanOrEqual(142);
      expect(lists.startsWith(`${listBase(prefix)}/lists/`)).toBe(true);
      expect(record.startsWith(`${listBase(prefix)}/records/`)).toBe(true);
      expect(lists).toMatch(/^patchwarden\/.+\/lists\/[^/]+$/);
    }
  }
  expect(listBase(long)).not.toBe(listBase(`${long}2`));
});
