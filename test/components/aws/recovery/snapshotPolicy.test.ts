import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import {
  SnapshotPolicy,
  type SnapshotPolicyArgs,
} from "../../../../components/aws/recovery/snapshotPolicy";
import { requestsOf } from "../../../support/automation/requests";
import { isSelected, type Resource } from "../../../support/backupSelection";
import {
  type AccessRequest,
  isAllowed,
  type PolicyStatement,
  parsePolicy,
} from "../../../support/iamPolicy";
import { type Deployment, deploy, outputValue } from "../../../support/mocks";
import { failureOf, useSandbox } from "../../../support/sandbox";
import { otherVersions, startRequests } from "../../../support/startRequests";

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

const ruleType = "aws:cloudwatch/eventRule:EventRule";
const targetType = "aws:cloudwatch/eventTarget:EventTarget";

function policyOf({ ofType }: Deployment<unknown>, use: string): readonly PolicyStatement[] {
  const found = ofType("aws:iam/rolePolicy:RolePolicy").find(({ name }) => name === `web-${use}`);
  return parsePolicy(found?.inputs["policy"]);
}

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
    const selections = ofType("aws:backup/selection:Selection").map(({ inputs }) => inputs);
    const instance = "arn:aws:ec2:eu-central-1:012345678901:instance/i-0123456789abcdef0";
    const tagged = (patchGroup: string) => ({ arn: instance, tags: { PatchGroup: patchGroup } });
    const byRing = ["web.broad", "web.canary", "erp.all"].map(
      (ring) => selections.filter((one) => isSelected(one, tagged(ring))).length,
    );
    expect(byRing).toEqual([1, 1, 0]);
  });

  const ring = { PatchGroup: "web.canary" };
  const ofEc2 = (kind: string) => `arn:aws:ec2:eu-central-1:012345678901:${kind}`;
  it.each<[string, Resource, boolean]>([
    ["a machine of the ring", { arn: ofEc2("instance/i-1"), tags: ring }, true],
    ["a machine without the tag", { arn: ofEc2("instance/i-1"), tags: {} }, false],
    ["a volume with the tag", { arn: ofEc2("volume/vol-1"), tags: ring }, false],
    [
      "a database with the tag",
      { arn: "arn:aws:rds:eu-central-1:012345678901:db:web", tags: ring },
      false,
    ],
    [
      "a machine of an Auto Scaling group",
      { arn: ofEc2("instance/i-1"), tags: { ...ring, "aws:autoscaling:groupName": "web" } },
      false,
    ],
  ])(
    "backs up the ring's own machines alone, and so of %s: %o",
    async (_what, resource, expected) => {
      const { ofType } = await deploy(() => new SnapshotPolicy("web", args));

      const selections = ofType("aws:backup/selection:Selection").map(({ inputs }) => inputs);
      expect(selections.some((one) => isSelected(one, resource))).toBe(expected);
    },
  );

  it("is told from a selection that joins its tags to its resources by OR", () => {
    const byTag = {
      resources: [ofEc2("instance/*")],
      selectionTags: [{ type: "STRINGEQUALS", key: "PatchGroup", value: "web.canary" }],
    };

    expect(isSelected(byTag, { arn: ofEc2("volume/vol-1"), tags: ring })).toBe(true);
    expect(isSelected(byTag, { arn: ofEc2("instance/i-1"), tags: {} })).toBe(true);
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

  it("keeps what it made, with its lock, beside a vault that exists, and tells runs of both", async () => {
    const inPlace = (name: string) => ({
      name,
      arn: `arn:aws:backup:eu-central-1:012345678901:backup-vault:${name}`,
    });
    const before = await deploy(() => new SnapshotPolicy("web", { ...args, lock: {} }));

    const { result, ofType, only } = await deploy(
      () =>
        new SnapshotPolicy("web", {
          ...args,
          vault: inPlace("central"),
          formerKeys: ["default"],
          formerVaults: [inPlace("older")],
          // Nothing new comes into the vault that it locks.
          lock: { minKeepDays: 30 },
        }),
    );

    const kept = only("aws:backup/vault:Vault");
    expect(kept).toEqual(before.only("aws:backup/vault:Vault"));
    expect(ofType("aws:backup/vaultLockConfiguration:VaultLockConfiguration")).toHaveLength(1);
    expect(only("aws:backup/plan:Plan").inputs["rules"]).toMatchObject([
      { targetVaultName: "central" },
    ]);
    expect(await outputValue(result.vaultName)).toBe("central");
    expect(await Promise.all(result.formerVaults.map(({ arn }) => outputValue(arn)))).toEqual([
      kept.outputs["arn"],
      inPlace("older").arn,
    ]);
  });

  it("makes a role that AWS Backup assumes", async () => {
    const { only } = await deploy(() => new SnapshotPolicy("web", args));

    const trust = JSON.parse(String(only("aws:iam/role:Role").inputs["assumeRolePolicy"]));
    expect(trust.Statement[0].Principal).toEqual({ Service: "backup.amazonaws.com" });
    expect(only("aws:iam/rolePolicyAttachment:RolePolicyAttachment").inputs["policyArn"]).toBe(
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
    );
  });

  it("locks its vault in governance, unless a compliance lock is asked for, which is protected", async () => {
    const governed = await deploy(() => new SnapshotPolicy("web", { ...args, lock: {} }));
    const bound = { mode: "compliance", changeableForDays: 7, maxKeepDays: 30 } as const;
    const complying = await deploy(() => new SnapshotPolicy("web", { ...args, lock: bound }));

    const lockType = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
    expect(governed.only(lockType).inputs).toMatchObject({ minRetentionDays: 1 });
    expect(governed.only(lockType).inputs).not.toHaveProperty("changeableForDays");
    expect(governed.only(lockType).options.protect).toBe(false);
    expect(complying.only(lockType).inputs).toMatchObject({
      changeableForDays: 7,
      maxRetentionDays: 30,
    });
    expect(complying.only(lockType).options.protect).toBe(true);
    expect(complying.only("aws:backup/vault:Vault").options.protect).toBe(true);
  });

  it("makes a key that is rotated, and encrypts its vault with it", async () => {
    const { only } = await deploy(
      () => new SnapshotPolicy("web", { ...args, kmsKeyArn: "create" }),
    );

    const key = only("aws:kms/key:Key");
    expect(key.inputs).toMatchObject({ region: "eu-central-1", enableKeyRotation: true });
    expect(only("aws:backup/vault:Vault").inputs["kmsKeyArn"]).toBe(key.outputs["arn"]);
  });

  it("gives the vault of copies a key and the lock of its own, since no copy fits one without", async () => {
    const deployment = await deploy(
      () =>
        new SnapshotPolicy("web", {
          ...args,
          copyTo: { region: "eu-west-1" },
          lock: { mode: "compliance", changeableForDays: 7, minKeepDays: 7 },
        }),
    );

    const key = deployment.only("aws:kms/key:Key");
    expect(key).toMatchObject({ name: "web-copies", inputs: { region: "eu-west-1" } });
    const vaults = deployment.ofType("aws:backup/vault:Vault");
    const copies = vaults.find(({ name }) => name === "web-copies");
    expect(copies?.inputs["kmsKeyArn"]).toBe(key.outputs["arn"]);
    expect(copies?.options.protect).toBe(true);
    const locks = deployment.ofType("aws:backup/vaultLockConfiguration:VaultLockConfiguration");
    expect(locks.map(({ inputs }) => [inputs["region"], inputs["minRetentionDays"]])).toEqual([
      ["eu-central-1", 7],
      ["eu-west-1", 7],
    ]);
  });

  it("encrypts copies with a key that is there already, and makes none for a vault that is", async () => {
    const kmsKeyArn = "arn:aws:kms:eu-west-1:012345678901:key/1234";
    const vaultArn = "arn:aws:backup:eu-west-1:012345678901:backup-vault:far";
    const named = await deploy(
      () => new SnapshotPolicy("web", { ...args, copyTo: { region: "eu-west-1", kmsKeyArn } }),
    );
    const existing = await deploy(
      () => new SnapshotPolicy("web", { ...args, copyTo: { region: "eu-west-1", vaultArn } }),
    );

    const copies = named
      .ofType("aws:backup/vault:Vault")
      .find(({ name }) => name.startsWith("web-copies"));
    expect(copies?.inputs["kmsKeyArn"]).toBe(kmsKeyArn);
    expect([...named.ofType("aws:kms/key:Key"), ...existing.ofType("aws:kms/key:Key")]).toEqual([]);
  });

  it("copies each recovery point to a vault in another region, for as long as it is told to", async () => {
    const copyTo = { region: "eu-west-1", keepDays: 30 };

    const { result, ofType, only } = await deploy(
      () => new SnapshotPolicy("web", { ...args, copyTo }),
    );

    const copies = ofType("aws:backup/vault:Vault").find(({ name }) => name === "web-copies");
    expect(copies?.inputs).toMatchObject({ region: "eu-west-1" });
    expect(await outputValue(result.copyVaultArn)).toBe(copies?.outputs["arn"]);
    expect(only("aws:backup/plan:Plan").inputs["rules"]).toMatchObject([
      {
        lifecycle: { deleteAfter: 14 },
        copyActions: [
          { destinationVaultArn: copies?.outputs["arn"], lifecycle: { deleteAfter: 30 } },
        ],
      },
    ]);
  });

  it("restores the latest recovery point of each ring on a schedule, in a role of its own", async () => {
    const schedule = { kind: "monthlyDay", days: [1], at: { hour: 6, minute: 0 } } as const;
    const restoreTests = { schedule, timezone: "Europe/Berlin", validationHours: 2 };

    const { only, ofType } = await deploy(
      () => new SnapshotPolicy("web", { ...args, restoreTests }),
    );

    const plan = only("aws:backup/restoreTestingPlan:RestoreTestingPlan");
    expect(plan.inputs).toMatchObject({
      name: expect.stringMatching(/^project_stack_web_/),
      scheduleExpression: "cron(0 6 1 * ? *)",
      scheduleExpressionTimezone: "Europe/Berlin",
      recoveryPointSelection: { algorithm: "LATEST_WITHIN_WINDOW", selectionWindowDays: 14 },
    });
    const selections = ofType("aws:backup/restoreTestingSelection:RestoreTestingSelection");
    expect(selections.map(({ inputs }) => inputs["protectedResourceConditions"])).toEqual([
      { stringEquals: [{ key: "aws:ResourceTag/PatchGroup", value: "web.broad" }] },
      { stringEquals: [{ key: "aws:ResourceTag/PatchGroup", value: "web.canary" }] },
    ]);
    const attached = ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    expect(attached.map(({ inputs }) => inputs["policyArn"])).toContain(
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
    );
  });

  const checked = {
    ...args,
    restoreTests: { schedule: rule.before, timezone: "UTC" },
  } as const;

  it("has each test's restore checked, by roles that may do that and nothing else", async () => {
    const deployment = await deploy(() => new SnapshotPolicy("web", checked));

    const plan = deployment.only("aws:backup/restoreTestingPlan:RestoreTestingPlan");
    const document = deployment.only("aws:ssm/document:Document");
    expect(JSON.parse(String(deployment.only(ruleType).inputs["eventPattern"]))).toEqual({
      source: ["aws.backup"],
      "detail-type": ["Restore Job State Change"],
      detail: { status: ["COMPLETED"], restoreTestingPlanArn: [plan.outputs["arn"]] },
    });
    expect(deployment.only(targetType).inputs).toMatchObject({
      arn: `arn:aws:ssm:eu-central-1:012345678901:automation-definition/${document.outputs["name"]}:$DEFAULT`,
      inputTransformer: {
        inputPaths: { job: "$.detail.restoreJobId" },
        inputTemplate: '{"RestoreJobId":[<job>]}',
      },
    });
    const asked = requestsOf(String(document.inputs["content"]), {
      ...{ prefix: "", restore: { arn: "", version: "" }, restoreRole: "", ownDocument: "" },
      ...{ close: { arn: "", version: "" }, closeRole: "" },
    });
    const policy = policyOf(deployment, "restore-check");
    expect(asked.filter((request) => !isAllowed(policy, request))).toEqual([]);
    const allowed = policy.flatMap(({ Action }) => Action);
    expect([...allowed].sort()).toEqual([...new Set(asked.map(({ action }) => action))].sort());
  });

  it("lets EventBridge start the check, pass its role, and nothing else", async () => {
    const deployment = await deploy(() => new SnapshotPolicy("web", checked));

    const document = deployment.only("aws:ssm/document:Document");
    const role = deployment
      .ofType("aws:iam/role:Role")
      .find(({ name }) => name === "web-restore-check");
    const policy = policyOf(deployment, "restore-event");
    const started = { arn: String(document.outputs["arn"]), version: "3" };
    const shared = { arn: "arn:aws:ssm:eu-central-1::document/AWS-StopEC2Instance", version: "3" };
    const pass = (service: string): AccessRequest => ({
      action: "iam:PassRole",
      resource: String(role?.outputs["arn"]),
      context: { "iam:PassedToService": service },
    });
    const may = [...startRequests(started), pass("ssm.amazonaws.com")];
    // An execution alone starts nothing.
    const mayNot = [
      ...otherVersions(started),
      ...startRequests(shared).filter(({ resource }) => !resource.includes("automation-execution")),
      pass("ec2.amazonaws.com"),
    ];
    expect(may.filter((one) => !isAllowed(policy, one))).toEqual([]);
    expect(mayNot.filter((one) => isAllowed(policy, one))).toEqual([]);
  });

  it("leaves the verdict to checks of one's own, or uses roles that exist", async () => {
    const own = await deploy(
      () =>
        new SnapshotPolicy("web", {
          ...checked,
          restoreTests: { ...checked.restoreTests, check: false },
        }),
    );
    const role = (use: string) => `arn:aws:iam::012345678901:role/${use}`;
    const roles = {
      roleArn: role("test"),
      checkRoleArn: role("check"),
      eventRoleArn: role("event"),
    };
    const existing = await deploy(
      () =>
        new SnapshotPolicy("web", {
          ...{ ...checked, roleArn: role("backup") },
          restoreTests: { ...checked.restoreTests, ...roles },
        }),
    );

    expect([...own.ofType(ruleType), ...own.ofType("aws:ssm/document:Document")]).toEqual([]);
    expect(existing.ofType("aws:iam/role:Role")).toEqual([]);
    expect(existing.only(targetType).inputs["roleArn"]).toBe(role("event"));
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

describe("SnapshotPolicy on the engine", () => {
  const sandbox = useSandbox();
  const whole: SnapshotPolicyArgs = {
    ...args,
    accountId: "123456789012",
    kmsKeyArn: "create",
    lock: { minKeepDays: 7 },
    copyTo: { region: "eu-west-1" },
    restoreTests: { schedule: rule.before, timezone: "UTC" },
  };
  const vaultType = "aws:backup/vault:Vault";

  it("changes one plan when its points are kept for longer, and has another vault with another key beside the one with points", async () => {
    let keepDays = 14;
    let keys: Pick<SnapshotPolicyArgs, "kmsKeyArn" | "formerKeys"> = {};
    const { kmsKeyArn: _own, ...unkeyed } = whole;
    const stack = await sandbox.stack({
      program: async () => {
        new SnapshotPolicy("web", { ...unkeyed, ...keys, rules: [{ ...rule, keepDays }] });
      },
      config: { "aws:region": "eu-central-1" },
    });
    const vaults = async () =>
      (await stack.resources(vaultType)).map(({ urn }) => urn.split("::").at(-1)).sort();
    await stack.up();

    keepDays = 21;
    const longer = await stack.up();
    setRecoveryPoints(sandbox.folder, 3);
    keys = { kmsKeyArn: "create" };
    const forgotten = await failureOf(stack.up());
    keys = { kmsKeyArn: "create", formerKeys: ["default"] };
    const { changes: kept } = await stack.up();
    const beside = await vaults();
    setRecoveryPoints(sandbox.folder, 0);
    keys = { kmsKeyArn: "create" };
    await stack.up();
    const left = await vaults();
    await stack.destroy();

    // The plan, the window of the restore tests, and the component itself.
    expect(longer.changes).toEqual({ update: 3, same: expect.any(Number) });
    expect(forgotten).toContain("contains recovery points: 3");
    expect(Object.keys(kept).sort()).toEqual(expect.arrayContaining(["same"]));
    expect(kept).not.toHaveProperty("delete");
    expect(beside).toEqual(["web", "web-copies", "web-own"]);
    expect(left).toEqual(["web-copies", "web-own"]);
  }, 240_000);

  it("goes from a made vault to one that exists and back, with points in the made one all the while", async () => {
    const { kmsKeyArn: _own, ...unkeyed } = whole;
    const own = {
      name: "Default",
      arn: "arn:aws:backup:eu-central-1:123456789012:backup-vault:Default",
    };
    let keys: Partial<SnapshotPolicyArgs> = {};
    const stack = await sandbox.stack({
      program: async () => {
        const { vaultName, formerVaults } = new SnapshotPolicy("web", { ...unkeyed, ...keys });
        return { vaultName, formerVaults: formerVaults.map(({ name }) => name) };
      },
      config: { "aws:region": "eu-central-1" },
    });
    const left = async () =>
      (await stack.resources(vaultType)).map(({ urn }) => urn.split("::").at(-1)).sort();
    const told = async () => {
      const { vaultName, formerVaults } = await stack.outputs();
      return [vaultName?.value, ...(formerVaults?.value ?? [])];
    };
    await stack.up();
    const [made] = await told();
    setRecoveryPoints(sandbox.folder, 3);

    keys = { vault: own };
    const forgotten = await failureOf(stack.up());
    keys = { vault: own, formerKeys: ["default"] };
    const moved = await stack.up();
    const [beside, there] = [await left(), await told()];
    keys = { formerVaults: [own] };
    const back = await stack.up();
    const backThere = await told();
    keys = { vault: own, formerKeys: ["default"] };
    await stack.up();
    setRecoveryPoints(sandbox.folder, 0);
    keys = { vault: own };
    const done = await stack.up();
    const rest = await left();
    await stack.destroy();

    expect(forgotten).toContain("contains recovery points: 3");
    expect(moved.changes).not.toHaveProperty("delete");
    expect(there).toEqual(["Default", made]);
    expect(beside).toEqual(["web", "web-copies"]);
    expect(back.changes).not.toHaveProperty("delete");
    expect(back.changes).not.toHaveProperty("create");
    expect(backThere).toEqual([made, "Default"]);
    expect(done.changes).toMatchObject({ delete: 2 });
    expect(rest).toEqual(["web-copies"]);
  }, 300_000);

  it("deploys with everything, and is destroyed when its vault is empty, but not with recovery points in it", async () => {
    const stack = await sandbox.stack({
      program: async () => {
        new SnapshotPolicy("web", whole);
      },
      config: { "aws:region": "eu-central-1" },
    });
    await stack.up();
    const again = await stack.up();

    setRecoveryPoints(sandbox.folder, 3);
    const refused = await failureOf(stack.destroy());
    const left = await stack.resources("aws:iam/role:Role");
    setRecoveryPoints(sandbox.folder, 0);
    await stack.destroy();

    expect(again.changes).toEqual({ same: expect.any(Number) });
    expect(left.map(({ urn }) => urn)).toContainEqual(expect.stringMatching(/::web-backup$/));
    const lines = refused.split("\n").filter((line) => line.includes("recovery points"));
    const told = lines.map((line) => line.trim().replace(/^.*operation error/, ""));
    expect(told.length).toBeGreaterThan(0);
    for (const line of told) {
      expect(line).toMatch(
        /^ Backup: DeleteBackupVault, InvalidRequestException: .* contains recovery points: 3$/,
      );
    }
    expect(await stack.resources(vaultType)).toEqual([]);
  }, 180_000);
});

/** As backups at night would: into the cloud's own files, past the program. */
function setRecoveryPoints(folder: string, recoveryPoints: number): void {
  const clouds = path.join(folder, "cloud");
  for (const name of readdirSync(clouds).filter((one) => one.endsWith(".json"))) {
    const file = path.join(clouds, name);
    const state = JSON.parse(readFileSync(file, "utf8"));
    for (const { type, outputs } of state.resources) {
      if (type === "aws:backup/vault:Vault") outputs.recoveryPoints = recoveryPoints;
    }
    writeFileSync(file, JSON.stringify(state));
  }
}
