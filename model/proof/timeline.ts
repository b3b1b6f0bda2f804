/** A patch's way from release to landing, told as waits with their causes. */
import { formatDuration } from "../duration";
import type { PlannedRing } from "../plan";
import type { RestBefore } from "../restBefore";
import type { Instant } from "../time";
import { formatInstant } from "../zone";
import { type Landing, landingOf, longestWait, type Route } from "./landing";
import { type EmergencyRoute, type EmergencyStep, emergencySteps } from "./outOfCycle";
import { approvedAt } from "./rest";
import type { TimelineStep } from "./verdict";

/** What the words of a timeline need beyond its arithmetic. */
export interface Wording {
  readonly ring: PlannedRing;
  /** Days of the approval delay that the document asks for; the rest of it keeps the soak. */
  readonly ownDays: number;
  /** The ring of another group that the patch rests in first. */
  readonly before?: RestBefore;
}

/** The steps of a patch that routine runs install, or never install. Runs before `since` are past. */
export function routineTimeline(
  route: Route,
  release: Instant,
  wording: Wording,
  since = release,
): readonly TimelineStep[] {
  const landing = landingOf(route, release, 0, since);
  if (landing === "never") {
    return [{ from: release, until: since + longestWait, cause: neverCause(route, release) }];
  }
  const { patch } = landing;
  const approved = approvedAt(patch, route.delayDays, "nextMinute");
  const waits = Math.max(approved, since);
  const start = route.runs.starts[landing.run] ?? waits;
  return [
    {
      from: release,
      until: patch,
      cause: `superseded before a run could install it, at last by the update of ${formatInstant(patch)}`,
    },
    { from: patch, until: approved, cause: approvalCause(route, wording) },
    { from: approved, until: waits, cause: "runs up to here are past" },
    ...waitForRun(route, waits, start, wording),
    ...runSteps(route, landing, wording),
  ].filter(({ from, until }) => until > from);
}

/** Why routine runs never install a patch. */
export function neverCause(route: Route, release: Instant): string {
  const alone = landingOf({ ...route, supersedings: new Int32Array(0) }, release);
  return alone === "never"
    ? "no run that can install it finishes within 400 days"
    : `starves: each monthly update supersedes the one before its delay of ${route.delayDays}d lets a run install it`;
}

function approvalCause({ delayDays }: Route, { ownDays, ring, before }: Wording): string {
  if (ownDays >= delayDays) return `approval delay ${delayDays}d`;
  const soak = formatDuration(before?.soak ?? ring.soak);
  const source = before === undefined ? "" : ` in ${before.ring.patchGroup}`;
  return `approval delay ${delayDays}d: ${ownDays}d asked, more for the soak of ${soak}${source}`;
}

function waitForRun(
  { runs }: Route,
  from: Instant,
  start: Instant,
  { ring }: Wording,
): readonly TimelineStep[] {
  const barred = runs.barred().filter((run) => run.start >= from && run.start < start);
  const firstBarred = barred[0]?.start ?? start;
  const names = [...new Set(barred.map(({ freeze }) => freeze))].join(" and ");
  const count = `${barred.length} ${barred.length === 1 ? "run" : "runs"}`;
  return [
    { from, until: firstBarred, cause: `waits for window ${ring.window.name}` },
    {
      from: firstBarred,
      until: start,
      cause: `freeze ${names} bars ${count} of ${ring.window.name}`,
    },
  ];
}

function runSteps(
  { runs }: Route,
  { run, finish }: Landing,
  { ring }: Wording,
): readonly TimelineStep[] {
  const start = runs.starts[run] ?? finish;
  const lateStart = runs.lateStarts[run] ?? start;
  return [
    { from: start, until: lateStart, cause: "the clock shows the start twice: it may run later" },
    { from: lateStart, until: finish, cause: `run of ring ${ring.name}` },
  ];
}

/** The steps of a patch that the out-of-cycle path brings. */
export function emergencyTimeline(
  route: EmergencyRoute,
  trigger: Instant,
): readonly TimelineStep[] {
  return emergencySteps(route, trigger).map((step) => ({
    from: step.from,
    until: step.until,
    cause: emergencyCause(route, step),
  }));
}

function emergencyCause({ path }: EmergencyRoute, { kind, ring }: EmergencyStep): string {
  switch (kind) {
    case "notice":
      return `notice of path ${path.name}`;
    case "decision":
      return `decision of ${path.quorum} on call`;
    case "soak":
      return `soak after ring ${ring}`;
    case "freeze":
      return `a freeze bars path ${path.name} for ring ${ring}`;
    case "execution":
      return `out-of-cycle run of ring ${ring}`;
  }
}
