/** Wrong arguments of the runbooks of a patch run, and of the close of a ring. */
import * as pulumi from "@pulumi/pulumi";
import {
  PatchRunbooks,
  type PatchRunbooksArgs,
  RunClose,
  type RunCloseArgs,
} from "../../../components/aws";
import { planted, type Row } from "./plantedArgument";

const account = "012345678901";
const other = "210987654321";
const place = { accountId: account, region: "eu-central-1" };
const calendar = `arn:aws:ssm:eu-central-1:${account}:document/freezes`;
const role = `arn:aws:iam::${account}:role/backup`;
const vault = { name: "vault", arn: `arn:aws:backup:eu-central-1:${account}:backup-vault:vault` };
const runbooks = {
  ...place,
  patchGroups: ["web.canary", "web.broad"],
  calendarArns: [calendar],
  vault,
  backupRoleArn: role,
};
const ring = (run: object) => ({ rings: { "web.broad": run } });
const at = (key: string) => `rings["web.broad"]${key}`;
const approved = (change: object) => ({ approval: { approvers: ["ada"], ...change } });
const topic = (name: string) => `arn:aws:sns:eu-central-1:${account}:${name}`;

const roleForm = "must be a role's ARN such as arn:aws:iam::012345678901:role/patching";
const documentForm = "must be the name or ARN of a document, 3–128 letters, digits, _, - and .";
const topicForm =
  "must be the ARN of an SNS topic whose name begins with Automation, the only ones that Systems Manager asks through";

const ofComponent: readonly Row[] = [
  [
    "an approver of another partition",
    { approval: { approvers: ["ada", `arn:aws-us-gov:iam::${account}:user/bob`] } },
    `approval.approvers[1] must be of the region's partition, aws, got "arn:aws-us-gov:iam::${account}:user/bob"`,
  ],
  ["a short account", { accountId: "1" }, 'accountId must be twelve digits, got "1"'],
  [
    "a ring twice",
    { patchGroups: ["web.broad", "web.broad"] },
    'patchGroups must name each ring once, got "web.broad" twice',
  ],
  [
    "a ring that would be two parts of a path",
    { patchGroups: ["web.broad", "web/broad"] },
    'patchGroups[1] must be a value of the PatchGroup tag of 1–256 letters, digits, _, - and ., got "web/broad"',
  ],
  [
    "a former vault without its name",
    { formerVaults: [{ ...vault, arn: vault.name }] },
    'formerVaults[0].arn must be a backup vault\'s ARN, got "vault"',
  ],
  [
    "a resource group by its ARN",
    { resourceGroups: ["erp-fleet", "arn:aws:resource-groups:x"] },
    'resourceGroups[1] must be a resource group\'s name of 1–300 letters, digits, _, - and ., got "arn:aws:resource-groups:x"',
  ],
  [
    "a calendar by its name",
    { calendarArns: ["freezes"] },
    'calendarArns[0] must be a Change Calendar\'s ARN such as arn:aws:ssm:eu-central-1:012345678901:document/freezes, got "freezes"',
  ],
  [
    "a calendar of another region",
    { calendarArns: [calendar.replace("eu-central-1", "eu-west-1")] },
    `calendarArns[0] must be a Change Calendar of eu-central-1, got "${calendar.replace("eu-central-1", "eu-west-1")}"`,
  ],
  [
    "a vault's name with a dot",
    { vault: { ...vault, name: "vault.one" } },
    'vault.name must be a vault\'s name of 2–50 letters, digits, _ and -, got "vault.one"',
  ],
  [
    "a bucket for a vault",
    { vault: { ...vault, arn: "arn:aws:s3:::vault" } },
    'vault.arn must be a backup vault\'s ARN, got "arn:aws:s3:::vault"',
  ],
  [
    "a role's name for its ARN",
    { backupRoleArn: "backup" },
    `backupRoleArn ${roleForm}, got "backup"`,
  ],
  ["a user for a role", { roles: { node: "ada" } }, `roles.node ${roleForm}, got "ada"`],
  [
    "a role that no runbook has",
    { roles: { nodes: role } },
    'roles must have no other keys than gate, node, close, restore, window, dispatch, event; got "nodes"',
  ],
  [
    "a bucket of lists in capitals",
    { lists: { bucketName: "Lists" } },
    'lists.bucketName must be a bucket\'s name of 3–63 small letters, digits, - and ., got "Lists"',
  ],
  [
    "output into a bucket's ARN",
    { output: { bucketName: "arn:aws:s3:::logs" } },
    'output.bucketName must be a bucket\'s name of 3–63 small letters, digits, - and ., got "arn:aws:s3:::logs"',
  ],
  [
    "a log group with a space",
    { output: { logGroupName: "patch runs" } },
    'output.logGroupName must be a log group\'s name of 1–512 letters, digits, _, -, ., / and #, got "patch runs"',
  ],
  [
    "a key prefix with braces",
    { output: { bucketName: "logs", prefix: "{{ x }}" } },
    'output.prefix must be a key prefix of 1–500 letters, digits and /, got "{{ x }}"',
  ],
  [
    "a role for a boundary",
    { permissionsBoundary: role },
    `permissionsBoundary must be a policy's ARN such as arn:aws:iam::012345678901:policy/boundary, got "${role}"`,
  ],
  [
    "a tag of AWS's own",
    { tags: { "aws:x": "y" } },
    'tags must have keys of 1–128 characters that do not begin with aws: and values of up to 256, got "aws:x"',
  ],
];

const reader = { roleArn: `arn:aws:iam::${other}:role/reader`, externalId: "acme/dev" };
const read = (verdictReaders: unknown) => ({ verdictReaders });

const ofReaders: readonly Row[] = [
  [
    "a reader by the account's name",
    read({ prod: reader }),
    'verdictReaders["prod"] must be of another account, by its twelve digits',
  ],
  [
    "a reader in its own account",
    read({ [account]: { ...reader, roleArn: role } }),
    `verdictReaders["${account}"] must be of another account, by its twelve digits`,
  ],
  [
    "a reader that is its role's ARN",
    read({ [other]: reader.roleArn }),
    `verdictReaders["${other}"] must be a mapping, got "${reader.roleArn}"`,
  ],
  [
    "a reader of a third account",
    read({ [other]: { ...reader, roleArn: role } }),
    `verdictReaders["${other}"].roleArn must be a role of account ${other}, got "${role}"`,
  ],
  [
    "an external id that STS does not take",
    read({ [other]: { ...reader, externalId: "a b" } }),
    `verdictReaders["${other}"].externalId must be 2–1224 letters, digits and +=,.@:/-, got "a b"`,
  ],
  [
    "more readers than a role may name",
    read(Object.fromEntries(manyReaders())),
    "verdictReaders must be of at most 40 accounts, got 41",
  ],
];

function manyReaders() {
  return Array.from({ length: 41 }, (_, index) => {
    const id = `${210987654321 + index}`;
    return [id, { ...reader, roleArn: `arn:aws:iam::${id}:role/reader` }] as const;
  });
}

const verdict = (region: string, end = "web.canary/close") =>
  `arn:aws:ssm:${region}:${account}:parameter/patchwarden/acme/dev/web/${end}`;
const waiting = (...elsewhere: readonly unknown[]) =>
  ring({ ringBefore: { patchGroup: "web.canary", maxAgeHours: 9, elsewhere } });
const waits = `${at(".ringBefore.elsewhere")} must`;
const askable = "be closeVerdictArns of web.canary in other regions or accounts of aws";

const ofRingsBefore: readonly Row[] = [
  [
    "what the gate of the ring before writes",
    waiting(verdict("eu-west-1", "web.canary/gate")),
    `${waits} ${askable}, got "${verdict("eu-west-1", "web.canary/gate")}"`,
  ],
  [
    "the verdict of another ring",
    waiting(verdict("eu-west-1", "web.all/close")),
    `${waits} ${askable}, got "${verdict("eu-west-1", "web.all/close")}"`,
  ],
  [
    "a verdict of another partition",
    waiting(verdict("us-gov-west-1").replace("arn:aws:", "arn:aws-us-gov:")),
    `${waits} ${askable}, got "${verdict("us-gov-west-1").replace("arn:aws:", "arn:aws-us-gov:")}"`,
  ],
  [
    "the verdict of its own place",
    waiting(verdict("eu-central-1")),
    `${waits} ${askable}, got "${verdict("eu-central-1")}"`,
  ],
  [
    "a verdict twice",
    waiting(verdict("eu-west-1"), verdict("eu-west-1")),
    `${waits} name each verdict once, got "${verdict("eu-west-1")}" twice`,
  ],
  ["a verdict that is none", waiting(null), `${waits} be a list of verdicts' ARNs, got [null]`],
  [
    "more places than a gate asks",
    waiting(...manyVerdicts()),
    `${waits} be at most 49 places, got 50`,
  ],
  [
    "a calendar of another region beside one that is made by the same program",
    {
      calendarArns: [pulumi.output(calendar)],
      ...ring({ calendarArns: [calendar.replace("eu-central-1", "eu-west-1")] }),
    },
    `${at(".calendarArns[0]")} must be a Change Calendar of eu-central-1, got "${calendar.replace("eu-central-1", "eu-west-1")}"`,
  ],
];

function manyVerdicts(): readonly string[] {
  return Array.from({ length: 50 }, (_, index) => verdict(`eu-west-${index + 1}`));
}

const ofApproval: readonly Row[] = [
  [
    "a topic that Systems Manager does not ask through",
    approved({ topicArn: topic("patch-approvals") }),
    `approval.topicArn ${topicForm}, got "${topic("patch-approvals")}"`,
  ],
  [
    "a topic by its name",
    approved({ topicArn: "AutomationPatching" }),
    `approval.topicArn ${topicForm}, got "AutomationPatching"`,
  ],
  [
    "a group for an approver",
    approved({ approvers: [`arn:aws:iam::${account}:group/board`] }),
    `approval.approvers[0] must be a user's name, or the ARN of a user or role, got "arn:aws:iam::${account}:group/board"`,
  ],
  [
    "an approver in two spellings",
    approved({ approvers: ["ada", `arn:aws:iam::${account}:user/teams/Ada`] }),
    `approval.approvers must name everybody once, and ada and arn:aws:iam::${account}:user/teams/Ada are one: names of IAM differ neither by path nor by case`,
  ],
  [
    "an approver twice",
    approved({ approvers: ["ada", "ada"] }),
    'approval.approvers must name each once, got "ada" twice',
  ],
  ["fewer than one yes", approved({ minimum: 0 }), "approval.minimum must be 1–1, got 0"],
  [
    "an approval without a time that fits",
    approved({ timeoutMinutes: 0 }),
    "approval.timeoutMinutes must be 1–1440, got 0",
  ],
  [
    "a misspelt minimum",
    approved({ minimun: 2 }),
    'approval must have no other keys than approvers, minimum, timeoutMinutes, topicArn; got "minimun"',
  ],
];

const before = (patchGroup: string) => ({ patchGroup, maxAgeHours: 192 });
const after = (patchGroup: string) => ({ ringBefore: before(patchGroup) });

const ringKeys =
  "ringBefore, alarmNames, approval, runMinutes, calendarArns, baselines, reboot, nodeMinutes, startStopped, download, recoveryPoint, hooks, healthCheck, onFailure";

const ofRings: readonly Row[] = [
  [
    "a misspelt approval",
    ring({ aproval: true }),
    `${at("")} must have no other keys than ${ringKeys}; got "aproval"`,
  ],
  ["a ring that is a word", ring("strict" as never), `${at("")} must be a mapping, got "strict"`],
  [
    "a word for a yes",
    ring({ approval: "yes" }),
    `${at(".approval")} must be true or false, got "yes"`,
  ],
  [
    "an alarm for a list of them",
    ring({ alarmNames: "errors" }),
    `${at(".alarmNames")} must be a list, got "errors"`,
  ],
  [
    "an alarm without a name",
    ring({ alarmNames: ["errors", ""] }),
    `${at(".alarmNames")} must be names of 1–255 characters, got ""`,
  ],
  [
    "an alarm that would be a reference",
    ring({ alarmNames: ["{{ssm:x}}"] }),
    `${at("")} must hold no {{, which Systems Manager takes for a reference`,
  ],
  [
    "a calendar that the component does not have",
    ring({ calendarArns: [`${calendar}-2`] }),
    `${at(".calendarArns")} must be of calendarArns, got "${calendar}-2"`,
  ],
  [
    "no calendar at all",
    ring({ calendarArns: [] }),
    `${at(".calendarArns")} must name a Change Calendar, or be left out for all`,
  ],
  [
    "a baseline by its id",
    ring({ baselines: ["pb-0123456789abcdef0"] }),
    `${at(".baselines[0]")} must be the contentMark of a PatchBaseline, such as AMAZON_LINUX_2023 0123456789abcdef, got "pb-0123456789abcdef0"`,
  ],
  [
    "a baseline as a text",
    ring({ baselines: "AMAZON_LINUX_2023 0123456789abcdef" }),
    `${at(".baselines")} must be a list, got "AMAZON_LINUX_2023 0123456789abcdef"`,
  ],
  [
    "a run of more than a day",
    ring({ runMinutes: 1441 }),
    `${at(".runMinutes")} must be a whole number 1–1440, got 1441`,
  ],
  [
    "half a minute",
    ring({ nodeMinutes: 0.5 }),
    `${at(".nodeMinutes")} must be a whole number 1–1440, got 0.5`,
  ],
  [
    "a machine that takes longer than the run",
    ring({ runMinutes: 120, nodeMinutes: 121 }),
    `${at(".nodeMinutes")} must be at most runMinutes, 120, or no machine is ever begun; got 121`,
  ],
  [
    "a run that is shorter than a machine takes by default",
    ring({ runMinutes: 30 }),
    `${at(".nodeMinutes")} must be at most runMinutes, 30, or no machine is ever begun; got 60`,
  ],
  [
    "a ring that waits for itself",
    ring({ ringBefore: before("web.broad") }),
    `${at(".ringBefore")} must be another one of patchGroups, got "web.broad"`,
  ],
  [
    "two rings that wait for each other",
    { rings: { "web.canary": after("web.broad"), "web.broad": after("web.canary") } },
    'rings["web.canary"].ringBefore must not lead back to the ring itself, got web.canary after web.broad after web.canary',
  ],
  [
    "a circle that a ring outside of it waits for",
    {
      patchGroups: ["web.a", "web.b", "web.c", "web.d"],
      rings: {
        "web.a": after("web.b"),
        "web.b": after("web.c"),
        "web.c": after("web.d"),
        "web.d": after("web.b"),
      },
    },
    'rings["web.b"].ringBefore must not lead back to the ring itself, got web.b after web.c after web.d after web.b',
  ],
  [
    "SSM's own word for a restart",
    ring({ reboot: "RebootIfNeeded" }),
    `${at(".reboot")} must be one of ifRequired, never, always, got "RebootIfNeeded"`,
  ],
  [
    "a word for a start",
    ring({ startStopped: "no" }),
    `${at(".startStopped")} must be true or false, got "no"`,
  ],
  [
    "a number for a download",
    ring({ download: 1 }),
    `${at(".download")} must be true or false, got 1`,
  ],
  [
    "a hook by a command",
    ring({ hooks: { before: "systemctl stop web" } }),
    `${at(".hooks.before")} ${documentForm}, got "systemctl stop web"`,
  ],
  [
    "a hook at no time",
    ring({ hooks: { during: "web-drain" } }),
    `${at(".hooks")} must have no other keys than before, after, onExit; got "during"`,
  ],
  [
    "a health check by its address",
    ring({ healthCheck: "https://web/health" }),
    `${at(".healthCheck")} ${documentForm}, got "https://web/health"`,
  ],
  [
    "a failure that is passed over",
    ring({ onFailure: "continue" }),
    `${at(".onFailure")} must be one of stop, restore, got "continue"`,
  ],
  [
    "a recovery point after the run",
    ring({ recoveryPoint: { when: "after" } }),
    `${at(".recoveryPoint.when")} must be one of before, inWindow, got "after"`,
  ],
  [
    "a recovery point that expires at once",
    ring({ recoveryPoint: { keepDays: 0 } }),
    `${at(".recoveryPoint.keepDays")} must be a whole number 1–36500, got 0`,
  ],
  [
    "hybrid machines that are ignored",
    ring({ recoveryPoint: { hybrid: "ignore" } }),
    `${at(".recoveryPoint.hybrid")} must be one of skip, refuse, got "ignore"`,
  ],
  [
    "replaced machines that are ignored",
    ring({ recoveryPoint: { autoScaling: true } }),
    `${at(".recoveryPoint.autoScaling")} must be one of skip, refuse, got true`,
  ],
  [
    "more documents of others than a role may name",
    {
      ...ringsOf(7, (index) => ({
        hooks: { before: foreign(`${index}-a`), after: foreign(`${index}-b`) },
        healthCheck: foreign(`${index}-c`),
      })),
    },
    "rings must name at most 20 documents of other accounts, got 21; copy them into this one",
  ],
];

/** So many rings, each with what is said of its index. */
function ringsOf(count: number, run: (index: number) => object) {
  const names = Array.from({ length: count }, (_, index) => `web.${index}`);
  return {
    patchGroups: names,
    rings: Object.fromEntries(names.map((name, index) => [name, run(index)])),
  };
}

function foreign(name: string): string {
  return `arn:aws:ssm:eu-central-1:${other}:document/${name}`;
}

export const runbookFaults = planted(
  "PatchRunbooks",
  (args) => new PatchRunbooks("web", { ...runbooks, ...args } as unknown as PatchRunbooksArgs),
  [...ofComponent, ...ofReaders, ...ofApproval, ...ofRings, ...ofRingsBefore],
);

const close = {
  ...place,
  windowId: "mw-0123456789abcdef0",
  windowTargetIds: { "web.canary": "aaaaaaaa-2222-4333-8444-555555555555" },
  dispatchDocument: "dispatch",
  roleArn: role,
};

export const closeFaults = planted(
  "RunClose",
  (args) => new RunClose("web", { ...close, ...args } as unknown as RunCloseArgs),
  [
    [
      "a window by its name",
      { windowId: "sunday" },
      'windowId must be a window\'s id such as mw-0123456789abcdef0, got "sunday"',
    ],
    [
      "a target that the window does not have",
      { windowTargetIds: { "web.canary": "" } },
      'windowTargetIds["web.canary"] must be the id of a target or task such as 0a1b2c3d-0123-4567-89ab-0123456789ab, got ""',
    ],
    [
      "a document without a name",
      { dispatchDocument: "" },
      `dispatchDocument ${documentForm}, got ""`,
    ],
    [
      "a ring that would be a path",
      { windowTargetIds: { "web/canary": "aaaaaaaa-2222-4333-8444-555555555555" } },
      'windowTargetIds["web/canary"] must be a value of the PatchGroup tag of 1–256 letters, digits, _, - and ., got "web/canary"',
    ],
    [
      "more of long names than EventBridge passes on",
      { windowTargetIds: longNames() },
      "windowTargetIds must come to at most 8192 characters of what EventBridge passes on, got 12075; spread the rings over windows",
    ],
    ["a role's name for its ARN", { roleArn: "event" }, `roleArn ${roleForm}, got "event"`],
  ],
);

function longNames() {
  const names = Array.from({ length: 50 }, (_, index) => `web.${index}-`.padEnd(200, "n"));
  return Object.fromEntries(names.map((name) => [name, "aaaaaaaa-2222-4333-8444-555555555555"]));
}
