/** Wrong arguments of recovery points, their vaults, copies and tests. */
import { SnapshotPolicy } from "../../../components/aws";
import type { SnapshotPolicyArgs } from "../../../components/aws/recovery/snapshotPolicy";
import { planted, type Row } from "./plantedArgument";

const at = { hour: 4, minute: 0 };
const sunday = { kind: "weekly", days: ["sunday"], at };
const rule = {
  name: "sunday",
  patchGroups: ["web.all"],
  before: sunday,
  timezone: "Europe/Berlin",
  keepDays: 14,
};
const ruled = (change: object) => ({ rules: [{ ...rule, ...change }] });
const vault = {
  name: "central",
  arn: "arn:aws:backup:eu-central-1:012345678901:backup-vault:central",
};
const copied = (change: object) => ({ copyTo: { region: "eu-west-1", ...change } });
const tested = (change: object) => ({
  restoreTests: { schedule: sunday, timezone: "UTC", ...change },
});
const roleForm = "must be a role's ARN such as arn:aws:iam::012345678901:role/patching";

const ofPolicy: readonly Row[] = [
  ["a short account", { accountId: "1234" }, 'accountId must be twelve digits, got "1234"'],
  ["no time to finish in", { leadHours: 2 }, "leadHours must be a whole number 3–24, got 2"],
  [
    "a rule without rings",
    ruled({ patchGroups: [] }),
    "rules[0].patchGroups must name a patch group, got none",
  ],
  [
    "a rule's zone by its offset",
    ruled({ timezone: "GMT+25" }),
    'rules[0].timezone must be an IANA time zone such as Europe/Berlin, got "GMT+25"',
  ],
  [
    "a rule before the 31st",
    ruled({ before: { kind: "monthlyDay", days: [31], at } }),
    "rules[0].before.days[0] must be a whole number 1–28, got 31",
  ],
  [
    "an alias for a key",
    { kmsKeyArn: "alias/backup" },
    'kmsKeyArn must be a key\'s ARN, or "create", got "alias/backup"',
  ],
  [
    "a key of another region",
    { kmsKeyArn: "arn:aws:kms:eu-west-1:012345678901:key/1" },
    'kmsKeyArn must be a key of eu-central-1, got "arn:aws:kms:eu-west-1:012345678901:key/1"',
  ],
  [
    "an alias for a former key",
    { formerKeys: ["alias/former"] },
    'formerKeys[0] must be a key\'s ARN, got "alias/former"',
  ],
  [
    "a former key that is the vault's",
    { formerKeys: ["default"] },
    'formerKeys[0] must be another key than the vault\'s and the other former ones, got "default"',
  ],
  [
    "a former key twice beside a vault that exists",
    { vault, formerKeys: ["create", "create"] },
    'formerKeys[1] must be another key than the vault\'s and the other former ones, got "create"',
  ],
  [
    "a former vault of another region",
    { formerVaults: [{ ...vault, arn: vault.arn.replace("eu-central-1", "eu-west-1") }] },
    'formerVaults[0].arn must be of eu-central-1, got "arn:aws:backup:eu-west-1:012345678901:backup-vault:central"',
  ],
  [
    "a former vault that is the vault",
    { vault, formerVaults: [vault] },
    'formerVaults must be other vaults than vault, each once, got "central" twice',
  ],
  [
    "a former vault by its ARN",
    { formerVaults: [{ ...vault, name: vault.arn }] },
    `formerVaults[0].name must be a vault's name of 2–50 letters, digits, _ and -, got "${vault.arn}"`,
  ],
  [
    "a key for a vault that has one",
    { vault, kmsKeyArn: "create" },
    "kmsKeyArn must not be given with vault: an existing vault keeps its key",
  ],
  ["a role's name for its ARN", { roleArn: "backup" }, `roleArn ${roleForm}, got "backup"`],
];

const ofLock: readonly Row[] = [
  [
    "a lock for somebody else's vault",
    { vault, lock: {} },
    "lock must not be given with vault: who made the vault locks it",
  ],
  [
    "a legal mode",
    { lock: { mode: "legal" } },
    'lock.mode must be one of governance, compliance, got "legal"',
  ],
  [
    "a compliance lock without time to think",
    { lock: { mode: "compliance" } },
    "lock.changeableForDays must be a whole number 3–36500, got 0",
  ],
  [
    "a governance lock that AWS would make final",
    { lock: { changeableForDays: 3 } },
    "lock.changeableForDays must not be given with governance: AWS would make it a compliance lock",
  ],
  [
    "a rule that its vault's lock fails",
    { lock: { minKeepDays: 30 } },
    "rules[0].keepDays must be 30–36500 by the vault's lock, got 14; every backup would fail",
  ],
  [
    "a rule whose copies their new vault's lock fails",
    { vault, copyTo: { region: "eu-west-1" }, lock: { minKeepDays: 30 } },
    "rules[0].keepDays must be 30–36500 by the vault's lock, got 14; every copy would fail",
  ],
  [
    "a lock with a short ceiling",
    { lock: { maxKeepDays: 7 } },
    "rules[0].keepDays must be 1–7 by the vault's lock, got 14; every backup would fail",
  ],
];

const ofCopies: readonly Row[] = [
  [
    "a copy in the same region",
    { copyTo: { region: "eu-central-1" } },
    "copyTo.region must be another region than eu-central-1, got the same",
  ],
  [
    "a copy in no region",
    { copyTo: { region: "elsewhere" } },
    'copyTo.region must be a region such as eu-central-1, got "elsewhere"',
  ],
  [
    "a copy that expires at once",
    copied({ keepDays: 0 }),
    "copyTo.keepDays must be a whole number 1–36500, got 0",
  ],
  [
    "a copy's vault elsewhere",
    copied({ vaultArn: vault.arn }),
    `copyTo.vaultArn must be in eu-west-1, got "${vault.arn}"`,
  ],
];

const far = "arn:aws:backup:eu-west-1:012345678901:backup-vault:far";
const ofCopyVaults: readonly Row[] = [
  [
    "a copy's key elsewhere",
    copied({ kmsKeyArn: "arn:aws:kms:eu-central-1:012345678901:key/1" }),
    'copyTo.kmsKeyArn must be a key of eu-west-1, got "arn:aws:kms:eu-central-1:012345678901:key/1"',
  ],
  [
    "a key for a copies' vault that has one",
    copied({ vaultArn: far, kmsKeyArn: "create" }),
    "copyTo.kmsKeyArn must not be given with vaultArn: that vault keeps its key",
  ],
  [
    "a copy that its vault's lock fails",
    { ...copied({ keepDays: 30 }), lock: { maxKeepDays: 14 } },
    "copyTo.keepDays must be 1–14 by the vault's lock, got 30; every copy would fail",
  ],
];

const ofTests: readonly Row[] = [
  [
    "a test some days after a weekday",
    tested({
      schedule: { kind: "monthlyWeekday", ordinal: 2, weekday: "tuesday", offsetDays: 1, at },
    }),
    "restoreTests.schedule.offsetDays must be whole weeks, since AWS Backup waits no days, got 1",
  ],
  [
    "a test that begins within no hour",
    tested({ startHours: 0 }),
    "restoreTests.startHours must be a whole number 1–168, got 0",
  ],
  [
    "a test that stays for months",
    tested({ validationHours: 1000 }),
    "restoreTests.validationHours must be a whole number 1–168, got 1000",
  ],
  [
    "a test in no zone",
    tested({ timezone: "here" }),
    'restoreTests.timezone must be an IANA time zone such as Europe/Berlin, got "here"',
  ],
  [
    "a test with a user for a role",
    tested({ roleArn: "arn:aws:iam::012345678901:user/me" }),
    `restoreTests.roleArn ${roleForm}, got "arn:aws:iam::012345678901:user/me"`,
  ],
  [
    "a check with a user for a role",
    tested({ checkRoleArn: "arn:aws:iam::012345678901:user/me" }),
    `restoreTests.checkRoleArn ${roleForm}, got "arn:aws:iam::012345678901:user/me"`,
  ],
  [
    "a check that a group starts",
    tested({ eventRoleArn: "arn:aws:iam::012345678901:group/us" }),
    `restoreTests.eventRoleArn ${roleForm}, got "arn:aws:iam::012345678901:group/us"`,
  ],
  [
    "more tested rings than a plan has selections",
    {
      ...ruled({ patchGroups: Array.from({ length: 31 }, (_, index) => `g${index}.all`) }),
      ...tested({}),
    },
    "restoreTests must test at most 30 patch groups, got 31; split the policy",
  ],
];

export const recoveryFaults = planted(
  "SnapshotPolicy",
  (args) =>
    new SnapshotPolicy("web", {
      ...{ accountId: "012345678901", region: "eu-central-1", rules: [rule] },
      ...args,
    } as unknown as SnapshotPolicyArgs),
  [...ofPolicy, ...ofLock, ...ofCopies, ...ofCopyVaults, ...ofTests],
);
