import { join } from "node:path";
import type { PolicyEvent } from "@pulumi/pulumi/automation";
import { describe, expect, it } from "vitest";
import { projectRoot, useSandbox } from "../support/sandbox";

const program = join(projectRoot, "docs/examples/app-team");
const policies = join(projectRoot, "policies");

/** What README.md of the example promises, rule and resource. */
const expected = [
  "aws-config-patch-compliance PatchGroup shop",
  "aws-ec2-instance-profile.Instance Instance cart",
  "aws-ec2-patch-group-tag.Instance Instance cart",
  "aws-ec2-patch-group-tag.Instance Instance search",
  "aws-recovery-point-present MaintenanceWindowTask shop",
  "aws-ssm-install-task-gated MaintenanceWindowTask shop",
  "aws-ssm-maintenance-window-quality MaintenanceWindow shop",
  "aws-ssm-maintenance-window-quality MaintenanceWindow shop",
  "aws-ssm-patch-baseline-approval-delay PatchBaseline shop",
  "aws-ssm-patch-baseline-compliance-level PatchBaseline shop",
  "aws-ssm-patch-baseline-coverage PatchBaseline shop",
  "aws-ssm-patch-baseline-lists PatchBaseline shop",
  "aws-ssm-patch-group-planned PatchGroup shop",
  "aws-ssm-task-rate-control MaintenanceWindowTask shop",
  "aws-ssm-task-rate-control MaintenanceWindowTask shop",
  "azure-vm-patch-settings VirtualMachine reports",
  "azure-vm-patch-settings VirtualMachine reports",
  "azure-vm-patch-settings VirtualMachine reports",
];

describe("an application team's stack", () => {
  const sandbox = useSandbox(["policies"]);

  async function preview(stackName: string, environment: Readonly<Record<string, string>>) {
    const { stack } = await sandbox.stack({
      program,
      stack: stackName,
      environment: { PATCHWARDEN_AS_OF: "2026-12-01T00:00Z", ...environment },
    });
    const events: PolicyEvent[] = [];
    const failure = await stack
      .preview({
        policyPacks: [policies],
        color: "never",
        onEvent: ({ policyEvent }) => {
          if (policyEvent) events.push(policyEvent);
        },
      })
      .then(
        () => undefined,
        (error: unknown) => String(error),
      );
    return { events, failure };
  }

  it("is refused with every finding that its page lists", async () => {
    const { events, failure } = await preview("dev", {});

    expect(failure).toContain("preview failed");
    expect(events.map(nameOf).sort()).toEqual(expected);
    for (const { message, policyName } of events) {
      const [rule] = policyName.split(".");
      expect(message).toMatch(
        new RegExp(`: .+ is .+, allowed .+; .+ \\[${rule}, docs/rules/${rule}.md\\]`),
      );
    }
  });

  it("is refused when there is no document to judge it by", async () => {
    const { events, failure } = await preview("lost", { PATCHWARDEN_DOCUMENT: "lost.yaml" });

    expect(failure).toContain("preview failed");
    expect(events.map(({ policyName }) => policyName)).toEqual(["patchwarden-document"]);
  });
});

function nameOf({ policyName, resourceUrn = "" }: PolicyEvent): string {
  const [type = "", name] = resourceUrn.split("::").slice(2);
  return `${policyName} ${type.split(":").at(-1)} ${name}`;
}
