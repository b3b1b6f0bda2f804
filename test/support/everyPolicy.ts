/** Every component that makes roles, with all that adds to a policy, and once with more rings than a policy can name. */
import {
  ConfigRecorder,
  LastGoodImage,
  PatchAccess,
  PatchLists,
  PatchRunbooks,
  type PatchRunbooksArgs,
  SnapshotPolicy,
  VerdictReader,
} from "../../components/aws";
import type { NamedStatement } from "./iamReference";
import { type Deployment, deploy, outputValue } from "./mocks";

const place = { accountId: "012345678901", region: "eu-central-1" };
const role = (name: string) => `arn:aws:iam::${place.accountId}:role/${name}`;
const calendar = (name: string) => `arn:aws:ssm:eu-central-1:${place.accountId}:document/${name}`;

const elsewhere =
  "arn:aws:ssm:eu-central-1:210987654321:parameter/patchwarden/a/b/web.canary/close";

const full: PatchRunbooksArgs = {
  ...place,
  patchGroups: ["web.canary", "web.broad"],
  calendarArns: [calendar("freezes")],
  vault: {
    name: "vault",
    arn: `arn:aws:backup:eu-central-1:${place.accountId}:backup-vault:vault`,
  },
  formerVaults: [
    {
      name: "former",
      arn: `arn:aws:backup:eu-central-1:${place.accountId}:backup-vault:former`,
    },
  ],
  backupRoleArn: role("backup"),
  approval: {
    approvers: ["ada"],
    topicArn: `arn:aws:sns:eu-central-1:${place.accountId}:AutomationPatching`,
  },
  lists: { bucketName: "patch-lists" },
  resourceGroups: ["web-broad"],
  volumeKeyArns: [`arn:aws:kms:eu-central-1:${place.accountId}:key/1234abcd`],
  output: { bucketName: "patch-output", logGroupName: "patches" },
  verdictReaders: {
    "210987654321": {
      roleArn: "arn:aws:iam::210987654321:role/verdict-reader",
      externalId: "acme/dev",
    },
  },
  rings: {
    "web.broad": {
      ringBefore: {
        patchGroup: "web.canary",
        maxAgeHours: 192,
        soakMinutes: 2880,
        elsewhere: [elsewhere],
      },
      alarmNames: ["web-errors"],
      approval: true,
      healthCheck: "web-health",
      hooks: { before: "web-drain" },
      onFailure: "restore",
    },
  },
};

/** Names that are no longer told one by one. */
function crowd(): PatchRunbooksArgs {
  const names = Array.from({ length: 30 }, (_, index) => `customer-facing-web-shop-${index}`);
  return {
    ...full,
    patchGroups: names.flatMap((name) => [`${name}.canary`, `${name}.broad`]),
    calendarArns: names.map((name) => calendar(`freezes-of-${name}`)),
    rings: Object.fromEntries(
      names.map((name) => [
        `${name}.broad`,
        {
          ringBefore: { patchGroup: `${name}.canary`, maxAgeHours: 192 },
          healthCheck: `${name}-health`,
          calendarArns: [calendar(`freezes-of-${name}`)],
        },
      ]),
    ),
  };
}

function declarePeople(name: string, runbooks: PatchRunbooks, args: PatchRunbooksArgs): void {
  new PatchAccess(name, {
    ...place,
    runbooks,
    windowIds: args.patchGroups.map((_, index) => `mw-${`${index}`.padStart(17, "0")}`),
    calendarArns: args.calendarArns,
    vaultArn: args.vault.arn,
    formerVaultArns: (args.formerVaults ?? []).map(({ arn }) => arn),
    requester: { principals: [role("operations")] },
    approver: { principals: [role("board")] },
    auditor: { principals: [role("audit")], externalId: "audit-2027" },
  });
}

function declareAll(): PatchLists {
  declarePeople("web", new PatchRunbooks("web", full), full);
  const many = crowd();
  declarePeople("crowd", new PatchRunbooks("crowd", many), many);
  new LastGoodImage("image", { ...place, groupName: "web", imageId: "ami-0123456789abcdef0" });
  const weekly = {
    kind: "weekly",
    days: ["sunday"],
    at: { hour: 4, minute: 0 },
  } as const;
  new SnapshotPolicy("snapshots", {
    ...place,
    rules: [
      { name: "sunday", patchGroups: ["web.all"], before: weekly, timezone: "UTC", keepDays: 14 },
    ],
    kmsKeyArn: "create",
    restoreTests: { schedule: weekly, timezone: "UTC" },
  });
  new ConfigRecorder("records", place);
  new VerdictReader("verdicts", {
    ...place,
    verdictArns: [`arn:aws:ssm:eu-central-1:${place.accountId}:parameter/patchwarden/a/b/c/close`],
    readerAccountIds: ["210987654321"],
    gateRoles: ["web-gate-*"],
    externalId: "acme/dev",
  });
  return new PatchLists("lists", place);
}

export interface EveryPolicy {
  /** Of all roles, by the role's name, and what machines are given. */
  readonly policies: Readonly<Record<string, readonly NamedStatement[]>>;
  /** Who may assume the roles. */
  readonly trusts: readonly NamedStatement[];
}

export async function everyPolicy(): Promise<EveryPolicy> {
  const deployment = await deploy(declareAll);
  const machines = statementsOf(await outputValue(deployment.result.machinePolicy));
  const trusts = deployment
    .ofType("aws:iam/role:Role")
    .flatMap(({ inputs }) => statementsOf(inputs["assumeRolePolicy"]));
  return { policies: { ...policiesOf(deployment), machines }, trusts };
}

function policiesOf({ ofType }: Deployment<unknown>) {
  return Object.fromEntries(
    ofType("aws:iam/rolePolicy:RolePolicy").map(({ name, inputs }) => [
      name,
      statementsOf(inputs["policy"]),
    ]),
  );
}

function statementsOf(text: unknown): readonly NamedStatement[] {
  return (JSON.parse(String(text)) as { Statement: readonly NamedStatement[] }).Statement;
}
