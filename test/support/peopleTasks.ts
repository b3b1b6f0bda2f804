/** What each person around patch runs does, as calls: the roles must allow all of it, and nothing that is not here. */
import type { AccessRequest } from "./iamPolicy";
import { otherVersions, type StartedDocument, startRequests } from "./startRequests";

export const place = { accountId: "012345678901", region: "eu-central-1" };

const inPlace = (service: string, resource: string) =>
  `arn:aws:${service}:${place.region}:${place.accountId}:${resource}`;

/** What the roles of the tests are about. */
export const mine = {
  window: "mw-0123456789abcdef0",
  vault: inPlace("backup", "backup-vault:vault"),
  calendar: inPlace("ssm", "document/freezes"),
  gateVerdict: inPlace("ssm", "parameter/patchwarden/web.canary/gate"),
  closeVerdict: inPlace("ssm", "parameter/patchwarden/web.canary/close"),
  role: (use: string) => `arn:aws:iam::${place.accountId}:role/${use}`,
} as const;

const execution = inPlace("ssm", "automation-execution/1");
/** Default versions of the runbooks. */
export const versions: Readonly<Record<string, string>> = { gate: "3", node: "4", restore: "7" };
const runbook = (name: string): StartedDocument => ({
  arn: inPlace("ssm", `document/${name}`),
  version: versions[name] ?? "1",
});
const listed = (...actions: readonly string[]): readonly AccessRequest[] =>
  actions.map((action) => ({ action, resource: "*" }));

export const start = (name: string): readonly AccessRequest[] => [
  ...startRequests(runbook(name)),
  {
    action: "iam:PassRole",
    resource: mine.role(name),
    context: { "iam:PassedToService": "ssm.amazonaws.com" },
  },
];

const seeRuns: readonly AccessRequest[] = [
  ...listed(
    "ssm:DescribeAutomationExecutions",
    "ssm:DescribeMaintenanceWindowExecutions",
    "ssm:DescribeMaintenanceWindowExecutionTasks",
    "ssm:DescribeMaintenanceWindowExecutionTaskInvocations",
    "ssm:ListCommands",
    "ssm:ListCommandInvocations",
  ),
  { action: "ssm:GetAutomationExecution", resource: execution },
  { action: "ssm:DescribeAutomationStepExecutions", resource: execution },
];
const readVerdicts: readonly AccessRequest[] = [mine.gateVerdict, mine.closeVerdict].map(
  (resource) => ({ action: "ssm:GetParameter", resource }),
);

type Tasks = Readonly<Record<string, readonly AccessRequest[]>>;

export const requesterTasks: Tasks = {
  "opens a run outside a window": start("gate"),
  "patches a machine in it": start("node"),
  "restores a machine": start("restore"),
  "sees runs in flight": seeRuns,
  "reads the verdicts": readVerdicts,
  "cancels the run of a window": [
    {
      action: "ssm:CancelMaintenanceWindowExecution",
      resource: inPlace("ssm", `maintenancewindow/${mine.window}`),
    },
  ],
  "stops a runbook in flight": [{ action: "ssm:StopAutomationExecution", resource: execution }],
  "stops what it runs on a machine": listed("ssm:CancelCommand"),
};

export const approverTasks: Tasks = {
  "says yes or no to a gate": [{ action: "ssm:SendAutomationSignal", resource: execution }],
  "sees what waits for an answer": seeRuns,
  "reads how the ring before went": readVerdicts,
};

export const auditorTasks: Tasks = {
  "reads what is approved for whom": [
    ...listed(
      "ssm:DescribePatchBaselines",
      "ssm:DescribePatchGroups",
      "ssm:DescribePatchGroupState",
    ),
    { action: "ssm:GetPatchBaseline", resource: inPlace("ssm", "patchbaseline/pb-1") },
  ],
  "reads when it is installed": [
    ...listed(
      "ssm:DescribeMaintenanceWindows",
      "ssm:DescribeMaintenanceWindowTargets",
      "ssm:DescribeMaintenanceWindowTasks",
    ),
    { action: "ssm:GetDocument", resource: inPlace("ssm", "document/node") },
    { action: "ssm:GetDocument", resource: mine.calendar },
    { action: "ssm:GetCalendarState", resource: mine.calendar },
  ],
  "follows a run to its machines": seeRuns,
  "reads the verdicts of old runs": [
    ...readVerdicts,
    { action: "ssm:GetParameterHistory", resource: mine.closeVerdict },
  ],
  "judges what machines miss": listed(
    "ssm:DescribeInstanceInformation",
    "ssm:DescribeInstancePatches",
    "ssm:DescribeInstancePatchStates",
    "ssm:DescribeInstancePatchStatesForPatchGroup",
    "ssm:ListComplianceItems",
    "ssm:ListResourceComplianceSummaries",
    "config:DescribeConfigRules",
    "config:DescribeComplianceByConfigRule",
    "config:GetComplianceDetailsByConfigRule",
  ),
  "judges the recovery points": [
    ...listed("backup:ListBackupJobs", "backup:DescribeBackupJob"),
    { action: "backup:DescribeBackupVault", resource: mine.vault },
    { action: "backup:ListRecoveryPointsByBackupVault", resource: mine.vault },
  ],
  "learns who asked and who approved": listed("cloudtrail:LookupEvents"),
};

/** An execution alone starts nothing: whoever may start any runbook may make one. */
function startsOnly(name: string): readonly AccessRequest[] {
  return startRequests(runbook(name)).filter(({ resource }) => resource !== execution);
}

/** What none of the three may do. */
export const forbidden: readonly AccessRequest[] = [
  ...startsOnly("close"),
  ...startsOnly("AWS-StopEC2Instance"),
  {
    action: "iam:PassRole",
    resource: mine.role("gate"),
    context: { "iam:PassedToService": "ec2.amazonaws.com" },
  },
  {
    action: "iam:PassRole",
    resource: mine.role("admin"),
    context: { "iam:PassedToService": "ssm.amazonaws.com" },
  },
  // An older version may lack a check.
  ...Object.keys(versions).flatMap((name) => otherVersions(runbook(name))),
  { action: "ssm:PutParameter", resource: mine.gateVerdict },
  {
    action: "ssm:PutParameter",
    resource: inPlace("ssm", "parameter/patchwarden/web.canary/settings"),
  },
  { action: "ssm:GetParameter", resource: inPlace("ssm", "parameter/secret") },
  { action: "ssm:SendCommand", resource: inPlace("ec2", "instance/i-0123456789abcdef0") },
  { action: "ssm:UpdateMaintenanceWindow", resource: inPlace("ssm", "maintenancewindow/mw-1") },
  {
    action: "ssm:CancelMaintenanceWindowExecution",
    resource: inPlace("ssm", "maintenancewindow/mw-00000000000000000"),
  },
  { action: "ssm:UpdatePatchBaseline", resource: inPlace("ssm", "patchbaseline/pb-1") },
  { action: "backup:DeleteRecoveryPoint", resource: mine.vault },
  { action: "sts:AssumeRole", resource: mine.role("node") },
];
