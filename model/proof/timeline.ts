/** A patch's way from release to landing, told as waits with their causes. */
import { formatDuration } from "../duration";
import type { PlannedRing, PlannedWindow } from "../plan";
import type { RestBefore } from "../restBefore";
import type { Instant } from "../time";
import { formatInstant } from "../zone";
import { landingOf, longestWait, type Route, type Stop } from "./landing";
import { type EmergencyRoute, type EmergencyStep, emergencySteps } from "./outOfCycle";
import { approvedAt } from "./rest";
import type { AdmissibleRuns } from "./runs";
import type { TimelineStep } from "./verdict";

/** What the words of a timeline need beyond its arithmetic. */
export interface Wording {
  /** The ring that waits for the approval. */
  readonly ring: PlannedRing;
  /** Of the runs that install, be it into an image. */
  readonly window: PlannedWindow;
  /** What brings a ring its patches: what its baseline approves, images, or lists of what the ring before has had. */
  readonly by: "baseline" | "image" | "list";
  /** The rings that hand on images or lists. */
  readonly rings: readonly PlannedRing[];
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
  const { ring, window } = wording;
  const name =
    wording.by === "image" ? `image build in ${window.name}` : `run of ring ${ring.name}`;
  const { run, stops } = landing;
  const built: Stop = { run, finish: (route.runs.lateStarts[run] ?? 0) + route.finishAfter };
  return [
    {
      from: release,
      until: patch,
      cause: `superseded before a run could install it, at last by the update of ${formatInstant(patch)}`,
    },
    { from: patch, until: approved, cause: approvalCause(route, wording) },
    { from: approved, until: waits, cause: "runs up to here are past" },
    ...runSteps(route.runs, waits, built, { window, name }),
    ...handedOnSteps(route, built, stops, wording),
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

/** From ring to ring: the rest in the one before, and the run that takes the image or the list. */
function handedOnSteps(
  { legs }: Route,
  built: Stop,
  stops: readonly Stop[],
  { by, ring: first, rings }: Wording,
): readonly TimelineStep[] {
  const told = by === "list" ? ", and the time until its close tells of it" : "";
  return legs.flatMap(({ runs, rest }, index) => {
    const [ring, stop] = [rings[index], stops[index]];
    if (ring === undefined || stop === undefined) return [];
    const ready = (stops[index - 1] ?? built).finish;
    const rested = ready + rest;
    const { name, window } = ring;
    return [
      {
        from: ready,
        until: rested,
        cause: `soak in ring ${(rings[index - 1] ?? first).name}${told}`,
      },
      ...runSteps(runs, rested, stop, { window, name: `run of ring ${name}` }),
    ];
  });
}

/** The wait for a run, and the run. */
function runSteps(
  runs: AdmissibleRuns,
  from: Instant,
  { run, finish }: Stop,
  { window, name }: { readonly window: PlannedWindow; readonly name: string },
): readonly TimelineStep[] {
  const start = runs.starts[run] ?? finish;
  const lateStart = runs.lateStarts[run] ?? start;
  return [
    ...waitForRun(runs, from, start, window),
    { from: start, until: lateStart, cause: "the clock shows the start twice: it may run later" },
    { from: lateStart, until: finish, cause: name },
  ];
}

function waitForRun(
  runs: AdmissibleRuns,
  from: Instant,
  start: Instant,
  window: PlannedWindow,
): readonly TimelineStep[] {
  const barred = runs.barred().filter((run) => run.start >= from && run.start < start);
  const firstBarred = barred[0]?.start ?? start;
  const names = [...new Set(barred.map(({ freeze }) => freeze))].join(" and ");
  const count = `${barred.length} ${barred.length === 1 ? "run" : "runs"}`;
  return [
    { from, until: firstBarred, cause: `waits for window ${window.name}` },
    {
      from: firstBarred,
      until: start,
      cause: `freeze ${names} bars ${count} of ${window.name}`,
    },
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
