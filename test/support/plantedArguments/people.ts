/** Wrong arguments of the roles of people: who asks, who approves, who audits. */
import { PatchAccess, type PatchAccessArgs } from "../../../components/aws";
import { planted, type Row } from "./plantedArgument";

const account = "012345678901";
const arn = (role: string) => `arn:aws:iam::${account}:role/${role}`;
const runbooks = {
  gateDocument: "gate",
  nodeDocument: "node",
  restoreDocument: "restore",
  gateVersion: "3",
  nodeVersion: "4",
  restoreVersion: "1",
  gateRoleArn: arn("gate"),
  nodeRoleArn: arn("node"),
  restoreRoleArn: arn("restore"),
  verdictPath: "/patchwarden/web",
};
const access = {
  accountId: account,
  region: "eu-central-1",
  runbooks,
  requester: { principals: [arn("operations")] },
};
const started = (change: object) => ({ runbooks: { ...runbooks, ...change } });
const trusted = (change: object) => ({ auditor: { principals: [arn("audit")], ...change } });
const roleForm = "must be a role's ARN such as arn:aws:iam::012345678901:role/patching";

const rows: readonly Row[] = [
  [
    "a region by its city",
    { region: "Frankfurt" },
    'region must be a region such as eu-central-1, got "Frankfurt"',
  ],
  [
    "one existing role for who asks and who approves",
    {
      requester: { existingRoleArn: arn("both") },
      approver: { existingRoleArn: arn("both") },
    },
    `approver.existingRoleArn must name nobody who may request, and ${arn("both")} may; who asks does not approve`,
  ],
  [
    "a requester who takes the approver's role",
    {
      requester: { principals: [arn("patch-approver")] },
      approver: { principals: [arn("board")], roleName: "patch-approver" },
    },
    `requester.principals must name nobody who may answer, and ${arn("patch-approver")} is the approver's role; who asks does not approve`,
  ],
  [
    "one name for two roles",
    {
      requester: { principals: [arn("operations")], roleName: "patch" },
      approver: { principals: [arn("board")], roleName: "Patch" },
    },
    "approver.roleName must be another than the requester's: an account has one role of a name, in any case, and both would be Patch",
  ],
  [
    "an approver for a list of them",
    started({ approvers: "ada" }),
    'runbooks.approvers must be a list of texts, got "ada"',
  ],
  [
    "a gate without a name",
    started({ gateDocument: "" }),
    'runbooks.gateDocument must be the name or ARN of a document, 3–128 letters, digits, _, - and ., got ""',
  ],
  [
    "a gate in whatever version is the last",
    started({ gateVersion: "$LATEST" }),
    'runbooks.gateVersion must be the number of a document\'s version such as 1, got "$LATEST"',
  ],
  [
    "a restore by a phrase",
    started({ restoreDocument: "put back" }),
    'runbooks.restoreDocument must be the name or ARN of a document, 3–128 letters, digits, _, - and ., got "put back"',
  ],
  [
    "a role's name for its ARN",
    started({ nodeRoleArn: "node" }),
    `runbooks.nodeRoleArn ${roleForm}, got "node"`,
  ],
  [
    "verdicts everywhere",
    started({ verdictPath: "/*" }),
    'runbooks.verdictPath must be a path of Parameter Store such as /patchwarden/project/stack/web, got "/*"',
  ],
  [
    "a window by its name",
    { windowIds: ["mw-0123456789abcdef0", "sunday"] },
    'windowIds[1] must be a window\'s id such as mw-0123456789abcdef0, got "sunday"',
  ],
  [
    "a calendar by its name",
    { calendarArns: ["freezes"] },
    'calendarArns[0] must be a Change Calendar\'s ARN such as arn:aws:ssm:eu-central-1:012345678901:document/freezes, got "freezes"',
  ],
  [
    "a vault by its name",
    { vaultArn: "vault" },
    'vaultArn must be a backup vault\'s ARN, got "vault"',
  ],
  [
    "a former vault by its name",
    { formerVaultArns: ["vault"] },
    'formerVaultArns[0] must be a backup vault\'s ARN, got "vault"',
  ],
  [
    "a role for a boundary",
    { permissionsBoundary: arn("boundary") },
    `permissionsBoundary must be a policy's ARN such as arn:aws:iam::012345678901:policy/boundary, got "${arn("boundary")}"`,
  ],
  [
    "a tag of AWS's own",
    { tags: { "aws:x": "y" } },
    'tags must have keys of 1–128 characters that do not begin with aws: and values of up to 256, got "aws:x"',
  ],
  [
    "somebody of another partition as auditor",
    { auditor: { principals: [`arn:aws-cn:iam::${account}:role/audit`] } },
    `auditor.principals must be of the region's partition, aws, got "arn:aws-cn:iam::${account}:role/audit"`,
  ],
  [
    "a whole account as requester",
    { requester: { principals: [`arn:aws:iam::${account}:root`] } },
    `requester.principals must be ARNs of users and roles, got "arn:aws:iam::${account}:root"`,
  ],
  [
    "an existing role by its name",
    { approver: { existingRoleArn: "board" } },
    `approver.existingRoleArn ${roleForm}, got "board"`,
  ],
  [
    "a word for the second factor",
    trusted({ requireMfa: "no" }),
    'auditor.requireMfa must be true or false, got "no"',
  ],
  [
    "a session of a day",
    trusted({ sessionHours: 24 }),
    "auditor.sessionHours must be 1–12, got 24",
  ],
  [
    "a misspelt second factor",
    trusted({ requireMFA: false }),
    'auditor must have no other keys than principals, requireMfa, externalId, sessionHours, roleName; got "requireMFA"',
  ],
];

export const accessFaults = planted(
  "PatchAccess",
  (args) => new PatchAccess("web", { ...access, ...args } as unknown as PatchAccessArgs),
  rows,
);
