/** What a snapshot policy is told: the configurations whose runs it guards, where it keeps what it knows, and as whom it acts. */
import type * as pulumi from "@pulumi/pulumi";
import type { Freeze } from "../../model/plan";
import type { CivilDate, Minutes } from "../../model/time";
import type { KeysOf } from "../argumentForms";
import type { Tags } from "../tags";
import type { HybridRuns, UnsupportedDisks } from "./workflows/guardedRun";
import type { ExistingIdentity } from "./workflowWithRole";

/** A maintenance configuration whose runs are guarded. */
export interface GuardedConfiguration {
  /** Short and unique in the policy; part of the names of what is made for it. */
  readonly key: string;
  readonly configurationId: pulumi.Input<string>;
  /** Name of the group whose machines it patches: a freeze may be for some groups only. */
  readonly group: string;
  /** Value of its machines' `PatchGroup` tag: its verdict stands under this name. @default - `key` */
  readonly patchGroup?: string;
  /** Length of its window in minutes. */
  readonly duration: Minutes;
  /** Longest time between the ends of two runs that follow one another, in minutes: how long a verdict counts. */
  readonly gap: Minutes;
  /** Days that a restore point is kept, 1–365; 0 makes none, so that only freezes and rings before are guarded. */
  readonly keepDays: number;
  /** Machines that are stopped are started before the run. @default false */
  readonly startStopped?: boolean;
  /** What becomes of a run with machines of Azure Arc, which can have no restore point. @default "refuse" */
  readonly hybrid?: HybridRuns;
  /** What becomes of a run with a machine whose disks know no restore point. @default "cancel" */
  readonly unsupportedDisks?: UnsupportedDisks;
  /** The ring that must have gone well first. @default - none */
  readonly ringBefore?: AzureRingBefore;
  /** Event Grid system topic that exists for the configuration already. @default - one is made */
  readonly systemTopicName?: pulumi.Input<string>;
  /** Object id of that topic's own identity, for events that cannot be delivered. @default - they are not kept */
  readonly systemTopicPrincipalId?: pulumi.Input<string>;
}

export interface AzureRingBefore {
  readonly patchGroup: string;
  /** Values of its machines' tag where it is divided into batches: the verdict of each is asked. @default - `patchGroup` alone */
  readonly batches?: readonly string[];
  /** It is patched in this policy's place too. @default false */
  readonly here?: boolean;
  /** Keys of `verdictPlaces` where it is patched. @default - nowhere else */
  readonly elsewhere?: readonly string[];
}

/** The outputs of a `RunStore`. */
export interface RunStorePlace {
  readonly accountId: pulumi.Input<string>;
  readonly containerId: pulumi.Input<string>;
  readonly containerUrl: pulumi.Input<string>;
  readonly deadLetterContainerId: pulumi.Input<string>;
  readonly deadLetterContainerName: pulumi.Input<string>;
}

/** The store of another place, whose verdicts are read: who deploys may assign roles on it. */
export type VerdictPlace = Pick<RunStorePlace, "containerId" | "containerUrl"> & {
  readonly readerRoleDefinitionId: pulumi.Input<string>;
};

/** Event Grid then shows a token of Entra in place of the signature of a callback address. */
export interface EntraWebhook {
  readonly tenantId: pulumi.Input<string>;
  /** Application that Event Grid asks a token for; its role AzureEventGridSecureWebhookSubscriber is Event Grid's. */
  readonly applicationId: pulumi.Input<string>;
}

export interface SnapshotPolicyArgs {
  /** Existing resource group for the workflows and topics. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** Location of the configurations: their events come from there. */
  readonly location: pulumi.Input<string>;
  /** Subscription of the configurations and their machines. */
  readonly subscriptionId: pulumi.Input<string>;
  readonly configurations: readonly GuardedConfiguration[];
  /** Where runs and verdicts are kept. */
  readonly runStore: RunStorePlace;
  /** Stores of other places, by keys of their own. @default - none */
  readonly verdictPlaces?: Readonly<Record<string, VerdictPlace>>;
  /** @default - none */
  readonly freezes?: readonly Freeze[];
  /** Day from which the freezes' zones must keep the same clock in Azure, `YYYY-MM-DD`. */
  readonly effectiveFrom: CivilDate;
  /** Existing resource group for restore points. @default - `resourceGroupName` */
  readonly restorePointGroup?: pulumi.Input<string>;
  /** Identity that all workflows act as. @default - one of their own each */
  readonly identity?: ExistingIdentity;
  /** ARM ids of roles that exist already. @default - custom roles of exactly the calls that are made */
  readonly roles?: SnapshotPolicyRoles;
  /** Events come with a token of Entra. @default - by a callback address, which is a secret */
  readonly entra?: EntraWebhook;
  readonly tags?: Tags;
}

export interface SnapshotPolicyRoles {
  readonly preEvent?: pulumi.Input<string>;
  /** On the container of the run store. */
  readonly preEventStore?: pulumi.Input<string>;
  readonly watchdog?: pulumi.Input<string>;
  readonly watchdogStore?: pulumi.Input<string>;
  readonly cleanUp?: pulumi.Input<string>;
}

export const argumentNames: KeysOf<SnapshotPolicyArgs> = {
  resourceGroupName: "needed",
  location: "needed",
  subscriptionId: "needed",
  configurations: "needed list of mappings",
  runStore: "needed mapping",
  verdictPlaces: "mapping",
  freezes: "list of mappings",
  effectiveFrom: "needed text",
  restorePointGroup: true,
  identity: "mapping",
  roles: "mapping",
  entra: "mapping",
  tags: true,
};
