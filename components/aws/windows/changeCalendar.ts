/** The freezes as a Change Calendar: open but for them. Windows have no calendar field; the runbooks ask it. */
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { toChangeCalendar } from "../../../model/changeCalendar";
import type { Freeze } from "../../../model/plan";
import { checkNames, type KeysOf } from "../../argumentForms";
import { checkArguments } from "../../arguments";
import { withTimeouts } from "../../childOptions";
import { checkFreezes } from "../../freezeRules";
import { mergeTags, type Tags, withCheckedTags } from "../../tags";
import { checkRegion } from "../place";

export interface ChangeCalendarArgs {
  readonly region: string;
  /** None is right: a calendar without events is always open. */
  readonly freezes: readonly Freeze[];
  /** What people see above the calendar. @default - the component's name */
  readonly title?: string;
  /** @default {} */
  readonly tags?: Tags;
}

const argumentNames: KeysOf<ChangeCalendarArgs> = {
  region: "needed text",
  freezes: "needed list of mappings",
  title: "text",
  tags: "mapping",
};

/**
 * @example
 * import { ChangeCalendar } from "patchwarden/aws";
 *
 * new ChangeCalendar("freezes", {
 *   region: "eu-central-1",
 *   freezes: [
 *     {
 *       name: "year-end",
 *       timezone: "Europe/Berlin",
 *       when: { kind: "yearly", from: "12-18", to: "01-04" },
 *     },
 *   ],
 * });
 */
export class ChangeCalendar extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:aws:ChangeCalendar";

  /** What GetCalendarState is asked with. */
  readonly calendarName: pulumi.Output<string>;
  readonly calendarArn: pulumi.Output<string>;

  constructor(name: string, given: ChangeCalendarArgs, opts?: pulumi.ComponentResourceOptions) {
    super(ChangeCalendar.__pulumiType, name, given, withTimeouts(opts));
    const checks = checkArguments(this, "ChangeCalendar", name);
    checkNames(checks, given, argumentNames);
    const args = withCheckedTags(checks, given);
    checkRegion(checks, args.region);
    checkFreezes(checks, args.freezes);
    checks.throwFaults();

    const document = new ssm.Document(
      name,
      {
        region: args.region,
        documentType: "ChangeCalendar",
        documentFormat: "TEXT",
        content: toChangeCalendar(args.freezes, args.title ?? name),
        tags: mergeTags(args.tags),
      },
      { parent: this },
    );
    this.calendarName = document.name;
    this.calendarArn = document.arn;
    this.registerOutputs({ calendarName: this.calendarName, calendarArn: this.calendarArn });
  }
}
