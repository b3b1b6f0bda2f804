/**
 * Gates and closes as they are rendered, with the settings of random plans and the verdicts that they write for each other, over
 * months: a ring's run begins exactly when the opponent says so.
 */
import { describe, expect, it } from "vitest";
import { closeRunbook } from "../../../../components/aws/runbooks/closeRunbook";
import { gateRunbook } from "../../../../components/aws/runbooks/gateRunbook";
import { renderRunbook } from "../../../../components/aws/runbooks/renderRunbook";
import { ringSettings, settingsText } from "../../../../components/aws/runbooks/ringSettings";
import { noVerdict } from "../../../../components/aws/runbooks/verdict";
import { plannedRings } from "../../../../components/aws/unit/plannedRings";
import { freezeIntervals, occurrences } from "../../../../model/calendar";
import { parsePlan } from "../../../../model/load";
import type { Plan } from "../../../../model/plan";
import { isoInstant } from "../../../../model/zone";
import { byWindow, machine, scan, target } from "../../../support/automation/patchRun";
import { hasPython } from "../../../support/automation/python";
import { type Call, walkRunbook } from "../../../support/automation/walk";
import { type Chance, chanceOf } from "../../../support/chance";
import {
  isFrozen,
  mayBegin,
  type RingOccurrence,
  ringBeforeAllows,
  someFate,
} from "../../../support/gateOpponent";

const prefix = "/patchwarden";
const from = Date.parse("2026-12-01T00:00Z") / 60_000;
const until = from + 9 * 7 * 1440;
const names = ["web.canary", "web.early", "web.broad"];
const gate = renderRunbook(gateRunbook({ assumeRole: "arn:aws:iam::012345678901:role/g", prefix }));
const close = renderRunbook(
  closeRunbook({ assumeRole: "arn:aws:iam::012345678901:role/c", prefix }),
);
const ada = "arn:aws:sts::012345678901:assumed-role/requester/ada";

const days = ["monday", "wednesday", "saturday", "sunday"];
const someSchedule = (chance: Chance) =>
  chance.pick([
    ...[0, 1, 2].map(() => `every ${chance.pick(days)} at ${chance.pick(["04:00", "20:00"])}`),
    `every ${chance.pick(["monday, thursday", "saturday, sunday"])} at 06:00`,
    `second tuesday +${chance.below(5)} days at 22:00`,
  ]);

/** Two or three rings, perhaps some in one window, and freezes of one to eighteen days. */
function somePlan(chance: Chance): Plan {
  const day = (number: number) => isoInstant(from + number * 1440).slice(0, 10);
  const freezes = [0, 1].map((index) => {
    const first = 5 + chance.below(40);
    return `{ name: freeze-${index}, from: ${day(first)}, to: ${day(first + chance.below(18))} }`;
  });
  const rings = names.slice(0, 2 + chance.below(2)).map((name, index) => {
    const soak = index === 0 ? "" : ", soak: 1d";
    return `{ name: ${name.slice(4)}, window: window-${chance.below(3)}${soak} }`;
  });
  const loaded = parsePlan(
    `
version: 1
organisation: acme
timezone: UTC
effectiveFrom: 2026-12-01
clouds: { aws: { accounts: { prod: { id: "012345678901" } } } }
tiers: { gold: { deadlines: { critical: 60d, high: 60d, medium: 90d, low: 180d } } }
baselines:
  linux: { systems: [amazon-linux-2023], approve: [{ classification: [security], after: 2d }] }
windows:
${[0, 1, 2].map((index) => `  window-${index}: { schedule: "${someSchedule(chance)}", duration: ${2 + chance.below(3)}h }`).join("\n")}
freezes: [${freezes.join(", ")}]
groups:
  web:
    tier: gold
    owner: payments
    baselines: [linux]
    aws: { regions: [eu-central-1] }
    rings: [${rings.join(", ")}]
`,
    "patching.yaml",
  );
  if (!loaded.ok) throw new Error(loaded.faults.map(({ message }) => message).join("\n"));
  return loaded.plan;
}

/** A chain of rings, its runs in order, and the parameters that its runbooks share. */
class Chain {
  readonly all: readonly RingOccurrence[];
  readonly freezes: readonly (readonly [number, number])[];
  private readonly parameters = new Map<string, string>();
  private readonly begun = new Set<RingOccurrence>();

  constructor(plan: Plan, chance: Chance) {
    const [unit] = plan.aws;
    if (unit === undefined) throw new Error("nothing is deployed");
    this.freezes = plan.freezes.flatMap((one) => freezeIntervals(one, from, until + 40 * 1440));
    const planned = plannedRings(unit, plan, () => undefined);
    const at = {
      place: { accountId: unit.accountId, region: unit.region },
      prefix,
      patchGroups: Object.keys(planned),
    };
    const rings = Object.fromEntries(
      Object.entries(planned).map(([name, run]) => [name, { ...run, alarmNames: ["errors"] }]),
    );
    for (const name of at.patchGroups) {
      const session = byWindow.replace(/[^/]+$/, "");
      const settings = ringSettings(at, name, rings, ["freezes"], session);
      this.parameters.set(`${prefix}/${name}/settings`, settingsText(name, settings));
      for (const kind of ["gate", "close"])
        this.parameters.set(`${prefix}/${name}/${kind}`, noVerdict);
    }
    this.all = unit.windows
      .flatMap(({ window, runs }) =>
        runs.flatMap(({ patchGroup }) =>
          occurrences(window.schedule, window.timezone, from, until).map(({ start }) => {
            const end = start + window.duration;
            const frozen = isFrozen(this.freezes, [start, end]);
            const ring = names.indexOf(patchGroup);
            return { ring, start, end, isFrozen: frozen, fate: someFate(chance) };
          }),
        ),
      )
      .sort((one, other) => one.start - other.start || one.ring - other.ring);
  }

  /** As the window starts it; whether it opens. */
  startGate(one: RingOccurrence): boolean {
    const opens = this.opens(one, one.start, this.idOf(one), byWindow);
    if (opens) this.begun.add(one);
    return opens;
  }

  /** As a person starts it, with any id; whether it opens. */
  startByHand(one: RingOccurrence, at: number, id: string, minutes: number): boolean {
    return this.opens(one, at, id, ada, minutes);
  }

  private opens(
    one: RingOccurrence,
    at: number,
    id: string,
    starter: string,
    minutes = one.end - one.start,
  ): boolean {
    const ring = this.name(one);
    const given = { PatchGroup: ring, WindowExecutionId: id, RunMinutes: minutes };
    const { status } = walkRunbook(gate, given, (call) => this.answer(call, one, starter), {
      start: isoInstant(at),
    });
    const said = JSON.parse(this.parameters.get(`${prefix}/${ring}/gate`) ?? "{}");
    return status === "Success" && said.windowExecutionId === id && said.verdict === "open";
  }

  closeRun(one: RingOccurrence): void {
    const given = {
      PatchGroup: this.name(one),
      WindowExecutionId: this.idOf(one),
      WindowId: "mw-0123456789abcdef0",
      WindowTargetId: target,
    };
    walkRunbook(close, given, (call) => this.answer(call, one, ada), {
      start: isoInstant(one.end),
    });
  }

  idOf(one: RingOccurrence): string {
    return `${String(one.start).padStart(8, "0")}-2222-4333-8444-55555555555${one.ring}`;
  }

  private name({ ring }: RingOccurrence): string {
    return names[ring] ?? "";
  }

  private answer(
    { api, inputs, at }: Call,
    one: RingOccurrence,
    ExecutedBy: string,
  ): Readonly<Record<string, unknown>> {
    const now = at.getTime() / 60_000;
    const runs = this.all.filter(({ ring }) => ring === one.ring);
    const Name = String(inputs["Name"]);
    switch (api) {
      case "ssm:GetParameter":
        return { Parameter: { Name, Value: this.parameters.get(Name) } };
      case "ssm:PutParameter":
        this.parameters.set(Name, String(inputs["Value"]));
        return { Version: 2 };
      case "ssm:GetAutomationExecution":
        return { AutomationExecution: { ExecutedBy } };
      case "ssm:GetCalendarState":
        return this.calendar(now);
      case "cloudwatch:DescribeAlarms":
        return {
          MetricAlarms: [
            { AlarmName: "errors", StateValue: one.fate === "alarm" ? "ALARM" : "OK" },
          ],
        };
      case "ssm:GetMaintenanceWindow": {
        const next = runs.find(({ start }) => start > now);
        const NextExecutionTime = next && { NextExecutionTime: isoInstant(next.start) };
        return { Enabled: true, Duration: (one.end - one.start) / 60, ...NextExecutionTime };
      }
      case "ssm:DescribeMaintenanceWindowExecutions":
        return {
          WindowExecutions: runs
            .filter(({ start }) => start <= now)
            .map((run) => ({
              WindowExecutionId: this.idOf(run),
              StartTime: isoInstant(run.start).replace("Z", ":00+00:00"),
            })),
        };
      default:
        return this.machines(api, one);
    }
  }

  private calendar(now: number): Readonly<Record<string, unknown>> {
    const changes = this.freezes.flat().filter((one) => one > now);
    const State = isFrozen(this.freezes, [now, now + 1]) ? "CLOSED" : "OPEN";
    const NextTransitionTime = isoInstant(Math.min(...changes, until + 400 * 1440));
    return { State, NextTransitionTime };
  }

  private machines(api: string, one: RingOccurrence): Readonly<Record<string, unknown>> {
    const Status = this.begun.has(one) && one.fate !== "failed" ? "SUCCESS" : "FAILED";
    const TaskExecutionId = this.idOf(one);
    const known: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
      "ssm:DescribeMaintenanceWindowExecutionTasks": {
        WindowExecutionTaskIdentities: [{ TaskExecutionId, TaskType: "AUTOMATION" }],
      },
      "ssm:DescribeMaintenanceWindowExecutionTaskInvocations": {
        WindowExecutionTaskInvocationIdentities: [{ Status, WindowTargetId: target }],
      },
      "ssm:DescribeInstanceInformation": { InstanceInformationList: [{ InstanceId: machine }] },
      "ec2:DescribeInstances": { Reservations: [] },
      "ssm:DescribeInstancePatchStatesForPatchGroup": {
        InstancePatchStates: [scan(machine, { SnapshotId: this.idOf(one) })],
      },
    };
    const found = known[api];
    if (found === undefined) throw new Error(`nobody answers ${api}`);
    return found;
  }
}

interface Event {
  readonly at: number;
  /** Closes before gates of the same minute. */
  readonly order: number;
  happen(): void;
}

const plans = 14;

/** What is met by the way, so that no test of nothing passes. */
interface Met {
  opened: number;
  shut: number;
  frozen: number;
  byHand: number;
}

function eventsOf(chain: Chain, chance: Chance, met: Met, where: string): readonly Event[] {
  return chain.all.flatMap((one): Event[] => {
    const { start, end, fate } = one;
    const gated: Event = {
      at: start,
      order: 1,
      happen: () => {
        const expected = mayBegin(chain.all, one);
        expect(chain.startGate(one), `${where}: ring ${one.ring} at ${isoInstant(start)}`).toBe(
          expected,
        );
        if (one.isFrozen) met.frozen += 1;
        else if (expected) met.opened += 1;
        else met.shut += 1;
      },
    };
    const closed: Event = { at: end, order: 0, happen: () => chain.closeRun(one) };
    return [
      ...(fate === "silent" ? [] : [gated]),
      ...(fate === "silent" || fate === "unclosed" ? [] : [closed]),
      ...forged(chain, chance, one),
      ...byHand(chain, chance, one, met),
    ];
  });
}

/** Somebody gives the gate the id of a window's run, to hide it or to open it: nothing comes of it. */
function forged(chain: Chain, chance: Chance, one: RingOccurrence): readonly Event[] {
  if (chance.below(4) > 0) return [];
  const at = one.start + chance.pick([-30, 1, 60, one.end - one.start + 30]);
  const minutes = chance.pick([99_999, 60]);
  const happen = () =>
    expect(chain.startByHand(one, at, chain.idOf(one), minutes), "forged").toBe(false);
  return [{ at, order: 2, happen }];
}

/** A run of one's own between two of the window's: it waits for the ring before like any other, and hides nothing. */
function byHand(chain: Chain, chance: Chance, one: RingOccurrence, met: Met): readonly Event[] {
  if (chance.below(3) > 0) return [];
  const at = one.end + 120 + chance.below(2) * 600;
  const isRunning = chain.all.some(
    ({ ring, start, end }) => ring === one.ring && start <= at + 60 && end > at,
  );
  if (isRunning) return [];
  const id = `hand-${chain.idOf({ ...one, start: at })}`;
  const happen = () => {
    if (!chain.startByHand(one, at, id, 60)) return;
    met.byHand += 1;
    expect(ringBeforeAllows(chain.all, one.ring, at), `by hand at ${isoInstant(at)}`).toBe(true);
    expect(isFrozen(chain.freezes, [at, at + 60])).toBe(false);
  };
  return [{ at, order: 3, happen }];
}

describe.skipIf(!hasPython)("gates and closes of a chain of rings", () => {
  it("begin exactly those runs that the opponent lets begin, for random plans, fates and starts", () => {
    const met: Met = { opened: 0, shut: 0, frozen: 0, byHand: 0 };
    for (let seed = 1; seed <= plans; seed += 1) {
      const chance = chanceOf(seed);
      const chain = new Chain(somePlan(chance), chance);
      const events = eventsOf(chain, chance, met, `plan ${seed}`);
      for (const { happen } of [...events].sort((a, b) => a.at - b.at || a.order - b.order)) {
        happen();
      }
    }
    expect(Math.min(...Object.values(met))).toBeGreaterThan(10);
  }, 60_000);
});
