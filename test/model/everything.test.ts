import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { formatFault } from "../../model/fault";
import { parsePlan } from "../../model/load";
import { unusedKeys } from "../support/unusedKeys";

const text = readFileSync(path.join(__dirname, "../support/everything.yaml"), "utf8");

/** What the whole document cannot use at once, or needs files for. */
const withoutUse = [
  "include",
  "clouds.aws.recovery.vault",
  "clouds.aws.recovery.copyTo.key",
  "clouds.aws.access.approver.existing",
  "clouds.azure.recovery.vault",
  "freezes[].calendar",
];
/** Places whose keys stand in the same form elsewhere in the document. */
const alike =
  /^(?:groups\.\*\.)?layers\.(?:operatingSystem|platform|security)\.|^tiers\.\*\.deadlines(?:\[\])?\.|^baselines\.\*\.globalFilters\.|^clouds\.aws\.access\.(?:requester|auditor)\./;

describe("the document that uses everything", () => {
  it("is valid", () => {
    const loaded = parsePlan(text, "everything.yaml");

    expect(loaded.ok ? [] : loaded.faults.map(formatFault)).toEqual([]);
  });

  it("uses every key of the language", () => {
    const lacks = unusedKeys([parse(text)]).filter((key) => !alike.test(key));

    expect(lacks, "add them to test/support/everything.yaml").toEqual(withoutUse);
  });
});
