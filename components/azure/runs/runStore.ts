/**
 * Where the workflows around patch runs keep what they know: a record of each run and each ring's verdict, as blobs of one
 * container. Nothing in it is public, and only identities of Entra reach it: the account knows no shared keys.
 */
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import { type KeysOf, show } from "../../arguments";
import { withTimeouts } from "../../childOptions";
import { mergeTags, type Tags } from "../../tags";
import { type ArgRule, checkArgs } from "../argRules";
import { compactName, stackIdentity } from "../physicalName";
import { groupComplaint, locationComplaint, subscriptionComplaint } from "../place";
import { dataActionsOf } from "../workflows/storeCalls";
import { createRole } from "../workflowWithRole";

export interface RunStoreArgs {
  /** Existing resource group for the storage account. */
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location: pulumi.Input<string>;
  readonly subscriptionId: pulumi.Input<string>;
  /**
   * Name of a storage account that exists in the resource group; its settings and its lifecycle policy stay its owner's, and
   * one account serves one store. @default - one is made
   */
  readonly accountName?: pulumi.Input<string>;
  /** Days that records of runs are kept in an account that is made, 31–3650; verdicts stay. @default 400 */
  readonly keepDays?: pulumi.Input<number>;
  /** ARM id of a role that may read blobs, for those who ask how rings went. @default - a custom role of exactly that */
  readonly readerRoleDefinitionId?: pulumi.Input<string>;
  readonly tags?: Tags;
}

const argumentNames: KeysOf<RunStoreArgs> = {
  resourceGroupName: true,
  location: true,
  subscriptionId: true,
  accountName: true,
  keepDays: true,
  readerRoleDefinitionId: true,
  tags: true,
};

/** Container of records and verdicts, and the one for events that could not be delivered. */
const runsContainer = "patch-runs";
const deadLetterContainer = "dead-letters";

const defaultKeepDays = 400;

/**
 * @example
 * new RunStore("patching", { resourceGroupName: "rg-patching", location: "westeurope", subscriptionId });
 * @see https://learn.microsoft.com/azure/storage/blobs/authorize-access-azure-active-directory
 */
export class RunStore extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:azure:RunStore";

  readonly accountId: pulumi.Output<string>;
  readonly accountName: pulumi.Output<string>;
  /** ARM id of the container: what roles are granted on. */
  readonly containerId: pulumi.Output<string>;
  /** Its address, without a final `/`. */
  readonly containerUrl: pulumi.Output<string>;
  readonly deadLetterContainerId: pulumi.Output<string>;
  readonly deadLetterContainerName: pulumi.Output<string>;
  readonly readerRoleDefinitionId: pulumi.Output<string>;

  constructor(name: string, args: RunStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super(RunStore.__pulumiType, name, args, withTimeouts(opts));
    const checked = checkArgs(this, "RunStore", name, args, argumentNames, rules);
    const accountName =
      args.accountName === undefined ? this.createAccount(name, checked) : checked.accountName;
    const inAccount = {
      resourceGroupName: checked.resourceGroupName,
      accountName: accountName ?? "",
    };
    const runs = this.createContainer(name, inAccount, runsContainer);
    const letters = this.createContainer(`${name}-dead-letters`, inAccount, deadLetterContainer);
    this.accountName = pulumi.output(inAccount.accountName);
    this.accountId = accountId(checked, this.accountName);
    this.containerId = containerId(this.accountId, runs);
    this.containerUrl = pulumi
      .all([this.accountName, runs])
      .apply(([account, container]) => `https://${account}.blob.core.windows.net/${container}`);
    this.deadLetterContainerId = containerId(this.accountId, letters);
    this.deadLetterContainerName = letters;
    this.readerRoleDefinitionId = pulumi.output(
      checked.readerRoleDefinitionId ?? this.createReaderRole(name, checked),
    );
    this.registerOutputs({
      accountId: this.accountId,
      accountName: this.accountName,
      containerId: this.containerId,
      containerUrl: this.containerUrl,
      deadLetterContainerId: this.deadLetterContainerId,
      deadLetterContainerName: this.deadLetterContainerName,
      readerRoleDefinitionId: this.readerRoleDefinitionId,
    });
  }

  /** Gives the account's name once the account is there. */
  private createAccount(name: string, args: RunStoreArgs): pulumi.Output<string> {
    const accountName = pulumi
      .all([args.subscriptionId, args.resourceGroupName, args.location])
      .apply((place) => compactName("patchruns", [name, stackIdentity(), ...place], longestName));
    const account = new storage.StorageAccount(
      name,
      {
        resourceGroupName: args.resourceGroupName,
        accountName,
        location: args.location,
        kind: "StorageV2",
        sku: { name: "Standard_LRS" },
        allowBlobPublicAccess: false,
        allowSharedKeyAccess: false,
        allowCrossTenantReplication: false,
        defaultToOAuthAuthentication: true,
        enableHttpsTrafficOnly: true,
        minimumTlsVersion: "TLS1_2",
        // Workflows of the Consumption plan come from addresses of Azure's own.
        publicNetworkAccess: "Enabled",
        tags: mergeTags(args.tags),
      },
      { parent: this },
    );
    const created = onceThere(account, accountName);
    new storage.ManagementPolicy(
      name,
      {
        resourceGroupName: args.resourceGroupName,
        accountName: created,
        managementPolicyName: "default",
        policy: { rules: [oldRunsRule(args.keepDays ?? defaultKeepDays)] },
      },
      { parent: this },
    );
    return created;
  }

  /** Gives the container's name once the container is there. */
  private createContainer(
    child: string,
    inAccount: { resourceGroupName: pulumi.Input<string>; accountName: pulumi.Input<string> },
    containerName: string,
  ): pulumi.Output<string> {
    const container = new storage.BlobContainer(
      child,
      { ...inAccount, containerName, publicAccess: "None" },
      { parent: this },
    );
    return onceThere(container, pulumi.output(containerName));
  }

  private createReaderRole(name: string, args: RunStoreArgs): pulumi.Output<string> {
    const permission = { actions: [], dataActions: [...dataActionsOf(["readBlob"])] };
    return createRole(this, `${name}-reader-role`, permission, {
      subscriptionId: args.subscriptionId,
      purpose: "Reads how patch runs went, so that later rings can wait for it",
    }).id;
  }
}

/** Of a storage account. */
const longestName = 24;

const rules: readonly ArgRule<RunStoreArgs>[] = [
  { property: "resourceGroupName", complaint: (args) => groupComplaint(args.resourceGroupName) },
  { property: "location", complaint: ({ location }) => locationComplaint(location) },
  {
    property: "subscriptionId",
    complaint: ({ subscriptionId }) => subscriptionComplaint(subscriptionId),
  },
  {
    property: "accountName",
    complaint: ({ accountName }) =>
      accountName === undefined || /^[a-z0-9]{3,24}$/.test(accountName)
        ? undefined
        : `must be 3–24 lower-case letters and digits, got ${show(accountName)}`,
  },
  {
    property: "keepDays",
    beside: ["accountName"],
    complaint: ({ keepDays, accountName }) => keepComplaint(keepDays, accountName),
  },
];

function keepComplaint(
  keepDays: number | undefined,
  accountName: string | undefined,
): string | undefined {
  if (keepDays === undefined) return undefined;
  if (accountName !== undefined) {
    return `must be left out beside accountName, whose lifecycle policy is its owner's, got ${show(keepDays)}`;
  }
  return Number.isInteger(keepDays) && keepDays >= 31 && keepDays <= 3650
    ? undefined
    : `must be whole days 31–3650, got ${show(keepDays)}`;
}

/** Verdicts are not deleted: without one no later ring would run. */
function oldRunsRule(keepDays: pulumi.Input<number>) {
  return {
    name: "old-runs",
    enabled: true,
    type: "Lifecycle",
    definition: {
      filters: {
        blobTypes: ["blockBlob"],
        prefixMatch: [`${runsContainer}/runs/`, `${deadLetterContainer}/`],
      },
      actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: keepDays } } },
    },
  };
}

function accountId(args: RunStoreArgs, accountName: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.interpolate`/subscriptions/${args.subscriptionId}/resourceGroups/${args.resourceGroupName}/providers/Microsoft.Storage/storageAccounts/${accountName}`;
}

function containerId(
  account: pulumi.Input<string>,
  container: pulumi.Input<string>,
): pulumi.Output<string> {
  return pulumi.interpolate`${account}/blobServices/default/containers/${container}`;
}

/** A name that whoever needs the resource waits for. */
function onceThere(
  resource: pulumi.CustomResource,
  name: pulumi.Output<string>,
): pulumi.Output<string> {
  return pulumi.all([name, resource.id]).apply(([known]) => known);
}
