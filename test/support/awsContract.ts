/** What AWS components accept in place of what they would make, and what each refuses once an Output is known. */
type Arguments = Readonly<Record<string, unknown>>;

export interface Existing {
  readonly component: string;
  /** `role`, `vault` … */
  readonly what: string;
  /** Arguments with which the component makes it. */
  readonly made: Arguments;
  /** The same with the one that exists. */
  readonly given: Arguments;
  /** Of what type there is one less, or as many less as there are roles. */
  readonly type: string;
  /** Stands in what is left; in the component's output of that name where nothing is. */
  readonly used: string;
  readonly output?: string;
}

const role = "arn:aws:iam::012345678901:role/own";
const vaultArn = "arn:aws:backup:eu-west-1:012345678901:backup-vault:own";
const copies = "arn:aws:backup:eu-north-1:210987654321:backup-vault:copies";
const keyArn = "arn:aws:kms:eu-west-1:012345678901:key/own";
const sunday = { kind: "weekly", days: ["sunday"], at: { hour: 12, minute: 0 } };
const tests = { schedule: sunday, timezone: "UTC" };
const roleType = "aws:iam/role:Role";
const vaultType = "aws:backup/vault:Vault";
const bucketType = "aws:s3/bucket:Bucket";

const runbookRoles = ["gate", "node", "close", "restore", "window", "dispatch", "event"].map(
  (use): Existing => ({
    component: "PatchRunbooks",
    what: `role of ${use}`,
    made: {},
    given: { roles: { [use]: role } },
    type: roleType,
    used: role,
    ...(use === "window" || use === "event" ? { output: `${use}RoleArn` } : {}),
  }),
);

export const existing: readonly Existing[] = [
  ...runbookRoles,
  ...["promote", "rollback"].map((use) => ({
    component: "LastGoodImage",
    what: `role of ${use}`,
    made: {},
    given: { roles: { [use]: role } },
    type: roleType,
    used: role,
  })),
  ...["requester", "auditor"].map((person) => ({
    component: "PatchAccess",
    what: `role of the ${person}`,
    made: {},
    given: { [person]: { existingRoleArn: role } },
    type: roleType,
    used: role,
    output: `${person}RoleArn`,
  })),
  {
    component: "SnapshotPolicy",
    what: "vault",
    made: {},
    given: { vault: { name: "own", arn: vaultArn } },
    type: vaultType,
    used: "own",
  },
  {
    component: "SnapshotPolicy",
    what: "role",
    made: {},
    given: { roleArn: role },
    type: roleType,
    used: role,
  },
  {
    component: "SnapshotPolicy",
    what: "key",
    made: { kmsKeyArn: "create" },
    given: { kmsKeyArn: keyArn },
    type: "aws:kms/key:Key",
    used: keyArn,
  },
  {
    component: "SnapshotPolicy",
    what: "vault of copies",
    made: { copyTo: { region: "eu-north-1" } },
    given: { copyTo: { region: "eu-north-1", vaultArn: copies } },
    type: vaultType,
    used: copies,
  },
  {
    component: "SnapshotPolicy",
    what: "role of restore tests",
    made: { restoreTests: tests },
    given: { restoreTests: { ...tests, roleArn: role } },
    type: roleType,
    used: role,
  },
  {
    component: "PatchLists",
    what: "bucket",
    made: {},
    given: { bucketName: "own-lists" },
    type: bucketType,
    used: "own-lists",
    output: "bucketName",
  },
  {
    component: "ConfigRecorder",
    what: "bucket",
    made: {},
    given: { bucketName: "own-records" },
    type: bucketType,
    used: "own-records",
  },
  {
    component: "ConfigRecorder",
    what: "role",
    made: {},
    given: { roleArn: role },
    type: roleType,
    used: role,
  },
  {
    component: "ComplianceRules",
    what: "bucket",
    made: { recorder: "create" },
    given: { recorder: "create", existing: { bucketName: "own-records" } },
    type: bucketType,
    used: "own-records",
  },
  {
    component: "ComplianceRules",
    what: "role of the recorder",
    made: { recorder: "create" },
    given: { recorder: "create", existing: { recorderRoleArn: role } },
    type: roleType,
    used: role,
  },
];

/** What SSM lets carry no tags. */
export const untagged = ["PatchGroup", "DefaultPatchBaseline"];

/** A wrong value that may come in an Output, and the complaint of it. */
export function wrongValue(component: string): {
  readonly property: string;
  readonly value: unknown;
  readonly complaint: RegExp;
} {
  return untagged.includes(component)
    ? { property: "baselineId", value: "linux", complaint: /^baselineId must be a baseline's id/ }
    : {
        property: "tags",
        value: { "aws:reserved": "x" },
        complaint: /^tags must have keys of 1–128 characters that do not begin with aws:/,
      };
}
