/** `aws.s3.BucketPolicy`: a policy whose resources are of its own bucket. */
import { isUnknown, type Plain, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure } from "../apiCall";
import { oneOrMany, policyFault, readPolicy, statementsOf } from "../iam/policyDocument";

/** Amazon S3: bytes of a bucket policy. */
const maxBytes = 20_480;

const call: ApiCall = {
  service: "s3",
  operation: "PutBucketPolicy",
  members: { bucket: "Bucket", policy: "Policy" },
};

export const bucketPolicy: ServiceRules = {
  type: "aws:s3/bucketPolicy:BucketPolicy",
  replaceOn: ["bucket"],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkPolicy(inputs, unknown),
  ],
  create: (request) => ({ id: textOf(request.inputs["bucket"]) ?? "", outputs: answer(request) }),
  update: answer,
};

function answer({ inputs }: ServiceRequest): Readonly<Record<string, unknown>> {
  return { policy: asText(inputs["policy"]) };
}

function asText(policy: unknown): string {
  return typeof policy === "string" ? policy : JSON.stringify(policy);
}

function checkPolicy(inputs: Plain, unknown: readonly string[]): Failure[] {
  const policy = inputs["policy"];
  if (policy === undefined || isUnknown(unknown, "policy")) {
    return [];
  }
  const fault = policyFault(policy, "bucket") ?? sizeFault(policy) ?? foreignFault(policy, inputs);
  return fault === undefined ? [] : [failure(call, "policy", fault, "MalformedPolicy")];
}

function sizeFault(policy: unknown): string | undefined {
  const bytes = Buffer.byteLength(asText(policy), "utf8");
  return bytes > maxBytes ? `Policies may be at most 20 KB, got ${bytes} bytes` : undefined;
}

function foreignFault(policy: unknown, inputs: Plain): string | undefined {
  const bucket = textOf(inputs["bucket"]);
  if (bucket === undefined) {
    return undefined;
  }
  const own = new RegExp(`^arn:aws[a-z-]*:s3:::${bucket.replaceAll(".", "\\.")}(/.*)?$`);
  const foreign = statementsOf(readPolicy(policy) ?? {})
    .flatMap((statement) => oneOrMany(statement["Resource"] ?? statement["NotResource"]))
    .find((resource) => !own.test(resource));
  return foreign === undefined
    ? undefined
    : `Policy has invalid resource: '${foreign}' is not of bucket ${bucket}`;
}
