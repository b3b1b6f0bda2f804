/** Baselines that the pages of rules show. */
import type { Example } from "../../../example";

interface ExampleApproval {
  readonly approveAfterDays: number;
  readonly complianceLevel: string;
  readonly classification: string;
}

export function exampleBaseline(...approvals: readonly ExampleApproval[]): Example {
  return {
    properties: {
      operatingSystem: "AMAZON_LINUX_2023",
      approvalRules: approvals.map(({ classification, ...rule }) => ({
        ...rule,
        patchFilters: [{ key: "CLASSIFICATION", values: [classification] }],
      })),
    },
  };
}

export const securityAfterTwoDays: ExampleApproval = {
  approveAfterDays: 2,
  complianceLevel: "HIGH",
  classification: "Security",
};
