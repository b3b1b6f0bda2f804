/** The runbooks of a patch run as they are rendered for tests, what a window passes them, and a world that is well. */
import { closeRunbook } from "../../../components/aws/runbooks/closeRunbook";
import { dispatchRunbook } from "../../../components/aws/runbooks/dispatchRunbook";
import { gateRunbook } from "../../../components/aws/runbooks/gateRunbook";
import { nodeRunbook } from "../../../components/aws/runbooks/nodeRunbook";
import { renderRunbook } from "../../../components/aws/runbooks/renderRunbook";
import { restoreCheckRunbook } from "../../../components/aws/runbooks/restoreCheckRunbook";
import { restoreRunbook } from "../../../components/aws/runbooks/restoreRunbook";
import {
  type RingSettings,
  ringSettings,
  settingsText,
} from "../../../components/aws/runbooks/ringSettings";
import { verdictPlaces } from "../../../components/aws/runbooks/verdictPlaces";
import { present } from "../../../model/present";
import { readRunbook } from "./rendered";
import { type Call, type Walk, type WalkOptions, type World, walkRunbook } from "./walk";

const role = (use: string) => `arn:aws:iam::012345678901:role/${use}`;

export const run = "11111111-2222-4333-8444-555555555555";
export const target = "aaaaaaaa-2222-4333-8444-555555555555";
export const machine = "i-0123456789abcdef0";
export const image = "ami-0123456789abcdef0";
export const bucket = "patch-lists";
const lists = { bucketName: bucket };
export const point = `arn:aws:ec2:eu-central-1::image/${image}`;

export const ring = "web.broad";
export const prefix = "/patchwarden";
export const window = "mw-0123456789abcdef0";
const windowSession = "arn:aws:sts::012345678901:assumed-role/window/";
export const byWindow = `${windowSession}OrchestrationService`;

const ofGate = {
  assumeRole: role("gate"),
  prefix,
  approval: {
    approvers: ["ada"],
    topicArn: "arn:aws:sns:eu-central-1:012345678901:AutomationPatching",
  },
};
const ofNode = {
  assumeRole: role("node"),
  prefix,
  vaultName: "vault",
  backupRoleArn: role("backup"),
  instanceArnPrefix: "arn:aws:ec2:eu-central-1:012345678901:instance/",
  prestageDocument: "web-prestage",
  restoreDocument: "web-restore",
  output: { bucketName: "patch-output", logGroupName: "patches" },
};
const ofClose = { assumeRole: role("close"), prefix };
export const gate = renderRunbook(gateRunbook(ofGate));
export const node = renderRunbook(nodeRunbook(ofNode));
export const close = renderRunbook(closeRunbook(ofClose));
export const dispatch = renderRunbook(
  dispatchRunbook({
    assumeRole: role("dispatch"),
    closeDocument: "web-close",
  }),
);
/** Of a component that has a bucket for promotion lists. */
export const withLists = {
  gate: renderRunbook(gateRunbook({ ...ofGate, lists })),
  node: renderRunbook(nodeRunbook({ ...ofNode, lists })),
  close: renderRunbook(closeRunbook({ ...ofClose, lists })),
};
export const restore = renderRunbook(
  restoreRunbook({ assumeRole: role("restore"), prefix, vaultName: "vault" }),
);
/** Of a vault whose key was another one. */
export const withFormer = {
  node: renderRunbook(nodeRunbook({ ...ofNode, formerVaults: ["former"] })),
  restore: renderRunbook(
    restoreRunbook({
      assumeRole: role("restore"),
      prefix,
      vaultName: "vault",
      formerVaults: ["former"],
    }),
  ),
};

export const testingPlan = "arn:aws:backup:eu-central-1:012345678901:restore-testing-plan:web-1234";
export const restoreCheck = renderRunbook(
  restoreCheckRunbook({ assumeRole: role("restore-check"), planArn: testingPlan }),
);

/** Verdicts of the ring before, as the settings name them. */
export function ringBeforeAt(arns: readonly string[]) {
  const { path, lines } = verdictPlaces(arns, "web.canary");
  return { RingBeforePath: path, RingBeforeVerdicts: lines };
}

export const verdictsHere = ["eu-central-1", "eu-west-1"].map(
  (region) => `arn:aws:ssm:${region}:012345678901:parameter/patchwarden/web.canary/close`,
);

/** Identifies a run of the gate, and what the policy of its ring demands. */
export const gateGiven = {
  PatchGroup: ring,
  WindowExecutionId: run,
  CalendarNames: ["freezes"],
  RunMinutes: 180,
  MostMinutes: 180,
  Alarms: "asked",
  AlarmNames: ["web-errors"],
  RingBefore: "asked",
  ...ringBeforeAt(verdictsHere),
  RingBeforeMaxAgeHours: 192,
  Approval: "asked",
};
export const nodeGiven = {
  PatchGroup: ring,
  InstanceId: machine,
  WindowExecutionId: run,
  NodeMinutes: 60,
  CalendarNames: ["freezes"],
  Alarms: "asked",
  AlarmNames: ["web-errors"],
  RecoveryPoint: "before",
  RecoveryMaxAgeHours: 8,
  KeepDays: 14,
  RebootOption: "RebootIfNeeded",
  AlwaysReboot: "no",
  HookBeforeDocument: "web-before",
  HookAfterDocument: "web-after",
  HookOnExitDocument: "web-exit",
  HealthCheckDocument: "web-health",
};
export const closeGiven = {
  PatchGroup: ring,
  WindowExecutionId: run,
  WindowId: window,
  WindowTargetId: target,
};
export const restoreGiven = { PatchGroup: ring, InstanceId: machine, RecoveryPointArn: point };

const verdictOfGate = { windowExecutionId: run, verdict: "open", until: "2026-12-06T06:00:00Z" };
const verdictOfClose = {
  windowExecutionId: run,
  verdict: "healthy",
  at: "2026-12-01T06:00:00Z",
  until: "2026-12-09T05:30:00Z",
};
/** What stands in a gate's verdict before its run. */
export const earlier = "22222222-2222-4333-8444-555555555555";

export const ofRing = [{ Key: "PatchGroup", Value: ring }];

type Answers = Readonly<Record<string, (call: Call) => Record<string, unknown> | undefined>>;

const volume = (id: unknown, state: string) => ({
  VolumeId: id,
  State: state,
  VolumeType: "gp3",
  Iops: 3000,
  Throughput: 125,
  Tags: [{ Key: "Name", Value: "data" }],
});

/** Volumes are what the restore waits for: free once detached or made, in use once attached. */
function volumes({ step, inputs }: Call) {
  const used = step === "PlanDataVolumes" || (step === "SwapDataVolumes" && isNew(inputs));
  const ids = inputs["VolumeIds"] as string[];
  return { Volumes: ids.map((id) => volume(id, used ? "in-use" : "available")) };
}

const isNew = (inputs: Call["inputs"]) => String(inputs["VolumeIds"]).includes("new");

function verdictFor(step: string, { Name }: Call["inputs"]): object {
  if (!String(Name).endsWith("/gate")) return verdictOfClose;
  return step === "MayJudge" ? { windowExecutionId: earlier, verdict: "open" } : verdictOfGate;
}

const well: Answers = {
  "ssm:GetCalendarState": () => ({ State: "OPEN", NextTransitionTime: "2026-12-24T00:00:00Z" }),
  "cloudwatch:DescribeAlarms": () => ({
    MetricAlarms: [{ AlarmName: "web-errors", StateValue: "OK" }],
    CompositeAlarms: [],
  }),
  "ssm:GetParameter": ({ step, inputs }) => ({
    Parameter: { Name: inputs["Name"], Value: JSON.stringify(verdictFor(step, inputs)) },
  }),
  "ssm:GetAutomationExecution": ({ inputs }) => ({
    AutomationExecution: { ...inputs, ExecutedBy: byWindow },
  }),
  "ssm:DescribeMaintenanceWindowExecutions": () => ({
    WindowExecutions: [
      { WindowExecutionId: earlier, StartTime: "2026-11-29T00:00:00+00:00" },
      { WindowExecutionId: run, StartTime: "2026-12-06T00:00:00+00:00" },
    ],
  }),
  "ssm:GetMaintenanceWindow": ({ inputs }) => ({
    ...inputs,
    Enabled: true,
    Duration: 3,
    NextExecutionTime: "2026-12-13T01:00+01:00",
  }),
  "ssm:PutParameter": () => ({ Version: 2 }),
  "ssm:StartAutomationExecution": () => ({ AutomationExecutionId: run }),
  approve: () => ({ Decision: "Approved" }),
  "ec2:DescribeInstances": ({ step }) => ({
    Reservations: [
      {
        Instances: [
          {
            InstanceId: machine,
            Tags: ofRing,
            State: { Code: 16, Name: step === "MachineStopped" ? "stopped" : "running" },
            RootDeviceName: "/dev/xvda",
            Placement: { AvailabilityZone: "eu-central-1a" },
            BlockDeviceMappings: [
              { DeviceName: "/dev/xvda", Ebs: { VolumeId: "vol-root" } },
              { DeviceName: "/dev/sdf", Ebs: { VolumeId: "vol-old" } },
            ],
          },
        ],
      },
    ],
  }),
  "ssm:ListTagsForResource": () => ({ TagList: ofRing }),
  "ssm:DescribeInstanceInformation": () => ({
    InstanceInformationList: [
      { InstanceId: machine, PingStatus: "Online", AgentVersion: "3.3.1957.0" },
    ],
  }),
  "backup:ListRecoveryPointsByBackupVault": () => ({
    RecoveryPoints: [
      { RecoveryPointArn: point, Status: "COMPLETED", CreationDate: "2026-12-06T00:10:00+00:00" },
    ],
  }),
  "backup:StartBackupJob": () => ({ BackupJobId: "job-1" }),
  "backup:DescribeBackupJob": () => ({ State: "COMPLETED", RecoveryPointArn: point }),
  "ec2:RebootInstances": () => ({}),
  "ec2:StartInstances": () => ({ StartingInstances: [] }),
  "ec2:StopInstances": () => ({ StoppingInstances: [] }),
  "ssm:DescribeInstancePatchStates": () => ({ InstancePatchStates: [scan(machine)] }),
  "ssm:DescribeInstancePatchStatesForPatchGroup": () => ({ InstancePatchStates: [scan(machine)] }),
  "ssm:DescribeMaintenanceWindowExecutionTasks": () => ({
    WindowExecutionTaskIdentities: [{ TaskExecutionId: run, TaskType: "AUTOMATION" }],
  }),
  "ssm:DescribeMaintenanceWindowExecutionTaskInvocations": () => ({
    WindowExecutionTaskInvocationIdentities: [invocation("SUCCESS")],
  }),
  "backup:DescribeRecoveryPoint": () => ({
    Status: "COMPLETED",
    ResourceArn: `arn:aws:ec2:eu-central-1:012345678901:instance/${machine}`,
  }),
  "ec2:CreateReplaceRootVolumeTask": () => ({
    ReplaceRootVolumeTask: { ReplaceRootVolumeTaskId: "replacevol-1" },
  }),
  "ec2:DescribeReplaceRootVolumeTasks": () => ({
    ReplaceRootVolumeTasks: [{ TaskState: "succeeded" }],
  }),
  "ec2:DescribeImages": () => ({
    Images: [
      {
        ImageId: image,
        BlockDeviceMappings: [
          { DeviceName: "/dev/xvda", Ebs: { SnapshotId: "snap-root" } },
          { DeviceName: "/dev/sdf", Ebs: { SnapshotId: "snap-data" } },
        ],
      },
    ],
  }),
  "ec2:DescribeVolumes": volumes,
  "ec2:CreateVolume": () => ({ VolumeId: "vol-new" }),
  "ec2:DetachVolume": () => ({}),
  "ec2:AttachVolume": () => ({}),
  "ec2:ModifyInstanceAttribute": () => ({}),
  "ec2:DescribeInstanceStatus": () => ({
    InstanceStatuses: [{ InstanceStatus: { Status: "ok" }, SystemStatus: { Status: "ok" } }],
  }),
  "backup:DescribeRestoreJob": () => ({
    CreatedBy: { RestoreTestingPlanArn: testingPlan },
    CreatedResourceArn: `arn:aws:ec2:eu-central-1:012345678901:instance/${machine}`,
  }),
  "backup:PutRestoreValidationResult": () => ({}),
};

/** The report of the run's own scan; a field that is undefined in `report` is left out. */
export function scan(instance: string, report: Readonly<Record<string, unknown>> = {}) {
  return present({
    InstanceId: instance,
    PatchGroup: "web.broad",
    BaselineId: "pb-0123456789abcdef0",
    SnapshotId: run,
    Operation: "Scan",
    OperationStartTime: "2026-12-06T03:30:00+00:00",
    OperationEndTime: "2026-12-06T03:31:00+00:00",
    MissingCount: 0,
    FailedCount: 0,
    InstalledPendingRebootCount: 0,
    ...report,
  });
}

/** What EC2 says of a machine of an Auto Scaling group. */
export function describedOf(group: string) {
  const tags = { PatchGroup: "web.broad", "aws:autoscaling:groupName": group };
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return { Reservations: [{ Instances: [{ InstanceId: machine, Tags }] }] };
}

/** Ubuntu 24.04, which needs a list; what the world is else says nothing of a platform. */
export const ubuntu = {
  InstanceId: machine,
  PingStatus: "Online",
  AgentVersion: "3.3.1957.0",
  PlatformName: "Ubuntu",
  PlatformVersion: "24.04",
};

/** Objects of S3 by their keys, as a bucket keeps them: a run may read what another one wrote. */
export function objectStore(initial: Readonly<Record<string, StoredObject>> = {}) {
  const objects = new Map(Object.entries(initial));
  const answers: Answers = {
    "s3:ListObjectsV2": ({ inputs }) => {
      const keys = [...objects.keys()].filter((key) => key.startsWith(String(inputs["Prefix"])));
      return { KeyCount: keys.length, Contents: keys.map((Key) => ({ Key })) };
    },
    "s3:GetObject": ({ inputs }) => {
      const found = objects.get(String(inputs["Key"]));
      return found && { Body: found.body, Metadata: found.metadata ?? {} };
    },
    "s3:PutObject": ({ inputs }) => {
      const metadata = inputs["Metadata"] as Readonly<Record<string, string>> | undefined;
      const body = String(inputs["Body"]);
      objects.set(String(inputs["Key"]), { body, ...(metadata === undefined ? {} : { metadata }) });
      return {};
    },
  };
  return { objects, answers };
}

export interface StoredObject {
  readonly body: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** How the window's task went on one machine of the ring. */
export function invocation(status: string, targetId = target) {
  return { TaskExecutionId: run, Status: status, WindowTargetId: targetId };
}

/** The world as it should be, but for `but`: by step, by call, or by the start of a call such as `command`. */
export function world(but: Answers = {}): World {
  return (call) => {
    const own = but[call.step] ?? but[call.api];
    if (own !== undefined) return own(call);
    if (/^(command|automation) /.test(call.api)) return { minutes: 5 };
    const answer = well[call.api];
    if (answer === undefined) throw new Error(`nobody answers ${call.api}`);
    return answer(call);
  };
}

/** What stands in the parameter of a ring whose policy demands nothing but this. */
export function storedSettings(settings: Partial<RingSettings>): string {
  const at = {
    place: { accountId: "012345678901", region: "eu-central-1" },
    prefix,
    patchGroups: [ring],
  };
  return settingsText(ring, {
    ...ringSettings(at, ring, {}, ["freezes"], windowSession),
    ...settings,
  });
}

/** Walks a runbook: what it takes as a parameter is passed, all else of `given` stands in the ring's settings. */
export function walkRing(
  content: string,
  given: Readonly<Record<string, unknown>>,
  answer: World,
  options: WalkOptions = {},
): Walk {
  const { parameters } = readRunbook(content);
  const of = (isPassed: boolean) =>
    Object.fromEntries(
      Object.entries(given).filter(([name]) => (parameters[name] !== undefined) === isPassed),
    );
  const stored = storedSettings(of(false));
  const around: World = (call) =>
    call.step === "ReadRing" ? { Parameter: { Value: stored } } : answer(call);
  return walkRunbook(content, of(true), around, options);
}

/** What fails whatever is asked. */
export const fails = () => undefined;
