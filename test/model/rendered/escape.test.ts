import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeSpan, escapeMarkdown } from "../../../model/rendered/escapeMarkdown";
import { breakableHtml, cssString, escapeHtml } from "../../../model/rendered/html/escape";
import { visible } from "../../../model/rendered/visibleText";

const nasty = fc.constantFrom(
  ..."<>&\"'`|*_[](){}#+-=.!~$\\@: \n\r\t\u0000\u001b\u2028\u202e\ufeffaZ09é漢😀",
);
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.array(nasty, { maxLength: 40 }).map((parts) => parts.join("")),
);

describe("visible text", () => {
  it("holds no control character, line end or mark of direction, and is what it was otherwise", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(visible(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
        expect(visible(visible(text))).toBe(visible(text));
      }),
    );
    expect(visible("Müller & 漢字 – “ok” 😀")).toBe("Müller & 漢字 – “ok” 😀");
    expect(visible("a\n  b\u202ec")).toBe("a b\\u202Ec");
  });
});

describe("text for HTML", () => {
  it("holds nothing that a parser could take for markup, and reads as the text", () => {
    const decoded = (html: string): string =>
      html
        .replace(/&lt;/g, "<")
        .replace(/&gt;/g, ">")
        .replace(/&quot;/g, '"')
        .replace(/&#39;/g, "'")
        .replace(/&amp;/g, "&");
    fc.assert(
      fc.property(anyText, (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
        expect(decoded(escapeHtml(text))).toBe(visible(text));
      }),
    );
  });

  it("may be broken in long words, and is the same otherwise", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(breakableHtml(text).replaceAll("<wbr>", "")).toBe(escapeHtml(text));
      }),
    );
    expect(breakableHtml(`Europe/Paris ${"x".repeat(50)}`)).toBe(
      `Europe/Paris ${"x".repeat(24)}<wbr>${"x".repeat(24)}<wbr>xx`,
    );
  });

  it("is a string of CSS that ends neither the string nor the style sheet", () => {
    const decoded = (css: string): string =>
      css
        .slice(1, -1)
        .replace(/\\([0-9a-f]+) /g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)));
    fc.assert(
      fc.property(anyText, (text) => {
        expect(cssString(text)).toMatch(/^"(?:[A-Za-z0-9 ]|\\[0-9a-f]+ )*"$/);
        expect(decoded(cssString(text))).toBe(visible(text));
      }),
    );
  });
});

describe("text for Markdown", () => {
  it("has every mark that formats behind a backslash or as an entity", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = escapeMarkdown(text);
        const rest = escaped.replaceAll("@<!-- -->", "@").replace(/\\[\\`*_[\]{}|~$#+=.)-]/g, "");

        expect(rest).not.toMatch(/[\\`*_[\]{}|~$<>\n]|&(?!(?:amp|lt|gt);)/);
        expect(escaped).not.toMatch(/^\s*(?:[#+=-]|\d+[.)](?:\s|$))/);
        expect(escaped).not.toMatch(/(?:^|[^\w.])@\w/);
      }),
    );
  });

  it("is readable where nothing is to be escaped", () => {
    expect(escapeMarkdown("payments@acme.example, 6.3.3 (30 days)")).toBe(
      "payments@acme.example, 6.3.3 (30 days)",
    );
  });

  it("stays whole in a code span, backticks and bars among it", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const span = codeSpan(text);
        if (visible(text).trim() === "") return;
        const fence = /^`+/.exec(span)?.[0] ?? "";
        const inside = span.slice(fence.length, -fence.length);

        expect(span.endsWith(fence)).toBe(true);
        expect(inside.match(/`+/g) ?? []).not.toContain(fence);
        expect(inside).not.toMatch(/^`|`$/);
        expect(inside.replace(/\\\|/g, "")).not.toContain("|");
        expect(inside.replace(/\\\|/g, "|").trim()).toBe(visible(text).trim());
      }),
    );
  });
});
