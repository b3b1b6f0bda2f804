import { describe, expect, it } from "vitest";
import {
  PatchRunbooks,
  type PatchRunbooksArgs,
} from "../../../../components/aws/rings/patchRunbooks";
import { sessionOf } from "../../../../components/aws/runbooks/runStart";
import { readRunbook } from "../../../support/automation/rendered";
import {
  keyRequests,
  type Named,
  requestsOf,
  scriptCalls,
  things,
} from "../../../support/automation/requests";
import {
  type AccessRequest,
  isAllowed,
  type PolicyStatement,
  parsePolicy,
} from "../../../support/iamPolicy";
import { type Deployment, deploy, type Registered } from "../../../support/mocks";
import { otherVersions, type StartedDocument, startRequests } from "../../../support/startRequests";

const account = "012345678901";
const own = "web-health";
const prefix = "/patchwarden/project/stack/web";
const below = prefix.slice(1);

const verdictElsewhere = `arn:aws:ssm:eu-west-1:${account}:parameter/patchwarden/project/stack/other/web.canary/close`;

const foreign = "210987654321";
const verdictAbroad = verdictElsewhere.replace(account, foreign);

const args: PatchRunbooksArgs = {
  accountId: account,
  region: "eu-central-1",
  patchGroups: ["web.canary", "web.broad"],
  calendarArns: [things.calendar],
  vault: { name: "vault", arn: things.vault },
  backupRoleArn: things.backupRole,
  approval: { approvers: ["ada"], topicArn: things.topic },
  lists: { bucketName: "patch-lists" },
  volumeKeyArns: [things.volumeKey],
  verdictReaders: { [foreign]: { roleArn: things.reader, externalId: "acme/dev" } },
  output: { bucketName: "patch-output" },
  rings: {
    "web.broad": {
      ringBefore: {
        patchGroup: "web.canary",
        maxAgeHours: 192,
        elsewhere: [verdictElsewhere, verdictAbroad],
        soakMinutes: 2880,
      },
      alarmNames: ["web-errors"],
      approval: true,
      healthCheck: own,
      hooks: { before: own },
      onFailure: "restore",
    },
  },
};

const runbooks = ["gate", "node", "close", "dispatch", "restore"] as const;

function policyOf(deployment: Deployment<unknown>, use: string): readonly PolicyStatement[] {
  const found = deployment
    .ofType("aws:iam/rolePolicy:RolePolicy")
    .find((policy) => policy.name === `web-${use}`);
  return parsePolicy(found?.inputs["policy"]);
}

function named(deployment: Deployment<unknown>, type: string, use: string): Registered {
  const found = deployment.ofType(type).find(({ name }) => name === `web-${use}`);
  if (found === undefined) throw new Error(`no ${type} web-${use}`);
  return found;
}

const document = (deployment: Deployment<unknown>, use: string) =>
  named(deployment, "aws:ssm/document:Document", use);

function startedOf(deployment: Deployment<unknown>, use: string): StartedDocument {
  const { outputs } = document(deployment, use);
  return { arn: String(outputs["arn"]), version: String(outputs["defaultVersion"]) };
}

function requests(deployment: Deployment<unknown>, use: string): readonly AccessRequest[] {
  const about: Named = {
    prefix,
    ownDocument: own,
    volumeKey: things.volumeKey,
    restore: startedOf(deployment, "restore"),
    restoreRole: String(named(deployment, "aws:iam/role:Role", "restore").outputs["arn"]),
    close: startedOf(deployment, "close"),
    closeRole: String(named(deployment, "aws:iam/role:Role", "close").outputs["arn"]),
  };
  return requestsOf(String(document(deployment, use).inputs["content"]), about);
}

const declared = () => deploy(() => new PatchRunbooks("web", args));

describe("PatchRunbooks", () => {
  it.each(runbooks)("allows every call of the %s runbook with its role", async (use) => {
    const deployment = await declared();

    const policy = policyOf(deployment, use);
    const asked = requests(deployment, use);
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.filter((request) => !isAllowed(policy, request))).toEqual([]);
  });

  it.each(runbooks)("allows the %s role nothing that its runbook does not do", async (use) => {
    const deployment = await declared();

    const allowed = policyOf(deployment, use).flatMap(({ Action }) => Action);
    const used = requests(deployment, use).map(({ action }) => action);
    expect([...new Set(allowed)].sort()).toEqual([...new Set(used)].sort());
  });

  it.each(["node", "restore"])(
    "lets the %s role use keys that are named, and no others",
    async (use) => {
      const { volumeKeyArns: _keys, ...without } = args;
      const named = policyOf(await declared(), use);
      const unnamed = policyOf(await deploy(() => new PatchRunbooks("web", without)), use);

      const own = keyRequests(things.volumeKey);
      expect(own.filter((request) => !isAllowed(named, request))).toEqual([]);
      expect(own.filter((request) => isAllowed(unnamed, request))).toEqual([]);
      const others = keyRequests(`${things.volumeKey}-other`);
      expect(others.filter((request) => isAllowed(named, request))).toEqual([]);
      expect(
        unnamed.flatMap(({ Action }) => Action).filter((one) => one.startsWith("kms:")),
      ).toEqual([]);
    },
  );

  it.each(["node", "restore"])(
    "lets the %s role use keys through EC2 alone, and grant them to services alone",
    async (use) => {
      const policy = policyOf(await declared(), use);

      const direct = keyRequests(things.volumeKey).map(({ action, resource, context }) => ({
        action,
        resource,
        context: { ...context, "kms:ViaService": "s3.eu-central-1.amazonaws.com" },
      }));
      const [grant] = keyRequests(things.volumeKey).filter(
        ({ action }) => action === "kms:CreateGrant",
      );
      const toAnybody = {
        action: "kms:CreateGrant",
        resource: things.volumeKey,
        context: { ...grant?.context, "kms:GrantIsForAWSResource": "false" },
      };
      expect([...direct, toAnybody].filter((request) => isAllowed(policy, request))).toEqual([]);
    },
  );

  it.each(["gate", "close"])("gives the %s role no key", async (use) => {
    const actions = policyOf(await declared(), use).flatMap(({ Action }) => Action);

    expect(actions.filter((one) => one.startsWith("kms:"))).toEqual([]);
  });

  it("refuses keys of other regions", async () => {
    const volumeKeyArns = ["arn:aws:kms:eu-west-1:012345678901:key/1", "alias/volumes"];

    expect(await refused({ volumeKeyArns })).toEqual([
      `volumeKeyArns[0] must be a key of eu-central-1, got "${volumeKeyArns[0]}"`,
      'volumeKeyArns[1] must be a key\'s ARN, got "alias/volumes"',
    ]);
  });

  it("counts on scripts naming all that they call", () => {
    const script = 'ec2 = boto3.client("ec2")\nec2.describe_images()\nec2.create_volume()';

    expect(scriptCalls(script)).toEqual(["ec2:DescribeImages", "ec2:CreateVolume"]);
    expect(() => scriptCalls(`${script}\nboto3.client("ssm")`)).toThrow("ec2 and ssm");
  });

  const machine = (group: string) => ({ "ssm:resourceTag/PatchGroup": group });
  const tag = (group: string) => ({ "aws:ResourceTag/PatchGroup": group });
  it.each<[string, string, AccessRequest]>([
    [
      "node",
      "a machine of another group",
      { action: "ssm:SendCommand", resource: things.machine, context: machine("erp.all") },
    ],
    ["node", "a machine without the tag", { action: "ssm:SendCommand", resource: things.machine }],
    [
      "node",
      "another document",
      {
        action: "ssm:SendCommand",
        resource: "arn:aws:ssm:eu-central-1::document/AWS-RunShellScript",
      },
    ],
    [
      "node",
      "another vault",
      { action: "backup:StartBackupJob", resource: `${things.vault}-other` },
    ],
    [
      "node",
      "a restart of a machine of another group",
      { action: "ec2:RebootInstances", resource: things.machine, context: tag("erp.all") },
    ],
    [
      "node",
      "the backup role for another service",
      {
        action: "iam:PassRole",
        resource: things.backupRole,
        context: { "iam:PassedToService": "ec2.amazonaws.com" },
      },
    ],
    [
      "node",
      "the gate's verdict, to write it",
      {
        action: "ssm:PutParameter",
        resource: `arn:aws:ssm:eu-central-1:${account}:parameter${prefix}/web.canary/gate`,
      },
    ],
    [
      "gate",
      "the verdict of a ring's close, to write it",
      {
        action: "ssm:PutParameter",
        resource: `arn:aws:ssm:eu-central-1:${account}:parameter${prefix}/web.canary/close`,
      },
    ],
    [
      "gate",
      "the verdict of a ring that no ring waits for",
      {
        action: "ssm:GetParameter",
        resource: `arn:aws:ssm:eu-central-1:${account}:parameter${prefix}/web.broad/close`,
      },
    ],
    [
      "gate",
      "the verdict of another ring elsewhere",
      {
        action: "ssm:GetParameter",
        resource: verdictElsewhere.replace("web.canary", "web.broad"),
      },
    ],
    [
      "gate",
      "the verdict of another stack",
      {
        action: "ssm:GetParameter",
        resource: `arn:aws:ssm:eu-central-1:${account}:parameter/patchwarden/other/stack/web/web.canary/close`,
      },
    ],
    [
      "gate",
      "the verdict of another account itself",
      { action: "ssm:GetParameter", resource: verdictAbroad },
    ],
    [
      "gate",
      "another role of that account",
      { action: "sts:AssumeRole", resource: `arn:aws:iam::${foreign}:role/admin` },
    ],
    [
      "restore",
      "a volume of a machine of another group",
      { action: "ec2:DetachVolume", resource: things.machine, context: tag("erp.all") },
    ],
  ])("denies the %s runbook %s", async (use, _case, request) => {
    expect(isAllowed(policyOf(await declared(), use), request)).toBe(false);
  });

  it.each<[string, string, string]>([
    ["gate", "s3:PutObject", "records/web.canary.json"],
    ["close", "s3:PutObject", "lists/web.broad/ubuntu-24.04.yaml"],
    ["node", "s3:PutObject", "lists/web.broad/ubuntu-24.04.yaml"],
    ["node", "s3:GetObject", "records/web.canary.json"],
    ["restore", "s3:GetObject", "lists/web.broad/ubuntu-24.04.yaml"],
  ])("denies the %s runbook %s of %s", async (use, action, key) => {
    const resource = `${things.lists}/${below}/${key}`;

    expect(isAllowed(policyOf(await declared(), use), { action, resource })).toBe(false);
  });

  it("refuses lists without a bucket", async () => {
    const { lists: _lists, ...bare } = args;
    const rings = {
      "web.broad": { ringBefore: { patchGroup: "web.canary", maxAgeHours: 24, soakMinutes: 0 } },
    };

    const found = await deploy(() => new PatchRunbooks("web", { ...bare, rings })).catch(
      (error: Error) => error.message,
    );

    expect(
      String(found)
        .replaceAll(/PatchRunbooks "web": rings\["[^"]+"\]/g, "")
        .split("\n"),
    ).toEqual([
      ".ringBefore.soakMinutes must be a whole number 1–527040, got 0",
      ".ringBefore.soakMinutes is kept by lists, and lists names no bucket",
    ]);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ["window", ["gate", "node"], ["close", "restore"]],
    ["event", ["dispatch"], ["gate", "node", "close", "restore"]],
    ["dispatch", ["close"], ["gate", "node", "dispatch", "restore"]],
  ])(
    "lets the %s role start %s in no older version, pass their roles, and start nothing else",
    async (use, may, not) => {
      const deployment = await declared();

      const policy = policyOf(deployment, use);
      const denied = (requests: readonly AccessRequest[]) =>
        requests.filter((request) => !isAllowed(policy, request));
      const allowed = (requests: readonly AccessRequest[]) =>
        requests.filter(
          (request) =>
            isAllowed(policy, request) && !request.resource.includes("automation-execution"),
        );
      const pass = (one: string, service: string): AccessRequest => ({
        action: "iam:PassRole",
        resource: String(named(deployment, "aws:iam/role:Role", one).outputs["arn"]),
        context: { "iam:PassedToService": service },
      });
      for (const one of may) {
        expect(denied(startRequests(startedOf(deployment, one))), one).toEqual([]);
        expect(allowed(otherVersions(startedOf(deployment, one))), one).toEqual([]);
        expect(isAllowed(policy, pass(one, "ssm.amazonaws.com")), one).toBe(true);
        expect(isAllowed(policy, pass(one, "ec2.amazonaws.com")), one).toBe(false);
      }
      for (const one of not) {
        expect(allowed(startRequests(startedOf(deployment, one))), one).toEqual([]);
      }
      const shared = "arn:aws:ssm:eu-central-1::document/AWS-StopEC2Instance";
      expect(allowed(startRequests({ arn: shared, version: "1" }))).toEqual([]);
    },
  );

  it("lets the window find the machines of the groups that it patches by, and of no other", async () => {
    const rings = { ...args.rings, "web.canary": { startStopped: true } };
    const resourceGroups = ["erp-fleet"];
    const list = (group: string): AccessRequest => ({
      action: "resource-groups:ListGroupResources",
      resource: `arn:aws:resource-groups:eu-central-1:${account}:group/${group}`,
    });
    const tags: AccessRequest = { action: "tag:GetResources", resource: "*" };

    const none = policyOf(await declared(), "window");
    const some = policyOf(
      await deploy(() => new PatchRunbooks("web", { ...args, rings, resourceGroups })),
      "window",
    );

    const asked = ["patch-web.canary", "erp-fleet", "patch-web.broad"].map(list);
    expect(asked.map((one) => isAllowed(some, one))).toEqual([true, true, false]);
    expect(asked.map((one) => isAllowed(none, one))).toEqual([false, false, false]);
    expect([none, some].map((policy) => isAllowed(policy, tags))).toEqual([true, true]);
  });

  it("says in a ring's settings that its run reaches stopped machines, which its close counts", async () => {
    const rings = { ...args.rings, "web.canary": { startStopped: true } };

    const deployment = await deploy(() => new PatchRunbooks("web", { ...args, rings }));

    const said = (ring: string) => settingsOf(deployment, ring).StartStopped;
    expect([said("web.canary"), said("web.broad")]).toEqual(["yes", "no"]);
  });

  it("lets only the service in question, and only for this account, assume the roles", async () => {
    const { ofType } = await declared();

    for (const { name, inputs } of ofType("aws:iam/role:Role")) {
      const [trust] = JSON.parse(String(inputs["assumeRolePolicy"])).Statement;
      const service = name === "web-event" ? "events" : "ssm";
      expect(trust.Principal).toEqual({ Service: `${service}.amazonaws.com` });
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
      "cloudwatch:DescribeAlarms",
      "ec2:DescribeImages",
      "ec2:DescribeInstances",
      "ec2:DescribeReplaceRootVolumeTasks",
      "ec2:DescribeVolumes",
      "ssm:CancelCommand",
      "ssm:DescribeInstanceInformation",
      "ssm:DescribeInstancePatchStates",
      "ssm:DescribeInstancePatchStatesForPatchGroup",
      "ssm:DescribeInstancePatches",
      "ssm:DescribeMaintenanceWindowExecutionTaskInvocations",
      "ssm:DescribeMaintenanceWindowExecutionTasks",
      "ssm:GetCommandInvocation",
      "ssm:GetPatchBaselineForPatchGroup",
      "ssm:ListCommandInvocations",
      "ssm:ListCommands",
      "tag:GetResources",
    ]);
  });

  it("bounds every role that it makes, where a boundary is given", async () => {
    const permissionsBoundary = `arn:aws:iam::${account}:policy/boundary`;

    const { ofType } = await deploy(
      () => new PatchRunbooks("web", { ...args, permissionsBoundary }),
    );

    const bounds = ofType("aws:iam/role:Role").map(({ inputs }) => inputs["permissionsBoundary"]);
    expect(bounds).toEqual(Array.from({ length: 7 }, () => permissionsBoundary));
  });

  it("keeps two verdicts a ring, bad at first, and never takes one back", async () => {
    const { ofType } = await declared();

    const parameters = ofType("aws:ssm/parameter:Parameter").filter(
      ({ name }) => !name.endsWith("-settings"),
    );
    expect(parameters.map(({ inputs }) => inputs["name"]).sort()).toEqual([
      `${prefix}/web.broad/close`,
      `${prefix}/web.broad/gate`,
      `${prefix}/web.canary/close`,
      `${prefix}/web.canary/gate`,
    ]);
    for (const { inputs, options } of parameters) {
      expect(JSON.stringify(inputs["value"])).toContain("none");
      expect(options.ignoreChanges).toEqual(["value"]);
    }
  });

  const settingsOf = (deployment: Deployment<unknown>, patchGroup: string) =>
    JSON.parse(
      String(
        named(deployment, "aws:ssm/parameter:Parameter", `${patchGroup}-settings`).inputs[
          "insecureValue"
        ],
      ),
    );

  it("writes what each ring demands, and takes back what anybody else has written", async () => {
    const deployment = await declared();

    expect(settingsOf(deployment, "web.broad")).toMatchObject({
      Version: 3,
      PatchGroup: "web.broad",
      WindowSession: sessionOf(
        String(named(deployment, "aws:iam/role:Role", "window").outputs["arn"]),
      ),
      CalendarNames: [things.calendar],
      MostMinutes: 1440,
      Alarms: "asked",
      AlarmNames: ["web-errors"],
      RingBefore: "asked",
      RingBeforePath: "/patchwarden/project/stack*/web.canary/close",
      RingBeforeVerdicts: [
        `${account} /web eu-central-1`,
        `${account} /other eu-west-1`,
        `${foreign} /other eu-west-1`,
      ],
      RingBeforeMaxAgeHours: 192,
      Approval: "asked",
      RecordBefore: `${below}/records/web.canary.json`,
      PatchRecord: "none",
      PatchLists: `${below}/lists/web.broad`,
      SoakMinutes: 2880,
      OnFailure: "restore",
    });
    expect(settingsOf(deployment, "web.canary")).toMatchObject({
      Alarms: "none",
      RingBefore: "none",
      Approval: "none",
      RecordBefore: "none",
      PatchRecord: `${below}/records/web.canary.json`,
      PatchLists: "none",
      RecoveryPoint: "before",
      KeepDays: 14,
    });
    const { options, inputs } = named(
      deployment,
      "aws:ssm/parameter:Parameter",
      "web.broad-settings",
    );
    expect(options.ignoreChanges).toEqual([]);
    expect(inputs).toMatchObject({
      name: `${prefix}/web.broad/settings`,
      tier: "Intelligent-Tiering",
    });
  });

  it("names the role of the windows that exists already, by its last part", async () => {
    const roles = { window: `arn:aws:iam::${account}:role/patching/windows` };

    const deployment = await deploy(() => new PatchRunbooks("web", { ...args, roles }));

    expect(settingsOf(deployment, "web.broad").WindowSession).toBe(
      `arn:aws:sts::${account}:assumed-role/windows/`,
    );
  });

  it("writes every setting that a runbook insists on", async () => {
    const deployment = await declared();

    const written = settingsOf(deployment, "web.canary");
    for (const use of runbooks) {
      const [first] = readRunbook(String(document(deployment, use).inputs["content"])).mainSteps;
      const read = (first?.outputs ?? []).map(({ Name }) => Name);
      expect(
        read.filter((name) => written[name] === undefined),
        use,
      ).toEqual([]);
    }
  });

  it.each([
    ["ifRequired", "RebootIfNeeded", "no"],
    ["never", "NoReboot", "no"],
    ["always", "NoReboot", "yes"],
  ] as const)("says restart %s as the patch document does", async (reboot, option, always) => {
    const deployment = await deploy(
      () => new PatchRunbooks("web", { ...args, rings: { "web.canary": { reboot } } }),
    );

    expect(settingsOf(deployment, "web.canary")).toMatchObject({
      RebootOption: option,
      AlwaysReboot: always,
    });
  });

  it("asks for no recovery point where a ring needs none", async () => {
    const recoveryPoint = { required: false, when: "inWindow" } as const;

    const deployment = await deploy(
      () => new PatchRunbooks("web", { ...args, rings: { "web.canary": { recoveryPoint } } }),
    );

    expect(settingsOf(deployment, "web.canary")).toMatchObject({ RecoveryPoint: "none" });
  });

  it.each(["gate", "node", "close", "restore", "window", "event"])(
    "lets the %s role write no ring's settings",
    async (use) => {
      const policy = policyOf(await declared(), use);

      for (const action of ["ssm:PutParameter", "ssm:DeleteParameter"]) {
        for (const ring of ["web.canary", "web.broad", "web.canary/gate", "web.next"]) {
          const resource = `arn:aws:ssm:eu-central-1:${account}:parameter${prefix}/${ring}/settings`;
          expect(isAllowed(policy, { action, resource }), `${action} ${ring}`).toBe(false);
        }
      }
    },
  );

  it("lets the gate read the verdict of the ring before in the other region", async () => {
    const request = { action: "ssm:GetParameter", resource: verdictElsewhere };

    expect(isAllowed(policyOf(await declared(), "gate"), request)).toBe(true);
  });

  it("gives the ARNs of its verdicts to the gates of other regions", async () => {
    const { result } = await declared();

    expect(result.closeVerdictArns["web.canary"]).toBe(
      `arn:aws:ssm:eu-central-1:${account}:parameter${prefix}/web.canary/close`,
    );
  });

  it("takes a ring before that is patched in another region only", async () => {
    const elsewhere = [verdictElsewhere.replace("web.canary", "erp.all")];
    const ringBefore = { patchGroup: "erp.all", maxAgeHours: 9, elsewhere };

    const deployment = await deploy(
      () => new PatchRunbooks("web", { ...args, rings: { "web.canary": { ringBefore } } }),
    );

    expect(settingsOf(deployment, "web.canary")).toMatchObject({
      RingBeforePath: "/patchwarden/project/stack/other*/erp.all/close",
      RingBeforeVerdicts: [`${account}  eu-west-1`],
    });
  });

  it.each([
    ["its own region", verdictElsewhere.replace("eu-west-1", "eu-central-1")],
    ["no parameter", "arn:aws:s3:::bucket"],
    ["a gate", verdictElsewhere.replace("/close", "/gate")],
    ["another ring", verdictElsewhere.replace("web.canary", "web.broad")],
    [
      "another partition",
      verdictAbroad.replace("arn:aws:ssm:eu-west-1", "arn:aws-cn:ssm:cn-north-1"),
    ],
  ])("refuses the verdict of %s", async (_case, arn) => {
    const ringBefore = { patchGroup: "web.canary", maxAgeHours: 9, elsewhere: [arn] };

    expect(await refused({ rings: { "web.broad": { ringBefore } } })).toEqual([
      `rings["web.broad"].ringBefore.elsewhere must be closeVerdictArns of web.canary in other regions or accounts of aws, got "${arn}"`,
    ]);
  });

  it("refuses the verdict of an account in which nobody reads for it", async () => {
    const elsewhere = [verdictAbroad.replace(foreign, "111111111111")];
    const ringBefore = { patchGroup: "web.canary", maxAgeHours: 9, elsewhere };

    expect(await refused({ rings: { "web.broad": { ringBefore } } })).toEqual([
      `rings["web.broad"].ringBefore.elsewhere needs a role of account 111111111111 in verdictReaders, got "${elsewhere[0]}"`,
    ]);
  });

  it("uses roles that exist already", async () => {
    const uses = ["gate", "node", "close", "dispatch", "restore", "window", "event"];
    const role = (use: string) => `arn:aws:iam::${account}:role/${use}`;
    const roles = Object.fromEntries(uses.map((use) => [use, role(use)]));

    const deployment = await deploy(() => new PatchRunbooks("web", { ...args, roles }));

    expect(deployment.ofType("aws:iam/role:Role")).toHaveLength(0);
    const assumed = runbooks.map(
      (use) => JSON.parse(String(document(deployment, use).inputs["content"])).assumeRole,
    );
    expect(assumed).toEqual(runbooks.map(role));
  });

  const refused = (wrong: Partial<PatchRunbooksArgs>) =>
    deploy(() => new PatchRunbooks("web", { ...args, ...wrong })).then(
      () => [],
      (error: Error) =>
        error.message.split("\n").map((line) => line.replace('PatchRunbooks "web": ', "")),
    );

  it("refuses to reach machines without a ring, or all of them", async () => {
    const all = { patchGroups: ["*"], calendarArns: [], rings: {}, resourceGroups: ["*"] };

    expect(await refused(all)).toEqual([
      'patchGroups[0] must be a value of the PatchGroup tag of 1–256 letters, digits, _, - and ., got "*"',
      'resourceGroups[0] must be a resource group\'s name of 1–300 letters, digits, _, - and ., got "*"',
      "calendarArns must name a Change Calendar; one without events is always open",
    ]);
  });

  it("refuses rings that it does not have, and approvals that nobody can give", async () => {
    const { approval: _approval, ...unapproved } = args;
    const rings = {
      "web.all": {},
      "web.broad": {
        approval: true,
        ringBefore: { patchGroup: "web.broad", maxAgeHours: 0 },
        nodeMinutes: 1.5,
        alarmNames: Array.from({ length: 51 }, (_, index) => `alarm-${index}`),
      },
    };

    const found = await deploy(() => new PatchRunbooks("web", { ...unapproved, rings })).catch(
      (error: Error) => error.message,
    );

    expect(String(found).replaceAll('PatchRunbooks "web": ', "").split("\n")).toEqual([
      'rings["web.all"] must be one of patchGroups, got "web.all"',
      'rings["web.broad"].ringBefore.maxAgeHours must be a whole number 1–8760, got 0',
      'rings["web.broad"].ringBefore must be another one of patchGroups, got "web.broad"',
      'rings["web.broad"].approval asks for people, and approval names none',
      'rings["web.broad"].alarmNames must be at most 50, which one question asks for, got 51',
      'rings["web.broad"].nodeMinutes must be a whole number 1–1440, got 1.5',
    ]);
  });

  it.each([
    [
      { approvers: [] },
      [
        "approval.approvers must name 1–10 people or roles, got 0",
        "approval.minimum must be 1–0, got 1",
      ],
    ],
    [{ approvers: ["ada"], minimum: 2 }, ["approval.minimum must be 1–1, got 2"]],
    [
      { approvers: ["ada"], timeoutMinutes: 1441 },
      ["approval.timeoutMinutes must be 1–1440, got 1441"],
    ],
  ])("refuses the approval %j", async (approval, messages) => {
    expect(await refused({ approval })).toEqual(messages);
  });
});
