import { describe, expect, it } from "vitest";
import { parsePlan } from "../../../model/load";
import { starterPolicy } from "../../../model/starter";

function faultsOf(text: string): readonly string[] {
  const loaded = parsePlan(text, "p.yaml");
  return loaded.ok
    ? []
    : loaded.faults.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe("a document with control characters", () => {
  it("is told once where a NUL byte stands, and that it is probably not text", () => {
    expect(faultsOf("version: 1\norganisation: a\u0000b\u0000\n")).toEqual([
      "2:16 a NUL byte (\\u0000) stands here: the file is probably not text, or it is UTF-16; save it as UTF-8 text",
    ]);
  });

  it.each([
    ["\u0007", "\\u0007"],
    ["\u001b", "\\u001b"],
    ["\u007f", "\\u007f"],
    ["\u009b", "\\u009b"],
  ])("is refused at %j, also in a comment", (character, shown) => {
    expect(faultsOf(`${starterPolicy}\n# a${character}`)).toEqual([
      expect.stringContaining(`:4 the control character ${shown} stands here`),
    ]);
  });

  it.each([
    ["everywhere", starterPolicy.replaceAll("\n", "\r"), 1],
    ["in a comment, which would hide what follows", `${starterPolicy}# a\rgroups: {}\n`, undefined],
  ])("is told of line ends that are CR only, %s", (_, text, line) => {
    const [fault, ...others] = faultsOf(text);

    expect(fault).toContain(
      "a carriage return (CR) without a line feed stands here, which ends no line: save the file with LF or CRLF line ends",
    );
    expect(fault?.startsWith(`${line ?? starterPolicy.split("\n").length}:`)).toBe(true);
    expect(others).toEqual([]);
  });

  it("is read with tabs, every line end and the NEL that YAML allows", () => {
    expect(faultsOf(`${starterPolicy.replaceAll("\n", "\r\n")}\r\n#\ta\u0085b`)).toEqual([]);
  });
});
