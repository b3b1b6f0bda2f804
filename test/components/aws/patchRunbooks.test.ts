import { describe, expect, it } from "vitest";
import { PatchRunbooks, type PatchRunbooksArgs } from "../../../components/aws/patchRunbooks";
import {
  type AccessRequest,
  isAllowed,
  type PolicyStatement,
  parsePolicy,
} from "../../support/iamPolicy";
import { type Deployment, deploy, type Registered } from "../../support/mocks";

const account = "012345678901";
const calendar = `arn:aws:ssm:eu-central-1:${account}:document/freezes`;
const vaultArn = `arn:aws:backup:eu-central-1:${account}:backup-vault:vault`;
const backupRoleArn = `arn:aws:iam::${account}:role/backup`;
const instance = `arn:aws:ec2:eu-central-1:${account}:instance/i-0123456789abcdef0`;
const patchDocument = "arn:aws:ssm:eu-central-1::document/AWS-RunPatchBaseline";
const ours = {
  "ssm:resourceTag/PatchGroup": "web.canary",
  "aws:ResourceTag/PatchGroup": "web.canary",
};

const args: PatchRunbooksArgs = {
  accountId: account,
  region: "eu-central-1",
  patchGroups: ["web.canary", "web.broad"],
  calendarArns: [calendar],
  vault: { name: "vault", arn: vaultArn },
  backupRoleArn,
};

interface RenderedStep {
  readonly name: string;
  readonly action: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

function stepsOf(document: Registered): readonly RenderedStep[] {
  const content = JSON.parse(String(document.inputs["content"])) as { mainSteps: RenderedStep[] };
  return content.mainSteps;
}

/** What a step asks of AWS: the calls that Automation makes for it, on the resources of this test. */
function requestsOf(step: RenderedStep): readonly AccessRequest[] {
  const { Service, Api } = step.inputs;
  switch (step.action) {
    case "aws:branch":
    case "aws:sleep":
    case "aws:executeScript":
      return [];
    case "aws:runCommand":
      return [
        { action: "ssm:SendCommand", resource: patchDocument },
        { action: "ssm:SendCommand", resource: instance, context: ours },
        { action: "ssm:ListCommands", resource: "*" },
        { action: "ssm:ListCommandInvocations", resource: "*" },
        { action: "ssm:GetCommandInvocation", resource: "*" },
      ];
    default:
      return apiRequests(`${Service}:${Api}`);
  }
}

function apiRequests(action: string): readonly AccessRequest[] {
  const passing = { "iam:PassedToService": "backup.amazonaws.com" };
  const known: Readonly<Record<string, readonly AccessRequest[]>> = {
    "ssm:GetCalendarState": [{ action, resource: calendar }],
    "backup:StartBackupJob": [
      { action, resource: vaultArn },
      { action: "iam:PassRole", resource: backupRoleArn, context: passing },
    ],
    "backup:DescribeBackupJob": [{ action, resource: "*" }],
    "ec2:RebootInstances": [{ action, resource: instance, context: ours }],
  };
  const requests = known[action];
  if (requests === undefined) throw new Error(`the test does not know what ${action} needs`);
  return requests;
}

function policyOf(deployment: Deployment<unknown>, name: string): readonly PolicyStatement[] {
  const found = deployment
    .ofType("aws:iam/rolePolicy:RolePolicy")
    .find((policy) => policy.name === name);
  return parsePolicy(found?.inputs["policy"]);
}

function documentOf(deployment: Deployment<unknown>, name: string): Registered {
  const found = deployment
    .ofType("aws:ssm/document:Document")
    .find((document) => document.name === name);
  if (found === undefined) throw new Error(`no document ${name}`);
  return found;
}

const declared = () => deploy(() => new PatchRunbooks("web", args));

describe("PatchRunbooks", () => {
  it.each(["gate", "node"])("allows every call of the %s runbook with its role", async (use) => {
    const deployment = await declared();

    const policy = policyOf(deployment, `web-${use}`);
    const requests = stepsOf(documentOf(deployment, `web-${use}`)).flatMap(requestsOf);
    const refused = requests.filter((request) => !isAllowed(policy, request));
    expect(requests.length).toBeGreaterThan(1);
    expect(refused).toEqual([]);
  });

  it.each(["gate", "node"])(
    "allows the %s role nothing that its runbook does not do",
    async (use) => {
      const deployment = await declared();

      const allowed = policyOf(deployment, `web-${use}`).flatMap(({ Action }) => Action);
      const used = stepsOf(documentOf(deployment, `web-${use}`))
        .flatMap(requestsOf)
        .map(({ action }) => action);
      expect([...new Set(allowed)].sort()).toEqual([...new Set(used)].sort());
    },
  );

  it.each<[string, AccessRequest]>([
    [
      "a machine of another group",
      {
        action: "ssm:SendCommand",
        resource: instance,
        context: { "ssm:resourceTag/PatchGroup": "erp.all" },
      },
    ],
    ["a machine without the tag", { action: "ssm:SendCommand", resource: instance }],
    [
      "another document",
      {
        action: "ssm:SendCommand",
        resource: "arn:aws:ssm:eu-central-1::document/AWS-RunShellScript",
      },
    ],
    ["another vault", { action: "backup:StartBackupJob", resource: `${vaultArn}-other` }],
    [
      "a restart of a machine of another group",
      {
        action: "ec2:RebootInstances",
        resource: instance,
        context: { "aws:ResourceTag/PatchGroup": "erp.all" },
      },
    ],
    [
      "the backup role for another service",
      {
        action: "iam:PassRole",
        resource: backupRoleArn,
        context: { "iam:PassedToService": "ec2.amazonaws.com" },
      },
    ],
  ])("denies the node runbook %s", async (_case, request) => {
    const policy = policyOf(await declared(), "web-node");

    expect(isAllowed(policy, request)).toBe(false);
  });

  it("lets a window start these runbooks, pass their roles and scan, and nothing else", async () => {
    const deployment = await declared();

    const policy = policyOf(deployment, "web-window");
    const gate = documentOf(deployment, "web-gate");
    const role = deployment.ofType("aws:iam/role:Role").find(({ name }) => name === "web-node");
    const roleArn = String(role?.outputs["arn"]);
    const start = (name: string): AccessRequest => ({
      action: "ssm:StartAutomationExecution",
      resource: `arn:aws:ssm:eu-central-1:${account}:automation-definition/${name}:$DEFAULT`,
    });
    const pass = (service: string): AccessRequest => ({
      action: "iam:PassRole",
      resource: roleArn,
      context: { "iam:PassedToService": service },
    });
    const name = String(gate.outputs["name"]);
    expect(isAllowed(policy, start(name))).toBe(true);
    expect(isAllowed(policy, start("AWS-StopEC2Instance"))).toBe(false);
    expect(isAllowed(policy, pass("ssm.amazonaws.com"))).toBe(true);
    expect(isAllowed(policy, pass("ec2.amazonaws.com"))).toBe(false);
    expect(
      isAllowed(policy, { action: "ssm:SendCommand", resource: instance, context: ours }),
    ).toBe(true);
  });

  it("lets only Systems Manager, and only for this account, assume the roles", async () => {
    const { ofType } = await declared();

    for (const { inputs } of ofType("aws:iam/role:Role")) {
      const [trust] = JSON.parse(String(inputs["assumeRolePolicy"])).Statement;
      expect(trust.Principal).toEqual({ Service: "ssm.amazonaws.com" });
      expect(trust.Condition.StringEquals).toEqual({ "aws:SourceAccount": account });
      expect(trust.Condition.ArnLike["aws:SourceArn"]).toContain(`:${account}:`);
    }
  });

  it("names a star only where IAM lets no resource be named", async () => {
    const { ofType } = await declared();

    const starred = ofType("aws:iam/rolePolicy:RolePolicy")
      .flatMap(({ inputs }) => parsePolicy(inputs["policy"]))
      .filter(({ Resource }) => Resource?.includes("*"))
      .flatMap(({ Action }) => Action);
    expect([...new Set(starred)].sort()).toEqual([
      "backup:DescribeBackupJob",
      "ssm:CancelCommand",
      "ssm:GetCommandInvocation",
      "ssm:ListCommandInvocations",
      "ssm:ListCommands",
      "tag:GetResources",
    ]);
  });

  it("uses roles that exist already", async () => {
    const role = (use: string) => `arn:aws:iam::${account}:role/${use}`;
    const roles = { gate: role("gate"), node: role("node"), window: role("window") };

    const { ofType } = await deploy(() => new PatchRunbooks("web", { ...args, roles }));

    expect(ofType("aws:iam/role:Role")).toHaveLength(0);
    const contents = ofType("aws:ssm/document:Document").map(({ inputs }) => inputs["content"]);
    expect(contents.map((content) => JSON.parse(String(content)).assumeRole)).toEqual([
      roles.gate,
      roles.node,
    ]);
  });

  it("refuses to reach machines without a ring, or all of them", async () => {
    const message = await deploy(
      () => new PatchRunbooks("web", { ...args, patchGroups: ["*"], calendarArns: [] }),
    ).catch((error: Error) => error.message);

    expect(String(message).split("\n")).toEqual([
      'PatchRunbooks "web": patchGroups must be whole values of the PatchGroup tag, got "*"',
      'PatchRunbooks "web": calendarArns must name a Change Calendar; one without events is always open',
    ]);
  });
});
