/** What policies have answered. */
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";

export interface PolicyFinding {
  readonly policy: string;
  /** The policy's description, and on the next line what it reported. */
  readonly message: string;
  readonly level: "advisory" | "mandatory" | "other";
  /** Empty where the finding is about the resource that was judged. */
  readonly urn: string;
}

export interface Analysis {
  readonly findings: readonly PolicyFinding[];
  readonly notApplicable: readonly { readonly policy: string; readonly reason: string }[];
}

const levels: Readonly<Record<number, PolicyFinding["level"]>> = {
  [proto.EnforcementLevel.ADVISORY]: "advisory",
  [proto.EnforcementLevel.MANDATORY]: "mandatory",
};

export function levelOf(level: proto.EnforcementLevel): PolicyFinding["level"] {
  return levels[level] ?? "other";
}

export function analysisOf(response: proto.AnalyzeResponse): Analysis {
  return {
    findings: response.getDiagnosticsList().map((diagnostic) => ({
      policy: diagnostic.getPolicyname(),
      message: diagnostic.getMessage(),
      level: levelOf(diagnostic.getEnforcementlevel()),
      urn: diagnostic.getUrn(),
    })),
    notApplicable: response.getNotApplicableList().map((skipped) => ({
      policy: skipped.getPolicyName(),
      reason: skipped.getReason(),
    })),
  };
}

/** The inputs that the last remediation leaves; `undefined` where none has changed anything. */
export function repairedOf(
  response: proto.RemediateResponse,
): Readonly<Record<string, unknown>> | undefined {
  return response.getRemediationsList().at(-1)?.getProperties()?.toJavaScript();
}
