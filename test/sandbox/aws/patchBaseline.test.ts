import { beforeEach, describe, expect, it } from "vitest";
import { awsRules } from "../../../sandbox/aws";
import {
  defaultBaselineType,
  patchBaselineType,
  patchGroupType,
} from "../../../sandbox/aws/ssm/types";
import { awsHome, type ServiceCloud, serviceCloud, told } from "../../support/serviceCloud";

const filter = (key: string, ...values: string[]) => ({ key, values });
const good = {
  name: "web",
  operatingSystem: "AMAZON_LINUX_2023",
  approvalRules: [
    {
      approveAfterDays: 7,
      complianceLevel: "CRITICAL",
      patchFilters: [filter("CLASSIFICATION", "Security"), filter("SEVERITY", "Critical")],
    },
  ],
};
const rule = (change: object) => ({ approvalRules: [{ ...good.approvalRules[0], ...change }] });
const apt = { patchFilters: [filter("PRIORITY", "Important")] };

let cloud: ServiceCloud;

beforeEach(() => {
  cloud = serviceCloud(awsRules, awsHome);
});

describe("patch baselines", () => {
  it.each([
    {},
    rule({ approveAfterDays: 0 }),
    rule({ approveAfterDays: 360 }),
    rule({ approveAfterDays: undefined, approveUntilDate: "2026-12-01" }),
    { operatingSystem: "UBUNTU", ...rule({ ...apt, approveAfterDays: 0 }) },
    { operatingSystem: "WINDOWS", ...rule({ patchFilters: [filter("MSRC_SEVERITY", "*")] }) },
    { operatingSystem: "SUSE", ...rule({ patchFilters: [filter("SEVERITY", "Moderate")] }) },
    { rejectedPatches: ["kernel-debug*"], rejectedPatchesAction: "BLOCK" },
  ])("take %o", (change) => {
    expect(cloud.check(patchBaselineType, { ...good, ...change })).toEqual([]);
  });

  it.each([
    [
      rule({ approveAfterDays: 361 }),
      "approvalRules[0].approveAfterDays: ",
      "'approvalRules.patchRules.1.member.approveAfterDays'",
    ],
    [
      rule({ approveAfterDays: -1 }),
      "approvalRules[0].approveAfterDays: ",
      "greater than or equal to 0",
    ],
    [rule({ approveAfterDays: undefined }), "approvalRules[0]: ", "got none"],
    [rule({ approveUntilDate: "2026-12-01" }), "approvalRules[0]: ", "got both"],
    [
      rule({ approveAfterDays: undefined, approveUntilDate: "01.12.2026" }),
      "approvalRules[0].approveUntilDate: ",
      "YYYY-MM-DD",
    ],
    [
      { operatingSystem: "UBUNTU", ...rule({ ...apt, approveAfterDays: 7 }) },
      "approvalRules[0].approveAfterDays: ",
      "not supported for UBUNTU: got 7",
    ],
    [
      {
        operatingSystem: "DEBIAN",
        ...rule({ ...apt, approveAfterDays: undefined, approveUntilDate: "2026-12-01" }),
      },
      "approvalRules[0].approveUntilDate: ",
      "not supported for DEBIAN",
    ],
    [
      { operatingSystem: "RASPBIAN", ...rule({ ...apt, approveAfterDays: 1 }) },
      "approvalRules[0].approveAfterDays: ",
      "not supported for RASPBIAN",
    ],
    [
      rule({ patchFilters: [filter("MSRC_SEVERITY", "Critical")] }),
      "approvalRules[0].patchFilters[0].key: ",
      "not valid for operating system AMAZON_LINUX_2023",
    ],
    [
      rule({ patchFilters: [filter("SEVERITY", "Moderate")] }),
      "approvalRules[0].patchFilters[0].values: ",
      "'Moderate' is not valid for SEVERITY",
    ],
    [
      rule({ patchFilters: [filter("COLOUR", "red")] }),
      "approvalRules[0].patchFilters[0].key: ",
      "enum value set",
    ],
    [
      rule({ patchFilters: Array(5).fill(filter("PRODUCT", "*")) }),
      "approvalRules[0].patchFilters: ",
      "less than or equal to 4",
    ],
    [
      rule({ patchFilters: [filter("PRODUCT", ...Array(21).fill("x"))] }),
      "approvalRules[0].patchFilters[0].values: ",
      "less than or equal to 20",
    ],
    [
      { approvalRules: Array(11).fill(good.approvalRules[0]) },
      "approvalRules: ",
      "less than or equal to 10",
    ],
    [{ operatingSystem: "BEOS" }, "operatingSystem: ", "enum value set"],
    [{ approvedPatches: Array(51).fill("KB1") }, "approvedPatches: ", "less than or equal to 50"],
    [
      { availableSecurityUpdatesComplianceStatus: "COMPLIANT" },
      "availableSecurityUpdatesComplianceStatus: ",
      "WINDOWS only",
    ],
    [
      {
        operatingSystem: "WINDOWS",
        ...rule({ patchFilters: [filter("PRODUCT", "*")], enableNonSecurity: true }),
      },
      "approvalRules[0].enableNonSecurity: ",
      "Linux only",
    ],
    [{ description: "" }, "description: ", "greater than or equal to 1"],
  ])("are refused with %o", (change, property, message) => {
    const failures = told(cloud.check(patchBaselineType, { ...good, ...change }));

    expect(failures).toContain(
      `${property}operation error SSM: CreatePatchBaseline, ValidationException: `,
    );
    expect(failures).toContain(message);
  });

  it("judge a rule no sooner than its delay is known", () => {
    const inputs = { ...good, ...rule({ approveAfterDays: undefined }) };

    expect(cloud.check(patchBaselineType, inputs, ["approvalRules[0].approveAfterDays"])).toEqual(
      [],
    );
  });

  it("answer an id, an ARN and the JSON that overrides take", () => {
    const { id, outputs } = cloud.create(patchBaselineType, good);

    expect(id).toMatch(/^pb-[0-9a-f]{17}$/);
    expect(outputs["arn"]).toBe(`arn:aws:ssm:eu-central-1:012345678901:patchbaseline/${id}`);
    expect(JSON.parse(String(outputs["json"]))).toMatchObject({
      OperatingSystem: "AMAZON_LINUX_2023",
      ApprovalRules: { PatchRules: [{ ApproveAfterDays: 7, ComplianceLevel: "CRITICAL" }] },
      RejectedPatchesAction: "ALLOW_AS_DEPENDENCY",
    });
  });

  it("follow an update in the JSON", () => {
    const made = cloud.create(patchBaselineType, good);
    const changed = cloud.update(made, { ...good, ...rule({ approveAfterDays: 9 }) });

    expect(changed.outputs["json"]).toContain('"ApproveAfterDays":9');
  });

  it("are at most 50 in a Region", () => {
    for (let index = 0; index < 50; index += 1) cloud.create(patchBaselineType, good, `b${index}`);

    expect(() => cloud.create(patchBaselineType, good)).toThrow("ResourceLimitExceededException");
  });
});

describe("patch groups", () => {
  const group = (baselineId: string, patchGroup = "web.canary") => ({ baselineId, patchGroup });

  it("need a baseline that exists, or one of AWS's own", () => {
    expect(() => cloud.create(patchGroupType, group("pb-00000000000000000"))).toThrow(
      "RegisterPatchBaselineForPatchGroup, DoesNotExistException",
    );
    expect(() =>
      cloud.create(
        patchGroupType,
        group("arn:aws:ssm:eu-central-1:280605243866:patchbaseline/pb-0123456789abcdef0"),
      ),
    ).not.toThrow();
  });

  it("take one baseline per operating system", () => {
    const linux = cloud.create(patchBaselineType, good, "a");
    const again = cloud.create(patchBaselineType, good, "b");
    const windows = cloud.create(patchBaselineType, { name: "win" }, "c");
    cloud.create(patchGroupType, group(linux.id));

    expect(() => cloud.create(patchGroupType, group(windows.id))).not.toThrow();
    expect(() => cloud.create(patchGroupType, group(again.id, "other"))).not.toThrow();
    expect(() => cloud.create(patchGroupType, group(again.id))).toThrow(
      /AlreadyExistsException: .*AMAZON_LINUX_2023/,
    );
  });

  it("keep their baseline from being deleted", () => {
    const baseline = cloud.create(patchBaselineType, good);
    const registered = cloud.create(patchGroupType, group(baseline.id));

    expect(() => cloud.remove(baseline)).toThrow(
      "operation error SSM: DeletePatchBaseline, ResourceInUseException",
    );
    cloud.remove(registered);
    expect(() => cloud.remove(baseline)).not.toThrow();
  });

  it("are at most 25 a baseline", () => {
    const { id } = cloud.create(patchBaselineType, good);
    for (let index = 0; index < 25; index += 1)
      cloud.create(patchGroupType, group(id, `g${index}`));

    expect(() => cloud.create(patchGroupType, group(id))).toThrow("already has 25 patch groups");
  });

  it.each([
    ["", "greater than or equal to 1"],
    ["x".repeat(257), "less than or equal to 256"],
  ])("refuse the name %j", (patchGroup, message) => {
    const failures = cloud.check(patchGroupType, group("pb-0123456789abcdef0", patchGroup));

    expect(told(failures)).toContain(message);
  });
});

describe("default baselines", () => {
  const registration = (baselineId: string, operatingSystem = "AMAZON_LINUX_2023") => ({
    baselineId,
    operatingSystem,
  });

  it("are one for each system, of a baseline that exists and is for it", () => {
    const { id, outputs } = cloud.create(patchBaselineType, good);
    const foreign = "arn:aws:ssm:eu-central-1:280605243866:patchbaseline/pb-0123456789abcdef0";

    expect(cloud.create(defaultBaselineType, registration(id)).id).toBe("AMAZON_LINUX_2023");
    expect(() =>
      cloud.create(defaultBaselineType, registration(`${outputs["arn"]}`)),
    ).not.toThrow();
    expect(() => cloud.create(defaultBaselineType, registration(foreign, "SUSE"))).not.toThrow();
    expect(() => cloud.create(defaultBaselineType, registration(id, "SUSE"))).toThrow(
      /RegisterDefaultPatchBaseline, ValidationException: .* AMAZON_LINUX_2023, not SUSE/,
    );
    expect(() => cloud.create(defaultBaselineType, registration("pb-00000000000000000"))).toThrow(
      "DoesNotExistException",
    );
  });

  it("are refused by a baseline's name", () => {
    const failures = told(
      cloud.check(defaultBaselineType, registration("AWS-DefaultPatchBaseline")),
    );

    expect(failures).toContain("neither a patch baseline's id nor its ARN");
  });
});
