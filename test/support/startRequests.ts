/** What IAM is asked when a runbook is started, by either way in which it has seen a start. */
import type { AccessRequest } from "./iamPolicy";

const action = "ssm:StartAutomationExecution";

export interface StartedDocument {
  /** `arn:…:document/<name>`. */
  readonly arn: string;
  /** Number of its default version. */
  readonly version: string;
}

/**
 * A start of the default version, each request of which must be allowed. Where nobody asks for a version, the service may
 * tell IAM `$DEFAULT`, the number, or nothing.
 */
export function startRequests({ arn, version }: StartedDocument): readonly AccessRequest[] {
  return [
    { action, resource: definitionOf(arn, "$DEFAULT") },
    ...[["$DEFAULT"], [version]].map((told) => documentRequest(arn, told)),
    { action, resource: arn },
    { action, resource: arn.replace(/:document\/.*$/, ":automation-execution/1") },
  ];
}

/** A start of another version, each request of which must be denied. */
export function otherVersions({ arn, version }: StartedDocument): readonly AccessRequest[] {
  const others = [`${Number(version) - 1}`, `${Number(version) + 1}`, "$LATEST"];
  return others.flatMap((other) => [
    { action, resource: definitionOf(arn, other) },
    documentRequest(arn, [other]),
    documentRequest(arn, ["$DEFAULT", other]),
  ]);
}

function documentRequest(arn: string, told: readonly string[]): AccessRequest {
  return { action, resource: arn, context: { "ssm:DocumentVersion": told } };
}

function definitionOf(arn: string, version: string): string {
  return `${arn.replace(":document/", ":automation-definition/")}:${version}`;
}
