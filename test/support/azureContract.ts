/** What Azure components accept in place of what they would make, and what each refuses once an Output is known. */
import type { AzureComponent } from "./azureComponents";
import { existingIdentity } from "./patchRun";

type Arguments = Readonly<Record<string, unknown>>;

export interface Existing {
  readonly component: AzureComponent;
  /** `identity`, `vault` … */
  readonly what: string;
  /** With the one that exists. */
  readonly given: Arguments;
  /** Of what type there is one less, or none at all. */
  readonly type: string;
  /** Stands in what is left. */
  readonly used: string;
}

/** Those with an identity or a vault; the workflows' own stand beside them in their own tests. */
export const existing: readonly Existing[] = [
  {
    component: "RecoveryVault",
    what: "vault",
    given: { existingVaultName: "own-vault" },
    type: "azure-native:recoveryservices:Vault",
    used: "own-vault",
  },
  {
    component: "RecoveryVault",
    what: "identity",
    given: { identity: existingIdentity },
    type: "SystemAssigned",
    used: existingIdentity.principalId,
  },
  {
    component: "ComplianceAssignments",
    what: "identity",
    given: { identity: existingIdentity },
    type: "SystemAssigned",
    used: existingIdentity.principalId,
  },
];

/** A wrong value that may come in an Output, and the complaint of it. */
export const wrongValues: Readonly<
  Record<string, { readonly property: string; readonly value: unknown; readonly complaint: RegExp }>
> = {
  MaintenanceConfiguration: {
    property: "duration",
    value: 300,
    complaint: /^duration must be 90–235 whole minutes \(01:30–03:55\), got 300$/,
  },
  DynamicScope: {
    property: "patchGroups",
    value: [],
    complaint: /^patchGroups must name 1–50 values of the PatchGroup tag, got 0$/,
  },
  MachineAssignment: {
    property: "machineId",
    value: "ledger",
    complaint:
      /^machineId must be the ARM id of a virtual machine or an Arc machine, got "ledger"$/,
  },
  RunStore: {
    property: "subscriptionId",
    value: "prod",
    complaint: /^subscriptionId must be a GUID, got "prod"$/,
  },
  PostRun: {
    property: "subscriptionId",
    value: "prod",
    complaint: /^subscriptionId must be a GUID, got "prod"$/,
  },
  SnapshotPolicy: {
    property: "subscriptionId",
    value: "prod",
    complaint: /^subscriptionId must be a GUID, got "prod"$/,
  },
  ComplianceAssignments: {
    property: "location",
    value: "West Europe",
    complaint: /^location must be a short name such as westeurope, got "West Europe"$/,
  },
  RecoveryVault: {
    property: "location",
    value: "West Europe",
    complaint: /^location must be a short name such as westeurope, got "West Europe"$/,
  },
};
