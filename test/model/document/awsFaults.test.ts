import { describe, expect, it } from "vitest";
import { planned, refused } from "../planned";

interface Written {
  readonly aws?: string;
  readonly tier?: string;
  readonly group?: string;
  readonly ring?: string;
}

function faultsOf({ aws = "", tier = "", group = "", ring = "" }: Written): readonly string[] {
  return refused({
    clouds: `clouds:
  aws: { accounts: { prod: { id: "123456789012" } }${aws} }
  azure: { subscriptions: { prod: { id: 11111111-2222-3333-4444-555555555555 } }, resourceGroup: rg }`,
    tiers: `tiers:\n  gold: { deadlines: { critical: 30d }${tier} }`,
    groups: `groups:
  web: { tier: gold, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }${group}, rings: [{ name: all, window: sunday${ring} }] }`,
  }).map((text) => text.replace(/^\S+ (\S+?):? /, "$1: "));
}

const approvals = ", approvals: { approvers: [ada] }";
const access = (people: string) => `, approvals: {}, access: { ${people} }`;
const recovery = (keys: string): Written => ({ aws: `, recovery: { ${keys} }` });

const keyed = (key: string) => ({
  clouds: `clouds: { aws: { accounts: { prod: { id: "123456789012" } }, recovery: { key: ${key} } } }`,
});
const groupsIn = (regions: string) => ({
  groups: `groups:
  web: { tier: gold, owner: a, baselines: [linux], aws: { regions: ${regions} }, rings: [{ name: all, window: sunday }] }`,
});

describe("what the document says of AWS and cannot be", () => {
  it.each<[what: string, written: Written, message: string]>([
    [
      "an approval of a group that nobody can give",
      { group: ", approval: true" },
      "groups.web.approval: people are asked, and clouds.aws.approvals names none",
    ],
    [
      "an approval of a ring that nobody can give",
      { ring: ", approval: true" },
      "groups.web.rings[0].approval: people are asked, and clouds.aws.approvals names none",
    ],
    [
      "who asks among those who approve",
      {
        aws: ', access: { requester: { principals: [role/ops] }, approver: { principals: [user/ada, "arn:aws:iam::123456789012:role/ops"] } }',
      },
      "clouds.aws.access.approver.principals: must name nobody who may request, and arn:aws:iam::123456789012:role/ops may; who asks does not approve",
    ],
    [
      "one role for who asks and who approves",
      { aws: ", access: { requester: { existing: p/ops }, approver: { existing: p/ops } }" },
      "clouds.aws.access.approver.existing: must name nobody who may request, and role/p/ops may; who asks does not approve",
    ],
    [
      "who asks among those whose answer gates count",
      {
        aws: ", approvals: { approvers: [ada, role/Ops] }, access: { requester: { principals: [role/ops] } }",
      },
      "clouds.aws.approvals.approvers: must name nobody who may request, and role/Ops may; who asks does not approve",
    ],
    [
      "a user who asks by name, and answers by the bare one",
      {
        aws: ", approvals: { approvers: [ada] }, access: { requester: { principals: [user/ada] } }",
      },
      "clouds.aws.approvals.approvers: must name nobody who may request, and ada may; who asks does not approve",
    ],
    [
      "an approver that is the requester's own role",
      {
        aws: ", approvals: { approvers: [role/ops] }, access: { requester: { existing: p/ops } }",
      },
      "clouds.aws.approvals.approvers: must name nobody who may request, and role/ops may; who asks does not approve",
    ],
    [
      "who asks with a role that approves already",
      {
        aws: ", access: { requester: { principals: [role/ops] }, approver: { existing: Ops } }",
      },
      "clouds.aws.access.approver.existing: must name nobody who may request, and role/Ops may; who asks does not approve",
    ],
    [
      "a session of the role that asks",
      {
        aws: ', access: { requester: { principals: [role/ops] }, approver: { principals: ["arn:aws:sts::123456789012:assumed-role/ops/ada"] } }',
      },
      "clouds.aws.access.approver.principals: must name nobody who may request, and arn:aws:sts::123456789012:assumed-role/ops/ada may; who asks does not approve",
    ],
    [
      "a role of who approves that no gate can name",
      { aws: ", approvals: {}, access: { approver: { principals: [role/board] } }" },
      "clouds.aws.access.approver.name: is missing; it must be given where gates ask",
    ],
    [
      "gates that ask nobody",
      { aws: ", approvals: { timeout: 30m }" },
      "clouds.aws.approvals.approvers: is missing; it must name at least one approver, or give access.approver",
    ],
    [
      "more approvers with the role than a gate asks",
      {
        aws: ", approvals: { approvers: [a, b, c, d, e, f, g, h, i, j] }, access: { approver: { existing: board } }",
      },
      "clouds.aws.approvals.approvers: must come to at most 10, which is what SSM takes, and are 11, access.approver among them",
    ],
    [
      "more yeses than approvers with the role",
      {
        aws: ", approvals: { approvers: [ada], minimum: 3 }, access: { approver: { existing: board } }",
      },
      "clouds.aws.approvals.minimum: must be at most 2, the number of approvers, the approver's role among them and each counted once",
    ],
    [
      "who asks by way of the role that is made for who asks",
      {
        aws: access(
          "requester: { principals: [role/ops], name: req, mfa: false }, approver: { principals: [role/req-eu-central-1], name: appr, mfa: false }",
        ),
      },
      "clouds.aws.access.approver.principals: must name nobody who may request, and role/req-eu-central-1 may; who asks does not approve",
    ],
    [
      "who answers by way of the role that is made for who answers",
      {
        aws: access(
          "requester: { principals: [role/APPR-eu-central-1], name: req }, approver: { principals: [role/board], name: appr }",
        ),
      },
      "clouds.aws.access.requester.principals: must name nobody who may answer, and role/APPR-eu-central-1 is the approver's role",
    ],
    [
      "the made role of who answers as the existing one of who asks",
      {
        aws: access(
          "requester: { existing: p/appr-eu-central-1 }, approver: { principals: [role/board], name: appr }",
        ),
      },
      "clouds.aws.access.requester.existing: must name nobody who may answer, and role/p/appr-eu-central-1 is the approver's role",
    ],
    [
      "who answers by way of the role of who audits",
      {
        aws: access(
          "requester: { principals: [role/aud-eu-central-1] }, approver: { principals: [role/board], name: appr }, auditor: { principals: [role/board], name: aud }",
        ),
      },
      "clouds.aws.access.approver.principals: must name nobody who may request, and role/board may",
    ],
    [
      "a session of the made role of who asks, which Pulumi has named",
      {
        aws: access(
          'requester: { principals: [role/ops] }, approver: { principals: ["arn:aws:sts::123456789012:assumed-role/prod-eu-central-1-requester-0a1b2c3/ada"], name: appr }',
        ),
      },
      "clouds.aws.access.approver.principals: must name nobody who may request, and arn:aws:sts::123456789012:assumed-role/prod-eu-central-1-requester-0a1b2c3/ada may",
    ],
    [
      "the made role of who asks among those whose answer gates count",
      {
        aws: ", approvals: { approvers: [role/req-eu-central-1] }, access: { requester: { principals: [role/ops], name: req } }",
      },
      "clouds.aws.approvals.approvers: must name nobody who may request, and role/req-eu-central-1 may",
    ],
    [
      "the made role of who audits among those whose answer gates count",
      {
        aws: ", approvals: { approvers: [role/aud-eu-central-1] }, access: { auditor: { principals: [role/audit], name: aud } }",
      },
      "clouds.aws.approvals.approvers: must name people who may answer, and role/aud-eu-central-1 is the auditor's role, which may not",
    ],
    [
      "one name for two roles that are made",
      {
        aws: access(
          "requester: { principals: [role/ops], name: patch }, approver: { principals: [role/board], name: Patch }",
        ),
      },
      "clouds.aws.access.approver.name: must be another than the requester's: an account has one role of a name, in any case, and both would be Patch-eu-central-1",
    ],
    [
      "a role that is made as one that exists",
      {
        aws: ", access: { requester: { principals: [role/ops], name: req }, auditor: { existing: req-eu-central-1 } }",
      },
      "clouds.aws.access.auditor.existing: must be a role that is there already, and role/req-eu-central-1 is the requester's, which is made",
    ],
    [
      "one role for two yeses, in two cases",
      {
        aws: ", approvals: { minimum: 2, approvers: [role/Board] }, access: { approver: { existing: board } }",
      },
      "clouds.aws.approvals.approvers: must name everybody once, and role/Board and role/board are one: names of IAM differ neither by path nor by case",
    ],
    [
      "one role for two yeses, in two paths",
      { aws: ", approvals: { minimum: 2, approvers: [role/x, role/p/x] }" },
      "clouds.aws.approvals.approvers: must name everybody once, and role/x and role/p/x are one",
    ],
    [
      "one user for two yeses",
      {
        aws: ', approvals: { minimum: 2, approvers: [ada, "arn:aws:iam::123456789012:user/ada"] }',
      },
      "clouds.aws.approvals.approvers: must name everybody once, and ada and arn:aws:iam::123456789012:user/ada are one",
    ],
    [
      "one person for two yeses, who may take the approver's role",
      {
        aws: ", approvals: { minimum: 2, approvers: [role/board] }, access: { approver: { principals: [role/board], name: appr } }",
      },
      "clouds.aws.approvals.minimum: must be 1 while one person may answer twice: as role/board and as role/appr-eu-central-1",
    ],
    [
      "the made role of who answers for two yeses",
      {
        aws: ", approvals: { minimum: 2, approvers: [role/appr-eu-central-1] }, access: { approver: { principals: [role/board], name: appr } }",
      },
      "clouds.aws.approvals.minimum: must be at most 1, the number of approvers",
    ],
    [
      "a whole account as an auditor",
      { aws: ', access: { auditor: { principals: ["arn:aws:iam::123456789012:root"] } }' },
      "clouds.aws.access.auditor.principals[0]: must be user/<name> or role/<name>",
    ],
    [
      "a role for nobody",
      { aws: ", access: { auditor: { mfa: false } }" },
      "clouds.aws.access.auditor: must name principals, or an existing role",
    ],
    [
      "a second factor of a role that exists",
      { aws: ", access: { auditor: { existing: audit, mfa: false } }" },
      "clouds.aws.access.auditor.mfa: must be left out with existing",
    ],
    [
      "a former key that is still the vault's",
      recovery("formerKeys: [default]"),
      "clouds.aws.recovery.formerKeys: must be other keys than key, each once, and default is not",
    ],
    [
      "a former key that is the vault's in another region",
      recovery(
        'key: "arn:aws:kms:eu-central-1:123456789012:key/mrk-1", formerKeys: ["arn:aws:kms:us-east-1:123456789012:key/mrk-1"]',
      ),
      "clouds.aws.recovery.formerKeys: must be other keys than key, each once, and arn:aws:kms:us-east-1:123456789012:key/mrk-1 is not",
    ],
    [
      "a former key twice beside a vault that exists",
      recovery("vault: mine, formerKeys: [create, create]"),
      "clouds.aws.recovery.formerKeys: must be other keys than key, each once, and create is not",
    ],
    [
      "a former vault that is the vault still",
      recovery("vault: mine, formerVaults: [mine]"),
      "clouds.aws.recovery.formerVaults: must be other vaults than vault, each once, and mine is not",
    ],
    [
      "a former vault twice",
      recovery("formerVaults: [mine, mine]"),
      "clouds.aws.recovery.formerVaults: must be other vaults than vault, each once, and mine is not",
    ],
    [
      "copies that their new vault's lock refuses, as long kept as what is in a vault that exists",
      recovery(
        "vault: mine, copyTo: { region: eu-west-1 }, lock: { mode: governance, minKeep: 8d, maxKeep: 9d }",
      ),
      "tiers.gold.recoveryPoint.keep: must be from 8d to 9d by clouds.aws.recovery.lock, got 7d",
    ],
    [
      "more yeses than approvers",
      { aws: ", approvals: { approvers: [ada], minimum: 2 }" },
      "clouds.aws.approvals.minimum: must be at most 1, the number of approvers",
    ],
    [
      "a wait longer than a day",
      { aws: ", approvals: { approvers: [ada], timeout: 25h }" },
      "clouds.aws.approvals.timeout: must be at most 24h",
    ],
    [
      "a topic that Systems Manager does not ask through",
      { aws: ", approvals: { approvers: [ada], topic: patch-approvals }" },
      "clouds.aws.approvals.topic: must be the name of an SNS topic that begins with Automation",
    ],
    [
      "an alarm that Systems Manager would take for a reference",
      { ring: ', aws: { alarms: ["{{ssm:x}}"] }' },
      "groups.web.rings[0].aws.alarms[0]: must be a CloudWatch alarm's name, without {{",
    ],
    [
      "an approver of another form",
      { aws: ', approvals: { approvers: ["group:x"] }' },
      "clouds.aws.approvals.approvers[0]: must be the name of an IAM user",
    ],
    [
      "a point younger than its backup can be",
      { tier: ", recoveryPoint: { maxAge: 6h }" },
      "tiers.gold.recoveryPoint.maxAge: must be at least 7h, from the start of the backup to the end of the longest window of group web, got 6h",
    ],
    [
      "a group's point younger than its backup can be",
      { group: ", recoveryPoint: { maxAge: 6h }" },
      "groups.web.recoveryPoint.maxAge: must be at least 7h",
    ],
    [
      "an age of what the run makes itself",
      { tier: ", recoveryPoint: { when: inWindow, maxAge: 9h }" },
      "tiers.gold.recoveryPoint.maxAge: must be left out with inWindow",
    ],
    [
      "a part of an hour",
      { tier: ", recoveryPoint: { maxAge: 450m }" },
      "tiers.gold.recoveryPoint.maxAge: must be whole hours",
    ],
    [
      "a restore of nothing",
      {
        tier: ", recoveryPoint: { required: false }, rollback: { when: [{ manual: true }], onFailure: restore }",
      },
      "tiers.gold.rollback.onFailure: must be stop",
    ],
    [
      "a key of another region",
      recovery('key: "arn:aws:kms:eu-west-1:123456789012:key/k"'),
      "clouds.aws.recovery.key: is a key of eu-west-1, and groups are patched in eu-central-1",
    ],
    [
      "two keys of one region",
      recovery(
        'key: ["arn:aws:kms:eu-central-1:123456789012:key/k", "arn:aws:kms:eu-west-1:123456789012:key/mrk-k"]',
      ),
      "clouds.aws.recovery.key: must name one key for each region, got two in eu-central-1",
    ],
    [
      "no key",
      recovery("key: alias/backup"),
      "clouds.aws.recovery.key: must be create, the ARN of a KMS key, or a list of them",
    ],
    [
      "a key of volumes that are elsewhere",
      recovery('volumeKeys: ["arn:aws:kms:eu-west-1:123456789012:key/k"]'),
      "clouds.aws.recovery.volumeKeys[0]: is a key of eu-west-1, where no group is patched",
    ],
    [
      "a copy's key elsewhere",
      recovery('copyTo: { region: eu-west-1, key: "arn:aws:kms:eu-west-2:123456789012:key/k" }'),
      "clouds.aws.recovery.copyTo.key: must be a key in eu-west-1, the region beside it",
    ],
    [
      "a key of a copies' vault that exists",
      recovery(
        'copyTo: { region: eu-west-1, key: create, vault: "arn:aws:backup:eu-west-1:123456789012:backup-vault:far" }',
      ),
      "clouds.aws.recovery.copyTo.key: must be left out with vault",
    ],
    [
      "a copy that the lock refuses",
      recovery("copyTo: { region: eu-west-1, keep: 30d }, lock: { mode: governance, maxKeep: 9d }"),
      "clouds.aws.recovery.copyTo.keep: must be from 1d to 9d by clouds.aws.recovery.lock, got 30d; every copy would fail",
    ],
    [
      "copies in the region itself",
      recovery("copyTo: { region: eu-central-1 }"),
      "clouds.aws.recovery.copyTo.region: groups are patched in eu-central-1",
    ],
    [
      "a vault elsewhere than its copies",
      recovery(
        'copyTo: { region: eu-west-1, vault: "arn:aws:backup:eu-west-2:123456789012:backup-vault:far" }',
      ),
      "clouds.aws.recovery.copyTo.vault: must be a vault in eu-west-1",
    ],
    [
      "a lock of what exists",
      recovery("vault: mine, lock: { mode: governance }"),
      "clouds.aws.recovery.lock: must be left out with vault",
    ],
    [
      "a key of what exists",
      recovery("vault: mine, key: create"),
      "clouds.aws.recovery.key: must be left out with vault",
    ],
    [
      "a lock for ever at once",
      recovery("lock: { mode: compliance }"),
      "clouds.aws.recovery.lock.changeableFor: is missing; it must say for how long",
    ],
    [
      "a lock of governance that would be one of compliance",
      recovery("lock: { mode: governance, changeableFor: 3d }"),
      "clouds.aws.recovery.lock.changeableFor: must be left out with governance",
    ],
    [
      "bounds of a lock the wrong way round",
      recovery("lock: { mode: governance, minKeep: 9d, maxKeep: 8d }"),
      "clouds.aws.recovery.lock.maxKeep: must not be below minKeep",
    ],
    [
      "a point that the lock refuses",
      recovery("lock: { mode: governance, minKeep: 8d, maxKeep: 9d }"),
      "tiers.gold.recoveryPoint.keep: must be from 8d to 9d by clouds.aws.recovery.lock, got 7d",
    ],
    [
      "a test on days that AWS Backup does not know",
      recovery("restoreTests: { schedule: first sunday +1 day at 12:00 }"),
      "clouds.aws.recovery.restoreTests.schedule: must not be moved by days",
    ],
    [
      "output to nowhere",
      { aws: ", output: {}" },
      "clouds.aws.output: must name a bucket, a logGroup or both",
    ],
    [
      "a prefix of no bucket",
      { aws: ", output: { prefix: a, logGroup: /b }" },
      "clouds.aws.output.prefix: must be left out without a bucket",
    ],
  ])("is refused in its place: %s", (_, written, message) => {
    const faults = faultsOf(written);

    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(message);
  });

  it.each([
    [
      "a key of each region",
      '["arn:aws:kms:eu-central-1:1:key/a", "arn:aws:kms:us-east-1:1:key/b"]',
    ],
    ["a multi-Region key", '"arn:aws:kms:eu-west-3:1:key/mrk-a"'],
    ["one that is made in each", "create"],
  ])("takes for groups of several regions %s", (_, key) => {
    const regions = groupsIn("[eu-central-1, us-east-1]");

    expect(
      planned({ ...regions, ...keyed(key.replaceAll(":1:", ":123456789012:")) }).aws,
    ).toHaveLength(2);
    expect(refused({ ...regions, ...keyed('"arn:aws:kms:us-east-1:123456789012:key/b"') })).toEqual(
      [
        expect.stringContaining(
          "clouds.aws.recovery.key: is a key of us-east-1, and groups are patched in eu-central-1; add a key of that region, take a multi-Region one (mrk-…), or create",
        ),
      ],
    );
  });

  it("is refused where the ring's group is not on AWS", () => {
    const faults = refused({
      groups: `groups:
  web: { tier: gold, owner: a, baselines: [windows], azure: { locations: [westeurope] }, rings: [{ name: all, window: sunday, aws: { alarms: [x] } }] }`,
    });

    expect(faults.join("\n")).toContain("groups.web.rings[0].aws: the group is not on AWS");
  });

  it("takes no more alarms than a ring's parameter holds", () => {
    const long = Array.from({ length: 40 }, (_, index) => `${index}-${"x".repeat(80)}`).join(", ");

    expect(faultsOf({ ring: `, aws: { alarms: [${long}] }` })[0]).toContain(
      "must come to at most 2400 bytes together",
    );
  });

  it("takes no more alarms than one question asks for", () => {
    const alarms = Array.from({ length: 51 }, (_, index) => `a${index}`).join(", ");

    expect(faultsOf({ aws: approvals, ring: `, aws: { alarms: [${alarms}] }` })[0]).toContain(
      "must name at most 50 alarms",
    );
  });
});

describe("partitions of AWS", () => {
  const twoAccounts = 'accounts: { prod: { id: "123456789012" }, china: { id: "210987654321" } }';
  const document = (aws: string, ...places: readonly string[]) => ({
    clouds: `clouds: { aws: { ${twoAccounts}${aws} } }`,
    groups: `groups:\n${places
      .map(
        (place, index) =>
          `  g${index}: { tier: gold, owner: a, baselines: [linux], aws: { ${place} }, rings: [{ name: all, window: sunday }] }`,
      )
      .join("\n")}`,
  });
  const here = "accounts: [prod], regions: [eu-central-1]";
  const there = "accounts: [china], regions: [cn-north-1]";
  const audit = (partition: string) =>
    `, access: { auditor: { principals: [role/audit, "arn:${partition}:iam::210987654321:role/audit"] } }`;

  it("have groups of their own, with accounts of their own and somebody of each", () => {
    expect(planned(document("", here, there)).aws).toHaveLength(2);
    expect(planned(document(audit("aws-cn"), there)).aws).toHaveLength(1);
  });

  it.each<[what: string, sections: object, message: string]>([
    [
      "a group in two",
      document("", "accounts: [prod], regions: [eu-central-1, cn-north-1]"),
      "groups.g0.aws.regions: must be of one partition, since no account is in two, got eu-central-1 (aws) and cn-north-1 (aws-cn); make a group of each",
    ],
    [
      "an account in two by two groups",
      document("", here, "accounts: [prod], regions: [cn-north-1]"),
      "groups.g1.aws.accounts: must name accounts that are in one partition, and prod is patched in eu-central-1 (aws) and cn-north-1 (aws-cn)",
    ],
    [
      "every account in two where none is named",
      document("", here, "regions: [us-gov-west-1]"),
      "groups.g1.aws.accounts: must name accounts that are in one partition, and prod is patched in eu-central-1 (aws) and us-gov-west-1 (aws-us-gov)",
    ],
    [
      "a person of another",
      document(audit("aws"), there),
      "clouds.aws.access.auditor.principals[1]: is of the partition aws, and groups are patched in cn-north-1 (aws-cn), where nobody of another is known; name somebody of it",
    ],
    [
      "a person of one among groups of two",
      document(audit("aws"), here, there),
      "clouds.aws.access.auditor.principals[1]: is of the partition aws, and groups are patched in cn-north-1 (aws-cn)",
    ],
    [
      "an approver of another",
      document(', approvals: { approvers: [ada, "arn:aws:iam::123456789012:role/board"] }', there),
      "clouds.aws.approvals.approvers[1]: is of the partition aws, and groups are patched in cn-north-1 (aws-cn)",
    ],
  ])("are not mixed: %s", (_what, sections, message) => {
    const faults = refused(sections).map((text) => text.replace(/^\S+ (\S+?):? /, "$1: "));

    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(message);
  });
});
