/** What the document says of AWS for all accounts, as the plan has it: nothing where nothing is said. */
import { defaultPrefix } from "../document/awsAccess";
import type { AwsPerson, AwsRecovery, AwsSettings } from "../plan";
import type { Policy } from "../policy";
import { present } from "../present";

type DocumentAws = NonNullable<Policy["clouds"]["aws"]>;

export function awsSettings(policy: Policy, aws: DocumentAws): AwsSettings {
  const { approvals, output } = aws;
  const recovery = recoveryOf(policy, aws.recovery);
  const roles = present(aws.roles);
  const access = accessOf(aws.access);
  return present({
    recovery: isEmpty(recovery) ? undefined : recovery,
    approvals: approvals && present({ ...approvals, approvers: approvals.approvers ?? [] }),
    output: output && present({ ...output, prefix: prefixOf(output) }),
    roles: isEmpty(roles) ? undefined : roles,
    access: isEmpty(access) ? undefined : access,
    permissionsBoundary: aws.permissionsBoundary,
  });
}

function accessOf({ requester, approver, auditor }: DocumentAws["access"]) {
  return present({
    requester: requester && personOf(requester),
    approver: approver && personOf(approver),
    auditor: auditor && personOf(auditor),
  });
}

function personOf({
  existing,
  principals = [],
  mfa = true,
  externalId,
  session = 1,
  name,
}: NonNullable<DocumentAws["access"]["requester"]>): AwsPerson {
  if (existing !== undefined) return { existing };
  return present({ principals, mfa, externalId, sessionHours: session, name });
}

function prefixOf({ bucket, prefix }: NonNullable<DocumentAws["output"]>): string | undefined {
  return bucket === undefined ? undefined : (prefix ?? defaultPrefix);
}

function recoveryOf(policy: Policy, written: DocumentAws["recovery"]): AwsRecovery {
  const { lock, copyTo, restoreTests, ...asWritten } = written;
  return present({
    ...asWritten,
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
  });
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
