/** A bucket that nobody but its account sees: encrypted, private, versioned, reached by TLS only, and emptied of what is old. */
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { mergeTags, type Tags } from "../tags";
import { policyDocument } from "./access/serviceRole";
import { bucketPrefix } from "./madeName";
import { type AwsPlace, partitionOf } from "./place";

export interface PrivateBucketOptions extends AwsPlace {
  /** Rules that empty it. */
  readonly lifecycle: s3.BucketLifecycleConfigurationArgs["rules"];
  readonly tags?: Tags;
}

/** @returns the bucket's name, known only after its protection is in place. */
export function declarePrivateBucket(
  name: string,
  options: PrivateBucketOptions,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const { region } = options;
  const bucket = new s3.Bucket(
    name,
    { region, ...bucketPrefix(name), tags: mergeTags(options.tags) },
    { parent },
  );
  const place = { region, bucket: bucket.bucket };
  const closed = new s3.BucketPublicAccessBlock(
    name,
    {
      ...place,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    { parent },
  );
  const encrypted = new s3.BucketServerSideEncryptionConfiguration(
    name,
    { ...place, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    { parent },
  );
  const versioned = new s3.BucketVersioning(
    name,
    { ...place, versioningConfiguration: { status: "Enabled" } },
    { parent },
  );
  const emptied = declareLifecycle(name, options, place, [versioned], parent);
  const policy = declarePolicy(name, options, place, [closed], parent);
  return pulumi
    .all([bucket.bucket, encrypted.id, emptied.id, policy.id])
    .apply(([bucketName]) => bucketName);
}

interface BucketPlace {
  readonly region: string;
  readonly bucket: pulumi.Output<string>;
}

function declareLifecycle(
  name: string,
  { lifecycle }: PrivateBucketOptions,
  place: BucketPlace,
  dependsOn: pulumi.Resource[],
  parent: pulumi.Resource,
): s3.BucketLifecycleConfiguration {
  return new s3.BucketLifecycleConfiguration(
    name,
    {
      ...place,
      rules: lifecycle,
    },
    { parent, dependsOn },
  );
}

/** S3 refuses to change a bucket's policy and its public access at once, so one waits for the other. */
function declarePolicy(
  name: string,
  options: PrivateBucketOptions,
  place: BucketPlace,
  dependsOn: pulumi.Resource[],
  parent: pulumi.Resource,
): s3.BucketPolicy {
  const arn = pulumi.interpolate`arn:${partitionOf(options.region)}:s3:::${place.bucket}`;
  return new s3.BucketPolicy(
    name,
    {
      ...place,
      policy: policyDocument([
        {
          Sid: "OnlyEncryptedTransport",
          Effect: "Deny",
          // Everybody: a denial that names people is one that somebody escapes.
          Principal: "*",
          Action: ["s3:*"],
          Resource: [arn, pulumi.interpolate`${arn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
    },
    { parent, dependsOn },
  );
}
