/** The bucket of AWS Config's records, emptied of what is old. */
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../../tags";
import type { AwsPlace } from "../place";
import { declarePrivateBucket } from "../privateBucket";

interface RecordBucketOptions extends AwsPlace {
  readonly keepDays: number;
  readonly tags?: Tags;
}

/** @returns the bucket's name, known only after its protection is in place. */
export function declareRecordBucket(
  name: string,
  { keepDays, ...options }: RecordBucketOptions,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const expiring = {
    id: "expire-records",
    status: "Enabled",
    filter: { prefix: "AWSLogs/" },
    expiration: { days: keepDays },
    noncurrentVersionExpiration: { noncurrentDays: 30 },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
  };
  return declarePrivateBucket(`${name}-config`, { ...options, lifecycle: [expiring] }, parent);
}
