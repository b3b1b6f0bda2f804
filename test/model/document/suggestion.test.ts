import { describe, expect, it } from "vitest";
import { suggestion } from "../../../model/document/suggestion";

describe("suggestion", () => {
  it.each([
    ["hihg", ["high", "low"], ' (did you mean "high"?)'],
    ["crit", ["high", "critical"], ' (did you mean "critical"?)'],
    ["CRIT", ["high", "critical"], ' (did you mean "critical"?)'],
    ["eight", ["soc2", "essential-eight-ml1"], ' (did you mean "essential-eight-ml1"?)'],
    ["rhel", ["rhel-8", "rhel-9"], ' (did you mean "rhel-8" or "rhel-9"?)'],
    ["web", ["web-1", "web-2", "web-3", "web-4"], ' (did you mean "web-1" or "web-2" or "web-3"?)'],
    ["cr", ["high", "critical"], ""],
    ["nist", ["pci-dss-4.0.1", "soc2"], ""],
    ["web", [], ""],
  ])("of %s among %j is%s", (written, known, expected) => {
    expect(suggestion(written, known)).toBe(expected);
  });
});
