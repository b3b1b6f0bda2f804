/** What the cells of one proof share: the horizon, the calendars, and every sweep that was made before. */
import { freezeIntervals, type Interval } from "../calendar";
import { dayOfDate } from "../civilDay";
import { addDuration } from "../duration";
import { freezesOf } from "../freezesOf";
import { once, remembered, rememberedOf } from "../memo";
import type {
  Deadline,
  Freeze,
  Plan,
  PlannedGroup,
  PlannedRing,
  PlannedWindow,
  RingSystem,
} from "../plan";
import type { Instant } from "../time";
import { minutesPerDay } from "../time";
import { type Allowance, allowanceOf, type Horizon } from "./allowance";
import type { ImageRest } from "./imageRests";
import type { ApprovalDelay, DelayPair } from "./kinds";
import { longestWait, patchTuesdays, type Route } from "./landing";
import type { EmergencyRoute } from "./outOfCycle";
import { type AdmissibleRuns, type AllRuns, allRuns, openRuns, runsKey, union } from "./runs";
import type { RoutineTravel } from "./sweep";
import type { WorstCases } from "./worst";

/** A found value and the short name that stands for everything that decides it. */
export interface Keyed<Value> {
  readonly key: string;
  readonly value: Value;
}

/** A group's name decides its freezes: one that a part of a plan leaves out has them too. */
type GroupName = Pick<PlannedGroup, "name">;

export interface ProofContext {
  readonly plan: Plan;
  readonly horizon: Horizon;
  readonly patchTuesdays: Int32Array;
  /** Runs of a window for the groups under the same freezes. */
  runs(window: PlannedWindow, group: GroupName): Keyed<AdmissibleRuns>;
  /** Freezes that apply to a group, as disjoint spans. */
  closed(group: GroupName): Keyed<readonly Interval[]>;
  allowance(deadlines: readonly Deadline[]): Allowance;
  readonly known: KnownWays;
}

/** What was found before, by what it depends on: equal calendars, routes and allowances are one object each. */
export interface KnownWays {
  readonly delays: WeakMap<RingSystem, Map<string, ApprovalDelay>>;
  /** By the earlier system and the later one. */
  readonly pairs: WeakMap<RingSystem, WeakMap<RingSystem, readonly DelayPair[]>>;
  /** By a short name of the finish, the delay and the kind of updates. */
  readonly routes: WeakMap<AdmissibleRuns, Map<string, Route>>;
  /** By the route that images come by, and the runs of the ring that takes them: a short name of the rest. */
  readonly onward: WeakMap<Route, WeakMap<AdmissibleRuns, Map<string, Route>>>;
  readonly rests: WeakMap<Route, ImageRest>;
  readonly emergencies: Map<string, EmergencyRoute>;
  readonly ofRings: WeakMap<PlannedRing, EmergencyRoute>;
  readonly travels: WeakMap<Route, RoutineTravel>;
  readonly sweeps: WeakMap<Route | EmergencyRoute, Map<Allowance, WorstCases>>;
}

/** Releases from `asOf` or the effective day, whichever is later, over two years. */
export function horizonOf(plan: Plan, asOf: Instant): Horizon {
  const from = Math.max(asOf, dayOfDate(plan.effectiveFrom) * minutesPerDay);
  return { from, until: addDuration(from, { months: 24, minutes: 0 }) };
}

export function proofContext(plan: Plan, asOf: Instant): ProofContext {
  return contextOver(plan, horizonOf(plan, asOf));
}

/** The same for releases of any horizon, such as a single one. */
export function contextOver(plan: Plan, horizon: Horizon): ProofContext {
  // A landing ends at the latest `longestWait` after the last release; its run begins before that.
  const beyond = horizon.until + longestWait;
  const calendars = new Map<string, Keyed<AdmissibleRuns>>();
  const closures = new Map<string, Keyed<readonly Interval[]>>();
  const allowances = new Map<string, Allowance>();
  const ofGroup = freezesByGroup(plan);
  const [keyOfRuns, keyOfFreezes] = [once(runsKey), once(freezeKey)];
  // Runs are made for a window once, and for each list of freezes what they leave of them.
  const bare = new Map<string, AllRuns>();
  const allOf = (window: PlannedWindow): AllRuns =>
    remembered(bare, keyOfRuns(window), () =>
      allRuns(window, plan.effectiveFrom, horizon.from, beyond),
    );
  const runsOfWindow = once((_: PlannedWindow) => new WeakMap<object, Keyed<AdmissibleRuns>>());
  const allowanceFor = once((deadlines: readonly Deadline[]) =>
    remembered(
      allowances,
      JSON.stringify(
        deadlines.map(({ within, source, of, from, until }) => [within, source, of, from, until]),
      ),
      () => allowanceOf(deadlines, horizon),
    ),
  );
  return {
    plan,
    horizon,
    patchTuesdays: patchTuesdays(horizon.from, beyond),
    known: {
      delays: new WeakMap(),
      pairs: new WeakMap(),
      routes: new WeakMap(),
      onward: new WeakMap(),
      rests: new WeakMap(),
      emergencies: new Map(),
      ofRings: new WeakMap(),
      travels: new WeakMap(),
      sweeps: new WeakMap(),
    },
    runs: (window, group) => {
      const barring = ofGroup(group);
      return rememberedOf(runsOfWindow(window), barring, () =>
        numbered(calendars, `${keyOfRuns(window)} ${keyOfFreezes(barring)}`, () =>
          openRuns(allOf(window), window, barring),
        ),
      );
    },
    closed: (group) => {
      const barring = ofGroup(group);
      return numbered(closures, keyOfFreezes(barring), () =>
        union(barring.flatMap((freeze) => freezeIntervals(freeze, horizon.from, beyond))),
      );
    },
    allowance: allowanceFor,
  };
}

/** Keeps a value under its content, and gives it a short key of its own. */
function numbered<Value>(
  known: Map<string, Keyed<Value>>,
  content: string,
  find: () => Value,
): Keyed<Value> {
  return remembered(known, content, () => ({ key: String(known.size), value: find() }));
}

/** Groups under the same freezes share one list. */
function freezesByGroup(plan: Plan): (group: GroupName) => readonly Freeze[] {
  const [lists, ofGroups] = [
    new Map<string, readonly Freeze[]>(),
    new Map<string, readonly Freeze[]>(),
  ];
  return ({ name }) =>
    remembered(ofGroups, name, () => {
      const barring = freezesOf(plan.freezes, name);
      return remembered(lists, freezeKey(barring), () => barring);
    });
}

function freezeKey(freezes: readonly Freeze[]): string {
  return freezes.map(({ name }) => name).join(" ");
}
