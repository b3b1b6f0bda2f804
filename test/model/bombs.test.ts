/** Texts made to hurt: each is refused clearly, or read rightly, in bounded time. */
import { describe, expect, it } from "vitest";
import { formatFault } from "../../model/fault";
import { parsePlan } from "../../model/load";
import { policyText } from "./policyText";

function faultsOf(text: string): readonly string[] {
  const loaded = parsePlan(text, "p.yaml");
  return loaded.ok ? [] : loaded.faults.map(formatFault);
}

/** Entries made by number, together about as long as asked. */
function numbered(length: number, entry: (index: number) => string): string {
  const parts: string[] = [];
  for (let index = 0, left = length; left > 0; index++) {
    const part = entry(index);
    parts.push(part);
    left -= part.length;
  }
  return parts.join("");
}

const size = 40_000;
/** Processor seconds of a busy machine; a check that grows with the square of the text takes minutes. */
const longest = 5;

describe("a text of one kind of character", () => {
  it.each([..."{}[]:,-?#&*!|>'\"%@`\t\r\n \u0000\uFEFF\\~a0"])(
    "%j is answered in time",
    (character) => {
      for (const text of [
        character.repeat(size),
        `${character}\n`.repeat(size / 4),
        `a: ${`${character} `.repeat(size / 4)}`,
      ]) {
        const before = process.cpuUsage();

        const faults = faultsOf(text);

        const { user, system } = process.cpuUsage(before);
        expect(faults.length).toBeGreaterThan(0);
        expect(faults.length).toBeLessThan(1100);
        expect((user + system) / 1e6).toBeLessThan(longest);
      }
    },
  );
});

describe("a text that grows in memory", () => {
  it.each<readonly [what: string, text: string, fault: string | RegExp]>([
    [
      "keys of one mapping",
      numbered(7e5, (i) => `k${i}: 1\n`),
      /^p\.yaml:1:1: the document has \d+ entries; at most 50000 are read$/,
    ],
    [
      "names of one section",
      `groups:\n${numbered(7e5, (i) => `  k${i}: 1\n`)}`,
      "p.yaml:2:3: groups has",
    ],
    [
      "entries of one list",
      `freezes:\n${"- 1\n".repeat(60_000)}`,
      "freezes has 60000 entries; at most 50000",
    ],
    ["the same key", "version: 1\n".repeat(20_000), 'p.yaml:2:1: "version" is written twice here'],
    [
      "unknown names beside thousands of known ones",
      `windows:\n${numbered(1e5, (i) => `  w${i}: {}\n`)}groups:\n${numbered(1e5, (i) => `  k${i}: { rings: [{ window: v${i} }] }\n`)}`,
      "there are",
    ],
    ["anchors", numbered(size, (i) => `k${i}: &a${i} x\n`), 'unknown key "k0"'],
    ["aliases of a word", `a: &a x\n${numbered(size, (i) => `k${i}: *a\n`)}`, "p.yaml:102:"],
    [
      "aliases of a long list",
      `a: &a [${"x, ".repeat(50_000)}]\nb: [*a, *a, *a]`,
      "p.yaml:2:9: the document repeats more than 100000 values",
    ],
    [
      "a list that holds itself",
      "freezes: &a [*a]",
      "p.yaml:1:14: *a stands inside what it repeats; write it out",
    ],
    [
      "a document that holds itself",
      "&a\ngroups: { web: *a }",
      "p.yaml:2:16: *a stands inside what it repeats",
    ],
    ["documents", "---\na: 1\n".repeat(50_000), "several YAML documents"],
    [
      "directives",
      "%YAML 1.2\n".repeat(30_000),
      "not valid YAML: missing directives-end indicator line",
    ],
    [
      "lines of a text",
      `organisation: |\n${"  x\n".repeat(100_000)}`,
      "organisation must be a name",
    ],
    ["escapes", `organisation: "${"\\x41".repeat(70_000)}"`, "organisation must be a name"],
    [
      "one long line",
      `organisation: ${"a".repeat(1e6)}`,
      /^p\.yaml:1:15: organisation must be .*, got a{60}…$/m,
    ],
    [
      "one long key",
      `${"k".repeat(1e6)}: 1`,
      "p.yaml:1:1: not valid YAML: the : indicator must be at most 1024 chars",
    ],
  ])("is refused when it repeats %s", (_, text, fault) => {
    const before = process.cpuUsage();

    const faults = faultsOf(text);

    const { user, system } = process.cpuUsage(before);
    expect(faults.join("\n")).toMatch(fault);
    expect(faults.length).toBeLessThan(1100);
    expect((user + system) / 1e6).toBeLessThan(longest);
  });

  it("says how many faults are left out", () => {
    const faults = faultsOf(`groups:\n${numbered(50_000, (i) => `  k${i}: 1\n`)}`);

    expect(faults.at(-1)).toMatch(
      /^p\.yaml:1:1: there are \d+ more faults; correct the ones above first$/,
    );
  });
});

describe("YAML that a policy does not need", () => {
  it.each([
    [
      "a merge key",
      "<<: { version: 1 }",
      'YAML merge keys are not read; write out what "<<" would bring in',
    ],
    ["a tag of its own", "scan: !mine every day at 12:00", "32:7: the YAML tag !mine is not read"],
    ["a function", "scan: !!js/function every", "32:7: the YAML tag !!js/function is not read"],
    ["a binary text", "reviewBy: !!binary aGk=", "32:11: the YAML tag !!binary is not read"],
    ["a set", "exceptions: !!set {a}", "32:13: the YAML tag !!set is not read"],
    ["a timestamp", "reviewBy: !!timestamp 2027-01-01", "the YAML tag !!timestamp is not read"],
    ["a tag that takes a value away", "scan: !!merge x", "the YAML tag !!merge is not read"],
    [
      "a tag that does not fit",
      "scan: !!int often",
      "32:7: this YAML tag does not fit what follows it",
    ],
    ["a tag that fits", "scan: !!str every day at 12:00", ""],
    ["a text that begins like a tag", "scan: |\n  !mine", "scan must be"],
    ["an alias of nothing", "reviewBy: *gone", /nothing before it has the YAML anchor/],
    ["a second version in other words", "'version': 1", "is written twice here"],
    [
      "two keys that become one name",
      "outOfCycle: { true: {}, 'true': {} }",
      "is written twice here",
    ],
    ["a key that is a list", "? [a]\n: b", "32:3: the key is a list; a key must be one word"],
    ["a key that is a mapping", "? { a: b }\n: c", "32:3: the key is a mapping"],
    [
      "a key that is an alias",
      "scan: &a every day at 12:00\n*a : c",
      "33:1: the key is the alias *a",
    ],
    ["a name that is a number", "outOfCycle: { 012: {} }", "the key must be a name of at most 40"],
    [
      "a name with an exponent",
      "outOfCycle: { 1e3: {} }",
      "outOfCycle.1000: the key must be a name",
    ],
    ["a name that is nothing", "outOfCycle: { ~: {} }", "32:15: the key is empty or null"],
    ["a name that is missing", "outOfCycle:\n  : {}", "33:3: the key is empty or null"],
    [
      "a name of JavaScript's",
      "outOfCycle: { __proto__: {} }",
      '32:15: "__proto__" cannot be a key',
    ],
    [
      "a mapping with JavaScript's toString for a name",
      "obligations: [{ id: { toString: 1 } }]",
      "obligations[0].id must be",
    ],
    ["a tab before a key", "outOfCycle:\n\turgent: {}", "tabs cannot indent; use spaces"],
    ["a NUL", "reviewBy: 2027\u0000-01-01", /^p\.yaml:\d+:\d+: .*\\u0000/m],
    ["an escape sequence", "reviewBy: \u001b[31mred", "\\u001b"],
    ["half a character", "reviewBy: \uD800", "reviewBy must be a day"],
    [
      "a line separator",
      "reviewBy: a\u2028b",
      "reviewBy must be a day such as 2026-12-31, got a\\u2028b",
    ],
  ])("is refused or read rightly: %s", (_, line, fault) => {
    const faults = faultsOf(policyText({ rest: line, outOfCycle: "" }));

    if (fault === "") expect(faults).toEqual([]);
    else expect(faults.join("\n")).toMatch(fault);
    for (const one of faults) expect(one).toMatch(/^p\.yaml:\d+:\d+: [^\p{Cc}]+$/u);
  });

  it.each([
    ["%YAML 3.0", "1:1: the directive %YAML 3.0 is not read"],
    ["%YAML 1.1", "1:1: the directive %YAML 1.1 is not read"],
    [
      "%TAG !! tag:example.org,2026:",
      "1:1: the directive %TAG !! tag:example.org,2026: is not read",
    ],
    ["%ODD", "1:1: the directive %ODD is not read"],
  ])("is refused as the directive %s", (directive, fault) => {
    expect(faultsOf(`${directive}\n---\n${policyText()}`)).toEqual([
      `p.yaml:${fault}: a policy is plain YAML 1.2; remove the line`,
    ]);
  });

  it.each([
    ["yes", "yes"],
    ["on", "on"],
    ["no-1", "no-1"],
  ])("takes the name %s as the text that it is", (written, name) => {
    const loaded = parsePlan(policyText({ outOfCycle: `outOfCycle:\n  ${written}: {}` }));

    expect(loaded.ok && Object.keys(loaded.policy.outOfCycle)).toEqual([name]);
  });

  it.each([
    ["Windows line ends", policyText().replaceAll("\n", "\r\n")],
    ["a byte order mark", `\uFEFF${policyText()}`],
    ["a document start and end", `---\n${policyText()}...\n`],
    ["anchors and aliases", policyText({ rest: "obligations: &none []\nexceptions: *none" })],
    ["a directive", `%YAML 1.2\n---\n${policyText()}`],
  ])("reads %s", (_, text) => {
    expect(faultsOf(text)).toEqual([]);
  });

  it("gives the place in a text with a byte order mark and Windows line ends", () => {
    const text = policyText({ tiers: "tiers:\n  gold: { deadlines: { critical: soon } }" });

    expect(faultsOf(`\uFEFF${text.replaceAll("\n", "\r\n")}`)[0]).toMatch(/^p\.yaml:11:34: /);
  });
});
