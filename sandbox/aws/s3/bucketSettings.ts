/** Settings that are resources of their own: each belongs to one bucket, and there is one of a kind a bucket. */
import { textOf } from "../../plainValue";
import type { ServiceRules } from "../../service";
import { type ApiCall, checkCall } from "../apiCall";

const publicAccessBlock: ApiCall = {
  service: "s3",
  operation: "PutPublicAccessBlock",
  members: {
    bucket: "Bucket",
    blockPublicAcls: {
      to: "PublicAccessBlockConfiguration.BlockPublicAcls",
      otherwise: false,
    },
    blockPublicPolicy: "PublicAccessBlockConfiguration.BlockPublicPolicy",
    ignorePublicAcls: "PublicAccessBlockConfiguration.IgnorePublicAcls",
    restrictPublicBuckets: "PublicAccessBlockConfiguration.RestrictPublicBuckets",
  },
};

export const bucketPublicAccessBlock: ServiceRules = {
  type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  replaceOn: ["bucket"],
  check: (inputs, _scope, unknown) => checkCall(publicAccessBlock, inputs, unknown),
  create: ({ inputs }) => ({ id: textOf(inputs["bucket"]) ?? "", outputs: {} }),
};

const encryption: ApiCall = {
  service: "s3",
  operation: "PutBucketEncryption",
  members: {
    bucket: "Bucket",
    rules: {
      to: "ServerSideEncryptionConfiguration.Rules",
      each: {
        bucketKeyEnabled: "BucketKeyEnabled",
        applyServerSideEncryptionByDefault: {
          to: "ApplyServerSideEncryptionByDefault",
          fields: { sseAlgorithm: "SSEAlgorithm", kmsMasterKeyId: "KMSMasterKeyID" },
        },
      },
    },
  },
};

export const bucketEncryption: ServiceRules = {
  type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  replaceOn: ["bucket", "expectedBucketOwner"],
  check: (inputs, _scope, unknown) => checkCall(encryption, inputs, unknown),
  create: ({ inputs }) => ({ id: textOf(inputs["bucket"]) ?? "", outputs: {} }),
};

const versioning: ApiCall = {
  service: "s3",
  operation: "PutBucketVersioning",
  members: {
    bucket: "Bucket",
    mfa: "MFA",
    versioningConfiguration: {
      to: "VersioningConfiguration",
      fields: { status: "Status", mfaDelete: "MFADelete" },
    },
  },
};

export const bucketVersioning: ServiceRules = {
  type: "aws:s3/bucketVersioning:BucketVersioning",
  replaceOn: ["bucket", "expectedBucketOwner"],
  check: (inputs, _scope, unknown) => checkCall(versioning, inputs, unknown),
  create: ({ inputs }) => ({ id: textOf(inputs["bucket"]) ?? "", outputs: {} }),
};
