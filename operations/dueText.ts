/** When a vulnerability is due and by which route it gets there, as people and scripts read it. */
import { describeReleases } from "../model/deadline";
import type { GroupDue } from "../model/due/due";
import type { DueLimit, TimelessLimit } from "../model/due/dueLimits";
import type { Attempt, DueRoute } from "../model/due/routes";
import type { Vulnerability } from "../model/due/vulnerability";
import { describeDuration, formatDuration } from "../model/duration";
import { clockWords } from "../model/obligations/describe";
import type { Policy } from "../model/policy";
import { renderTable } from "../model/textTable";
import type { Instant, ZoneName } from "../model/time";
import { formatInstant, isoInstant } from "../model/zone";

export function renderGroup(due: GroupDue, zone: ZoneName): readonly string[] {
  const { group, tier, exposure, groupExposure, unknown, limits, timeless, routes } = due;
  const differs = groupExposure === undefined ? "" : `, though the group is ${groupExposure}`;
  return [
    `${group} (tier ${tier}, ${exposure}${differs}): ${bindingText(limits, zone)}`,
    ...(unknown.length === 0
      ? []
      : [`  not known, counted as the strictest: ${unknown.join(", ")}`]),
    ...indented(limitTable(limits)),
    ...limits.flatMap((limit) => stageLines(limit)),
    ...limits.flatMap((limit) => noteLines(limit)),
    ...timeless.map((limit) => `  ${timelessText(limit)}`),
    ...routes.flatMap((route) => renderRoute(route)),
  ];
}

/** The limit that binds, and when in the document's zone and in UTC. */
function bindingText([binding]: readonly DueLimit[], zone: ZoneName): string {
  return binding === undefined
    ? "nothing is promised"
    : `due ${both(binding.due, zone)}, bound by ${nameOf(binding)}`;
}

function nameOf({ source, control }: Pick<DueLimit, "source" | "control">): string {
  return control === undefined ? source : `${source} (${control})`;
}

function limitTable(limits: readonly DueLimit[]): readonly string[] {
  if (limits.length === 0) return [];
  return renderTable(
    ["limit", "for", "counts from", "since", "due", "later by"],
    limits.map((limit, index) => [
      `${describeDuration(limit.within)} ${limit.source}`,
      [limit.scope, describeReleases(limit)].filter((part) => part !== undefined).join(", "),
      clockWords[limit.clock],
      `${formatInstant(limit.start)}${mark(limit)}`,
      formatInstant(limit.due),
      index === 0 ? "binds" : formatDuration(limit.later),
    ]),
  );
}

function mark({ assumed, event }: Pick<DueLimit, "assumed" | "event">): string {
  if (assumed) return " assumed";
  return event === undefined ? "" : " the release";
}

function stageLines({ source, stages }: DueLimit): readonly string[] {
  return stages.map(
    (stage) =>
      `  ${source}: ${stage.act} by ${formatInstant(stage.due)}, ${describeDuration(stage.within)} of the ${clockWords[stage.clock]}${stage.assumed ? " (assumed)" : ""}`,
  );
}

function noteLines({ source, assumed, event, clock, note }: DueLimit): readonly string[] {
  const word = clockWords[clock];
  return [
    ...(assumed
      ? [`  ${source}: the ${word} is not known; it counts from the release, the earliest`]
      : []),
    ...(event === undefined
      ? []
      : [
          `  ${source}: the ${word} of ${formatInstant(event)} is before the release; it counts from the release`,
        ]),
    ...(note === undefined ? [] : [`  ${source}: ${note}`]),
  ];
}

function timelessText(limit: TimelessLimit): string {
  const asks = limit.kind === "own" ? "a limit of your own" : "the fix with the next upgrade";
  return `${nameOf(limit)} asks for ${asks}: it sets no instant`;
}

function renderRoute(route: DueRoute): readonly string[] {
  const { ring, systems, attempt, timezone } = route;
  const clouds = [...new Set(systems.map(({ cloud }) => cloud))].map((cloud) => {
    const names = systems.filter((one) => one.cloud === cloud).map(({ system }) => system);
    return `${names.join(", ")} on ${cloud}`;
  });
  return [
    `  ${ring}, ${clouds.join("; ")}: ${routeText(route)}`,
    ...(attempt === undefined ? [] : attemptLines(attempt, timezone)),
  ];
}

function routeText({ kind, attempt, toSpare, reason, accepted }: DueRoute): string {
  const spare = toSpare === undefined ? "" : `, ${formatDuration(toSpare)} to spare`;
  switch (kind) {
    case "scheduled":
      return `scheduled in window ${attempt?.name}${spare}`;
    case "outOfCycle":
      return `out of cycle by path ${attempt?.name}, triggered by ${attempt?.trigger}${spare} (${reason})`;
    case "notDeployed":
      return `not deployed${toSpare === undefined ? "" : `, else ${formatDuration(toSpare)} to spare`} (${reason})`;
    case "notServed":
      return `${accepted === undefined ? "not served" : `not served, accepted by ${accepted}`} (${reason})`;
  }
}

function attemptLines({ start, finish, steps }: Attempt, zone: ZoneName): readonly string[] {
  return [
    `    starts ${both(start, zone)}`,
    `    ends   ${both(finish, zone)}`,
    ...steps.map(
      ({ from, until, cause }) =>
        `      ${formatInstant(from)}  ${formatDuration(until - from).padStart(10)}  ${cause}`,
    ),
  ];
}

function both(instant: Instant, zone: ZoneName): string {
  return zone === "UTC"
    ? formatInstant(instant)
    : `${formatInstant(instant, zone)} = ${formatInstant(instant)}`;
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

interface DueAnswer {
  readonly policy: Policy;
  readonly vulnerability: Vulnerability;
  readonly asOf: Instant;
  readonly groups: readonly GroupDue[];
}

const instants = new Set(["from", "until", "start", "finish", "due", "event"]);
const durations = new Set(["within"]);

/** The same for scripts: instants in UTC (ISO 8601), with `local` beside the ones of a route; lengths in minutes. */
export function dueJson({ policy, vulnerability, asOf, groups }: DueAnswer, exit: number): object {
  const events = Object.entries(vulnerability.events).map(([clock, at]) => [clock, isoInstant(at)]);
  const answer = {
    asOf: isoInstant(asOf),
    exit,
    vulnerability: { ...vulnerability, events: Object.fromEntries(events) },
    groups: groups.map((group) => ({
      ...group,
      due: group.limits[0]?.due ?? null,
      dueLocal:
        group.limits[0] === undefined ? null : formatInstant(group.limits[0].due, policy.timezone),
      boundBy: group.limits[0] === undefined ? null : nameOf(group.limits[0]),
      limits: group.limits.map(({ later, ...limit }) => ({ ...limit, laterMinutes: later })),
      routes: group.routes.map(routeJson),
    })),
  };
  return JSON.parse(
    JSON.stringify(answer, (key, value) => {
      if (durations.has(key)) return describeDuration(value);
      return instants.has(key) && typeof value === "number" ? isoInstant(value) : value;
    }),
  );
}

function routeJson({ toSpare, ...route }: DueRoute): object {
  const spare = toSpare === undefined ? {} : { toSpareMinutes: toSpare };
  const { attempt, timezone } = route;
  if (attempt === undefined) return { ...route, ...spare };
  const local = {
    start: formatInstant(attempt.start, timezone),
    finish: formatInstant(attempt.finish, timezone),
  };
  return { ...route, ...spare, attempt: { ...attempt, local } };
}
