/** `aws.s3.BucketLifecycleConfiguration`: when objects move to cheaper storage and when they go. */
import { isUnknown, numberOf, type Plain, recordAt, recordsOf, textOf } from "../../plainValue";
import type { Failure, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure } from "../apiCall";

/** Amazon S3: rules of a bucket; days before an object may move to an infrequent-access class. */
const maxRules = 1000;
const minInfrequentDays = 30;

const days = {
  to: "AbortIncompleteMultipartUpload",
  fields: { daysAfterInitiation: "DaysAfterInitiation" },
};

const call: ApiCall = {
  service: "s3",
  operation: "PutBucketLifecycleConfiguration",
  members: {
    bucket: "Bucket",
    transitionDefaultMinimumObjectSize: "TransitionDefaultMinimumObjectSize",
    rules: {
      to: "LifecycleConfiguration.Rules",
      each: {
        id: "ID",
        status: "Status",
        prefix: "Prefix",
        expiration: {
          to: "Expiration",
          fields: { days: "Days", expiredObjectDeleteMarker: "ExpiredObjectDeleteMarker" },
        },
        transitions: { to: "Transitions", each: { days: "Days", storageClass: "StorageClass" } },
        noncurrentVersionExpiration: {
          to: "NoncurrentVersionExpiration",
          fields: { noncurrentDays: "NoncurrentDays" },
        },
        abortIncompleteMultipartUpload: days,
      },
    },
  },
};

const actions = [
  "abortIncompleteMultipartUpload",
  "expiration",
  "noncurrentVersionExpiration",
  "noncurrentVersionTransitions",
  "transitions",
];

export const bucketLifecycle: ServiceRules = {
  type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  replaceOn: ["bucket", "expectedBucketOwner"],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkRules(inputs, unknown),
  ],
  create: ({ inputs }) => ({ id: textOf(inputs["bucket"]) ?? "", outputs: {} }),
};

function checkRules(inputs: Plain, unknown: readonly string[]): Failure[] {
  const rules = recordsOf(inputs["rules"]);
  if (rules.length > maxRules) {
    return [failure(call, "rules", `A bucket has at most ${maxRules} rules, got ${rules.length}`)];
  }
  const ids = rules.map((rule) => textOf(rule["id"]));
  return rules.flatMap((rule, index) => {
    const at = `rules[${index}]`;
    const id = ids[index];
    const faults = checkDays(rule, at);
    if (id !== undefined && ids.indexOf(id) !== index) {
      faults.push(
        failure(
          call,
          `${at}.id`,
          `Rule ID must be unique. Found same ID for more than one rule: ${id}`,
          "InvalidArgument",
        ),
      );
    }
    if (!isUnknown(unknown, at) && !actions.some((action) => rule[action] !== undefined)) {
      faults.push(
        failure(call, at, "At least one action needs to be specified in a rule", "InvalidRequest"),
      );
    }
    return faults;
  });
}

function checkDays(rule: Plain, at: string): Failure[] {
  const refuse = (property: string, message: string) =>
    failure(call, `${at}.${property}`, message, "InvalidArgument");
  const expires = numberOf(recordAt(rule, "expiration")["days"]);
  const faults =
    expires !== undefined && expires < 1
      ? [refuse("expiration", "'Days' for Expiration action must be a positive integer")]
      : [];
  for (const [index, transition] of recordsOf(rule["transitions"]).entries()) {
    const moves = numberOf(transition["days"]);
    const slow = ["STANDARD_IA", "ONEZONE_IA"].includes(textOf(transition["storageClass"]) ?? "");
    if (moves !== undefined && slow && moves < minInfrequentDays) {
      faults.push(
        refuse(
          `transitions[${index}].days`,
          `'Days' in Transition action must be greater than or equal to ${minInfrequentDays} for storageClass '${transition["storageClass"]}'`,
        ),
      );
    }
    if (moves !== undefined && expires !== undefined && expires <= moves) {
      faults.push(
        refuse(
          "expiration",
          "'Days' in the Expiration action must be greater than 'Days' in the Transition action",
        ),
      );
    }
  }
  return faults;
}
