/** Two schedules of one machine do not know one another: with one start Azure runs one of them, and nobody says which. */
import { azureRuns } from "../../../../model/azureWindowRuns";
import { occurrences } from "../../../../model/calendar";
import { once } from "../../../../model/memo";
import type { Plan, PlannedWindow } from "../../../../model/plan";
import { type Instant, type Interval, minutesPerDay } from "../../../../model/time";
import { formatInstant } from "../../../../model/zone";
import { cloudBenchmark, nist80040, nist80053 } from "../../../control";
import { broken, type Outcome, perEach } from "../../../outcome";
import type { Properties } from "../../../properties";
import type { StackContext, StackRule } from "../../../rule";
import type { Stack, StackResource } from "../../../stack";
import { isOfProgramme } from "../../../subject";
import { configurationType, onlyGuestPatches } from "./guestPatches";
import {
  type Assigned,
  inLocation,
  machineAssignmentType,
  nameOf,
  type StackAssignment,
  scopeTypes,
  sharedMachines,
  stackAssignments,
} from "./machineAssignments";

/** A year, with both changes of the clock and every month. */
const lookedAt = 400 * minutesPerDay;

/** A schedule that other machines, or the same ones, are in. */
interface Other extends Assigned {
  readonly name: string;
  readonly runs: () => readonly Interval[];
}

/** One of the stack's own. */
type Own = Other & StackAssignment;

function overlapping(stack: Stack, { plan, asOf }: StackContext): readonly Outcome[] {
  const span = [asOf, asOf + lookedAt] as const;
  const planned = plannedOthers(plan, span);
  const ours = new Set(planned.map(({ name }) => name.toLowerCase()));
  const runs = once((configuration: StackResource) => runsOf(configuration, span));
  const own = stackAssignments(stack)
    // Names of what is still to be made are unknown in a preview.
    .filter(({ configuration: { urn } }) => !isOfProgramme(urn))
    .filter(({ configuration }) => !ours.has(nameOf(configuration)))
    .map(({ configuration: held, ...assigned }): Own => {
      return { ...assigned, configuration: held, name: held.name, runs: () => runs(held) };
    });
  return perEach(own, (mine) => {
    if (onlyGuestPatches(mine.configuration.properties) !== undefined) return [];
    const others = [...planned, ...own.slice(0, own.indexOf(mine))];
    return others.flatMap((other) => clash(mine, other));
  });
}

function clash(mine: Own, other: Other): readonly Outcome[] {
  const shared = sharedMachines(mine, other);
  if (shared === undefined || mine.name === other.name) return [];
  const at = firstOverlap(mine.runs(), other.runs());
  if (at === undefined) return [];
  return [
    broken({
      problem: `${shared} in two schedules that run at once, first on ${formatInstant(at)}`,
      property: `the schedule of ${mine.resource.name}`,
      seen: `${mine.name} beside ${other.name}`,
      allowed: "one schedule at a time for a machine",
      fix: "move the runs of one of them, or take the machines out of it",
      urn: mine.resource.urn,
      ...(mine.patchGroups[0] !== undefined && { patchGroup: mine.patchGroups[0] }),
    }),
  ];
}

/** The plan's own, wherever they are deployed. */
function plannedOthers(plan: Plan, span: readonly [Instant, Instant]): readonly Other[] {
  const runs = once((window: PlannedWindow) => plannedRuns(window, span));
  return plan.azure.flatMap(({ location, configurations }) =>
    configurations.map(({ name, patchGroup, window }) => ({
      name,
      ...inLocation(patchGroup, location),
      runs: () => runs(window),
    })),
  );
}

function plannedRuns(
  { schedule, timezone, duration }: PlannedWindow,
  [from, until]: readonly [Instant, Instant],
): readonly Interval[] {
  return occurrences(schedule, timezone, from, until).map(({ start, ambiguousUntil }) => [
    start,
    (ambiguousUntil ?? start) + duration,
  ]);
}

/** A schedule that Azure would refuse runs never. */
function runsOf(
  { properties }: StackResource,
  [from, until]: readonly [Instant, Instant],
): readonly Interval[] {
  const text = (key: string): string => wordsOf(properties, key);
  const window = {
    startDateTime: text("startDateTime"),
    duration: text("duration"),
    timeZone: text("timeZone"),
    recurEvery: text("recurEvery"),
    expirationDateTime: properties.text("expirationDateTime"),
  };
  return azureRuns(window, from, until) ?? [];
}

function wordsOf(properties: Properties, key: string): string {
  return properties.text(key) ?? "";
}

/** Both in order. */
function firstOverlap(runs: readonly Interval[], others: readonly Interval[]): Instant | undefined {
  let next = 0;
  for (const [start, end] of runs) {
    while ((others[next]?.[1] ?? Number.POSITIVE_INFINITY) <= start) next++;
    const [from] = others[next] ?? [Number.POSITIVE_INFINITY];
    if (from < end) return Math.max(from, start);
  }
  return undefined;
}

const configuration = (name: string, start: string) => ({
  type: configurationType,
  properties: {
    name,
    maintenanceScope: "InGuestPatch",
    startDateTime: `2026-12-06 ${start}`,
    duration: "02:00",
    timeZone: "W. Europe Standard Time",
    recurEvery: "Week Sunday",
  },
});
const scope = {
  type: scopeTypes[0],
  properties: { filter: { tagSettings: { tags: { PatchGroup: ["web.canary"] } } } },
  sources: { maintenanceConfigurationId: ["team"] },
};

export const schedulesApart: StackRule = {
  kind: "stack",
  id: "azure-one-schedule-at-a-time",
  title: "No machine is in two guest patch schedules whose runs overlap.",
  why: "Of two schedules with one start Azure runs one, and of others one after the other, so that a machine is patched outside of what its owners agreed to.",
  level: "mandatory",
  severity: "high",
  controls: [nist80040("§3.4"), nist80053("SI-2"), cloudBenchmark("PV-6")],
  ruleset: "2026.11",
  fix: "Move the runs of one schedule, or take the machines out of it; the document's own schedules never share a machine.",
  url: "https://learn.microsoft.com/en-us/azure/virtual-machines/maintenance-configurations",
  parameters:
    "The schedules and patch groups of the plan on Azure, beside which the stack's own are judged, for 400 days.",
  missing:
    "A machine whose PatchGroup tag the stack does not show is compared by its name only; a schedule by the hour, and one that is in another stack, is left out.",
  unknown: "Ids that are unknown are followed by the resources that they come from.",
  types: [...scopeTypes, machineAssignmentType],
  examples: {
    bad: { team: configuration("team", "05:00"), scope },
    good: { team: configuration("team", "07:00"), scope },
  },
  checks: [overlapping],
};
