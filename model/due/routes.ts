/** How a patch gets to each ring in time, with the proof's own arithmetic: a routine run, else out of cycle, else not. */
import { formatDuration } from "../duration";
import { acceptingException } from "../exceptions";
import type { Facts } from "../obligations/applies";
import { describeApplicability } from "../obligations/describe";
import type { Cloud, PatchClass, PlannedGroup, PlannedRing, RingSystem, Trigger } from "../plan";
import { wordingOf } from "../proof/cell";
import type { ProofContext } from "../proof/context";
import { undeployedReason, unknownReason } from "../proof/images";
import { landingOf, longestWait } from "../proof/landing";
import { emergencySteps, isTriggered } from "../proof/outOfCycle";
import { emergencyTimeline, neverCause, routineTimeline } from "../proof/timeline";
import type { TimelineStep } from "../proof/verdict";
import { emergencyWay, routineWays } from "../proof/ways";
import type { SystemId } from "../systems";
import type { Instant, Minutes, ZoneName } from "../time";
import type { Vulnerability } from "./vulnerability";

/** One way to one ring. `start` and `finish` are those of the run or of the ring's execution. */
export interface Attempt {
  readonly by: "routine" | "outOfCycle";
  /** Name of the window or of the path. */
  readonly name: string;
  /** What triggers the path, in words. */
  readonly trigger?: string;
  readonly start: Instant;
  readonly finish: Instant;
  readonly steps: readonly TimelineStep[];
}

/** Why a way does not exist. */
interface NoWay {
  readonly never: string;
}

export interface DueRoute {
  readonly ring: string;
  readonly timezone: ZoneName;
  /** Systems that fare the same. */
  readonly systems: readonly { readonly system: SystemId; readonly cloud: Cloud }[];
  /** `notDeployed`: in time by the calendar, and nothing of this release follows it. */
  readonly kind: "scheduled" | "outOfCycle" | "notDeployed" | "notServed";
  /** The way that it takes; of a ring that is not served in time, the one that ends first. */
  readonly attempt?: Attempt;
  /** Time left when it ends; negative when it is late, absent where nothing is promised. */
  readonly toSpare?: Minutes;
  /** Why it is not scheduled, or not served. */
  readonly reason?: string;
  /** Nothing of this release follows the group's strategy: a change of the calendar alone does not serve it. */
  readonly undeployed?: true;
  /** The exception that accepts that it comes too late. */
  readonly accepted?: string;
}

export interface RouteRequest {
  readonly group: PlannedGroup;
  readonly facts: Facts;
  readonly vulnerability: Vulnerability;
  /** When it is due at the latest; infinite where nothing is promised. */
  readonly due: number;
  /** Runs before it are past. */
  readonly since: Instant;
  readonly ring: string | undefined;
}

export function routesOf(request: RouteRequest, context: ProofContext): readonly DueRoute[] {
  const { group, ring } = request;
  return group.rings
    .filter(({ name }) => ring === undefined || name === ring)
    .flatMap((one) => {
      const alike = new Map<string, DueRoute>();
      for (const system of systemsOf(one, request.vulnerability)) {
        const route = routeOf(request, one, system, context);
        const key = JSON.stringify(route);
        const { system: id, cloud } = system;
        const systems = [...(alike.get(key)?.systems ?? []), { system: id, cloud }];
        alike.set(key, { ...route, systems });
      }
      return [...alike.values()];
    });
}

export function systemsOf(
  ring: PlannedRing,
  { system, cloud }: Vulnerability,
): readonly RingSystem[] {
  return ring.systems.filter(
    (one) =>
      (system === undefined || one.system === system) &&
      (cloud === undefined || one.cloud === cloud),
  );
}

function routeOf(
  request: RouteRequest,
  ring: PlannedRing,
  system: RingSystem,
  context: ProofContext,
): DueRoute {
  const base = { ring: ring.name, timezone: ring.window.timezone, systems: [] };
  const by = (attempt: Attempt): Pick<DueRoute, "attempt" | "toSpare"> =>
    Number.isFinite(request.due) ? { attempt, toSpare: request.due - attempt.finish } : { attempt };
  const unknown = unknownReason(request.group);
  if (unknown !== undefined)
    return { ...base, kind: "notServed", reason: unknown, undeployed: true };
  const routine = routineAttempt(request, ring, system, context);
  const undeployed = undeployedReason(request.group);
  if (undeployed !== undefined) {
    if (inTime(routine, request)) {
      return { ...base, kind: "notDeployed", ...by(routine), reason: undeployed, undeployed: true };
    }
    const reason = `by its images: ${fault(routine, request)}; ${undeployed}`;
    const way = "never" in routine ? {} : by(routine);
    return { ...base, kind: "notServed", ...way, reason, undeployed: true };
  }
  if (inTime(routine, request)) return { ...base, kind: "scheduled", ...by(routine) };
  const emergency = emergencyAttempt(request, ring, context);
  const late = `routine: ${fault(routine, request)}`;
  if (inTime(emergency, request)) {
    return { ...base, kind: "outOfCycle", ...by(emergency), reason: late };
  }
  const reason = `${late}; out of cycle: ${fault(emergency, request)}`;
  const attempts: readonly (Attempt | NoWay)[] = [routine, emergency];
  const [first] = attempts
    .filter((one): one is Attempt => !("never" in one))
    .sort((a, b) => a.finish - b.finish);
  if (first === undefined) return { ...base, kind: "notServed", reason };
  const scope = { group: request.group.name, ring: ring.name };
  const accepted = acceptingException(context.plan.exceptions, scope, first.finish)?.id;
  const route: DueRoute = { ...base, kind: "notServed", ...by(first), reason };
  return accepted === undefined ? route : { ...route, accepted };
}

function inTime(attempt: Attempt | NoWay, { due }: RouteRequest): attempt is Attempt {
  return !("never" in attempt) && attempt.finish <= due;
}

function fault(attempt: Attempt | NoWay, { due }: RouteRequest): string {
  return "never" in attempt ? attempt.never : `${formatDuration(attempt.finish - due)} late`;
}

function routineAttempt(
  { group, facts, vulnerability, since }: RouteRequest,
  ring: PlannedRing,
  system: RingSystem,
  context: ProofContext,
): Attempt | NoWay {
  const way = routineWays({ group, ring, system }, context)(approvedAs(group, facts));
  if ("never" in way) return way;
  const { released } = vulnerability.events;
  const landing = landingOf(way.route, released, 0, since);
  if (landing === "never") return { never: neverCause(way.route, released) };
  const wording = wordingOf({ group, ring, system }, way.ownDays);
  const { runs } = way.route.legs.at(-1) ?? way.route;
  const { run } = landing.stops.at(-1) ?? landing;
  return {
    by: "routine",
    name: ring.window.name,
    start: runs.starts[run] ?? landing.finish,
    finish: landing.finish,
    steps: routineTimeline(way.route, released, wording, since),
  };
}

/**
 * The class by which a baseline approves it. No baseline sees exploitation, so what is or may be exploited waits for
 * the slowest rule, as in the proof where it speaks of exploitation; so does what has an unknown severity.
 */
function approvedAs({ deadlines }: PlannedGroup, { severity, exploited }: Facts): PatchClass {
  const proved = deadlines.some((deadline) => deadline.class.exploited);
  return {
    severity: severity ?? "critical",
    exploited: severity === undefined || (proved && exploited !== false),
  };
}

function emergencyAttempt(
  request: RouteRequest,
  ring: PlannedRing,
  context: ProofContext,
): Attempt | NoWay {
  const { group, facts, vulnerability } = request;
  const path = group.outOfCycle;
  if (path === undefined) return { never: `tier ${group.tier} names no path` };
  const trigger = path.when.find((one) => isTriggered(one, facts));
  if (trigger === undefined) {
    return { never: `path ${path.name} is for ${path.when.map(triggerWords).join(" or ")}` };
  }
  const route = emergencyWay({ group, ring, path }, context);
  const { released } = vulnerability.events;
  const at = triggeredAt(request, path.when);
  const end = emergencySteps(route, at).at(-1);
  if (end === undefined || end.until - at > longestWait) {
    return { never: `path ${path.name} is barred for 400 days` };
  }
  const waiting = { from: released, until: at, cause: `until path ${path.name} is triggered` };
  return {
    by: "outOfCycle",
    name: path.name,
    trigger: triggerWords(trigger),
    start: end.from,
    finish: end.until,
    steps: [...(at > released ? [waiting] : []), ...emergencyTimeline(route, at)],
  };
}

/** Not before now, and where nothing but exploitation triggers it, not before that is known. */
function triggeredAt(
  { facts, vulnerability, since }: RouteRequest,
  triggers: readonly Trigger[],
): Instant {
  const withoutIt = { ...facts, exploited: false };
  const anyway = triggers.some((trigger) => isTriggered(trigger, withoutIt));
  return anyway ? since : Math.max(since, vulnerability.events.kevAdded ?? since);
}

/** `exploited`, `critical`, `critical, internet, automatable`. */
function triggerWords(trigger: Trigger): string {
  return typeof trigger === "string" ? trigger : describeApplicability(trigger);
}
