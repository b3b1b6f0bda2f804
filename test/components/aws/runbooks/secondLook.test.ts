/** What lies between the first look at time and calendar and the installation may take hours: it is looked again. */
import { describe, expect, it } from "vitest";
import { node, nodeGiven, point, walkRing, world } from "../../../support/automation/patchRun";
import { hasPython } from "../../../support/automation/python";
import type { Call, Walk } from "../../../support/automation/walk";

type But = Parameters<typeof world>[0];

/** The window, and so the run, ends at six; one machine may take an hour. */
const threeHours = { start: "2026-12-06T03:00:00Z" };
const exit = ["WhetherHookOnExit", "HookOnExit", "WhetherToStopAgain", "Done"];
const takes = (minutes: number) => () => ({ minutes });
const given = (changes: object) => ({ ...nodeGiven, ...changes });
const inWindow = given({ RecoveryPoint: "inWindow" });
const changed = ({ calls }: Walk) =>
  calls.filter(({ step }) => /^(Install|Reboot)/.test(step)).map(({ step }) => step);

const job = (end: string): But => ({
  "backup:DescribeBackupJob": ({ at }) => ({
    State: at.getTime() < Date.parse(end) ? "RUNNING" : "COMPLETED",
    RecoveryPointArn: point,
  }),
});

/** A freeze that somebody enters while the machine is prepared. */
const closesAt = (instant: string): But => ({
  "ssm:GetCalendarState": ({ at }: Call) =>
    at.getTime() < Date.parse(instant) ? { State: "OPEN" } : { State: "CLOSED" },
});

/** A freeze that is known of only then, and begins before the run's end. */
const announcedAt = (instant: string, from: string): But => ({
  "ssm:GetCalendarState": ({ at }: Call) => ({
    State: "OPEN",
    ...(at.getTime() < Date.parse(instant) ? {} : { NextTransitionTime: from }),
  }),
});

describe.skipIf(!hasPython)("a machine whose preparation took long", () => {
  it.each<[string, Readonly<Record<string, unknown>>, But, string]>([
    ["its backup", inWindow, job("2026-12-06T05:04:00Z"), "2026-12-06T03:00:00Z"],
    ["its hook", nodeGiven, { HookBefore: takes(25) }, "2026-12-06T04:45:00Z"],
    ["its packages", given({ Download: "yes" }), { Prestage: takes(58) }, "2026-12-06T04:10:00Z"],
  ])(
    "is left as it is when %s leaves too little time before the window's end",
    (_case, parameters, but, start) => {
      const walk = walkRing(node, parameters, world(but), { start });

      expect(walk.status).toBe("Failed");
      expect(walk.visited).toContain("HookBefore");
      expect(walk.visited.slice(-5)).toEqual(["TimeToInstall", ...exit]);
      expect(changed(walk)).toEqual([]);
    },
  );

  it("is left as it is when the window's end has passed by then", () => {
    const all = { Prestage: takes(60), HookBefore: takes(30), ...job("2026-12-06T05:40:00Z") };

    const walk = walkRing(node, inWindow, world(all), threeHours);

    expect(walk.end.getTime()).toBeGreaterThan(Date.parse("2026-12-06T06:00:00Z"));
    expect(walk.visited.slice(-5)).toEqual(["TimeToInstall", ...exit]);
    expect(changed(walk)).toEqual([]);
  });

  it("is patched when as much is left as one machine may take, to the minute", () => {
    // Prestage and hook end at five, or a minute after it.
    const [inTime, late] = [55, 56].map((minutes) =>
      walkRing(node, nodeGiven, world({ HookBefore: takes(5), Prestage: takes(minutes) }), {
        start: "2026-12-06T04:00:00Z",
      }),
    );

    expect(inTime?.status).toBe("Success");
    expect(late?.status).toBe("Failed");
  });

  it.each<[string, But]>([
    ["has begun meanwhile", closesAt("2026-12-06T03:20:00Z")],
    [
      "was entered meanwhile and begins before the end",
      announcedAt("2026-12-06T03:20:00Z", "2026-12-06T05:30:00Z"),
    ],
  ])("is left as it is when a freeze %s", (_case, but) => {
    const walk = walkRing(node, nodeGiven, world({ ...but, HookBefore: takes(28) }));

    expect(walk.status).toBe("Failed");
    expect(walk.visited.slice(-6)).toEqual(["TimeToInstall", "CalendarStillOpen", ...exit]);
    expect(changed(walk)).toEqual([]);
  });

  it("is stopped again when the run has started it", () => {
    const stopped = () => ({ Reservations: [{ Instances: [{ State: { Name: "stopped" } }] }] });
    const but: But = { ReadState: stopped, Prestage: takes(60), HookBefore: takes(30) };

    const walk = walkRing(node, given({ StartStopped: "yes" }), world(but), {
      start: "2026-12-06T04:00:00Z",
    });

    expect(walk.visited.slice(-3)).toEqual(["WhetherToStopAgain", "StopAgain", "Done"]);
    expect(changed(walk)).toEqual([]);
  });

  it.each(["TimeToInstall", "CalendarStillOpen"])("installs nothing when %s fails", (failAt) => {
    const walk = walkRing(node, given({ OnFailure: "restore" }), world(), { failAt });

    expect(walk.status).toBe("Failed");
    expect(changed(walk)).toEqual([]);
    expect(walk.visited).not.toContain("Restore");
  });
});

describe.skipIf(!hasPython)("a machine that is restarted in any case", () => {
  const always = given({ AlwaysReboot: "yes", RebootOption: "NoReboot", OnFailure: "restore" });

  it.each<[string, But, string]>([
    ["the installation went on to the window's end", { Install: takes(118) }, "TimeToRestart"],
    [
      "a freeze has begun meanwhile",
      { ...closesAt("2026-12-06T04:00:00Z"), Install: takes(90) },
      "CalendarBeforeRestart",
    ],
    [
      "a freeze begins before it would be up again",
      {
        ...announcedAt("2026-12-06T04:00:00Z", "2026-12-06T04:45:00Z"),
        Install: takes(90),
      },
      "CalendarBeforeRestart",
    ],
  ])("is not restarted, and not restored, when %s", (_case, but, last) => {
    const slow = last === "TimeToRestart" ? { start: "2026-12-06T03:50:00Z" } : {};
    const walk = walkRing(node, always, world({ ...but, HookBefore: takes(1) }), slow);

    expect(walk.status).toBe("Failed");
    expect(walk.visited.slice(-5)).toEqual([last, ...exit]);
    expect(changed(walk)).toEqual(["Install"]);
    expect(walk.visited).not.toContain("Restore");
  });

  it("is restored in a freeze all the same when it is broken: it is down already", () => {
    const but: But = { ...closesAt("2026-12-06T04:00:00Z"), Install: () => undefined };

    const walk = walkRing(node, always, world(but));

    expect(walk.visited).toContain("Restore");
  });
});
