/** A chain of rings over months: gates and closes as they are rendered, with the verdicts that they write for each other. */
import { closeRunbook } from "../../../components/aws/runbooks/closeRunbook";
import { gateRunbook } from "../../../components/aws/runbooks/gateRunbook";
import { renderRunbook } from "../../../components/aws/runbooks/renderRunbook";
import { ringSettings, settingsText } from "../../../components/aws/runbooks/ringSettings";
import { noVerdict } from "../../../components/aws/runbooks/verdict";
import { plannedRings } from "../../../components/aws/unit/plannedRings";
import { freezeIntervals, occurrences } from "../../../model/calendar";
import type { Plan } from "../../../model/plan";
import { isoInstant } from "../../../model/zone";
import type { Chance } from "../chance";
import { isFrozen, type RingOccurrence, someFate } from "../gateOpponent";
import { byWindow, machine, prefix, scan, target, window } from "./patchRun";
import { type Call, walkRunbook } from "./walk";

/** What is simulated: minutes since 1970. */
export const from = Date.parse("2026-12-01T00:00Z") / 60_000;
const until = from + 9 * 7 * 1440;
/** In their order. */
export const names = ["web.canary", "web.early", "web.broad"];

const gate = renderRunbook(gateRunbook({ assumeRole: "arn:aws:iam::012345678901:role/g", prefix }));
const close = renderRunbook(
  closeRunbook({ assumeRole: "arn:aws:iam::012345678901:role/c", prefix }),
);
const ada = "arn:aws:sts::012345678901:assumed-role/requester/ada";

type Answer = Readonly<Record<string, unknown>>;

/** A chain of rings, its runs in order, and the parameters that its runbooks share. */
export class RingChain {
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
      .flatMap(({ window: { schedule, timezone, duration }, runs }) =>
        runs.flatMap(({ patchGroup }) =>
          occurrences(schedule, timezone, from, until).map(({ start }) => {
            const end = start + duration;
            const frozen = isFrozen(this.freezes, [start, end]);
            const ring = names.indexOf(patchGroup);
            const closedAt = end + chance.pick([0, 0, 0, 10, 59]);
            return { ring, start, end, closedAt, isFrozen: frozen, fate: someFate(chance) };
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
      WindowId: window,
      WindowTargetId: target,
    };
    walkRunbook(close, given, (call) => this.answer(call, one, ada), {
      start: isoInstant(one.closedAt),
    });
  }

  idOf(one: RingOccurrence): string {
    return `${String(one.start).padStart(8, "0")}-2222-4333-8444-55555555555${one.ring}`;
  }

  private name({ ring }: RingOccurrence): string {
    return names[ring] ?? "";
  }

  private answer({ api, inputs, at }: Call, one: RingOccurrence, ExecutedBy: string): Answer {
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
        const then =
          next === undefined
            ? { EndDate: isoInstant(until) }
            : { NextExecutionTime: isoInstant(next.start) };
        return { Enabled: true, Duration: (one.end - one.start) / 60, ...then };
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

  private calendar(now: number): Answer {
    const changes = this.freezes.flat().filter((one) => one > now);
    const State = isFrozen(this.freezes, [now, now + 1]) ? "CLOSED" : "OPEN";
    const NextTransitionTime = isoInstant(Math.min(...changes, until + 400 * 1440));
    return { State, NextTransitionTime };
  }

  private machines(api: string, one: RingOccurrence): Answer {
    const Status = this.begun.has(one) && one.fate !== "failed" ? "SUCCESS" : "FAILED";
    const TaskExecutionId = this.idOf(one);
    const known: Readonly<Record<string, Answer>> = {
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
