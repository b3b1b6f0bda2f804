/** What a runbook asks of IAM: for each step the calls that Automation or its script makes, on the resources of a test. */
import type { AccessRequest } from "../iamPolicy";
import { type StartedDocument, startRequests } from "../startRequests";
import { allSteps, type Fields, type RenderedStep, readRunbook } from "./rendered";

const account = "012345678901";
const region = "eu-central-1";
const ours = {
  "ssm:resourceTag/PatchGroup": "web.canary",
  "aws:ResourceTag/PatchGroup": "web.canary",
};

/** ARNs of what the runbooks of a test may meet. */
export const things = {
  calendar: `arn:aws:ssm:${region}:${account}:document/freezes`,
  vault: `arn:aws:backup:${region}:${account}:backup-vault:vault`,
  backupRole: `arn:aws:iam::${account}:role/backup`,
  topic: `arn:aws:sns:${region}:${account}:AutomationPatching`,
  machine: `arn:aws:ec2:${region}:${account}:instance/i-0123456789abcdef0`,
  hybrid: `arn:aws:ssm:${region}:${account}:managed-instance/mi-0123456789abcdef0`,
  volume: `arn:aws:ec2:${region}:${account}:volume/vol-0123456789abcdef0`,
  rootTask: `arn:aws:ec2:${region}:${account}:replace-root-volume-task/replacevol-0123456789abcdef0`,
  image: `arn:aws:ec2:${region}::image/ami-0123456789abcdef0`,
  snapshot: `arn:aws:ec2:${region}::snapshot/snap-0123456789abcdef0`,
  volumeKey: `arn:aws:kms:${region}:${account}:key/1234abcd`,
  lists: "arn:aws:s3:::patch-lists",
  reader: "arn:aws:iam::210987654321:role/dev-verdicts",
  window: `arn:aws:ssm:${region}:${account}:maintenancewindow/mw-0123456789abcdef0`,
  // Where a ring has no registration, one of AWS's own.
  baseline: `arn:aws:ssm:${region}:${account}:patchbaseline/pb-0123456789abcdef0`,
  awsBaseline: `arn:aws:ssm:${region}:${"5".repeat(12)}:patchbaseline/pb-0123456789abcdef1`,
  execution: `arn:aws:ssm:${region}:${account}:automation-execution/1`,
} as const;

/** What the stack under test has named. */
export interface Named {
  /** Below it stand the verdicts. */
  readonly prefix: string;
  readonly restore: StartedDocument;
  readonly restoreRole: string;
  readonly close: StartedDocument;
  readonly closeRole: string;
  /** A team's own document. */
  readonly ownDocument: string;
  /** The key of the machines' volumes. @default - none is encrypted with a key of one's own */
  readonly volumeKey?: string;
}

export function requestsOf(content: string, named: Named): readonly AccessRequest[] {
  return allSteps(readRunbook(content).mainSteps).flatMap((step) => stepRequests(step, named));
}

/** Resource-level permissions of the service authorization reference; what has none asks for `*`. */
const resources: Readonly<Record<string, readonly (keyof typeof things)[]>> = {
  "ssm:GetCalendarState": ["calendar"],
  "ssm:GetAutomationExecution": ["execution"],
  "ssm:DescribeMaintenanceWindowExecutions": ["window"],
  "ssm:GetMaintenanceWindow": ["window"],
  "ssm:GetPatchBaseline": ["baseline", "awsBaseline"],
  "ssm:ListTagsForResource": ["hybrid"],
  "backup:ListRecoveryPointsByBackupVault": ["vault"],
  "backup:DescribeRecoveryPoint": ["image"],
  "ec2:RebootInstances": ["machine"],
  "sts:AssumeRole": ["reader"],
  "ec2:StartInstances": ["machine"],
  "ec2:StopInstances": ["machine"],
  "ec2:AttachVolume": ["machine", "volume"],
  "ec2:DetachVolume": ["machine", "volume"],
  "ec2:ModifyInstanceAttribute": ["machine"],
  "ec2:CreateReplaceRootVolumeTask": ["machine", "volume", "rootTask", "image", "snapshot"],
};

function stepRequests(step: RenderedStep, named: Named): readonly AccessRequest[] {
  const { inputs } = step;
  switch (step.action) {
    case "aws:branch":
    case "aws:sleep":
    case "aws:updateVariable":
    case "aws:loop":
      return [];
    case "aws:executeScript":
      return scriptCalls(String(inputs["Script"])).flatMap((call) =>
        callRequests(call, step, named),
      );
    case "aws:runCommand":
      return commandRequests(inputs, named);
    case "aws:executeAutomation":
      return restoreRequests(named);
    case "aws:approve":
      return [{ action: "sns:Publish", resource: String(inputs["NotificationArn"]) }];
    default:
      return callRequests(`${inputs["Service"]}:${inputs["Api"]}`, step, named);
  }
}

/** Methods by which a script that uses two services is told which of them it asks. */
const beside: Readonly<Record<string, string>> = {
  assume_role: "sts",
  get_object: "s3",
  list_objects_v2: "s3",
  put_object: "s3",
  describe_instances: "ec2",
};

/** The calls of a script: every method of the SDK that it names, of the service that it uses, or of one beside it. */
export function scriptCalls(script: string): readonly string[] {
  const clients = script.match(/boto3\.client\(/g) ?? [];
  const direct = [...script.matchAll(/boto3\.client\("(\w+)"\)\.((?!get_paginator)\w+)\(/g)];
  // Where every client is used where it is made, each call says whose it is.
  if (direct.length > 1 && direct.length === clients.length) {
    return [...new Set(direct.map(([, service, method = ""]) => `${service}:${pascal(method)}`))];
  }
  const services = [
    ...new Set([...script.matchAll(/boto3\.client\("(\w+)"/g)].map(([, one = ""]) => one)),
  ];
  const aside = Object.keys(beside).flatMap((method) =>
    script.includes(method) ? [beside[method]] : [],
  );
  const main = services.length > 1 ? services.filter((one) => !aside.includes(one)) : services;
  const [service = "s3", ...more] = main;
  if (more.length > 0) throw new Error(`a script uses ${[service, ...more].join(" and ")}`);
  const methods = script.matchAll(
    /\b(?:assume|describe|get|list|put|create|attach|detach|start|cancel|disable|modify)_[a-z_]+(?:v2)?\b/g,
  );
  const names = new Set(
    [...methods].map(([method]) => method).filter((one) => one !== "get_paginator"),
  );
  return [...names].map((method) =>
    method === "list_objects_v2"
      ? "s3:ListBucket"
      : `${beside[method] ?? service}:${pascal(method)}`,
  );
}

const pascal = (method: string) =>
  method
    .split("_")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");

/** Calls in which EC2 uses the key of an encrypted volume on behalf of the caller. */
const opensVolumes = [
  "ec2:AttachVolume",
  "ec2:CreateReplaceRootVolumeTask",
  "ec2:CreateVolume",
  "ec2:StartInstances",
];

/**
 * What KMS is asked then, of a volume with that key.
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html
 */
export function keyRequests(resource: string): readonly AccessRequest[] {
  const context = { "kms:ViaService": `ec2.${region}.amazonaws.com` };
  const uses = [
    ...["Decrypt", "DescribeKey", "GenerateDataKeyWithoutPlaintext"],
    ...["ReEncryptFrom", "ReEncryptTo"],
  ];
  return [
    ...uses.map((use) => ({ action: `kms:${use}`, resource, context })),
    {
      action: "kms:CreateGrant",
      resource,
      context: { ...context, "kms:GrantIsForAWSResource": "true" },
    },
  ];
}

function callRequests(action: string, step: RenderedStep, named: Named): readonly AccessRequest[] {
  const { volumeKey } = named;
  return volumeKey === undefined || !opensVolumes.includes(action)
    ? serviceRequests(action, step, named)
    : [...serviceRequests(action, step, named), ...keyRequests(volumeKey)];
}

function serviceRequests(
  action: string,
  { inputs }: RenderedStep,
  named: Named,
): readonly AccessRequest[] {
  const parameter = (whose: string) =>
    `arn:aws:ssm:${region}:${account}:parameter${named.prefix}/web.canary/${whose}`;
  switch (action) {
    case "ssm:GetParameter":
    case "ssm:PutParameter": {
      return [{ action, resource: parameter(verdictOf(inputs)) }];
    }
    case "ssm:StartAutomationExecution":
      return startOf(named.close, named.closeRole);
    case "s3:ListBucket":
    case "s3:GetObject":
    case "s3:PutObject":
      return [listRequest(action, inputs, named)];
    case "backup:StartBackupJob":
      return [
        { action, resource: things.vault },
        {
          action: "iam:PassRole",
          resource: things.backupRole,
          context: { "iam:PassedToService": "backup.amazonaws.com" },
        },
      ];
    case "ec2:CreateVolume":
      return [
        { action, resource: things.volume },
        { action, resource: things.snapshot },
        {
          action: "ec2:CreateTags",
          resource: things.volume,
          context: { "ec2:CreateAction": "CreateVolume" },
        },
      ];
    default:
      return (resources[action] ?? [undefined]).map((thing) => ({
        action,
        resource: thing === undefined ? "*" : things[thing],
        context: ours,
      }));
  }
}

/** A gate's scripts read what it has written itself, and what other rings' closes have. */
function verdictOf({ Name, Handler }: Fields): string {
  if (Handler === "read_ring") return "settings";
  return Handler === "may_judge" || String(Name).endsWith("/gate") ? "gate" : "close";
}

/** A gate reads records and writes lists, a close has to do with records only, and a machine reads its list. */
function listRequest(action: string, { Handler }: Fields, { prefix }: Named): AccessRequest {
  const kinds: Readonly<Record<string, readonly [read: string, write: string]>> = {
    record_patches: ["records", "records"],
    select_patches: ["records", "lists"],
  };
  const [read, write] = kinds[String(Handler)] ?? ["lists", "none"];
  const base = prefix.slice(1);
  return action === "s3:ListBucket"
    ? { action, resource: things.lists, context: { "s3:prefix": `${base}/${read}/web.canary` } }
    : {
        action,
        resource: `${things.lists}/${base}/${action === "s3:PutObject" ? write : read}/web.canary`,
      };
}

function commandRequests(inputs: Fields, named: Named): readonly AccessRequest[] {
  const { DocumentName, OutputS3BucketName: bucket } = inputs;
  const document = String(DocumentName);
  const name = document.startsWith("{{") ? named.ownDocument : document;
  const arn = name.startsWith("AWS-")
    ? `arn:aws:ssm:${region}::document/${name}`
    : `arn:aws:ssm:${region}:${account}:document/${name}`;
  return [
    { action: "ssm:SendCommand", resource: arn },
    ...(bucket === undefined
      ? []
      : [{ action: "ssm:SendCommand", resource: `arn:aws:s3:::${bucket}` }]),
    { action: "ssm:SendCommand", resource: things.machine, context: ours },
    { action: "ssm:ListCommands", resource: "*" },
    { action: "ssm:ListCommandInvocations", resource: "*" },
    { action: "ssm:GetCommandInvocation", resource: "*" },
  ];
}

function restoreRequests({ restore, restoreRole }: Named): readonly AccessRequest[] {
  return [
    ...startOf(restore, restoreRole),
    { action: "ssm:GetAutomationExecution", resource: things.execution },
  ];
}

/** With the role that the start passes on. */
function startOf(started: StartedDocument, role: string): readonly AccessRequest[] {
  return [
    ...startRequests(started),
    {
      action: "iam:PassRole",
      resource: role,
      context: { "iam:PassedToService": "ssm.amazonaws.com" },
    },
  ];
}
