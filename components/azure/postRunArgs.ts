/** What a component that closes runs is told: the configurations, what their rings install, and as whom it acts. */
import type * as pulumi from "@pulumi/pulumi";
import type { Minutes } from "../../model/time";
import type { KeysOf } from "../argumentForms";
import type { Tags } from "../tags";
import type { LinuxPatches, WindowsPatches } from "./patchContent";
import type { RebootSetting } from "./reboot";
import type { EntraWebhook, RunStorePlace } from "./snapshotPolicyArgs";
import type { ExistingIdentity } from "./workflowWithRole";

/** A maintenance configuration whose runs are closed. */
export interface ClosedConfiguration {
  /** Short and unique in the policy; part of the names of what is made for it. */
  readonly key: string;
  readonly configurationId: pulumi.Input<string>;
  /** Value of its machines' `PatchGroup` tag: its verdict stands under this name. @default - `key` */
  readonly patchGroup?: string;
  /** Longest time between the ends of two runs that follow one another, in minutes: how long a verdict counts. */
  readonly gap: Minutes;
  /** Of the configuration; where it never restarts a machine, a pending restart is no fault. @default "ifRequired" */
  readonly reboot?: RebootSetting;
  /** What it installs on Windows machines; machines of a system that it does not patch are not well. @default - nothing */
  readonly windows?: WindowsPatches;
  /** @default - nothing */
  readonly linux?: LinuxPatches;
  /** Scripts that end with 0 when a machine's service is well, run as the system itself. @default - none */
  readonly healthCheck?: HealthScripts;
  /** What becomes of a virtual machine whose installation or health check has failed. @default "leave" */
  readonly onFailure?: "leave" | "restore";
  /** Event Grid system topic of the configuration, such as a `SnapshotPolicy` makes. */
  readonly systemTopicName: pulumi.Input<string>;
  /** The topic's own identity may write what it cannot deliver into the run store, as a `SnapshotPolicy` sees to. @default false */
  readonly deadLetters?: boolean;
}

export interface HealthScripts {
  /** For PowerShell. */
  readonly windows?: string;
  /** For a shell. */
  readonly linux?: string;
}

export interface PostRunArgs {
  /** Existing resource group for the workflows. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** Location of the configurations. */
  readonly location: pulumi.Input<string>;
  /** Subscription of the configurations and their machines. */
  readonly subscriptionId: pulumi.Input<string>;
  readonly configurations: readonly ClosedConfiguration[];
  /** Where runs and verdicts are kept: that of whatever guards the runs. */
  readonly runStore: RunStorePlace;
  /** Existing resource group of the restore points. @default - `resourceGroupName` */
  readonly restorePointGroup?: pulumi.Input<string>;
  /** Identity that both workflows act as. @default - one of their own each */
  readonly identity?: ExistingIdentity;
  /** ARM ids of roles that exist already. @default - custom roles of exactly the calls that are made */
  readonly roles?: PostRunRoles;
  /** Events come with a token of Entra. @default - by a callback address, which is a secret */
  readonly entra?: EntraWebhook;
  readonly tags?: Tags;
}

export interface PostRunRoles {
  readonly postEvent?: pulumi.Input<string>;
  /** On the container of the run store. */
  readonly postEventStore?: pulumi.Input<string>;
  readonly restore?: pulumi.Input<string>;
  readonly restoreStore?: pulumi.Input<string>;
}

export const argumentNames: KeysOf<PostRunArgs> = {
  resourceGroupName: "needed",
  location: "needed",
  subscriptionId: "needed",
  configurations: "needed list of mappings",
  runStore: "needed mapping",
  restorePointGroup: true,
  identity: "mapping",
  roles: "mapping",
  entra: "mapping",
  tags: true,
};
