/** The grammar of policy documents: what IAM and S3 refuse before they store one. */
import { isRecord, type Plain, recordsOf, textOf } from "../../plainValue";

/** A trust policy names principals and no resource, an identity policy the other way, a bucket policy both. */
export type PolicyKind = "trust" | "identity" | "bucket";

const statementKeys = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];

/** What is wrong with a policy, given as text or as an object; undefined when nothing. */
export function policyFault(policy: unknown, kind: PolicyKind): string | undefined {
  const document = readPolicy(policy);
  if (document === undefined) {
    return "This policy contains invalid Json";
  }
  const version = document["Version"];
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") {
    return `The policy must contain a valid version string, got '${version}'`;
  }
  const statements = statementsOf(document);
  if (statements.length === 0) {
    return "Syntax errors in policy: Statement is missing or empty";
  }
  const ids = statements
    .map((statement) => textOf(statement["Sid"]))
    .filter((id) => id !== undefined);
  if (new Set(ids).size !== ids.length) {
    return "Statement IDs (SID) in a single policy must be unique.";
  }
  for (const statement of statements) {
    const fault = statementFault(statement, kind);
    if (fault !== undefined) {
      return fault;
    }
  }
  return undefined;
}

/** The policy as an object; undefined when it is no JSON object. */
export function readPolicy(policy: unknown): Plain | undefined {
  if (isRecord(policy)) {
    return policy;
  }
  try {
    const parsed: unknown = JSON.parse(textOf(policy) ?? "");
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

export function statementsOf(document: Plain): readonly Plain[] {
  const statements = document["Statement"];
  return isRecord(statements) ? [statements] : recordsOf(statements);
}

/** A member that takes one text or a list of them. */
export function oneOrMany(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === "string");
}

function statementFault(statement: Plain, kind: PolicyKind): string | undefined {
  const stray = Object.keys(statement).find((key) => !statementKeys.includes(key));
  if (stray !== undefined) {
    return `Syntax errors in policy: unknown element '${stray}' in a statement`;
  }
  const sid = textOf(statement["Sid"]);
  if (kind !== "bucket" && sid !== undefined && !/^[A-Za-z0-9]*$/.test(sid)) {
    return `Statement IDs (SID) must be alpha-numeric, got '${sid}'`;
  }
  if (statement["Effect"] !== "Allow" && statement["Effect"] !== "Deny") {
    return `Effect must be Allow or Deny, got '${statement["Effect"]}'`;
  }
  return (
    presenceFault(statement, kind) ??
    actionFault(statement) ??
    resourceFault(statement) ??
    principalFault(statement)
  );
}

function presenceFault(statement: Plain, kind: PolicyKind): string | undefined {
  const has = (key: string) => statement[key] !== undefined || statement[`Not${key}`] !== undefined;
  if (!has("Action")) {
    return "Policy statement must contain actions.";
  }
  if (kind === "identity" && has("Principal")) {
    return "Policy document should not specify a principal.";
  }
  if (kind === "trust" && has("Resource")) {
    return "Has prohibited field Resource";
  }
  if (kind !== "identity" && !has("Principal")) {
    return "Missing required field Principal";
  }
  return kind !== "trust" && !has("Resource")
    ? "Policy statement must contain resources."
    : undefined;
}

function actionFault(statement: Plain): string | undefined {
  const wrong = oneOrMany(statement["Action"] ?? statement["NotAction"]).find(
    (action) => action !== "*" && !/^[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+$/.test(action),
  );
  return wrong === undefined
    ? undefined
    : `Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc., got '${wrong}'`;
}

function resourceFault(statement: Plain): string | undefined {
  const wrong = oneOrMany(statement["Resource"] ?? statement["NotResource"]).find(
    (resource) => resource !== "*" && !/^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+$/.test(resource),
  );
  return wrong === undefined ? undefined : `Resource ${wrong} must be in ARN format or "*".`;
}

function principalFault(statement: Plain): string | undefined {
  const principal = statement["Principal"] ?? statement["NotPrincipal"];
  if (principal === undefined || principal === "*") {
    return undefined;
  }
  const kinds = isRecord(principal) ? Object.keys(principal) : [];
  const known = ["AWS", "Service", "Federated", "CanonicalUser"];
  return kinds.length > 0 && kinds.every((kind) => known.includes(kind))
    ? undefined
    : `Invalid principal in policy: ${JSON.stringify(principal)}`;
}
