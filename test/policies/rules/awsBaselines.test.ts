import { expect, it } from "vitest";
import { longestDeadlineDays } from "../../../policies/rules/aws/ssm/approvals";
import { patchBaselineApprovalDelay } from "../../../policies/rules/aws/ssm/patchBaselineApprovalDelay";
import { patchBaselineComplianceLevel } from "../../../policies/rules/aws/ssm/patchBaselineComplianceLevel";
import { patchBaselineCoverage } from "../../../policies/rules/aws/ssm/patchBaselineCoverage";
import { patchBaselineLists } from "../../../policies/rules/aws/ssm/patchBaselineLists";
import { patchGroupPlanned } from "../../../policies/rules/aws/ssm/patchGroupPlanned";
import { type TestResource, unknown } from "../../../policies/testing";
import { plan as planOfWorld } from "../world";
import { describeRule } from "./cases";

type Rules = readonly Readonly<Record<string, unknown>>[];

const security = { key: "CLASSIFICATION", values: ["Security"] };
const bugfix = { key: "CLASSIFICATION", values: ["Bugfix"] };
const critical = { key: "SEVERITY", values: ["Critical"] };

function rule(approveAfterDays: unknown, filters: readonly unknown[], complianceLevel?: unknown) {
  return {
    approveAfterDays,
    patchFilters: filters,
    ...(complianceLevel !== undefined && { complianceLevel }),
  };
}

function baseline(approvalRules: Rules | unknown, props: object = {}): TestResource {
  return {
    type: "aws:ssm/patchBaseline:PatchBaseline",
    props: { operatingSystem: "AMAZON_LINUX_2023", approvalRules, ...props },
  };
}

describeRule(patchBaselineApprovalDelay, {
  compliant: {
    "the document's own delays": baseline([rule(2, [security]), rule(10, [bugfix])]),
    "the longest delay of a ring": baseline([rule(9, [security])]),
    "a slow rule beside a faster one for the same patches": baseline([
      rule(5, [security]),
      rule(10, []),
    ]),
    "kinds that the document does not approve": baseline([
      rule(300, [{ key: "CLASSIFICATION", values: ["Enhancement"] }]),
    ]),
    "a rule without a delay, which approves at once": baseline([{ patchFilters: [security] }]),
    "a system outside the plan within the longest deadline": baseline(
      [rule(21, [security, critical])],
      { operatingSystem: "SUSE" },
    ),
    "no rules, which is for coverage to say": baseline([]),
  },
  violating: {
    "a day more than the slowest ring": [
      baseline([rule(10, [security])]),
      "Security patches wait too long for their approval: approvalRules[0].approveAfterDays is 10, allowed at most 9 (the document's longest delay for AMAZON_LINUX_2023); set it to 9 or less",
    ],
    "one severity that waits longer": [
      baseline([
        rule(30, [security]),
        rule(2, [security, { key: "SEVERITY", values: ["Important"] }]),
      ]),
      "Security patches wait too long for their approval: approvalRules[0].approveAfterDays is 30, allowed at most 9 (the document's longest delay for AMAZON_LINUX_2023); set it to 9 or less",
    ],
    "a rule for everything": [
      baseline([rule(11, [])]),
      "Security patches wait too long for their approval: approvalRules[0].approveAfterDays is 11, allowed at most 9 (the document's longest delay for AMAZON_LINUX_2023); set it to 9 or less",
    ],
    "a system outside the plan later than every deadline": [
      baseline([rule(22, [security, critical])], { operatingSystem: "SUSE" }),
      "Security patches of severity Critical wait too long for their approval: approvalRules[0].approveAfterDays is 22, allowed at most 21 (the document's longest deadline for Critical); set it to 21 or less",
    ],
    "a delay that is no number": [
      baseline([rule("soon", [security])]),
      "the property has the wrong type: approvalRules[0].approveAfterDays is soon, allowed a value of type number; give it a value of type number",
    ],
  },
  unknown: {
    "a delay that is not known": [baseline([rule(unknown, [security])]), "approvalRules[0]"],
    "rules that are not known": [baseline(unknown), "approvalRules"],
    "a slow rule beside one that is not known": [
      baseline([rule(30, [security]), rule(unknown, [security])]),
      "approvalRules[1]",
    ],
  },
});

it("takes the deadline that counts today where it changes on a day", () => {
  const [web] = planOfWorld().groups;
  const dated = (web?.deadlines ?? []).flatMap((one) => [
    { ...one, until: "2027-07-01" },
    { ...one, from: "2027-07-01", within: { months: 0, minutes: 5 * 1440 } },
  ]);
  const whole = planOfWorld();
  const on = (day: string) =>
    longestDeadlineDays(
      {
        plan: { ...whole, groups: whole.groups.map((one) => ({ ...one, deadlines: dated })) },
        asOf: Date.parse(day) / 60_000,
      },
      "Critical",
    );

  expect([on("2027-06-30"), on("2027-07-01")]).toEqual([21, 5]);
});

describeRule(patchBaselineCoverage, {
  compliant: {
    "all that the document approves": baseline([rule(2, [security]), rule(10, [bugfix])]),
    "more than the document approves": baseline([rule(0, [])]),
    "a wildcard": baseline([rule(0, [{ key: "CLASSIFICATION", values: ["*"] }])]),
    "a system that the document does not plan": baseline([], { operatingSystem: "SUSE" }),
  },
  violating: {
    "a baseline for critical patches only": [
      baseline([rule(2, [security, critical]), rule(10, [bugfix])]),
      "Security patches are never approved: approvalRules is rules for Security of severity Critical; Bugfix, allowed rules that approve Security patches, Bugfix patches for AMAZON_LINUX_2023; add an approval rule for them with approveAfterDays",
    ],
    "a baseline up to a date": [
      baseline([{ approveUntilDate: "2026-11-30", patchFilters: [] }]),
      "Security patches are never approved: approvalRules[0].approveUntilDate is a fixed date, after which nothing is approved, allowed rules that approve Security patches, Bugfix patches for AMAZON_LINUX_2023; add an approval rule for them with approveAfterDays",
    ],
    "a baseline without rules": [
      {
        type: "aws:ssm/patchBaseline:PatchBaseline",
        props: { operatingSystem: "AMAZON_LINUX_2023" },
      },
      "Security patches are never approved: approvalRules is not set, allowed rules that approve Security patches, Bugfix patches for AMAZON_LINUX_2023; add an approval rule for them with approveAfterDays",
    ],
  },
  unknown: {
    "a rule that may approve the rest": [
      baseline([rule(2, [security]), rule(2, [{ key: "CLASSIFICATION", values: unknown }])]),
      "approvalRules[1]",
    ],
  },
});

describeRule(patchBaselineComplianceLevel, {
  compliant: {
    "the document's levels": baseline([rule(2, [security], "HIGH"), rule(9, [bugfix], "LOW")]),
    "heavier levels": baseline([rule(2, [security], "CRITICAL")]),
    "a light rule that never decides": baseline([rule(2, [security], "HIGH"), rule(9, [security])]),
  },
  violating: {
    "a lighter level": [
      baseline([rule(2, [security], "MEDIUM")]),
      "missing Security patches count for too little in compliance reports: approvalRules[0].complianceLevel is MEDIUM, allowed HIGH or heavier; set complianceLevel to HIGH",
    ],
    "no level": [
      baseline([rule(2, [security])]),
      "missing Security patches count for too little in compliance reports: approvalRules[0].complianceLevel is UNSPECIFIED, allowed HIGH or heavier; set complianceLevel to HIGH",
    ],
  },
  unknown: {
    "a level that is not known": [baseline([rule(2, [security], unknown)]), "approvalRules[0]"],
  },
});

describeRule(patchBaselineLists, {
  compliant: {
    "no lists": baseline([]),
    "the document's rejections": baseline([], { rejectedPatches: ["kernel-debug"] }),
  },
  violating: {
    "a rejection of its own": [
      baseline([], { rejectedPatches: ["kernel-debug", "openssl*"] }),
      "patches are rejected that the document does not reject: rejectedPatches is openssl*, allowed only kernel-debug; remove it from rejectedPatches, or add it to the document's baseline",
    ],
    "approvals of its own": [
      baseline([], { approvedPatches: ["curl", "bash"] }),
      "patches are approved past every delay that the document does not approve: approvedPatches is curl, bash, allowed no entries; remove them from approvedPatches, or add them to the document's baseline",
    ],
    "a list that is a text": [
      baseline([], { rejectedPatches: "openssl*" }),
      "the property has the wrong type: rejectedPatches is openssl*, allowed a value of type array; give it a value of type array",
    ],
  },
  unknown: {
    "an entry that is not known": [
      baseline([], { rejectedPatches: ["kernel-debug", unknown] }),
      "rejectedPatches[1]",
    ],
  },
});

const registration = (props: object): TestResource => ({
  type: "aws:ssm/patchGroup:PatchGroup",
  props: { baselineId: unknown, ...props },
});

describeRule(patchGroupPlanned, {
  compliant: { "a group of the plan": registration({ patchGroup: "web.canary" }) },
  violating: {
    "a group that is misspelt": [
      registration({ patchGroup: "web.canry" }),
      "the patch group is not one of the document's, so nothing patches the machine: patchGroup is web.canry, allowed one of web.canary, web.broad; set patchGroup to web.canary, or add the group to the document",
    ],
    "no group": [
      registration({}),
      "no patch group, so the machine gets the vendor's default patches and no window: patchGroup is not set, allowed one of web.canary, web.broad; set patchGroup to <group>.<ring> of the machine's group, as patchTags(plan, group, ring) gives it",
    ],
  },
  unknown: { "a group that is not known": [registration({ patchGroup: unknown }), "patchGroup"] },
});
