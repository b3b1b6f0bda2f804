/** What the parts of a unit are declared with. */
import type * as pulumi from "@pulumi/pulumi";
import type { AwsUnit, Plan } from "../../../model/plan";
import type { Tags } from "../../tags";
import type { ChangeCalendar } from "../windows/changeCalendar";
import type { AdoptedUnit } from "./adoptedUnit";

/** What the declarations of one unit have in common. */
export interface UnitContext {
  readonly name: string;
  readonly unit: AwsUnit;
  readonly plan: Plan;
  readonly place: { readonly accountId: string; readonly region: string };
  readonly tags: { readonly tags?: Tags };
  readonly opts: pulumi.ComponentResourceOptions;
  readonly adopt: AdoptedUnit;
}

/** Under the empty key the freezes of every group, under a group's name those of its own. */
export type Calendars = ReadonlyMap<string, ChangeCalendar>;
