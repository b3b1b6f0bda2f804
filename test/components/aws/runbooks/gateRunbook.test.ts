import { describe, expect, it } from "vitest";
import { fails, gate, gateGiven, run, world } from "../../../support/automation/patchRun";
import { hasPython } from "../../../support/automation/python";
import { type Walk, walkRunbook } from "../../../support/automation/walk";

type But = Parameters<typeof world>[0];

const whole = [
  "CalendarOpen",
  "WhetherAlarms",
  "AlarmsOk",
  "WhetherRingBefore",
  "ReadRingBefore",
  "RingBeforeHealthy",
  "WhetherApproval",
  "Approve",
  "Open",
];

/** The verdicts that were written, in order: which parameter, and what. */
function written({ calls }: Walk): readonly [string, Record<string, unknown>][] {
  return calls
    .filter(({ api }) => api === "ssm:PutParameter")
    .map(({ inputs }) => [
      String(inputs["Name"]).split("/").at(-1) ?? "",
      JSON.parse(String(inputs["Value"])),
    ]);
}

const alarm = (state: string) => () => ({
  MetricAlarms: [{ AlarmName: "web-errors", StateValue: state }],
  CompositeAlarms: [],
});
const ringBefore = (verdict: object) => () => ({
  Parameter: { Value: JSON.stringify(verdict) },
});
const calendar = (answer: Record<string, unknown>) => () => answer;

describe.skipIf(!hasPython)("the gate runbook", () => {
  it("opens a run when freezes, alarms, the ring before and people allow it", () => {
    const walk = walkRunbook(gate, gateGiven, world());

    expect(walk).toMatchObject({ visited: whole, status: "Success" });
    expect(written(walk)).toEqual([
      ["gate", { windowExecutionId: run, verdict: "open", until: "2026-12-06T06:00:00Z" }],
    ]);
  });

  it.each<[string, But, string]>([
    ["a freeze is in force", { CalendarOpen: calendar({ State: "CLOSED" }) }, "CalendarOpen"],
    [
      "a freeze begins before the end",
      { CalendarOpen: calendar({ State: "OPEN", NextTransitionTime: "2026-12-06T05:59:00Z" }) },
      "CalendarOpen",
    ],
    ["nobody answers for the calendar", { CalendarOpen: fails }, "CalendarOpen"],
    ["an alarm rings", { AlarmsOk: alarm("ALARM") }, "AlarmsOk"],
    ["an alarm has too little to go by", { AlarmsOk: alarm("INSUFFICIENT_DATA") }, "AlarmsOk"],
    [
      "an alarm is not there",
      { AlarmsOk: () => ({ MetricAlarms: [], CompositeAlarms: [] }) },
      "AlarmsOk",
    ],
    ["the ring before has no parameter", { ReadRingBefore: fails }, "ReadRingBefore"],
    [
      "the ring before was never closed",
      { ReadRingBefore: ringBefore({ windowExecutionId: "none", verdict: "none" }) },
      "RingBeforeHealthy",
    ],
    [
      "the ring before is unhealthy, or not closed yet",
      { ReadRingBefore: ringBefore({ windowExecutionId: run, verdict: "unhealthy" }) },
      "RingBeforeHealthy",
    ],
    [
      "the ring before was last healthy too long ago",
      { ReadRingBefore: ringBefore({ verdict: "healthy", at: "2026-11-28T02:59:00Z" }) },
      "RingBeforeHealthy",
    ],
    [
      "the verdict of the ring before has no time",
      { ReadRingBefore: ringBefore({ verdict: "healthy" }) },
      "RingBeforeHealthy",
    ],
    ["people refuse", { Approve: () => ({ Decision: "Rejected" }) }, "Approve"],
  ])("stays shut when %s", (_case, but, last) => {
    const walk = walkRunbook(gate, gateGiven, world(but));

    expect(walk.status).toBe("Failed");
    expect(walk.visited).toEqual([...whole.slice(0, whole.indexOf(last) + 1), "Refuse"]);
    expect(written(walk).at(-1)).toEqual(["gate", { windowExecutionId: run, verdict: "shut" }]);
  });

  it("stays shut when nobody answers in an hour", () => {
    const walk = walkRunbook(gate, gateGiven, world({ approve: fails }));

    expect(walk.status).toBe("TimedOut");
    expect(walk.visited.at(-1)).toBe("Refuse");
    expect(walk.end.toISOString()).toBe("2026-12-06T04:00:00.000Z");
  });

  it("opens when no freeze is planned at all, and the calendar names no next change", () => {
    const walk = walkRunbook(gate, gateGiven, world({ CalendarOpen: calendar({ State: "OPEN" }) }));

    expect(walk.status).toBe("Success");
  });

  it("asks for neither alarms, ring before nor people where the ring has none", () => {
    const { Alarms: _a, RingBefore: _r, Approval: _p, ...plain } = gateGiven;

    expect(walkRunbook(gate, plain, world()).visited).toEqual([
      "CalendarOpen",
      "WhetherAlarms",
      "WhetherRingBefore",
      "WhetherApproval",
      "Open",
    ]);
  });

  it.each(["CalendarOpen", "AlarmsOk", "ReadRingBefore", "RingBeforeHealthy", "Approve", "Open"])(
    "writes no open verdict when step %s fails",
    (failAt) => {
      const walk = walkRunbook(gate, gateGiven, world(), { failAt });

      expect(walk.status).toBe("Failed");
      expect(written(walk).map(([, { verdict }]) => verdict)).not.toContain("open");
    },
  );

  it("stays shut when it is cancelled while people think", () => {
    const walk = walkRunbook(gate, gateGiven, world(), { cancelAt: "Approve" });

    expect(walk.status).toBe("Cancelled");
    expect(walk.visited.at(-1)).toBe("Refuse");
  });
});
