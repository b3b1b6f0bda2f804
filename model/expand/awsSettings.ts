/** What the document says of AWS for all accounts, as the plan has it: nothing where nothing is said. */
import { defaultPrefix } from "../document/awsAccess";
import type { AwsRecovery, AwsSettings } from "../plan";
import type { Policy } from "../policy";
import { present } from "../present";

type DocumentAws = NonNullable<Policy["clouds"]["aws"]>;

export function awsSettings(policy: Policy, aws: DocumentAws): AwsSettings {
  const { approvals, output } = aws;
  const recovery = recoveryOf(policy, aws.recovery);
  const roles = present(aws.roles);
  return present({
    recovery: isEmpty(recovery) ? undefined : recovery,
    approvals: approvals && present(approvals),
    output: output && present({ ...output, prefix: prefixOf(output) }),
    roles: isEmpty(roles) ? undefined : roles,
    permissionsBoundary: aws.permissionsBoundary,
  });
}

function prefixOf({ bucket, prefix }: NonNullable<DocumentAws["output"]>): string | undefined {
  return bucket === undefined ? undefined : (prefix ?? defaultPrefix);
}

function recoveryOf(policy: Policy, written: DocumentAws["recovery"]): AwsRecovery {
  const { vault, key, volumeKeys, lock, copyTo, restoreTests, maxPoints } = written;
  return present({
    vault,
    key,
    volumeKeys,
    lock:
      lock &&
      present({
        mode: lock.mode,
        changeableForDays: lock.changeableFor,
        minKeepDays: lock.minKeep,
        maxKeepDays: lock.maxKeep,
      }),
    copyTo:
      copyTo &&
      present({
        region: copyTo.region,
        vaultArn: copyTo.vault,
        keepDays: copyTo.keep,
        key: copyTo.key,
      }),
    restoreTests: restoreTests && {
      schedule: restoreTests.schedule,
      timezone: restoreTests.timezone ?? policy.timezone,
      startHours: restoreTests.start,
      validationHours: restoreTests.validation,
      check: restoreTests.check,
    },
    maxPoints,
  });
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
