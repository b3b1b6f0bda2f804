/** `aws.s3.Bucket`: a name is taken in every account of the partition. */
import { isUnknown, type Plain, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, refusal } from "../apiCall";
import { nameOf } from "../identity";

const bucketType = "aws:s3/bucket:Bucket";

const call: ApiCall = {
  service: "s3",
  operation: "CreateBucket",
  members: { bucket: { to: "Bucket", generated: true }, acl: "ACL" },
};

export const bucket: ServiceRules = {
  type: bucketType,
  replaceOn: ["bucket", "bucketPrefix", "objectLockEnabled"],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkName(inputs, unknown),
    ...checkTags(inputs),
  ],
  refuseCreate: refuseTaken,
  create: (request) => {
    const name = nameOf(request, "bucket").toLowerCase();
    const { region, partition } = request.scope;
    return {
      id: name,
      outputs: {
        bucket: name,
        arn: `arn:${partition}:s3:::${name}`,
        bucketDomainName: `${name}.s3.amazonaws.com`,
        bucketRegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
        bucketRegion: region,
      },
    };
  },
};

function checkName(inputs: Plain, unknown: readonly string[]): Failure[] {
  const name = textOf(inputs["bucket"]);
  const wrong = name === undefined || isUnknown(unknown, "bucket") ? undefined : nameFault(name);
  return wrong === undefined
    ? []
    : [
        failure(
          call,
          "bucket",
          `The specified bucket is not valid: '${name}' ${wrong}`,
          "InvalidBucketName",
        ),
      ];
}

/** "General purpose bucket naming rules". */
function nameFault(name: string): string | undefined {
  if (name.length < 3 || name.length > 63) {
    return `has ${name.length} characters, allowed are 3 to 63`;
  }
  if (!/^[a-z0-9][a-z0-9.-]*[a-z0-9]$/.test(name)) {
    return "may hold lower-case letters, digits, dots and hyphens only, and begins and ends with a letter or digit";
  }
  if (name.includes("..")) {
    return "holds two dots in a row";
  }
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) {
    return "is formatted as an IP address";
  }
  return /^(xn--|sthree-|amzn-s3-demo-)/.test(name) ||
    /(-s3alias|--ol-s3|\.mrap|--x-s3)$/.test(name)
    ? "uses a reserved prefix or suffix"
    : undefined;
}

function checkTags(inputs: Plain): Failure[] {
  const count = Object.keys((inputs["tags"] as Plain | undefined) ?? {}).length;
  return count > 50
    ? [failure(call, "tags", `Object tags cannot be greater than 50, got ${count}`, "BadRequest")]
    : [];
}

function refuseTaken(request: ServiceRequest): string | undefined {
  const name = nameOf(request, "bucket").toLowerCase();
  const taken = request.cloud.everywhere(bucketType).find((other) => other.id === name);
  if (taken === undefined) {
    return undefined;
  }
  return taken.scope.account === request.scope.account
    ? refusal(
        call,
        "BucketAlreadyOwnedByYou",
        `Your previous request to create the named bucket succeeded and you already own it: ${name}`,
      )
    : refusal(
        call,
        "BucketAlreadyExists",
        `The requested bucket name is not available: ${name}. The bucket namespace is shared by all users of the system. Select a different name and try again.`,
      );
}
