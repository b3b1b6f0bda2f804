import { describe, expect, it } from "vitest";
import { SnapshotPolicy, type SnapshotPolicyArgs } from "../../../components/aws/snapshotPolicy";
import { deploy, outputValue } from "../../support/mocks";

const rule = {
  name: "sunday",
  patchGroups: ["web.canary", "web.broad"],
  before: { kind: "weekly", days: ["sunday"], at: { hour: 4, minute: 0 } },
  timezone: "Europe/Berlin",
  keepDays: 14,
} as const;

const args: SnapshotPolicyArgs = {
  accountId: "012345678901",
  region: "eu-central-1",
  rules: [rule],
};

describe("SnapshotPolicy", () => {
  it("backs up the rings' machines before their window, in its zone, with an expiry", async () => {
    const { only, ofType } = await deploy(() => new SnapshotPolicy("web", args));

    expect(only("aws:backup/plan:Plan").inputs).toMatchObject({
      region: "eu-central-1",
      name: "sunday",
      rules: [
        {
          targetVaultName: only("aws:backup/vault:Vault").inputs["name"] ?? expect.any(String),
          schedule: "cron(0 0 ? * SUN *)",
          scheduleExpressionTimezone: "Europe/Berlin",
          startWindow: 60,
          completionWindow: 180,
          lifecycle: { deleteAfter: 14 },
        },
      ],
    });
    expect(
      ofType("aws:backup/selection:Selection").map(({ inputs }) => inputs["selectionTags"]),
    ).toEqual([
      [{ type: "STRINGEQUALS", key: "PatchGroup", value: "web.broad" }],
      [{ type: "STRINGEQUALS", key: "PatchGroup", value: "web.canary" }],
    ]);
  });

  it("uses a vault and a role that exist already", async () => {
    const vault = {
      name: "central",
      arn: "arn:aws:backup:eu-central-1:012345678901:backup-vault:central",
    };
    const roleArn = "arn:aws:iam::012345678901:role/backup";

    const { result, ofType, only } = await deploy(
      () => new SnapshotPolicy("web", { ...args, vault, roleArn }),
    );

    expect(ofType("aws:backup/vault:Vault")).toHaveLength(0);
    expect(ofType("aws:iam/role:Role")).toHaveLength(0);
    expect(only("aws:backup/plan:Plan").inputs["rules"]).toMatchObject([
      { targetVaultName: "central" },
    ]);
    expect(await outputValue(result.roleArn)).toBe(roleArn);
  });

  it("makes a role that AWS Backup assumes", async () => {
    const { only } = await deploy(() => new SnapshotPolicy("web", args));

    const trust = JSON.parse(String(only("aws:iam/role:Role").inputs["assumeRolePolicy"]));
    expect(trust.Statement[0].Principal).toEqual({ Service: "backup.amazonaws.com" });
    expect(only("aws:iam/rolePolicyAttachment:RolePolicyAttachment").inputs["policyArn"]).toBe(
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
    );
  });

  it("refuses every fault at once", async () => {
    const faulty = {
      ...args,
      accountId: "12345",
      leadHours: 1,
      rules: [
        { ...rule, keepDays: 0 },
        { ...rule, patchGroups: [] },
      ],
    };

    const message = await deploy(() => new SnapshotPolicy("web", faulty)).catch(
      (error: Error) => error.message,
    );

    expect(String(message).split("\n")).toEqual([
      'SnapshotPolicy "web": accountId must be twelve digits, got "12345"',
      'SnapshotPolicy "web": leadHours must be a whole number 3–24, got 1',
      'SnapshotPolicy "web": rules must have names of their own, got "sunday" twice',
      'SnapshotPolicy "web": rules[0].keepDays must be a whole number 1–36500, got 0',
      'SnapshotPolicy "web": rules[1].patchGroups must name a patch group, got none',
    ]);
  });
});
