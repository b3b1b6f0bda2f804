/** What a maintenance configuration is told. */
import type * as pulumi from "@pulumi/pulumi";
import type { Schedule } from "../../model/schedule";
import type { CivilDate, Minutes, ZoneName } from "../../model/time";
import type { KeysOf } from "../argumentForms";
import type { Tags } from "../tags";
import type { LinuxPatches, WindowsPatches } from "./patchContent";
import type { RebootSetting } from "./reboot";

export interface MaintenanceConfigurationArgs {
  /** Existing resource group that holds the configuration. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** Where the configuration lives, such as `westeurope`. */
  readonly location: pulumi.Input<string>;
  /** When it runs: a schedule of the model or its text, such as `second tuesday +1 day at 22:00`. */
  readonly schedule: pulumi.Input<Schedule | string>;
  /** IANA zone of the schedule, such as `Europe/Berlin`. */
  readonly timezone: pulumi.Input<ZoneName>;
  /** First day on which it may run, `YYYY-MM-DD`. */
  readonly effectiveFrom: pulumi.Input<CivilDate>;
  /** Length of the window in minutes, 90–235. */
  readonly duration: pulumi.Input<Minutes>;
  /** What is installed on Windows machines. @default - nothing */
  readonly windows?: pulumi.Input<WindowsPatches>;
  /** What is installed on Linux machines. @default - nothing */
  readonly linux?: pulumi.Input<LinuxPatches>;
  /** Azure's spellings are taken too. @default ifRequired */
  readonly reboot?: pulumi.Input<RebootSetting>;
  /** Local time after which it never runs again, `YYYY-MM-DD hh:mm`. @default - none */
  readonly expires?: pulumi.Input<string>;
  /** Exact physical name. @default - `<name>-<hash>`, or the name of the one that is adopted */
  readonly resourceName?: pulumi.Input<string>;
  /** One that exists already and is imported. Leave it out again after the first deployment, and keep `resourceName`. @default - none */
  readonly adopt?: AdoptedConfiguration;
  /** @default - none */
  readonly tags?: Tags;
}

/** A maintenance configuration that the portal, or another program, made. */
export interface AdoptedConfiguration {
  /** Its ARM id. */
  readonly id: string;
  /** Day of its start date, `YYYY-MM-DD`, which decides nothing but its first run. @default - as `effectiveFrom` has it */
  readonly startDay?: CivilDate;
}

export const argumentNames: KeysOf<MaintenanceConfigurationArgs> = {
  resourceGroupName: "needed",
  location: "needed",
  schedule: "needed",
  timezone: "needed",
  effectiveFrom: "needed",
  duration: "needed",
  windows: "mapping",
  linux: "mapping",
  reboot: true,
  expires: true,
  resourceName: true,
  adopt: "mapping",
  tags: "mapping",
};
