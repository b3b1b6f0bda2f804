import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Edit, editValue } from "../../../model/fixes/edit";
import { editText } from "../../../model/fixes/editText";

function edited(text: string, ...edits: readonly Edit[]): string | undefined {
  const after = editText(text, edits);
  if (after !== undefined) expect(parse(after)).toEqual(editValue(parse(text), edits));
  return after;
}

const set = (value: string | boolean, ...path: readonly (string | number)[]): Edit => ({
  kind: "set",
  path,
  value,
});
const remove = (...path: readonly (string | number)[]): Edit => ({ kind: "remove", path });

describe("setting a value", () => {
  it.each([
    ["plain", "a: 7d # why\n", "a: 5d # why\n"],
    ["in double quotes", 'a: "7d"   # why\n', 'a: "5d"   # why\n'],
    ["in single quotes", "a: '7d'\n", "a: '5d'\n"],
    ["without room", "{a: 7d,c: 2}\n", "{a: 5d,c: 2}\n"],
  ])("keeps how it was written: %s", (_, text, expected) => {
    expect(edited(text, set("5d", "a"))).toBe(expected);
  });

  it("quotes what would mean something else", () => {
    const schedule = "every wednesday, sunday at 19:00";

    expect(edited("w: { s: every day at 04:00 }\n", set(schedule, "w", "s"))).toBe(
      `w: { s: "${schedule}" }\n`,
    );
    expect(edited("w:\n  s: every day at 04:00\n", set(schedule, "w", "s"))).toBe(
      `w:\n  s: ${schedule}\n`,
    );
    expect(edited("w: { s: it's }\n", set("12", "w", "s"))).toBe('w: { s: "12" }\n');
    expect(edited("w: 'x'\n", set("it's", "w"))).toBe("w: 'it''s'\n");
  });

  it("writes over an alias where it stands, and through one that shares a block", () => {
    expect(edited("a: &d 7d\nb: *d # same\n", set("5d", "b"))).toBe("a: &d 7d\nb: 5d # same\n");
    const shared = "a: &m { k: 7d }\nb: *m\n";
    const after = editText(shared, [set("5d", "b", "k")]);

    expect(after).toBe("a: &m { k: 5d }\nb: *m\n");
    expect(parse(after ?? "")).toEqual({ a: { k: "5d" }, b: { k: "5d" } });
  });

  it("keeps an anchor", () => {
    expect(editText("a: &d 7d\nb: *d\n", [set("5d", "a")])).toBe("a: &d 5d\nb: *d\n");
  });

  it("refuses block scalars, lists and what is not there", () => {
    expect(editText("a: |\n  7d\n", [set("5d", "a")])).toBeUndefined();
    expect(editText("a: [7d]\n", [set("5d", "a")])).toBeUndefined();
    expect(editText("a: 1\n", [set("5d", "a", "b")])).toBeUndefined();
    expect(editText("a: [\n", [set("5d", "a")])).toBeUndefined();
  });
});

describe("writing a key that was left out", () => {
  it.each([
    ["brackets", "m: { a: 1 } # why\n", "m: { a: 1, k: true } # why\n"],
    ["brackets that end with a comma", "m: { a: 1, }\n", "m: { a: 1, k: true, }\n"],
    ["empty brackets", "m: {}\n", "m: { k: true }\n"],
    ["brackets over lines", "m: {\n  a: 1 # one\n}\n", "m: {\n  a: 1, k: true # one\n}\n"],
    ["lines", "m:\n  a: 1 # one\nn: 2\n", "m:\n  a: 1 # one\n  k: true\nn: 2\n"],
    ["the last line, without its end", "m:\n  a: 1", "m:\n  a: 1\n  k: true"],
    ["CRLF", "m:\r\n  a: 1\r\nn: 2\r\n", "m:\r\n  a: 1\r\n  k: true\r\nn: 2\r\n"],
    [
      "nested lines",
      "m:\n  a:\n    - x\n    - y # last\n\n# end\n",
      "m:\n  a:\n    - x\n    - y # last\n  k: true\n\n# end\n",
    ],
    ["a block scalar", "m:\n  a: |\n    x\nn: 2\n", "m:\n  a: |\n    x\n  k: true\nn: 2\n"],
  ])("in %s", (_, text, expected) => {
    expect(edited(text, set(true, "m", "k"))).toBe(expected);
  });

  it("in an entry of a list", () => {
    expect(edited("l:\n  - a: 1\n    b: 2\n  - a: 3\n", set("x", "l", 0, "k"))).toBe(
      "l:\n  - a: 1\n    b: 2\n    k: x\n  - a: 3\n",
    );
    expect(edited("l:\n  - a: 1\n", set("x", "l", 0, "k"))).toBe("l:\n  - a: 1\n    k: x\n");
  });

  it("with the mappings above it that are missing, apart where sections stand apart", () => {
    expect(edited("a: 1\n\nb: 2\n", set("4h", "p", "urgent", "notice"))).toBe(
      "a: 1\n\nb: 2\n\np: { urgent: { notice: 4h } }\n",
    );
    expect(edited("a: 1\nb: 2\n", set("4h", "p", "notice"))).toBe(
      "a: 1\nb: 2\np: { notice: 4h }\n",
    );
  });
});

describe("removing a key", () => {
  it.each([
    ["brackets", "m: { k: 1, a: 2 }\n", "m: { a: 2 }\n"],
    ["brackets, the last one", "m: { a: 2, k: 1 }\n", "m: { a: 2 }\n"],
    ["lines", "m:\n  a: 1\n  k: 2\n  b: 3\n", "m:\n  a: 1\n  b: 3\n"],
    ["lines, with its remark", "m:\n  a: 1\n  k: 2  # why\nb: 3\n", "m:\n  a: 1\n  # why\nb: 3\n"],
    ["an entry of a list", "m:\n  - 1\n", undefined],
    ["CRLF", "m:\r\n  a: 1\r\n  k: 2\r\nb: 3\r\n", "m:\r\n  a: 1\r\nb: 3\r\n"],
  ])("in %s", (_, text, expected) => {
    expect(edited(text, remove("m", "k"))).toBe(expected);
  });

  it("at the start of an entry", () => {
    expect(edited("l:\n  - k: 1\n    a: 2\n", remove("l", 0, "k"))).toBe("l:\n  - a: 2\n");
  });

  it("but not what an anchor names", () => {
    expect(editText("m: { k: &d 1, a: *d }\n", [remove("m", "k")])).toBeUndefined();
  });
});

describe("lists", () => {
  it("get an entry at their end", () => {
    const append: Edit = { kind: "append", path: ["l"], value: "x" };

    expect(edited("l: [a, b] # why\n", append)).toBe("l: [a, b, x] # why\n");
    expect(edited("l: []\n", append)).toBe("l: [x]\n");
    expect(edited("l:\n  - a\n  - b # why\nm: 1\n", append)).toBe(
      "l:\n  - a\n  - b # why\n  - x\nm: 1\n",
    );
  });

  it("let entries change places, remarks staying where they are", () => {
    const swap: Edit = { kind: "swap", path: ["l"], first: 0, second: 2 };

    expect(edited("l:\n  - a # 1\n  - b # 2\n  - { c: 1 } # 3\n", swap)).toBe(
      "l:\n  - { c: 1 } # 1\n  - b # 2\n  - a # 3\n",
    );
    expect(editText("l: [&d a, b, c]\nm: *d\n", [swap])).toBeUndefined();
  });
});
