import { beforeEach, describe, expect, it } from "vitest";
import { awsRules } from "../../../sandbox/aws";
import { planType, selectionType, vaultType } from "../../../sandbox/aws/backup/types";
import {
  deliveryChannelType,
  recorderStatusType,
  recorderType,
  ruleType,
} from "../../../sandbox/aws/cfg/types";
import { rolePolicyAttachmentType, rolePolicyType, roleType } from "../../../sandbox/aws/iam/types";
import { awsHome, type ServiceCloud, serviceCloud, told } from "../../support/serviceCloud";

const bucketType = "aws:s3/bucket:Bucket";
const otherAccount = { ...awsHome, account: "210987654321" };
const otherRegion = { ...awsHome, region: "eu-west-1" };
const roleArn = "arn:aws:iam::012345678901:role/patching";

let cloud: ServiceCloud;
const failuresOf = (type: string, inputs: object, unknown: string[] = []) =>
  told(cloud.check(type, { ...inputs }, unknown));

beforeEach(() => {
  cloud = serviceCloud(awsRules, awsHome);
});

describe("IAM", () => {
  const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "ssm.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
  });
  const role = { name: "patching", assumeRolePolicy: trust };
  const policy = (statement: object) => ({
    role: "patching",
    name: "inline",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Action: ["ssm:GetDocument"], Resource: "*", ...statement },
    }),
  });

  it("takes a role, an inline policy and an attached one", () => {
    const managed = "arn:aws:iam::aws:policy/service-role/AmazonSSMAutomationRole";

    expect(failuresOf(roleType, role)).toBe("");
    expect(failuresOf(rolePolicyType, policy({}))).toBe("");
    expect(failuresOf(rolePolicyAttachmentType, { role: "patching", policyArn: managed })).toBe("");
    expect(cloud.create(roleType, role).outputs["arn"]).toBe(roleArn);
  });

  it.each([
    [{ name: "x".repeat(65) }, "name: operation error IAM: CreateRole, ValidationError: "],
    [{ assumeRolePolicy: "{" }, "MalformedPolicyDocument: This policy contains invalid Json"],
    [{ assumeRolePolicy: policy({}).policy }, "Has prohibited field Resource"],
    [{ maxSessionDuration: 3599 }, "greater than or equal to 3600"],
    [{ path: "patching" }, "path: "],
    [
      { assumeRolePolicy: trust.replace("sts:AssumeRole", `sts:${"A".repeat(2048)}`) },
      "ACLSizePerRole: 2048",
    ],
  ])("refuses the role %o", (change, message) => {
    expect(failuresOf(roleType, { ...role, ...change })).toContain(message);
  });

  it.each([
    [{ Effect: "Maybe" }, "Effect must be Allow or Deny"],
    [{ Action: undefined }, "must contain actions"],
    [{ Action: "GetDocument" }, "prefaced by a vendor"],
    [{ Resource: undefined }, "must contain resources"],
    [{ Resource: "my-bucket" }, 'must be in ARN format or "*"'],
    [{ Principal: "*" }, "should not specify a principal"],
    [{ Sid: "not-alnum" }, "alpha-numeric"],
    [{ Condtion: {} }, "unknown element 'Condtion'"],
  ])("refuses the statement %o", (statement, message) => {
    expect(failuresOf(rolePolicyType, policy(statement))).toContain("MalformedPolicyDocument");
    expect(failuresOf(rolePolicyType, policy(statement))).toContain(message);
  });

  it("has one role of a name in an account, in whichever region", () => {
    cloud.create(roleType, role);

    expect(() => cloud.create(roleType, role, "again", otherRegion)).toThrow(
      "operation error IAM: CreateRole, EntityAlreadyExists",
    );
    expect(() => cloud.create(roleType, role, "other", otherAccount)).not.toThrow();
  });

  it("deletes a role after its policies", () => {
    const made = cloud.create(roleType, role);
    const inline = cloud.create(rolePolicyType, policy({}));

    expect(() => cloud.remove(made)).toThrow("DeleteRole, DeleteConflict");
    cloud.remove(inline);
    expect(() => cloud.remove(made)).not.toThrow();
  });

  it("sums the inline policies of a role", () => {
    const half = policy({ Resource: `arn:aws:s3:::${"x".repeat(6000)}` });
    cloud.create(rolePolicyType, half, "a");

    expect(() => cloud.create(rolePolicyType, { ...half, name: "b" }, "b")).toThrow(
      "LimitExceeded: Maximum policy size of 10240 bytes",
    );
  });
});

describe("Backup", () => {
  const rule = {
    ruleName: "before-window",
    targetVaultName: "patching",
    schedule: "cron(0 2 ? * SUN *)",
    scheduleExpressionTimezone: "Europe/Berlin",
    startWindow: 60,
    completionWindow: 120,
    lifecycle: { deleteAfter: 14 },
  };
  const plan = (change: object = {}) => ({ name: "patching", rules: [{ ...rule, ...change }] });
  const selection = (planId: string) => ({
    name: "by-tag",
    planId,
    iamRoleArn: roleArn,
    selectionTags: [{ type: "STRINGEQUALS", key: "PatchGroup", value: "web.canary" }],
  });

  it("takes a plan with its vault, and a selection of the plan", () => {
    cloud.create(vaultType, { name: "patching" });
    const made = cloud.create(planType, plan());

    expect(failuresOf(planType, plan())).toBe("");
    expect(failuresOf(selectionType, selection(made.id))).toBe("");
    expect(made.outputs["arn"]).toContain(":backup-plan:");
    expect(() => cloud.create(selectionType, selection(made.id))).not.toThrow();
  });

  it.each([
    [{ schedule: "rate(1 day)" }, "it must be cron(…)"],
    [{ schedule: "cron(0 2 * * SUN *)" }, "exactly one of"],
    [{ scheduleExpressionTimezone: "Berlin" }, "Invalid ScheduleExpressionTimezone"],
    [{ startWindow: 59 }, "StartWindowMinutes 59"],
    [{ completionWindow: 119 }, "CompletionWindowMinutes 119"],
    [{ lifecycle: { deleteAfter: 0 } }, "DeleteAfterDays 0"],
    [{ lifecycle: { deleteAfter: 119, coldStorageAfter: 30 } }, "90 days apart"],
    [{ enableContinuousBackup: true, lifecycle: { deleteAfter: 36 } }, "1 to 35, got 36"],
    [{ ruleName: "not valid" }, "regular expression pattern"],
    [{ copyActions: [{ destinationVaultArn: "vault" }] }, "Invalid backup vault ARN"],
  ])("refuses the rule %o", (change, message) => {
    expect(failuresOf(planType, plan(change))).toContain(
      "operation error Backup: CreateBackupPlan",
    );
    expect(failuresOf(planType, plan(change))).toContain(message);
  });

  it("refuses a rule name twice, and a plan without rules", () => {
    expect(failuresOf(planType, { name: "p", rules: [rule, rule] })).toContain(
      "Duplicate rule name",
    );
    expect(failuresOf(planType, { name: "p", rules: [] })).toContain("at least one rule");
  });

  it("refuses a vault or plan that is not there, and a vault's name twice", () => {
    expect(() => cloud.create(planType, plan())).toThrow("Backup vault patching does not exist");
    expect(() => cloud.create(planType, plan({ targetVaultName: "Default" }))).not.toThrow();
    expect(() => cloud.create(selectionType, selection("none"))).toThrow(
      "ResourceNotFoundException",
    );
    cloud.create(vaultType, { name: "patching" });
    expect(() => cloud.create(vaultType, { name: "patching" })).toThrow("AlreadyExistsException");
  });

  it("deletes a plan after its selections", () => {
    const made = cloud.create(planType, plan({ targetVaultName: "Default" }));
    const chosen = cloud.create(selectionType, selection(made.id));

    expect(() => cloud.remove(made)).toThrow("DeleteBackupPlan, InvalidRequestException");
    cloud.remove(chosen);
    expect(() => cloud.remove(made)).not.toThrow();
  });

  it.each([
    [{ iamRoleArn: "patching" }, "Invalid IAM role ARN"],
    [{ selectionTags: [] }, "A selection must name"],
    [{ selectionTags: [{ type: "LIKE", key: "a", value: "b" }] }, "STRINGEQUALS"],
  ])("refuses the selection %o", (change, message) => {
    expect(failuresOf(selectionType, { ...selection("p"), ...change })).toContain(message);
  });
});

describe("Config", () => {
  const rule = (identifier: string, parameters?: object) => ({
    name: "patched",
    source: { owner: "AWS", sourceIdentifier: identifier },
    ...(parameters === undefined ? {} : { inputParameters: JSON.stringify(parameters) }),
  });
  const patched = rule("EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK");
  const backedUp = (parameters: object) =>
    rule("EC2_LAST_BACKUP_RECOVERY_POINT_CREATED", parameters);

  it.each([
    patched,
    backedUp({ recoveryPointAgeUnit: "days", recoveryPointAgeValue: "31" }),
    backedUp({ recoveryPointAgeUnit: "hours", recoveryPointAgeValue: "744" }),
    { ...backedUp({}), maximumExecutionFrequency: "TwentyFour_Hours" },
    rule("REQUIRED_TAGS", { tag1Key: "PatchGroup" }),
  ])("takes the rule %o", (inputs) => {
    expect(failuresOf(ruleType, inputs)).toBe("");
  });

  it.each([
    [rule("EC2_PATCHED"), "source.sourceIdentifier: ", "EC2_PATCHED is invalid"],
    [
      { ...patched, maximumExecutionFrequency: "One_Hour" },
      "maximumExecutionFrequency: ",
      "evaluates it on changes",
    ],
    [{ ...patched, inputParameters: "{" }, "inputParameters: ", "must be a JSON object"],
    [backedUp({ age: "1" }), "inputParameters: ", "Unknown parameters"],
    [backedUp({ recoveryPointAgeValue: "32" }), "inputParameters: ", "1 to 31 days, got 32"],
    [
      backedUp({ recoveryPointAgeUnit: "hours", recoveryPointAgeValue: "745" }),
      "inputParameters: ",
      "1 to 744 hours",
    ],
    [backedUp({ recoveryPointAgeValue: 7 }), "inputParameters: ", "must be a string"],
    [rule("REQUIRED_TAGS"), "inputParameters: ", "Required parameter [tag1Key]"],
    [
      { ...patched, source: { owner: "ME", sourceIdentifier: "x" } },
      "source.owner: ",
      "enum value set",
    ],
  ])("refuses the rule %o", (inputs, property, message) => {
    expect(failuresOf(ruleType, inputs)).toContain(
      `${property}operation error Config Service: PutConfigRule`,
    );
    expect(failuresOf(ruleType, inputs)).toContain(message);
  });

  it("needs a recorder for a rule, in the rule's own Region", () => {
    cloud.create(recorderType, { name: "default", roleArn }, "far", otherRegion);

    expect(() => cloud.create(ruleType, patched)).toThrow(
      "PutConfigRule, NoAvailableConfigurationRecorderException",
    );
    cloud.create(recorderType, { name: "default", roleArn });
    expect(() => cloud.create(ruleType, patched)).not.toThrow();
  });

  it("makes recorder, channel and status in that order, one of each a Region", () => {
    const channel = { name: "default", s3BucketName: "acme-config" };
    const status = { name: "default", isEnabled: true };

    expect(() => cloud.create(deliveryChannelType, channel)).toThrow(
      "NoAvailableConfigurationRecorder",
    );
    expect(() => cloud.create(recorderStatusType, status)).toThrow("NoSuchConfigurationRecorder");
    cloud.create(recorderType, { name: "default", roleArn });
    expect(() => cloud.create(recorderType, { name: "second", roleArn })).toThrow(
      "MaxNumberOfConfigurationRecordersExceededException",
    );
    expect(() => cloud.create(recorderStatusType, status)).toThrow("NoAvailableDeliveryChannel");
    cloud.create(deliveryChannelType, channel);
    expect(() => cloud.create(deliveryChannelType, { ...channel, name: "b" })).toThrow(
      "MaxNumberOfDeliveryChannelsExceededException",
    );
    expect(() => cloud.create(recorderStatusType, status)).not.toThrow();
  });

  it("keeps the delivery channel while the recorder runs", () => {
    cloud.create(recorderType, { name: "default", roleArn });
    const channel = cloud.create(deliveryChannelType, { name: "d", s3BucketName: "acme-config" });
    const status = cloud.create(recorderStatusType, { name: "default", isEnabled: true });

    expect(() => cloud.remove(channel)).toThrow("LastDeliveryChannelDeleteFailedException");
    cloud.remove(status);
    expect(() => cloud.remove(channel)).not.toThrow();
  });

  it("refuses a recorder whose group contradicts itself", () => {
    const recordingGroup = { allSupported: true, resourceTypes: ["AWS::EC2::Instance"] };

    expect(failuresOf(recorderType, { name: "default", roleArn, recordingGroup })).toContain(
      "InvalidRecordingGroupException",
    );
    expect(failuresOf(recorderType, { name: "default", roleArn: "x" })).toContain(
      "InvalidRoleException",
    );
  });
});

describe("S3", () => {
  it.each([
    ["abc", ""],
    ["x".repeat(63), ""],
    ["ab", "has 2 characters"],
    ["x".repeat(64), "has 64 characters"],
    ["Acme", "lower-case letters"],
    ["-acme", "lower-case letters"],
    ["ac..me", "two dots"],
    ["192.168.0.1", "IP address"],
    ["xn--acme", "reserved prefix"],
  ])("judges the bucket name %s", (bucket, message) => {
    const failures = failuresOf(bucketType, { bucket });

    expect(message === "" ? failures : failures.includes(`InvalidBucketName: `)).toBe(
      message === "" ? "" : true,
    );
    expect(failures).toContain(message);
  });

  it("has one bucket of a name in the world", () => {
    cloud.create(bucketType, { bucket: "acme-config" });

    expect(() => cloud.create(bucketType, { bucket: "acme-config" })).toThrow(
      "BucketAlreadyOwnedByYou",
    );
    expect(() =>
      cloud.create(bucketType, { bucket: "acme-config" }, "other", otherAccount),
    ).toThrow("BucketAlreadyExists");
  });

  it("refuses a bucket policy for another bucket, and one without a principal", () => {
    const policy = (statement: object) => ({
      bucket: "acme-config",
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "config.amazonaws.com" },
            Action: "s3:PutObject",
            Resource: "arn:aws:s3:::acme-config/*",
            ...statement,
          },
        ],
      }),
    });
    const type = "aws:s3/bucketPolicy:BucketPolicy";

    expect(failuresOf(type, policy({}))).toBe("");
    expect(failuresOf(type, policy({ Resource: "arn:aws:s3:::acme-other/*" }))).toContain(
      "MalformedPolicy: Policy has invalid resource",
    );
    expect(failuresOf(type, policy({ Principal: undefined }))).toContain("Principal");
  });

  it("refuses settings that contradict themselves", () => {
    const encryption =
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    const lifecycle = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
    const algorithm = (sseAlgorithm: string) => ({
      bucket: "acme-config",
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }],
    });
    const rule = (change: object) => ({
      bucket: "acme-config",
      rules: [{ id: "old", status: "Enabled", expiration: { days: 365 }, ...change }],
    });

    expect(failuresOf(encryption, algorithm("aws:kms"))).toBe("");
    expect(failuresOf(encryption, algorithm("ROT13"))).toContain("enum value set");
    const versioning = "aws:s3/bucketVersioning:BucketVersioning";
    const status = (text: string) => ({ versioningConfiguration: { status: text } });
    expect(failuresOf(versioning, { bucket: "acme-config", ...status("Enabled") })).toBe("");
    expect(failuresOf(versioning, { bucket: "acme-config", ...status("On") })).toContain(
      "Suspended",
    );
    expect(failuresOf(lifecycle, rule({}))).toBe("");
    expect(failuresOf(lifecycle, rule({ status: "On" }))).toContain("[Enabled, Disabled]");
    expect(failuresOf(lifecycle, rule({ expiration: { days: 0 } }))).toContain("positive integer");
    expect(failuresOf(lifecycle, rule({ expiration: undefined }))).toContain("At least one action");
    const early = { transitions: [{ days: 29, storageClass: "STANDARD_IA" }] };
    expect(failuresOf(lifecycle, rule(early))).toContain("greater than or equal to 30");
  });
});

describe("EC2", () => {
  const instance = (key: string, instanceMetadataTags: string) => ({
    tags: { [key]: "web.canary" },
    metadataOptions: { instanceMetadataTags },
  });

  it("refuses a tag with a space only where instance metadata shows tags", () => {
    const type = "aws:ec2/instance:Instance";

    expect(failuresOf(type, instance("Patch Group", "enabled"))).toContain(
      "RunInstances, InvalidParameterValue: 'Patch Group' is not a valid tag key",
    );
    expect(failuresOf(type, instance("Patch Group", "disabled"))).toBe("");
    expect(failuresOf(type, instance("PatchGroup", "enabled"))).toBe("");
  });

  it("refuses it in a launch template's instance tags too", () => {
    const type = "aws:ec2/launchTemplate:LaunchTemplate";
    const { tags, metadataOptions } = instance("Patch Group", "enabled");

    expect(
      failuresOf(type, {
        metadataOptions,
        tagSpecifications: [{ resourceType: "instance", tags }],
      }),
    ).toContain("CreateLaunchTemplate");
  });
});

describe("the AWS rules", () => {
  it("are one a type", () => {
    const types = awsRules.map(({ type }) => type);

    expect(new Set(types).size).toBe(types.length);
  });

  it.each(awsRules.map((rules) => [rules.type, rules] as const))(
    "of %s judge nothing that is wholly unknown",
    (_type, rules) => {
      const unknown = [
        ...rules.replaceOn,
        ...["name", "role", "policy", "source", "rules", "bucket", "content", "documentType"],
        ...["schedule", "duration", "cutoff", "resourceType", "targets", "taskArn", "iamRoleArn"],
        ...[
          "policyArn",
          "patchGroup",
          "assumeRolePolicy",
          "roleArn",
          "s3BucketName",
          "status",
          "versioningConfiguration",
        ],
        ...["resources", "selectionTags", "notResources", "conditions", "maxErrors"],
        ...["value", "eventPattern", "resourceQuery"],
        ...["scheduleExpression", "recoveryPointSelection", "protectedResourceArns"],
      ];

      expect(rules.check?.({}, awsHome, unknown) ?? []).toEqual([]);
    },
  );
});

describe("Resource Groups", () => {
  const groupType = "aws:resourcegroups/group:Group";
  const query = (text: unknown) => ({ resourceQuery: { query: JSON.stringify(text) } });
  const filters = [{ Key: "PatchGroup", Values: ["web.canary"] }];
  const group = {
    name: "patch-web.canary",
    ...query({ ResourceTypeFilters: ["AWS::EC2::Instance"], TagFilters: filters }),
  };

  it("takes a group by tags, under a name that is free", () => {
    expect(failuresOf(groupType, group)).toBe("");
    expect(cloud.create(groupType, group)).toMatchObject({
      id: "patch-web.canary",
      outputs: {
        arn: "arn:aws:resource-groups:eu-central-1:012345678901:group/patch-web.canary",
      },
    });
    expect(() => cloud.create(groupType, group)).toThrow("already exists");
    expect(() => cloud.create(groupType, group, "b", otherRegion)).not.toThrow();
  });

  it.each([
    [{ ...group, name: "aws-patch" }, "must not begin with AWS"],
    [{ ...group, name: "a group" }, "must satisfy regular expression pattern"],
    [{ ...group, description: "stopped, too" }, "description: "],
    [{ name: "a" }, "needs a resource query or a configuration"],
    [{ ...group, ...query([]) }, "it is no JSON object"],
    [{ ...group, ...query({ TagFilters: filters }) }, "it filters no resource type"],
    [
      { ...group, ...query({ ResourceTypeFilters: ["instance"] }) },
      "'instance' is no resource type",
    ],
    [
      { ...group, ...query({ ResourceTypeFilters: ["AWS::EC2::Instance"], TagFilters: [{}] }) },
      "a tag filter names no key",
    ],
  ])("refuses %j", (wrong, words) => {
    expect(failuresOf(groupType, wrong)).toContain(words);
  });
});
