/** Every component of Azure with the least that it needs: what holds for all of them is asked of each. */
import type * as pulumi from "@pulumi/pulumi";
import {
  ComplianceAssignments,
  DynamicScope,
  MachineAssignment,
  MaintenanceConfiguration,
  PostRun,
  RecoveryVault,
  RunStore,
  SnapshotPolicy,
} from "../../components/azure";
import { runStorePlace } from "./azureMocks";
import { configurationId, machineId, subscription } from "./patchRun";

type Declare = (
  name: string,
  opts?: pulumi.ComponentResourceOptions,
  /** Over the arguments of the table. */
  more?: Readonly<Record<string, unknown>>,
) => pulumi.ComponentResource & Record<string, unknown>;

/** Of a caller, in each that takes tags. */
export const tags = { CostCentre: "4711" };
export type AzureComponent =
  | "ComplianceAssignments"
  | "DynamicScope"
  | "MachineAssignment"
  | "MaintenanceConfiguration"
  | "PostRun"
  | "RecoveryVault"
  | "RunStore"
  | "SnapshotPolicy";

export const components: Readonly<Record<AzureComponent, Declare>> = {
  MaintenanceConfiguration: (name, opts, more) =>
    new MaintenanceConfiguration(
      name,
      {
        resourceGroupName: "rg-patching",
        location: "westeurope",
        schedule: "every sunday at 04:00",
        timezone: "Europe/Berlin",
        effectiveFrom: "2026-12-01",
        duration: 180,
        linux: { classifications: ["Security"] },
        tags,
        ...more,
      },
      opts,
    ) as never,
  DynamicScope: (name, opts, more) =>
    new DynamicScope(
      name,
      { maintenanceConfigurationId: configurationId, patchGroups: ["web.canary"], ...more },
      opts,
    ) as never,
  MachineAssignment: (name, opts, more) =>
    new MachineAssignment(
      name,
      {
        maintenanceConfigurationId: configurationId,
        machineId: machineId("ledger"),
        location: "westeurope",
        ...more,
      },
      opts,
    ) as never,
  RecoveryVault: (name, opts, more) =>
    new RecoveryVault(
      name,
      {
        resourceGroupName: "rg-patching",
        location: "westeurope",
        subscriptionId: subscription,
        effectiveFrom: "2026-12-01",
        policies: [
          {
            key: "gold",
            at: "00:00",
            timezone: "Europe/Berlin",
            keepDays: 14,
            patchGroups: ["web.canary"],
          },
        ],
        tags,
        ...more,
      },
      opts,
    ) as never,
  SnapshotPolicy: (name, opts, more) =>
    new SnapshotPolicy(
      name,
      {
        resourceGroupName: "rg-patching",
        location: "westeurope",
        subscriptionId: subscription,
        effectiveFrom: "2026-12-01",
        configurations: [
          { key: "web", configurationId, group: "web", duration: 180, gap: 10080, keepDays: 14 },
        ],
        runStore: runStorePlace(),
        tags,
        ...more,
      },
      opts,
    ) as never,
  RunStore: (name, opts, more) =>
    new RunStore(
      name,
      {
        resourceGroupName: "rg-patching",
        location: "westeurope",
        subscriptionId: subscription,
        tags,
        ...more,
      },
      opts,
    ) as never,
  PostRun: (name, opts, more) =>
    new PostRun(
      name,
      {
        resourceGroupName: "rg-patching",
        location: "westeurope",
        subscriptionId: subscription,
        configurations: [
          {
            key: "web",
            configurationId,
            gap: 10_080,
            linux: { classifications: ["Security"] },
            systemTopicName: "topic",
          },
        ],
        runStore: runStorePlace(),
        tags,
        ...more,
      },
      opts,
    ) as never,
  ComplianceAssignments: (name, opts, more) =>
    new ComplianceAssignments(
      name,
      { scope: `/subscriptions/${subscription}`, location: "westeurope", ...more },
      opts,
    ) as never,
};
