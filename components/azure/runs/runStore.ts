/**
 * Where the workflows around patch runs keep what they know: a record of each run and each ring's verdict, as blobs of one
 * container. Nothing in it is public, and only identities of Entra reach it: the account knows no shared keys.
 */
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import { withTimeouts } from "../../childOptions";
import { mergeTags } from "../../tags";
import { checkArgs } from "../argRules";
import { compactName, stackIdentity } from "../physicalName";
import { dataActionsOf } from "../workflows/storeCalls";
import { createRole } from "../workflowWithRole";
import { argumentNames, type RunStoreArgs, runStoreRules } from "./runStoreArgs";

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
    const checked = checkArgs(this, "RunStore", name, args, argumentNames, runStoreRules);
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
