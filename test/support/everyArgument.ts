/** Every component of AWS with every argument that it takes, each right: what a sweep of wrong ones begins from. */
import type {
  ChangeCalendarArgs,
  ComplianceRulesArgs,
  ConfigRecorderArgs,
  DefaultPatchBaselineArgs,
  LastGoodImageArgs,
  MaintenanceWindowArgs,
  PatchAccessArgs,
  PatchBaselineArgs,
  PatchGroupArgs,
  PatchListsArgs,
  PatchRunbooksArgs,
  RunCloseArgs,
  SnapshotPolicyArgs,
  VerdictReaderArgs,
} from "../../components/aws";

const accountId = "012345678901";
const other = "210987654321";
const region = "eu-central-1";
const place = { accountId, region };
const tags = { team: "web" };
const role = (name: string, account = accountId) => `arn:aws:iam::${account}:role/${name}`;
const permissionsBoundary = `arn:aws:iam::${accountId}:policy/boundary`;
const baseline = `arn:aws:ssm:${region}:075727635805:patchbaseline/pb-0123456789abcdef0`;
const calendar = `arn:aws:ssm:${region}:${accountId}:document/freezes`;
const vault = (name: string) => ({
  name,
  arn: `arn:aws:backup:${region}:${accountId}:backup-vault:${name}`,
});
const at = { hour: 4, minute: 0 };
const sundays = { kind: "weekly", days: ["sunday"], at } as const;
const output = { bucketName: "output", prefix: "runs", logGroupName: "/runs" };

const patchBaseline: Required<Omit<PatchBaselineArgs, "adopt">> = {
  region,
  operatingSystem: "AMAZON_LINUX_2023",
  baselineName: "linux",
  description: "Linux",
  approvalRules: [
    {
      approveAfterDays: 2,
      complianceLevel: "HIGH",
      enableNonSecurity: true,
      filters: [{ key: "CLASSIFICATION", values: ["Security"] }],
    },
  ],
  approvedPatches: ["kernel*"],
  rejectedPatches: ["nginx*"],
  rejectedPatchesAction: "BLOCK",
  approvedPatchesComplianceLevel: "LOW",
  approvedPatchesEnableNonSecurity: true,
  globalFilters: [{ key: "SEVERITY", values: ["Critical"] }],
  sources: [{ name: "repo", products: ["AmazonLinux2023"], configuration: "[repo]" }],
  availableSecurityUpdatesComplianceStatus: "COMPLIANT",
  tags,
};

const window = {
  region,
  windowName: "sunday",
  schedule: sundays,
  timezone: "Europe/Berlin",
  durationHours: 3,
  cutoffHours: 1,
  startDate: "2026-12-01T00:00:00Z",
  endDate: "2027-12-01T00:00:00Z",
  serviceRoleArn: role("window"),
  enabled: true,
  description: "Sundays",
  tags,
};
const scan: MaintenanceWindowArgs = {
  ...window,
  work: {
    kind: "scan",
    patchGroups: ["web.all"],
    resourceGroups: ["fleet"],
    concurrency: { kind: "percent", value: 50 },
    output,
  },
};
const install: MaintenanceWindowArgs = {
  ...window,
  schedule: { kind: "monthlyWeekday", ordinal: 2, weekday: "tuesday", offsetDays: 3, at },
  work: {
    kind: "install",
    runs: [
      {
        patchGroup: "web.all",
        resourceGroup: "fleet",
        concurrency: { kind: "count", value: 5 },
        stopAfter: { kind: "percent", value: 5 },
      },
    ],
    gateDocument: "AWS-RunPatchBaseline",
    nodeDocument: "AWS-RunPatchBaseline",
  },
};

const runbooks: PatchRunbooksArgs = {
  ...place,
  patchGroups: ["web.canary", "web.broad"],
  resourceGroups: ["fleet"],
  calendarArns: [calendar],
  vault: vault("vault"),
  formerVaults: [vault("before")],
  backupRoleArn: role("backup"),
  volumeKeyArns: [`arn:aws:kms:${region}:${accountId}:key/mrk-1234abcd`],
  rings: {
    "web.broad": {
      ringBefore: {
        patchGroup: "web.canary",
        maxAgeHours: 100,
        elsewhere: [
          `arn:aws:ssm:${region}:${other}:parameter/patchwarden/acme/dev/web.canary/close`,
        ],
        soakMinutes: 60,
      },
      alarmNames: ["errors"],
      approval: true,
      runMinutes: 120,
      calendarArns: [calendar],
      reboot: "always",
      nodeMinutes: 30,
      startStopped: true,
      download: true,
      recoveryPoint: {
        required: true,
        keepDays: 3,
        when: "before",
        maxAgeHours: 24,
        hybrid: "skip",
        autoScaling: "skip",
      },
      hooks: { before: "drain", after: "fill", onExit: "tell" },
      healthCheck: "health",
      onFailure: "restore",
    },
  },
  approval: {
    approvers: ["ada", role("board")],
    minimum: 1,
    timeoutMinutes: 60,
    topicArn: `arn:aws:sns:${region}:${accountId}:AutomationPatching`,
  },
  output,
  lists: { bucketName: "lists" },
  verdictReaders: { [other]: { roleArn: role("reader", other), externalId: "acme/dev" } },
  roles: { gate: role("gate") },
  permissionsBoundary,
  tags,
};

const access: PatchAccessArgs = {
  ...place,
  runbooks: {
    gateDocument: "gate",
    nodeDocument: "node",
    restoreDocument: "restore",
    gateVersion: "3",
    nodeVersion: "4",
    restoreVersion: "1",
    gateRoleArn: role("gate"),
    nodeRoleArn: role("node"),
    restoreRoleArn: role("restore"),
    verdictPath: "/patchwarden/acme/dev/web",
  },
  windowIds: ["mw-0123456789abcdef0"],
  calendarArns: [calendar],
  vaultArn: vault("vault").arn,
  formerVaultArns: [vault("before").arn],
  requester: {
    principals: [role("ops")],
    requireMfa: true,
    externalId: "acme",
    sessionHours: 2,
    roleName: "requester",
  },
  approver: { principals: [role("board")], roleName: "approver" },
  auditor: { existingRoleArn: role("auditor") },
  permissionsBoundary,
  tags,
};

const recovery: SnapshotPolicyArgs = {
  ...place,
  rules: [
    { name: "sunday", patchGroups: ["web.all"], before: sundays, timezone: "UTC", keepDays: 14 },
  ],
  leadHours: 4,
  kmsKeyArn: "create",
  formerKeys: ["default", `arn:aws:kms:${region}:${accountId}:key/mrk-1234abcd`],
  formerVaults: [vault("before")],
  lock: { mode: "compliance", changeableForDays: 5, minKeepDays: 1, maxKeepDays: 60 },
  copyTo: { region: "eu-west-1", keepDays: 20, kmsKeyArn: "create" },
  restoreTests: {
    schedule: { kind: "monthlyDay", days: [3], at },
    timezone: "UTC",
    startHours: 8,
    validationHours: 1,
    check: true,
    roleArn: role("tester"),
    checkRoleArn: role("checker"),
    eventRoleArn: role("starter"),
  },
  roleArn: role("backup"),
  permissionsBoundary,
  tags,
};

const freezes: ChangeCalendarArgs["freezes"] = [
  {
    name: "year-end",
    timezone: "UTC",
    when: { kind: "yearly", from: "12-18", to: "01-04" },
    groups: ["web"],
  },
  { name: "move", timezone: "UTC", when: { kind: "once", from: "2027-03-01", to: "2027-03-02" } },
  { name: "sale", timezone: "UTC", when: { kind: "spans", spans: [[1, 2]], knownUntil: 9 } },
];

/** By component, each in as many forms as it has. */
export const everyArgument = {
  PatchBaseline: [patchBaselineWithout("availableSecurityUpdatesComplianceStatus")],
  PatchGroup: [{ region, patchGroup: "web.all", baselineId: baseline } satisfies PatchGroupArgs],
  DefaultPatchBaseline: [
    {
      region,
      operatingSystem: "WINDOWS",
      baselineId: baseline,
    } satisfies DefaultPatchBaselineArgs,
  ],
  MaintenanceWindow: [scan, install],
  ChangeCalendar: [{ region, freezes, title: "Freezes", tags } satisfies ChangeCalendarArgs],
  PatchRunbooks: [runbooks],
  PatchAccess: [access],
  RunClose: [
    {
      ...place,
      windowId: "mw-0123456789abcdef0",
      windowTargetIds: { "web.all": "aaaaaaaa-2222-4333-8444-555555555555" },
      dispatchDocument: "dispatch",
      roleArn: role("event"),
      tags,
    } satisfies RunCloseArgs,
  ],
  VerdictReader: [
    {
      ...place,
      verdictArns: [`arn:aws:ssm:${region}:${accountId}:parameter/web/web.all/close`],
      readerAccountIds: [other],
      gateRoles: ["web-gate-*"],
      externalId: "acme/dev",
      permissionsBoundary,
      tags,
    } satisfies VerdictReaderArgs,
  ],
  SnapshotPolicy: [recovery],
  LastGoodImage: [
    {
      ...place,
      groupName: "web",
      imageId: "ami-0123456789abcdef0",
      minHealthyPercent: 90,
      protectsImages: true,
      roles: { promote: role("promote"), rollback: role("rollback") },
      permissionsBoundary,
      tags,
    } satisfies LastGoodImageArgs,
  ],
  PatchLists: [{ ...place, bucketName: "lists", keepDays: 400, tags } satisfies PatchListsArgs],
  ConfigRecorder: [
    {
      ...place,
      resourceTypes: ["AWS::EC2::Instance"],
      bucketName: "records",
      keepDays: 100,
      roleArn: role("recorder"),
      permissionsBoundary,
      tags,
    } satisfies ConfigRecorderArgs,
  ],
  ComplianceRules: [
    {
      ...place,
      recorder: "create",
      recoveryPoints: [{ patchGroup: "web.all", maxAgeDays: 3 }],
      existing: { bucketName: "records", recorderRoleArn: role("recorder") },
      permissionsBoundary,
      tags,
    } satisfies ComplianceRulesArgs,
  ],
} as const;

/** The argument is for Windows only. */
function patchBaselineWithout(key: keyof PatchBaselineArgs): object {
  return Object.fromEntries(Object.entries(patchBaseline).filter(([one]) => one !== key));
}
