import { describe, expect, it } from "vitest";
import { suggestion } from "../../../model/document/suggestion";
import { presetNames } from "../../../model/obligations/presets";

const obligationIds = presetNames;

describe("suggestion", () => {
  it.each([
    ["hihg", ["high", "low"], ' (did you mean "high"?)'],
    ["crit", ["high", "critical"], ' (did you mean "critical"?)'],
    ["CRIT", ["high", "critical"], ' (did you mean "critical"?)'],
    ["eight", ["soc2", "essential-eight-ml1"], ' (did you mean "essential-eight-ml1"?)'],
    ["rhel", ["rhel-8", "rhel-9"], ' (did you mean "rhel-8" or "rhel-9"?)'],
    ["web", ["web-1", "web-2", "web-3", "web-4"], ' (did you mean "web-1" or "web-2" or "web-3"?)'],
    ["hippa", ["soc2", "hipaa-nprm"], ' (did you mean "hipaa-nprm"?)'],
    ["HIPPA", ["soc2", "hipaa-nprm"], ' (did you mean "hipaa-nprm"?)'],
    ["cyber-esentials", obligationIds, ' (did you mean "cyber-essentials-3.3"?)'],
    ["hippa", obligationIds, ' (did you mean "hipaa-nprm"?)'],
    ["pci-dss-v4", obligationIds, ' (did you mean "pci-dss-4.0.1"?)'],
    ["pci-dds", obligationIds, ' (did you mean "pci-dss-4.0.1"?)'],
    ["esential-eight", obligationIds, ' (did you mean "essential-eight-ml1"?)'],
    ["iso-27002", obligationIds, ' (did you mean "iso-27001-2022" or "iso27001-2022"?)'],
    ["nerc-cpi", obligationIds, ' (did you mean "nerc-cip-007-6"?)'],
    ["something", obligationIds, ""],
    ["nist", obligationIds, ""],
    ["cr", ["high", "critical"], ""],
    ["nist", ["pci-dss-4.0.1", "soc2"], ""],
    ["web", [], ""],
  ])("of %s among %j is%s", (written, known, expected) => {
    expect(suggestion(written, known)).toBe(expected);
  });
});
