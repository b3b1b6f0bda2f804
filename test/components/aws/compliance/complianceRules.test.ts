import { describe, expect, it } from "vitest";
import {
  ComplianceRules,
  type ComplianceRulesArgs,
} from "../../../../components/aws/compliance/complianceRules";
import { isAllowed, parsePolicy } from "../../../support/iamPolicy";
import { deploy, type Registered } from "../../../support/mocks";

const args: ComplianceRulesArgs = {
  accountId: "012345678901",
  region: "eu-central-1",
  recorder: "existing",
  recoveryPoints: [{ patchGroup: "web.broad", maxAgeDays: 8 }],
};

const ruleType = "aws:cfg/rule:Rule";

function identifierOf({ inputs }: Registered): unknown {
  return (inputs["source"] as { sourceIdentifier: string }).sourceIdentifier;
}

describe("ComplianceRules", () => {
  it("judges whether machines are managed, tagged, patched, associated and backed up", async () => {
    const { ofType } = await deploy(() => new ComplianceRules("patching", args));

    expect(ofType(ruleType).map(identifierOf).sort()).toEqual([
      "EC2_INSTANCE_MANAGED_BY_SSM",
      "EC2_LAST_BACKUP_RECOVERY_POINT_CREATED",
      "EC2_MANAGEDINSTANCE_ASSOCIATION_COMPLIANCE_STATUS_CHECK",
      "EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK",
      "REQUIRED_TAGS",
    ]);
  });

  it("judges the recovery points of a ring by its own age", async () => {
    const { ofType } = await deploy(() => new ComplianceRules("patching", args));

    const rule = ofType(ruleType).find(({ name }) => name.includes("recovery-point"));
    expect(rule?.inputs).toMatchObject({
      region: "eu-central-1",
      scope: { tagKey: "PatchGroup", tagValue: "web.broad" },
      inputParameters: '{"recoveryPointAgeUnit":"days","recoveryPointAgeValue":"8"}',
      maximumExecutionFrequency: "TwentyFour_Hours",
    });
  });

  it("makes no recorder where one exists", async () => {
    const { ofType } = await deploy(() => new ComplianceRules("patching", args));

    expect(ofType("aws:cfg/recorder:Recorder")).toHaveLength(0);
    expect(ofType("aws:s3/bucket:Bucket")).toHaveLength(0);
  });

  it("makes a recorder that records before any rule needs it", async () => {
    const { ofType, only } = await deploy(
      () => new ComplianceRules("patching", { ...args, recorder: "create" }),
    );

    const status = only("aws:cfg/recorderStatus:RecorderStatus");
    const channel = only("aws:cfg/deliveryChannel:DeliveryChannel");
    expect(status.inputs["isEnabled"]).toBe(true);
    expect(status.options.dependsOn).toContain(channel.urn);
    expect(channel.options.dependsOn).toContain(only("aws:cfg/recorder:Recorder").urn);
    for (const rule of ofType(ruleType)) {
      expect(rule.options.dependsOn).toContain(status.urn);
    }
  });

  it("makes a bucket that is encrypted, private, versioned and emptied of what is old", async () => {
    const { only } = await deploy(
      () => new ComplianceRules("patching", { ...args, recorder: "create" }),
    );

    const policy = parsePolicy(only("aws:s3/bucketPolicy:BucketPolicy").inputs["policy"]);
    expect(policy[0]).toMatchObject({
      Effect: "Deny",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
    expect(only("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(only("aws:s3/bucketVersioning:BucketVersioning").inputs).toMatchObject({
      versioningConfiguration: { status: "Enabled" },
    });
    expect(
      only("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")
        .inputs["rules"],
    ).toHaveLength(1);
    expect(
      only("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs["rules"],
    ).toMatchObject([{ expiration: { days: 365 } }]);
  });

  it("lets AWS Config write records of this account only", async () => {
    const { only } = await deploy(
      () => new ComplianceRules("patching", { ...args, recorder: "create" }),
    );

    const policy = parsePolicy(only("aws:iam/rolePolicy:RolePolicy").inputs["policy"]);
    const bucket = only("aws:cfg/deliveryChannel:DeliveryChannel").inputs["s3BucketName"];
    const put = (key: string) => ({
      action: "s3:PutObject",
      resource: `arn:aws:s3:::${bucket}/${key}`,
    });
    expect(isAllowed(policy, put("AWSLogs/012345678901/Config/a"))).toBe(true);
    expect(isAllowed(policy, put("AWSLogs/999999999999/Config/a"))).toBe(false);
  });

  it("refuses an age that AWS Config does not take", async () => {
    const faulty = { ...args, recoveryPoints: [{ patchGroup: "web.broad", maxAgeDays: 32 }] };

    await expect(deploy(() => new ComplianceRules("patching", faulty))).rejects.toThrow(
      'ComplianceRules "patching": recoveryPoints[0].maxAgeDays must be a whole number 1–31, got 32',
    );
  });

  it("refuses a bucket for a recorder that exists", async () => {
    const faulty = { ...args, existing: { bucketName: "records" } };

    await expect(deploy(() => new ComplianceRules("patching", faulty))).rejects.toThrow(
      'ComplianceRules "patching": existing is for a new recorder, and recorder is existing; leave it out',
    );
  });
});
