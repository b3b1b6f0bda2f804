/** Machines that are not assessed every day report nothing between two runs. */
import { cloudBenchmark, nist80040, nist80053 } from "../../../control";
import { broken, type Outcome } from "../../../outcome";
import type { StackRule } from "../../../rule";
import { ifKnown, type Stack, type StackResource } from "../../../stack";
import { configurationType, onlyGuestPatches } from "../maintenance/guestPatches";
import { unhandledExample } from "../maintenance/preEvents";

/** Azure's built-in definitions that audit or set periodic assessment. */
const assessments = [
  "bd876905-5b84-4f73-ab2d-2e7a7c4568d9",
  "59efceea-0c96-497e-a4a1-4eb2290dac15",
  "bfea026e-043f-4ff4-9d1b-bf301ca7ff46",
];

function assesses(assignment: StackResource): boolean {
  const definition = ifKnown(() => assignment.properties.text("policyDefinitionId"));
  return assessments.some((id) => definition?.toLowerCase().endsWith(id) ?? false);
}

function isAssigned(stack: Stack): readonly Outcome[] {
  const configuration = stack
    .of(configurationType)
    .find((one) => onlyGuestPatches(one.properties) === undefined);
  if (!configuration || stack.of("azure-native:authorization:PolicyAssignment").some(assesses)) {
    return [];
  }
  return [
    broken({
      problem: "machines are patched, but nothing makes Azure assess what they lack",
      property: "the stack's azure-native:authorization:PolicyAssignment policyDefinitionId",
      seen: "not set",
      allowed: `a built-in for periodic assessment, such as ${assessments[1]}`,
      fix: "add the ComplianceAssignments component",
      urn: configuration.urn,
    }),
  ];
}

export const assessmentAssigned: StackRule = {
  kind: "stack",
  id: "azure-assessment-assigned",
  title: "A stack with guest patch schedules assigns the policy for periodic assessment.",
  why: "A machine that is not assessed every day reports nothing between two runs: nobody knows what it lacks.",
  level: "mandatory",
  severity: "medium",
  controls: [nist80040("§3.6"), nist80053("RA-5"), cloudBenchmark("PV-5")],
  ruleset: "2026.11",
  fix: "Declare the ComplianceAssignments component for the subscription.",
  url: "https://learn.microsoft.com/en-us/azure/update-manager/periodic-assessment-at-scale",
  parameters: "None.",
  missing: "A stack without such an assignment is a violation.",
  unknown: "An assignment whose definition is unknown does not count.",
  types: [configurationType],
  examples: {
    bad: unhandledExample,
    good: {
      ...unhandledExample,
      assessment: {
        type: "azure-native:authorization:PolicyAssignment",
        properties: {
          policyDefinitionId:
            "/providers/Microsoft.Authorization/policyDefinitions/59efceea-0c96-497e-a4a1-4eb2290dac15",
        },
      },
    },
  },
  checks: [isAssigned],
};
