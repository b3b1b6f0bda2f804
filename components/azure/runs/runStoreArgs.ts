/** What a run store is told, and what its arguments must be. */
import type * as pulumi from "@pulumi/pulumi";
import type { KeysOf } from "../../argumentForms";
import { isText, show } from "../../arguments";
import type { Tags } from "../../tags";
import type { ArgRule } from "../argRules";
import { tagsComplaint } from "../azureTags";
import { groupComplaint, locationComplaint, subscriptionComplaint } from "../place";
import { isRoleId } from "../runForms";

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

export const argumentNames: KeysOf<RunStoreArgs> = {
  resourceGroupName: "needed",
  location: "needed",
  subscriptionId: "needed",
  accountName: true,
  keepDays: true,
  readerRoleDefinitionId: true,
  tags: true,
};

export const runStoreRules: readonly ArgRule<RunStoreArgs>[] = [
  { property: "resourceGroupName", complaint: (args) => groupComplaint(args.resourceGroupName) },
  { property: "location", complaint: ({ location }) => locationComplaint(location) },
  {
    property: "subscriptionId",
    complaint: ({ subscriptionId }) => subscriptionComplaint(subscriptionId),
  },
  {
    property: "accountName",
    complaint: ({ accountName }) =>
      accountName === undefined || isText(accountName, /^[a-z0-9]{3,24}$/)
        ? undefined
        : `must be 3–24 lower-case letters and digits, got ${show(accountName)}`,
  },
  {
    property: "keepDays",
    beside: ["accountName"],
    complaint: ({ keepDays, accountName }) => keepComplaint(keepDays, accountName),
  },
  {
    property: "readerRoleDefinitionId",
    complaint: ({ readerRoleDefinitionId: id }) => (id === undefined ? undefined : isRoleId(id)),
  },
  { property: "tags", complaint: ({ tags }) => tagsComplaint(tags) },
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
