/** Every component of Azure with every argument that it takes, each right: what a sweep of wrong ones begins from. */
import type {
  ComplianceAssignmentsArgs,
  DynamicScopeArgs,
  MachineAssignmentArgs,
  MaintenanceConfigurationArgs,
  PostRunArgs,
  RecoveryVaultArgs,
  RunStoreArgs,
  SnapshotPolicyArgs,
} from "../../components/azure";
import { runStorePlace } from "./azureMocks";
import { configurationId, subscription } from "./patchRun";

const place = {
  resourceGroupName: "rg-patching",
  location: "westeurope",
  subscriptionId: subscription,
};
const tags = { team: "web" };
const identities = `/subscriptions/${subscription}/resourceGroups/rg-patching/providers/Microsoft.ManagedIdentity/userAssignedIdentities`;
const identity = {
  id: `${identities}/patching`,
  principalId: "aaaaaaaa-2222-4333-8444-555555555555",
};
const role = (digit: number) =>
  `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${digit}0000000-2222-4333-8444-555555555555`;
const entra = {
  tenantId: "99999999-2222-4333-8444-555555555555",
  applicationId: "88888888-2222-4333-8444-555555555555",
};

const configuration: MaintenanceConfigurationArgs = {
  resourceGroupName: "rg-patching",
  location: "westeurope",
  schedule: "every sunday at 04:00",
  timezone: "Europe/Berlin",
  effectiveFrom: "2026-12-01",
  duration: 180,
  windows: {
    classifications: ["Critical", "Security"],
    includeKbs: ["KB5034439"],
    excludeKbs: ["5034440"],
    excludeKbsRequiringReboot: true,
  },
  linux: {
    classifications: ["Security"],
    includePackages: ["openssl=3*"],
    excludePackages: ["kernel*"],
  },
  reboot: "ifRequired",
  expires: "2028-01-01 00:00",
  resourceName: "web-canary",
  tags,
};

const scope: DynamicScopeArgs = {
  maintenanceConfigurationId: configurationId,
  patchGroups: ["web.canary", "web.broad"],
  locations: ["westeurope"],
  osTypes: ["Linux"],
  resourceTypes: ["Microsoft.Compute/virtualMachines"],
  resourceGroups: ["rg-web"],
  assignmentName: "web",
};

const guard: SnapshotPolicyArgs = {
  ...place,
  configurations: [
    {
      key: "web.broad",
      configurationId,
      group: "web",
      patchGroup: "web.broad",
      duration: 180,
      gap: 10_080,
      keepDays: 14,
      startStopped: true,
      hybrid: "skip",
      unsupportedDisks: "proceed",
      ringBefore: {
        patchGroup: "web.canary",
        batches: ["web.canary", "web.canary.2"],
        here: true,
        elsewhere: ["north"],
      },
    },
  ],
  runStore: runStorePlace(),
  verdictPlaces: {
    north: {
      containerId: runStorePlace().containerId,
      containerUrl: runStorePlace().containerUrl,
      readerRoleDefinitionId: role(7),
    },
  },
  freezes: [
    {
      name: "year-end",
      timezone: "Europe/Berlin",
      when: { kind: "yearly", from: "12-18", to: "01-04" },
      groups: ["web"],
    },
    {
      name: "move",
      timezone: "UTC",
      when: { kind: "once", from: "2027-03-01", to: "2027-03-02" },
    },
    { name: "sale", timezone: "UTC", when: { kind: "spans", spans: [[1, 2]], knownUntil: 9 } },
  ],
  effectiveFrom: "2026-12-01",
  restorePointGroup: "rg-points",
  identity,
  roles: {
    preEvent: role(1),
    preEventStore: role(2),
    watchdog: role(3),
    watchdogStore: role(4),
    cleanUp: role(5),
  },
  entra,
  tags,
};

const close: PostRunArgs = {
  ...place,
  configurations: [
    {
      key: "web.broad",
      configurationId,
      patchGroup: "web.broad",
      gap: 10_080,
      reboot: "ifRequired",
      windows: { classifications: ["Critical"], excludeKbs: ["KB5001234"] },
      linux: { classifications: ["Security"], excludePackages: ["kernel*"] },
      healthCheck: { linux: "systemctl is-active nginx", windows: "exit 0" },
      onFailure: "restore",
      systemTopicName: "topic-of-web",
      deadLetters: true,
    },
  ],
  runStore: runStorePlace(),
  restorePointGroup: "rg-points",
  identity,
  roles: {
    postEvent: role(1),
    postEventStore: role(2),
    restore: role(3),
    restoreStore: role(4),
  },
  entra,
  tags,
};

const vault: RecoveryVaultArgs = {
  ...place,
  policies: [
    {
      key: "gold",
      at: "00:30",
      timezone: "Europe/Berlin",
      keepDays: 14,
      snapshotDays: 3,
      patchGroups: ["web.all"],
    },
  ],
  effectiveFrom: "2026-12-01",
  immutability: "Unlocked",
  redundancy: "GeoRedundant",
  crossRegionRestore: true,
  softDeleteDays: 30,
  identity,
  tags,
};

/** By component, each in as many forms as it has. */
export const everyAzureArgument = {
  MaintenanceConfiguration: [configuration],
  DynamicScope: [scope],
  MachineAssignment: [
    {
      maintenanceConfigurationId: configurationId,
      machineId: `/subscriptions/${subscription}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/ledger`,
      location: "westeurope",
      assignmentName: "ledger",
    } satisfies MachineAssignmentArgs,
  ],
  SnapshotPolicy: [guard],
  PostRun: [close],
  RunStore: [
    { ...place, keepDays: 400, readerRoleDefinitionId: role(7), tags } satisfies RunStoreArgs,
    { ...place, accountName: "patchruns" } satisfies RunStoreArgs,
  ],
  RecoveryVault: [vault],
  ComplianceAssignments: [
    {
      scope: `/subscriptions/${subscription}`,
      location: "westeurope",
      machineLocations: ["westeurope"],
      patchGroups: ["web.all"],
      osTypes: ["Linux"],
      arc: true,
      prerequisite: true,
      audit: true,
      identity,
    } satisfies ComplianceAssignmentsArgs,
  ],
} as const;
