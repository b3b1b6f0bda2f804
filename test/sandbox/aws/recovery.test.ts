import { beforeEach, describe, expect, it } from "vitest";
import { awsRules } from "../../../sandbox/aws";
import {
  restorePlanType,
  restoreSelectionType,
  selectionType,
  vaultLockType,
  vaultType,
} from "../../../sandbox/aws/backup/types";
import { awsHome, type ServiceCloud, serviceCloud, told } from "../../support/serviceCloud";

const vaultArn = "arn:aws:backup:eu-central-1:012345678901:backup-vault:patching";
let cloud: ServiceCloud;
const failuresOf = (type: string, inputs: object) => told(cloud.check(type, { ...inputs }));

beforeEach(() => {
  cloud = serviceCloud(awsRules, awsHome);
});

describe("a vault", () => {
  it("is deleted when it is empty or the program empties it, and not with recovery points in it", () => {
    const full = { outputs: { recoveryPoints: 2 } };
    const kept = { ...cloud.create(vaultType, { name: "kept" }), ...full };
    const emptied = cloud.create(vaultType, { name: "emptied", forceDestroy: true });
    const empty = cloud.create(vaultType, { name: "empty" });

    expect(() => cloud.remove(kept)).toThrow(
      "operation error Backup: DeleteBackupVault, InvalidRequestException: Backup vault kept cannot be deleted because it contains recovery points: 2",
    );
    expect(() => cloud.remove({ ...emptied, ...full })).not.toThrow();
    expect(() => cloud.remove(empty)).not.toThrow();
  });
});

describe("a vault's key", () => {
  it("is of the vault's own region", () => {
    const key = (region: string) => `arn:aws:kms:${region}:012345678901:key/1234`;

    expect(failuresOf(vaultType, { kmsKeyArn: key("eu-central-1") })).toBe("");
    expect(failuresOf(vaultType, { kmsKeyArn: key("eu-west-1") })).toContain(
      `Encryption key '${key("eu-west-1")}' is not in Region eu-central-1`,
    );
  });
});

describe("a selection of a plan", () => {
  const machines = "arn:aws:ec2:eu-central-1:012345678901:instance/*";
  const tag = { key: "aws:ResourceTag/PatchGroup", value: "web.all" };
  const selection = {
    name: "web.all",
    planId: "plan",
    iamRoleArn: "arn:aws:iam::012345678901:role/backup",
    resources: [machines],
    conditions: [{ stringEquals: [tag], stringNotLikes: [{ ...tag, value: "*" }] }],
  };
  const many = (count: number, end: string) =>
    Array.from({ length: count }, (_, index) => `${machines.slice(0, -1)}i-${index}${end}`);

  it("takes resources and conditions, up to 500 of them, and 30 with wildcards", () => {
    expect(failuresOf(selectionType, selection)).toBe("");
    expect(failuresOf(selectionType, { ...selection, resources: many(500, "") })).toBe("");
    expect(failuresOf(selectionType, { ...selection, resources: many(30, "*") })).toBe("");
    expect(failuresOf(selectionType, { ...selection, resources: ["*"] })).toBe("");
  });

  it.each([
    [{ resources: [], conditions: [] }, "A selection must name Resources"],
    [{ resources: many(501, "") }, "at most 500 resources"],
    [{ resources: many(31, "*") }, "at most 30 ARNs with wildcards"],
    [{ resources: ["arn:aws:s3:::*-logs"] }, "it must end with *"],
    [{ notResources: ["instance/i-1"] }, "Invalid ARN 'instance/i-1'"],
    [
      { conditions: [{ stringEquals: [{ ...tag, key: "PatchGroup" }] }] },
      "Invalid condition key 'PatchGroup'",
    ],
  ])("is refused with %o", (change, message) => {
    expect(failuresOf(selectionType, { ...selection, ...change })).toContain(message);
  });
});

describe("a vault lock", () => {
  const lock = { backupVaultName: "patching", minRetentionDays: 7, maxRetentionDays: 30 };

  it("needs its vault", () => {
    expect(() => cloud.create(vaultLockType, lock)).toThrow("ResourceNotFoundException");
    cloud.create(vaultType, { name: "patching" });
    expect(cloud.create(vaultLockType, lock).outputs["backupVaultArn"]).toBe(vaultArn);
    expect(failuresOf(vaultLockType, lock)).toBe("");
  });

  it("is final once its days are over: neither changed nor taken away, nor is the vault's next one taken", () => {
    cloud.create(vaultType, { name: "patching" });
    const governed = cloud.create(vaultLockType, lock);
    cloud.wait(400 * 24 * 60);
    expect(() => cloud.remove(governed)).not.toThrow();

    const final = cloud.create(vaultLockType, { ...lock, changeableForDays: 3 });
    cloud.wait(3 * 24 * 60 - 1);
    expect(() => cloud.create(vaultLockType, { ...lock, maxRetentionDays: 60 })).not.toThrow();
    cloud.wait(1);

    expect(() => cloud.remove(final)).toThrow(
      "operation error Backup: DeleteBackupVaultLockConfiguration, InvalidRequestException: The lock of backup vault patching is final: its 3 days are over",
    );
    expect(() => cloud.create(vaultLockType, { ...lock, maxRetentionDays: 90 })).toThrow(
      "operation error Backup: PutBackupVaultLockConfiguration, InvalidRequestException",
    );
  });

  it.each([
    [{ minRetentionDays: 0 }, "minRetentionDays: "],
    [{ maxRetentionDays: 6 }, "it must be 7 to 36500"],
    [{ changeableForDays: 2 }, "it must be 3 to 36500"],
    [{ backupVaultName: "x" }, "backupVaultName: "],
  ])("is refused with %o", (change, message) => {
    expect(failuresOf(vaultLockType, { ...lock, ...change })).toContain(message);
  });
});

describe("restore testing", () => {
  const points = {
    algorithm: "LATEST_WITHIN_WINDOW",
    includeVaults: [vaultArn],
    recoveryPointTypes: ["SNAPSHOT"],
  };
  const plan = {
    name: "web",
    scheduleExpression: "cron(0 6 1 * ? *)",
    recoveryPointSelection: points,
  };
  const selecting = (change: object) => ({
    recoveryPointSelection: { ...points, ...change },
  });
  const tag = { key: "aws:ResourceTag/PatchGroup", value: "web.all" };
  const selection = {
    name: "web_all",
    restoreTestingPlanName: "web",
    protectedResourceType: "EC2",
    protectedResourceArns: ["*"],
    protectedResourceConditions: { stringEquals: [tag] },
    iamRoleArn: "arn:aws:iam::012345678901:role/restore",
  };

  it("takes a plan and its selections, each name once, and deletes them in turn", () => {
    expect(() => cloud.create(restoreSelectionType, selection)).toThrow(
      "ResourceNotFoundException",
    );
    const made = cloud.create(restorePlanType, plan);
    const selected = cloud.create(restoreSelectionType, selection);

    expect(failuresOf(restorePlanType, plan)).toBe("");
    expect(failuresOf(restoreSelectionType, selection)).toBe("");
    expect(selected.id).toBe("web_all:web");
    expect(() => cloud.create(restorePlanType, plan)).toThrow("AlreadyExistsException");
    expect(() => cloud.create(restoreSelectionType, selection)).toThrow("AlreadyExistsException");
    expect(() => cloud.remove(made)).toThrow("has selections");
    cloud.remove(selected);
    expect(() => cloud.remove(made)).not.toThrow();
  });

  it("takes thirty selections a plan and a hundred plans", () => {
    for (let index = 0; index < 100; index += 1) {
      cloud.create(restorePlanType, { ...plan, name: index === 0 ? "web" : `p${index}` });
    }
    for (let index = 0; index < 30; index += 1) {
      cloud.create(restoreSelectionType, { ...selection, name: `s${index}` });
    }

    expect(() => cloud.create(restorePlanType, { ...plan, name: "more" })).toThrow("LimitExceeded");
    expect(() => cloud.create(restoreSelectionType, selection)).toThrow("LimitExceeded");
  });

  it.each([
    [{ name: "web-all" }, "name: "],
    [{ scheduleExpression: "rate(1 day)" }, "it must be cron(…)"],
    [{ scheduleExpressionTimezone: "Berlin" }, "scheduleExpressionTimezone: "],
    [{ startWindowHours: 169 }, "it must be 1 to 168"],
    [selecting({ includeVaults: [] }), "must name a vault"],
    [selecting({ includeVaults: ["patching"] }), "Invalid backup vault ARN 'patching'"],
    [selecting({ recoveryPointTypes: [] }), "must name a type"],
    [selecting({ algorithm: "NEWEST" }), "enum value set"],
    [selecting({ selectionWindowDays: 366 }), "SelectionWindowDays 366"],
  ])("refuses the plan %o", (change, message) => {
    expect(failuresOf(restorePlanType, { ...plan, ...change })).toContain(message);
  });

  it.each([
    [{ name: "web.all" }, "name: "],
    [{ protectedResourceType: "VM" }, "Invalid resource type 'VM'"],
    [{ protectedResourceArns: [], protectedResourceConditions: {} }, "must name resources"],
    [{ protectedResourceArns: ["*", vaultArn] }, "* stands alone"],
    [{ protectedResourceArns: [vaultArn] }, "Conditions need *"],
    [{ iamRoleArn: "restore" }, "Invalid IAM role ARN"],
    [{ validationWindowHours: 169 }, "ValidationWindowHours 169"],
    [
      { protectedResourceConditions: { stringEquals: [{ ...tag, key: "PatchGroup" }] } },
      "must start with aws:ResourceTag/",
    ],
  ])("refuses the selection %o", (change, message) => {
    expect(failuresOf(restoreSelectionType, { ...selection, ...change })).toContain(message);
  });
});

describe("a key", () => {
  const type = "aws:kms/key:Key";

  it("has an ARN, and rotates once a year unless told otherwise", () => {
    const made = cloud.create(type, { enableKeyRotation: true });

    expect(made.outputs["arn"]).toBe(`arn:aws:kms:eu-central-1:012345678901:key/${made.id}`);
    expect(made.outputs["rotationPeriodInDays"]).toBe(365);
  });

  it.each([
    [{ deletionWindowInDays: 6 }, "it must be 7 to 30"],
    [{ rotationPeriodInDays: 89 }, "it must be 90 to 2560"],
    [{ customerMasterKeySpec: "AES" }, "enum value set"],
    [{ enableKeyRotation: true, customerMasterKeySpec: "RSA_2048" }, "are not rotated"],
  ])("is refused with %o", (inputs, message) => {
    expect(failuresOf(type, inputs)).toContain(message);
  });
});
