/** What every account on AWS has already: who approves, where output goes, roles and their boundary. */
import { listOf, mapping, patternText } from "./parsed";
import { wholeNumber } from "./rates";
import { elapsed } from "./times";

/** Path and name of a role or policy of the same account: its ARN follows, so one text serves all accounts. */
export const iamName = (what: string) =>
  patternText(/^(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,128}$/, `the name of ${what}, with its path if any`);

const approver = patternText(
  /^(?:role\/(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}|arn:aws[a-z-]*:iam::\d{12}:(?:user|role)\/[\w+=,.@/-]+|[\w+=,.@-]{1,64})$/,
  "the name of an IAM user, role/<name> for a role of the same account, or the ARN of either",
);

export const approvals = mapping({
  approvers: listOf(approver, "approvers")
    .min(1, { error: () => "must name at least one approver" })
    .max(10, { error: () => "must name at most 10 approvers, which is what SSM takes" })
    .optional()
    .meta({
      description:
        "Users by name, roles as role/<name>, or ARNs of either; 1–10 with the role of access.approver, which every gate of its region asks too; that role alone when left out",
      examples: [["ada"], ["role/change-board"]],
    }),
  minimum: wholeNumber("of people", 1, 10)
    .default(1)
    .meta({ description: "How many of them must say yes", examples: [2] }),
  timeout: elapsed("a duration such as 30m", 1)
    .prefault("1h")
    .meta({
      description: "How long a run waits for them; no answer in time is a no",
      examples: ["30m"],
    }),
  // Systems Manager asks through no other topics.
  topic: patternText(
    /^Automation[A-Za-z0-9_-]{0,246}$/,
    "the name of an SNS topic that begins with Automation",
  )
    .optional()
    .meta({
      description:
        "SNS topic of each account and region that tells them, its name beginning with Automation as Systems Manager asks; nobody is told when left out",
      examples: ["AutomationPatching"],
    }),
}).superRefine(({ timeout }, context) => {
  if (timeout > 1440) {
    const message = "must be at most 24h, the longest that a window lasts";
    context.addIssue({ code: "custom", path: ["timeout"], message });
  }
});

export const defaultPrefix = "patch-runs";

export const output = mapping({
  bucket: patternText(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "the name of an S3 bucket")
    .optional()
    .meta({ description: "S3 bucket; none when left out", examples: ["acme-patch-output"] }),
  prefix: patternText(/^[a-zA-Z0-9!_.*'()/-]{1,500}$/, "a key prefix of letters, digits and /")
    .optional()
    .meta({
      description: "What its keys begin with",
      default: defaultPrefix,
      examples: ["patching/runs"],
    }),
  logGroup: patternText(/^[a-zA-Z0-9_./-]{1,512}$/, "the name of a CloudWatch log group")
    .optional()
    .meta({ description: "CloudWatch log group; none when left out", examples: ["/patching"] }),
}).superRefine(({ bucket, prefix, logGroup }, context) => {
  if (prefix !== undefined && bucket === undefined) {
    const message = "must be left out without a bucket";
    context.addIssue({ code: "custom", path: ["prefix"], message });
  } else if (bucket === undefined && logGroup === undefined) {
    context.addIssue({ code: "custom", message: "must name a bucket, a logGroup or both" });
  }
});

const role = (who: string) =>
  iamName("a role")
    .optional()
    .meta({ description: `${who}; a new one when left out`, examples: ["patching/runs"] });

export const roles = mapping({
  gate: role("Role of the gate runbook"),
  node: role("Role of the runbook on each machine"),
  close: role("Role of the runbook that closes a run"),
  restore: role("Role of the runbook that restores a machine"),
  window: role("Role of the windows' tasks"),
  dispatch: role("Role of the runbook that starts the closes of a window"),
  event: role(
    "Role that starts that runbook when a window ends, and the check of what a test restored",
  ),
  backup: role("Role that AWS Backup makes recovery points with"),
  restoreTests: role("Role that AWS Backup tests restores with"),
  restoreCheck: role("Role of the runbook that checks what a test has restored"),
  verdicts: role("Role that gates of other accounts read verdicts with"),
});

export const permissionsBoundary = iamName("a policy");
