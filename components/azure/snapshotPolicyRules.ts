/** What a snapshot policy's arguments must be. */
import { toWindowsZone } from "../../model/azureZone";
import type { Freeze } from "../../model/plan";
import type { CivilDate } from "../../model/time";
import type { KeysOf } from "../argumentForms";
import { type ArgumentChecks, show } from "../arguments";
import { checkFreezes } from "../freezeRules";
import { isTimeZone } from "../timeZone";
import { type ArgRule, joined, refuseAll } from "./argRules";
import { tagsComplaint } from "./azureTags";
import { checkGuarded, guardedComplaint, ringsBeforeComplaint } from "./guardedRules";
import { groupComplaint, locationComplaint, subscriptionComplaint } from "./place";
import { checkActing, checkRunStore, checkVerdictPlaces } from "./runForms";
import { dateComplaint } from "./runWindow";
import type { SnapshotPolicyArgs, SnapshotPolicyRoles } from "./snapshotPolicyArgs";

const roleKeys: KeysOf<SnapshotPolicyRoles> = {
  preEvent: true,
  preEventStore: true,
  watchdog: true,
  watchdogStore: true,
  cleanUp: true,
};

/** Forms first, each of which throws what it cannot look into; then what the plain parts must be together. */
export function checkGuarding(checks: ArgumentChecks, args: SnapshotPolicyArgs): void {
  const { configurations, verdictPlaces = {}, freezes } = args;
  for (const [index, one] of configurations.entries()) checkGuarded(checks, index, one);
  checkRunStore(checks, args.runStore);
  checkVerdictPlaces(checks, verdictPlaces);
  if (freezes !== undefined) checkFreezes(checks, freezes);
  checkActing(checks, args, roleKeys);
  refuseAll(checks, {
    configurations: guardedComplaint(configurations),
    verdictPlaces: ringsBeforeComplaint(configurations, Object.keys(verdictPlaces)),
  });
}

/** Words that follow `freezes`. */
function zonesComplaint(freezes: readonly Freeze[], effectiveFrom: CivilDate): string | undefined {
  return joined(
    freezes.map(({ name, timezone, when }) => {
      // An imported calendar is instants: Azure needs no name for its zone. What is no zone at all is told by itself.
      if (when.kind === "spans" || isTimeZone(timezone) !== undefined) return undefined;
      const zone = toWindowsZone(timezone, effectiveFrom);
      return zone.ok
        ? undefined
        : `${name}.timezone must be a zone that Azure keeps, got ${show(timezone)}; ${zone.reason}`;
    }),
  );
}

export const snapshotPolicyRules: readonly ArgRule<SnapshotPolicyArgs>[] = [
  { property: "resourceGroupName", complaint: (args) => groupComplaint(args.resourceGroupName) },
  {
    property: "restorePointGroup",
    complaint: ({ restorePointGroup: group }) =>
      group === undefined ? undefined : groupComplaint(group),
  },
  { property: "location", complaint: ({ location }) => locationComplaint(location) },
  {
    property: "subscriptionId",
    complaint: ({ subscriptionId }) => subscriptionComplaint(subscriptionId),
  },
  {
    property: "effectiveFrom",
    complaint: ({ effectiveFrom }) => dateComplaint(effectiveFrom),
  },
  {
    property: "freezes",
    beside: ["effectiveFrom"],
    complaint: ({ freezes, effectiveFrom }) =>
      // No zone can be judged from a day that is none.
      dateComplaint(effectiveFrom) === undefined
        ? zonesComplaint((freezes ?? []) as readonly Freeze[], effectiveFrom)
        : undefined,
  },
  { property: "tags", complaint: ({ tags }) => tagsComplaint(tags) },
];
