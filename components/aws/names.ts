/** Forms of the names and ARNs of what exists already, as components take them. */
import { matching, type Rule, show } from "../arguments";
import { ofRegion } from "./place";
import { ringPattern } from "./runbooks/readRing";

/** Of the account, of AWS (`AWS-…`), or by its ARN. @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html */
export const documentName = matching(
  /^(arn:aws[a-z-]*:ssm:[a-z0-9-]*:(\d{12})?:document\/)?[a-zA-Z0-9_.-]{3,128}$/,
  "the name or ARN of a document, 3–128 letters, digits, _, - and .",
);

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DocumentDescription.html */
export const documentVersion = matching(
  /^[1-9]\d{0,8}$/,
  "the number of a document's version such as 1",
);

export const calendarArn = matching(
  /^arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:document\/[a-zA-Z0-9_.-]{3,128}$/,
  "a Change Calendar's ARN such as arn:aws:ssm:eu-central-1:012345678901:document/freezes",
);

/** A calendar is asked in the region of whoever asks; another account may share it there. */
export function calendarIn(region: string): Rule<string> {
  return (arn) => {
    const complaint = calendarArn(arn);
    if (complaint !== undefined || arn.split(":")[3] === region) return complaint;
    return `must be a Change Calendar of ${region}, got ${show(arn)}`;
  };
}

/** What a role of one account asks of those of another. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const externalId = matching(/^[\w+=,.@:/-]{2,1224}$/, "2–1224 letters, digits and +=,.@:/-");

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const bucketName = matching(
  /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  "a bucket's name of 3–63 small letters, digits, - and .",
);

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html */
export const keyPrefix = matching(
  /^[a-zA-Z0-9!_.*'()/-]{1,500}$/,
  "a key prefix of 1–500 letters, digits and /",
);

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const logGroupName = matching(
  /^[a-zA-Z0-9_./#-]{1,512}$/,
  "a log group's name of 1–512 letters, digits, _, -, ., / and #",
);

export const vaultName = matching(
  /^[a-zA-Z0-9_-]{2,50}$/,
  "a vault's name of 2–50 letters, digits, _ and -",
);

export const vaultArn = matching(
  /^arn:aws[a-z-]*:backup:[a-z0-9-]+:\d{12}:backup-vault:[a-zA-Z0-9_-]{2,50}$/,
  "a backup vault's ARN",
);

/** Backup plans and jobs put recovery points into vaults of their own region. */
export function vaultIn(region: string): Rule<string> {
  return ofRegion(region, vaultArn);
}

/** Automation publishes to no other topics. @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-approve.html */
export const approvalTopicArn = matching(
  /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:Automation[a-zA-Z0-9_-]{0,246}$/,
  "the ARN of an SNS topic whose name begins with Automation, the only ones that Systems Manager asks through",
);

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-approve.html */
export const approver = matching(
  /^([\w+=,.@-]{1,64}|arn:aws[a-z-]*:(iam::\d{12}:(user|role)\/[\w+=,.@/-]{1,512}|sts::\d{12}:assumed-role\/[\w+=,.@/-]{1,600}))$/,
  "a user's name, or the ARN of a user or role",
);

export const policyArn = matching(
  /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]{1,512}$/,
  "a policy's ARN such as arn:aws:iam::012345678901:policy/boundary",
);

export const windowId = matching(/^mw-[0-9a-f]{17}$/, "a window's id such as mw-0123456789abcdef0");

/** Of a window's target or task. */
export const registrationId = matching(
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  "the id of a target or task such as 0a1b2c3d-0123-4567-89ab-0123456789ab",
);

/** @see https://docs.aws.amazon.com/ARG/latest/APIReference/API_Group.html */
export const resourceGroup = matching(
  /^[a-zA-Z0-9_.-]{1,300}$/,
  "a resource group's name of 1–300 letters, digits, _, - and .",
);

/** Also a part of a parameter's name. */
export const ringName = matching(
  new RegExp(ringPattern),
  "a value of the PatchGroup tag of 1–256 letters, digits, _, - and .",
);

/** Below it stand settings and verdicts. */
export const parameterPath = matching(
  /^(\/[a-zA-Z0-9_.-]+)+$/,
  "a path of Parameter Store such as /patchwarden/project/stack/web",
);
