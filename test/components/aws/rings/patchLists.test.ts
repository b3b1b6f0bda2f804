import { describe, expect, it } from "vitest";
import { PatchLists, type PatchListsArgs } from "../../../../components/aws";
import { type AccessRequest, isAllowed, parsePolicy } from "../../../support/iamPolicy";
import { deploy } from "../../../support/mocks";

const args: PatchListsArgs = { accountId: "012345678901", region: "eu-central-1" };

describe("PatchLists", () => {
  it("makes a bucket that is encrypted, private, versioned and reached by TLS only", async () => {
    const { only } = await deploy(() => new PatchLists("lists", args));

    expect(
      only("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")
        .inputs["rules"],
    ).toEqual([{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }]);
    expect(only("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(
      only("aws:s3/bucketVersioning:BucketVersioning").inputs["versioningConfiguration"],
    ).toEqual({ status: "Enabled" });
    const [statement] = parsePolicy(only("aws:s3/bucketPolicy:BucketPolicy").inputs["policy"]);
    expect(statement).toMatchObject({
      Effect: "Deny",
      Action: ["s3:*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  it("lets go of former lists after a year, and never of the newest", async () => {
    const { only } = await deploy(() => new PatchLists("lists", args));

    const rules = only("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs[
      "rules"
    ];
    expect(rules).toEqual([
      expect.objectContaining({ noncurrentVersionExpiration: { noncurrentDays: 365 } }),
    ]);
    expect(JSON.stringify(rules)).not.toContain('"expiration"');
  });

  it("says what machines must be allowed: to read lists, and no records", async () => {
    const { result, known } = await deployed();

    const policy = parsePolicy(await known(result.machinePolicy));
    const asks = (key: string): AccessRequest => ({
      action: "s3:GetObject",
      resource: `arn:aws:s3:::patch-lists/patchwarden/project/stack/web/${key}`,
    });
    expect(isAllowed(policy, asks("lists/web.broad/ubuntu-24.04.yaml"))).toBe(true);
    expect(isAllowed(policy, asks("records/web.canary.json"))).toBe(false);
  });

  it("uses a bucket that exists already", async () => {
    const { ofType } = await deploy(
      () => new PatchLists("lists", { ...args, bucketName: "patch-lists" }),
    );

    expect(ofType("aws:s3/bucket:Bucket")).toEqual([]);
  });

  it("refuses all that is wrong at once", async () => {
    const found = await deploy(
      () => new PatchLists("lists", { accountId: "1", region: "eu-central-1", keepDays: 7 }),
    ).catch((error: Error) => error.message);

    expect(String(found).split("\n")).toHaveLength(2);
    expect(found).toContain("keepDays must be a whole number 30–3650, got 7");
  });
});

async function deployed() {
  const { result } = await deploy(
    () => new PatchLists("lists", { ...args, bucketName: "patch-lists" }),
  );
  const known = <Value>(output: { apply(run: (value: Value) => void): unknown }) =>
    new Promise<Value>((resolve) => output.apply(resolve));
  return { result, known };
}
