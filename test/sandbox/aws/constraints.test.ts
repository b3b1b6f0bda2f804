import { describe, expect, it } from "vitest";
import { checkConstraints, notYetKnown } from "../../../sandbox/aws/constraints";
import generated from "../../../sandbox/aws/constraints.generated.json";

const baseline = (rule: object) => ({
  Name: "web",
  ApprovalRules: {
    PatchRules: [
      { PatchFilterGroup: { PatchFilters: [{ Key: "PRODUCT", Values: ["*"] }] }, ...rule },
    ],
  },
});

describe("the constraint table", () => {
  it("says where and when it comes from", () => {
    expect(generated.botocore).toMatch(/^\d+\.\d+\.\d+$/);
    expect(generated.generated).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it("holds only patterns that JavaScript can read and references that resolve", () => {
    for (const service of Object.values(generated.services)) {
      const shapes = service.shapes as Record<string, Record<string, unknown>>;
      for (const shape of Object.values(shapes)) {
        expect(() => new RegExp(String(shape["pattern"] ?? ""))).not.toThrow();
        const references = [
          ...Object.values((shape["members"] as Record<string, string>) ?? {}),
          ...[shape["member"], shape["key"], shape["value"]].filter((name) => name !== undefined),
        ];
        for (const reference of references) {
          expect(Object.keys(shapes)).toContain(reference);
        }
      }
    }
  });
});

describe("checkConstraints", () => {
  it("takes an input that keeps every constraint", () => {
    const input = baseline({ ApproveAfterDays: 360, ComplianceLevel: "CRITICAL" });

    expect(checkConstraints("ssm", "CreatePatchBaseline", input)).toEqual([]);
  });

  it("finds a range deep inside lists and structures, with its path", () => {
    const [fault] = checkConstraints(
      "ssm",
      "CreatePatchBaseline",
      baseline({ ApproveAfterDays: 361 }),
    );

    expect(fault?.path).toEqual(["ApprovalRules", "PatchRules", 0, "ApproveAfterDays"]);
    expect(fault?.constraint).toBe("Member must have value less than or equal to 360");
  });

  it("finds missing members, unknown words, wrong forms and lists that are too long", () => {
    const faults = checkConstraints("ssm", "CreatePatchBaseline", {
      Name: "no spaces",
      OperatingSystem: "AMIGA",
      RejectedPatches: Array.from({ length: 51 }, (_, index) => `p${index}`),
      Sources: [{ Name: "repo", Configuration: "[main]" }],
    });

    expect(faults.map(({ path }) => path.join("."))).toEqual([
      "OperatingSystem",
      "Name",
      "RejectedPatches",
      "Sources.0.Products",
    ]);
  });

  it("takes a value that is not known yet for anything", () => {
    const faults = checkConstraints("ssm", "CreateMaintenanceWindow", {
      Name: notYetKnown,
      Schedule: notYetKnown,
      Duration: notYetKnown,
      Cutoff: notYetKnown,
      AllowUnassociatedTargets: notYetKnown,
    });

    expect(faults).toEqual([]);
  });

  it("checks the keys and values of maps", () => {
    const automation = { Parameters: { [`k${"x".repeat(50)}`]: ["v"] } };
    const [fault] = checkConstraints("ssm", "RegisterTaskWithMaintenanceWindow", {
      WindowId: "mw-0123456789abcdef0",
      TaskArn: "AWS-RunPatchBaseline",
      TaskType: "AUTOMATION",
      TaskInvocationParameters: { Automation: automation },
    });

    expect(fault?.constraint).toBe("Member must have length less than or equal to 50");
  });

  it("names an operation that the table lacks", () => {
    expect(() => checkConstraints("ssm", "Nope", {})).toThrow("no operation ssm:Nope");
  });
});
