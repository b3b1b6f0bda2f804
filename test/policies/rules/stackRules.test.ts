import { describe, expect, it } from "vitest";
import { recoveryPointPresent as awsRecoveryPoint } from "../../../policies/rules/aws/backup/recoveryPointPresent";
import { patchComplianceWired } from "../../../policies/rules/aws/config/patchComplianceWired";
import { assessmentAssigned } from "../../../policies/rules/azure/authorization/assessmentAssigned";
import { freezeGuarded } from "../../../policies/rules/azure/maintenance/freezeGuarded";
import { recoveryPointPresent as azureRecoveryPoint } from "../../../policies/rules/azure/maintenance/recoveryPointPresent";
import { type TestResource, unknown, urnOf } from "../../../policies/testing";
import { group, judge, world } from "../world";
import { describeRule } from "./cases";

const runbook: TestResource = {
  type: "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
  props: {
    taskType: "AUTOMATION",
    taskArn: unknown,
    targets: [{ key: "WindowTargetIds", values: [unknown] }],
  },
};
const scan: TestResource = {
  ...runbook,
  props: { taskType: "RUN_COMMAND", taskArn: "AWS-RunPatchBaseline" },
};
const selection: TestResource = { type: "aws:backup/selection:Selection", props: {} };
const component: TestResource = { type: "patchwarden:aws:SnapshotPolicy", props: {} };

function backup(deleteAfter: unknown): TestResource {
  return {
    type: "aws:backup/plan:Plan",
    props: { rules: [{ ruleName: "before", lifecycle: { deleteAfter } }] },
  };
}

const noPoint =
  "patches are installed without a recovery point, which tier gold promises to web: the stack's aws:backup/plan:Plan with a selection is not set, allowed one that keeps points for 14 days; add the SnapshotPolicy component, or a backup plan and its selection";

describeRule(awsRecoveryPoint, {
  compliant: {
    "a backup plan that keeps long enough": [runbook, backup(14), selection],
    "a backup plan that keeps for good": [
      runbook,
      { type: "aws:backup/plan:Plan", props: { rules: [{ ruleName: "before" }] } },
      selection,
    ],
    "the component": [runbook, component],
    "only scans": [scan],
  },
  violating: {
    "installs alone": [[runbook], noPoint],
    "a backup plan that selects nothing": [[runbook, backup(14)], noPoint],
    "points deleted a day early": [
      [runbook, backup(13), selection],
      "recovery points are deleted before the document lets them: rules[].lifecycle.deleteAfter is 13 days at the most, allowed at least 14 days; set deleteAfter to 14 or more",
    ],
    "a task of a type that is not known": [
      [{ ...runbook, props: { ...runbook.props, taskType: unknown } }],
      noPoint,
    ],
  },
  unknown: {
    "days that are not known": [
      [runbook, backup(unknown), selection],
      "rules[0].lifecycle.deleteAfter",
    ],
  },
});

const registered = (region: string, name = region): TestResource => ({
  type: "aws:ssm/patchGroup:PatchGroup",
  name,
  props: { patchGroup: "web.canary", region },
});
const configRule = (region: string, sourceIdentifier: unknown): TestResource => ({
  type: "aws:cfg/rule:Rule",
  props: { region, source: { owner: "AWS", sourceIdentifier } },
});
const patches = "EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK";

function blind(region: string): string {
  return `patch groups are registered in ${region}, but nothing reports whether their machines are patched: the stack's aws:cfg/rule:Rule source.sourceIdentifier is not set, allowed ${patches}; add the ComplianceRules component in ${region}, or a Config rule with that identifier`;
}

describeRule(patchComplianceWired, {
  compliant: {
    "a Config rule in each region": [
      registered("eu-west-1"),
      registered("eu-central-1"),
      configRule("eu-west-1", patches),
      configRule("eu-central-1", patches),
    ],
    "a rule of the organisation": [
      registered("eu-west-1"),
      {
        type: "aws:cfg/organizationManagedRule:OrganizationManagedRule",
        props: { ruleIdentifier: patches },
      },
    ],
  },
  violating: {
    "no Config rule": [[registered("eu-west-1")], blind("eu-west-1")],
    "a Config rule about something else": [
      [registered("eu-west-1"), configRule("eu-west-1", "EC2_INSTANCE_MANAGED_BY_SSM")],
      blind("eu-west-1"),
    ],
    "a Config rule in one of two regions": [
      [registered("eu-west-1"), registered("eu-central-1"), configRule("eu-west-1", patches)],
      blind("eu-central-1"),
    ],
    "a Config rule that is not known": [
      [registered("eu-west-1"), configRule("eu-west-1", unknown)],
      blind("eu-west-1"),
    ],
  },
});

const configuration: TestResource = {
  type: "azure-native:maintenance:MaintenanceConfiguration",
  props: { name: "nightly", maintenanceScope: "InGuestPatch" },
};
const hosts: TestResource = {
  ...configuration,
  props: { name: "hosts", maintenanceScope: "Host" },
};
const topic: TestResource = {
  type: "azure-native:eventgrid:SystemTopic",
  props: { source: unknown, name: "nightly-events" },
  sources: { source: [urnOf(configuration)] },
};

function subscription(includedEventTypes: unknown, props: object = {}): TestResource {
  return {
    type: "azure-native:eventgrid:SystemTopicEventSubscription",
    props: { systemTopicName: "nightly-events", filter: { includedEventTypes }, ...props },
  };
}

const preEvent = subscription(["Microsoft.Maintenance.PreMaintenanceEvent"]);
const property = "the schedule's subscription to Microsoft.Maintenance.PreMaintenanceEvent";
const noRestorePoint = `machines of web are patched without a restore point, which the document promises: ${property} is not set, allowed a handler that makes restore points and keeps them for 14 days; add the SnapshotPolicy component for this configuration`;
const unguarded = `nothing cancels the runs of web inside the freeze year-end: ${property} is not set, allowed a handler that cancels runs inside freezes; add the SnapshotPolicy component for this configuration`;

const handled = {
  "a handler of the pre-event": [configuration, topic, preEvent],
  "a handler of every event": [configuration, topic, subscription([])],
  "a handler found by the topic that it comes from": [
    configuration,
    topic,
    {
      ...subscription(unknown, { systemTopicName: unknown }),
      sources: { systemTopicName: [urnOf(topic)] },
    },
  ],
  "the component over a topic that exists": [
    configuration,
    {
      type: "patchwarden:azure:SnapshotPolicy",
      props: {},
      sources: { configurations: [urnOf(configuration)] },
    },
  ],
  "a topic that names the schedule": [
    configuration,
    {
      ...topic,
      props: {
        ...topic.props,
        source:
          "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Maintenance/maintenanceConfigurations/Nightly",
      },
      sources: {},
    },
    preEvent,
  ],
  "a schedule of hosts": [hosts],
} as const;

const unhandled = (message: string) =>
  ({
    "a schedule alone": [[configuration], message],
    "a handler of the wrong event": [
      [configuration, topic, subscription(["Microsoft.Maintenance.PostMaintenanceEvent"])],
      message,
    ],
    "a topic nobody listens to": [[configuration, topic], message],
    "a handler of another topic": [
      [
        configuration,
        topic,
        subscription(["Microsoft.Maintenance.PreMaintenanceEvent"], { systemTopicName: "other" }),
      ],
      message,
    ],
  }) as const;

const scopeUnknown = {
  "a schedule whose scope is not known": [
    [{ ...configuration, props: { maintenanceScope: unknown } }],
    "maintenanceScope",
  ],
} as const;

describeRule(azureRecoveryPoint, {
  compliant: handled,
  violating: unhandled(noRestorePoint),
  unknown: scopeUnknown,
});

describeRule(freezeGuarded, {
  compliant: handled,
  violating: unhandled(unguarded),
  unknown: scopeUnknown,
});

const assigned = (policyDefinitionId: unknown): TestResource => ({
  type: "azure-native:authorization:PolicyAssignment",
  props: { policyDefinitionId },
});
const definitions = "/providers/Microsoft.Authorization/policyDefinitions";
const unassessed =
  "machines are patched, but nothing makes Azure assess what they lack: the stack's azure-native:authorization:PolicyAssignment policyDefinitionId is not set, allowed a built-in for periodic assessment, such as 59efceea-0c96-497e-a4a1-4eb2290dac15; add the ComplianceAssignments component";

describeRule(assessmentAssigned, {
  compliant: {
    "the built-in that sets assessment": [
      configuration,
      assigned(`${definitions}/59efceea-0c96-497e-a4a1-4eb2290dac15`),
    ],
    "the built-in that audits it": [
      configuration,
      assigned(`${definitions}/BD876905-5b84-4f73-ab2d-2e7a7c4568d9`),
    ],
    "a schedule of hosts": [hosts],
  },
  violating: {
    "no assignment": [[configuration], unassessed],
    "an assignment of something else": [
      [configuration, assigned(`${definitions}/9905ca54-1471-49c6-8291-7582c04cd4d4`)],
      unassessed,
    ],
    "an assignment that is not known": [[configuration, assigned(unknown)], unassessed],
  },
  unknown: scopeUnknown,
});

describe("stack rules", () => {
  it("are silent where the document promises nothing", async () => {
    const promisesNothing = world({
      groups: [group("web", { recoveryPoint: { required: false, keepDays: 0 } })],
      freezes: [],
    });

    expect((await judge(awsRecoveryPoint, [runbook], promisesNothing)).broken).toEqual([]);
    expect((await judge(freezeGuarded, [configuration], promisesNothing)).broken).toEqual([]);
  });
});
