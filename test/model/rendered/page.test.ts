import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { parsePlan } from "../../../model/load";
import { toHtml } from "../../../model/rendered/html/page";
import { toMarkdown } from "../../../model/rendered/markdown";
import { renderPolicy } from "../../../model/rendered/policyDocument";
import { policySource } from "../../../model/rendered/source";
import type { RenderedPolicy } from "../../../model/rendered/tree";
import { parseInstant } from "../../../model/zone";
import { documentWith, hostileWords } from "../../support/hostileDocument";
import { type Tag, tagsOf } from "../../support/htmlTags";

const asOf = parseInstant("2026-12-01") ?? 0;
const example = readFileSync(path.resolve(__dirname, "../../../patching.yaml"), "utf8");

function rendered(text: string): RenderedPolicy {
  const loaded = parsePlan(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return renderPolicy(policySource(loaded, asOf));
}

const html = toHtml(rendered(example));
const tags = tagsOf(html);

function named(all: readonly Tag[], ...names: readonly string[]): readonly Tag[] {
  return all.filter(({ name }) => names.includes(name));
}

describe("the page of a policy", () => {
  it("is the same, byte for byte, for the same document and day", () => {
    expect(toHtml(rendered(example))).toBe(html);
    expect(toMarkdown(rendered(example))).toBe(toMarkdown(rendered(example)));
  });

  it("says its language, and has one title of the first level", () => {
    expect(tags[0]).toMatchObject({ name: "html", attributes: { lang: "en" } });
    expect(named(tags, "h1").map(({ text }) => text)).toEqual(["Patching policy"]);
    expect(named(tags, "title")[0]?.text).toBe("Patching policy of acme");
  });

  it("has headings in order, no level left out", () => {
    const levels = named(tags, "h1", "h2", "h3", "h4").map(({ name }) => Number(name.slice(1)));

    expect(levels.length).toBeGreaterThan(20);
    levels.forEach((level, index) => {
      expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
    });
  });

  it("has contents that lead to every section", () => {
    const links = named(tags, "a").map(({ attributes }) => attributes["href"]);
    const sections = named(tags, "h2").map(({ attributes }) => attributes["id"]);

    expect(links).toEqual(sections.filter((id) => id !== "contents").map((id) => `#${id}`));
  });

  it("gives every id once, and refers to none that is not there", () => {
    const ids = tags.flatMap(({ attributes }) => attributes["id"] ?? []);
    const referred = tags.flatMap(({ attributes }) =>
      (attributes["aria-labelledby"] ?? "").split(" "),
    );

    expect(new Set(ids).size).toBe(ids.length);
    for (const id of referred.filter((one) => one !== "")) expect(ids).toContain(id);
  });

  it("has tables with a head that repeats on paper, and cells that know their column and row", () => {
    const count = named(tags, "table").length;

    expect(count).toBeGreaterThan(10);
    expect(named(tags, "thead")).toHaveLength(count);
    for (const { attributes, inside } of named(tags, "th"))
      expect(attributes["scope"]).toBe(inside.includes("thead") ? "col" : "row");
    expect(html).toContain("thead { display: table-header-group; }");
  });

  it("tells its drawings in words too", () => {
    for (const { attributes } of named(tags, "svg")) expect(attributes["role"]).toBe("img");
    expect(named(tags, "svg").length).toBeGreaterThan(0);
    expect(named(tags, "desc")).toHaveLength(named(tags, "svg").length);
    expect(named(tags, "desc")[0]?.text).toMatch(/due: \d+d after the release/);
    expect(named(tags, "figcaption")).toHaveLength(named(tags, "svg").length);
  });

  it("needs nothing else: no script, no style but its own by digest, no address", () => {
    const [style] = named(tags, "style");
    const digest = createHash("sha256").update(styleOf(html)).digest("base64");
    const policy = named(tags, "meta").find(
      ({ attributes }) => attributes["http-equiv"] === "Content-Security-Policy",
    );

    expect(policy?.attributes["content"]).toBe(
      `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`,
    );
    expect(style?.inside).toEqual(["html", "head"]);
    expect(named(tags, "script", "link", "img", "iframe", "object", "form", "base")).toEqual([]);
    for (const { attributes } of tags) {
      expect(
        Object.keys(attributes).filter((key) => /^(?:on|style$|src|action)/.test(key)),
      ).toEqual([]);
      expect(attributes["href"] ?? "#").toMatch(/^#/);
    }
    expect(html.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|url\(|@import/);
  });
});

function styleOf(page: string): string {
  return /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? "";
}

describe("hostile words in a document", () => {
  const harmless = rendered(documentWith(hostileWords.map((_, index) => `word ${index}`)));
  const hostile = rendered(documentWith(hostileWords));

  it("change no tag of the page", () => {
    const shape = (document: RenderedPolicy): readonly object[] =>
      tagsOf(toHtml(document))
        // Where a long word may be broken.
        .filter(({ name }) => name !== "wbr")
        .map(({ name, attributes, inside }) => ({ name, attributes, inside }));

    expect(shape(hostile)).toEqual(shape(harmless));
  });

  it("stand in the page as they are", () => {
    const page = toHtml(hostile).replaceAll("<wbr>", "");

    expect(page).toContain(
      "&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
    );
    expect(page).toContain("&amp;lt;b&amp;gt; &amp;amp; \\u2028 &lt;/style&gt;");
    expect(page).toContain("\\u202Egnihtemos");
  });

  it("change no line of the Markdown, no cell of its tables, and call nobody", () => {
    const cells = (document: RenderedPolicy): readonly number[] =>
      toMarkdown(document)
        .split("\n")
        .map((line) => line.replace(/\\\\/g, "").match(/(?<!\\)\|/g)?.length ?? 0);

    expect(cells(hostile)).toEqual(cells(harmless));
    const markdown = toMarkdown(hostile);
    expect(markdown).not.toMatch(/<(?!!-- -->)/);
    expect(markdown).not.toContain("@everyone");
    expect(markdown).not.toMatch(/(?<!\\)\]\(/);
  });
});
