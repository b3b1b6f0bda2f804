import { describe, expect, it } from "vitest";
import {
  close,
  closeGiven,
  earlier,
  fails,
  invocation,
  machine,
  run,
  scan,
  target,
  walkRing,
  world,
} from "../../../support/automation/patchRun";
import { hasPython } from "../../../support/automation/python";
import type { Call, Walk } from "../../../support/automation/walk";

type But = Parameters<typeof world>[0];

function verdicts({ calls }: Walk): readonly unknown[] {
  return calls
    .filter(({ api }) => api === "ssm:PutParameter")
    .map(({ inputs }) => JSON.parse(String(inputs["Value"])));
}

const invoked = "ssm:DescribeMaintenanceWindowExecutionTaskInvocations";
const scanned = "ssm:DescribeInstancePatchStatesForPatchGroup";
const expected = "ssm:DescribeInstanceInformation";
const unhealthy = { windowExecutionId: run, verdict: "unhealthy" };
const gateRead = [
  ...["ReadRing", "NextRun", "WhetherFollowed"],
  ...["ReadGate", "JudgeGate", "WhetherRefused"],
];
/** The window's next run begins at midnight of the 13th and takes three hours. */
const until = "2026-12-13T03:00:00Z";
const other = "i-00000000000000001";

const invocations = (...all: readonly object[]) => ({
  [invoked]: () => ({ WindowExecutionTaskInvocationIdentities: [...all] }),
});
/** Of the window, each with its start. */
const runs = (...all: readonly (readonly [string, string])[]) => ({
  "ssm:DescribeMaintenanceWindowExecutions": () => ({
    WindowExecutions: all.map(([WindowExecutionId, StartTime]) => ({
      WindowExecutionId,
      StartTime,
    })),
  }),
});
const scans = (...all: readonly object[]) => ({
  [scanned]: () => ({ InstancePatchStates: [...all] }),
});
const machines = (...all: readonly string[]) => ({
  [expected]: () => ({ InstanceInformationList: all.map((InstanceId) => ({ InstanceId })) }),
});

/** What EC2 says of the ring's instances: the state of each by its id. */
const states = (all: Readonly<Record<string, string>>) => ({
  "ec2:DescribeInstances": () => ({
    Reservations: Object.entries(all).map(([InstanceId, Name]) => ({
      Instances: [{ InstanceId, State: { Name } }],
    })),
  }),
});
const counts = (count: number, stopped = 0, unmanaged = 0) => ({
  machines: `${count}`,
  stopped: `${stopped}`,
  unmanaged: `${unmanaged}`,
});

describe.skipIf(!hasPython)("the close runbook", () => {
  it("says that a run went well when all of its machines were invoked, ended well and were scanned", () => {
    const walk = walkRing(close, closeGiven, world());

    expect(walk.status).toBe("Success");
    expect(walk.visited).toEqual([
      ...gateRead,
      "NotYetHealthy",
      "FollowMachines",
      "CountRunning",
      "WhetherToWait",
      "WaitNoMore",
      "JudgeRun",
      "StillLast",
      "WhetherFollowedSince",
      "Healthy",
    ]);
    expect(verdicts(walk)).toEqual([
      unhealthy,
      {
        windowExecutionId: run,
        verdict: "healthy",
        at: "2026-12-06T03:01:00Z",
        until,
        ...counts(1),
      },
    ]);
  });

  it.each<[string, But]>([
    ["the ring has no machines", machines()],
    ["a machine was not invoked", machines(machine, other)],
    ["no machine was invoked", invocations()],
    ["a machine failed", invocations(invocation("SUCCESS"), invocation("FAILED"))],
    ["a machine timed out", invocations(invocation("TIMED_OUT"))],
    ["only another ring's machine was invoked", invocations(invocation("SUCCESS", other))],
    ["the scan is of another run", scans(scan(machine, { SnapshotId: target }))],
    ["the scan does not say what is missing", scans(scan(machine, { MissingCount: undefined }))],
    ["the scan does not say what failed", scans(scan(machine, { FailedCount: undefined }))],
    ["all of its machines are stopped", states({ [machine]: "stopped" })],
    ["all of its machines are gone", states({ [machine]: "terminated" })],
    ["the last report is the installation's", scans(scan(machine, { Operation: "Install" }))],
    ["no machine reports", { [scanned]: () => ({}) }],
    ["patches are missing", scans(scan(machine, { MissingCount: 1 }))],
    ["patches failed", scans(scan(machine, { FailedCount: 2 }))],
    ["nobody answers for the machines", { [expected]: fails }],
    ["nobody answers for the run", { [invoked]: fails }],
  ])("leaves the ring unhealthy when %s", (_case, but) => {
    const walk = walkRing(close, closeGiven, world(but));

    expect(walk.status).toBe("Failed");
    expect(verdicts(walk)).toEqual([unhealthy]);
  });

  it("counts a machine that is stopped beside the others, and waits for no run on it", () => {
    const but = {
      ...machines(machine, other),
      ...states({ [machine]: "running", [other]: "stopped" }),
    };

    const walk = walkRing(close, closeGiven, world(but));

    expect(verdicts(walk).at(-1)).toMatchObject({ verdict: "healthy", ...counts(1, 1) });
  });

  it("counts an instance that Systems Manager does not know beside the others", () => {
    const but = states({ [machine]: "running", [other]: "running" });

    const walk = walkRing(close, closeGiven, world(but));

    expect(verdicts(walk).at(-1)).toMatchObject({ verdict: "healthy", ...counts(1, 0, 1) });
  });

  it("waits for a machine that runs and does not answer", () => {
    const but = { ...machines(machine, other), ...states({ [other]: "running" }) };

    expect(walkRing(close, closeGiven, world(but)).status).toBe("Failed");
  });

  describe("of a ring whose stopped machines are started", () => {
    const starting = { ...closeGiven, StartStopped: "yes" };
    const both = states({ [machine]: "running", [other]: "stopped" });

    it("is healthy when the one that is stopped again was patched too", () => {
      const but = {
        ...both,
        ...machines(machine, other),
        ...invocations(invocation("SUCCESS"), invocation("SUCCESS")),
        ...scans(scan(machine), scan(other)),
      };

      expect(verdicts(walkRing(close, starting, world(but))).at(-1)).toMatchObject({
        verdict: "healthy",
        ...counts(2),
      });
    });

    it.each<[string, But]>([
      ["was not invoked", {}],
      ["was not started in time", invocations(invocation("SUCCESS"), invocation("FAILED"))],
      ["was never scanned", invocations(invocation("SUCCESS"), invocation("SUCCESS"))],
    ])("is unhealthy when the one that was stopped %s, known to SSM or not", (_case, but) => {
      for (const known of [machines(machine, other), machines(machine)]) {
        const walk = walkRing(close, starting, world({ ...both, ...known, ...but }));

        expect(walk.status).toBe("Failed");
        expect(verdicts(walk)).toEqual([unhealthy]);
      }
    });
  });

  describe("when another scan has taken the place of the run's own", () => {
    const begun = { ...invocation("SUCCESS"), StartTime: "2026-12-06T03:00:00+00:00" };
    const daily = (report: object) => scans(scan(machine, { SnapshotId: target, ...report }));
    const at = (OperationStartTime: string) => ({ OperationStartTime });

    it("goes by that one when it began since the run's first machine", () => {
      const but = { ...invocations(begun), ...daily(at("2026-12-06T12:00:00+00:00")) };

      expect(walkRing(close, closeGiven, world(but)).status).toBe("Success");
    });

    it.each<[string, But]>([
      ["began before", daily(at("2026-12-06T02:59:59+00:00"))],
      ["finds patches missing", daily({ MissingCount: 1 })],
      ["does not count what is missing", daily({ MissingCount: undefined })],
      ["is an installation", daily({ Operation: "Install" })],
    ])("leaves the ring unhealthy when that one %s", (_case, but) => {
      const walk = walkRing(close, closeGiven, world({ ...invocations(begun), ...but }));

      expect(verdicts(walk)).toEqual([unhealthy]);
    });

    it("does not go by it when nobody says when the run began", () => {
      expect(walkRing(close, closeGiven, world(daily({}))).status).toBe("Failed");
    });
  });

  it("reads the answer that AWS prints for a machine with one patch missing and two that failed", () => {
    // From the reference of DescribeInstancePatchStates; the run's own id beside it.
    const printed = {
      InstanceId: machine,
      PatchGroup: "my-patch-group",
      BaselineId: "pb-0713accee01234567",
      SnapshotId: run,
      CriticalNonCompliantCount: 2,
      SecurityNonCompliantCount: 2,
      OtherNonCompliantCount: 1,
      InstalledCount: 123,
      InstalledOtherCount: 334,
      InstalledPendingRebootCount: 0,
      InstalledRejectedCount: 0,
      MissingCount: 1,
      FailedCount: 2,
      UnreportedNotApplicableCount: 11,
      NotApplicableCount: 2063,
      OperationStartTime: "2021-05-03T11:00:56-07:00",
      OperationEndTime: "2021-05-03T11:01:09-07:00",
      Operation: "Scan",
      LastNoRebootInstallOperationTime: "2020-06-14T12:17:41-07:00",
      RebootOption: "RebootIfNeeded",
    };

    const [lacking, clean] = [printed, { ...printed, MissingCount: 0, FailedCount: 0 }].map((one) =>
      walkRing(close, closeGiven, world(scans(one))),
    );

    expect(lacking?.status).toBe("Failed");
    expect(clean?.status).toBe("Success");
  });

  const gateSays = (verdict: object) => ({
    ReadGate: () => ({ Parameter: { Value: JSON.stringify(verdict) } }),
  });

  const refused = gateSays({ windowExecutionId: run, verdict: "shut" });
  const frozen = gateSays({ windowExecutionId: run, verdict: "frozen" });
  const notInvoked = invocations(invocation("FAILED"));
  const last = {
    windowExecutionId: earlier,
    verdict: "healthy",
    at: "2026-11-29T04:00:00Z",
    until: "2026-12-06T03:00:00Z",
    ...counts(1),
  };
  const lastSaid = (verdict: object) => ({
    KeepVerdict: ({ api }: Call) =>
      api === "ssm:GetParameter" ? { Parameter: { Value: JSON.stringify(verdict) } } : {},
  });

  it("says that a run was not run which the gate has refused, so that an older verdict counts no longer", () => {
    const walk = walkRing(close, closeGiven, world({ ...refused, ...notInvoked }));

    expect(walk).toMatchObject({ status: "Success", visited: [...gateRead, "NotRun"] });
    expect(verdicts(walk)).toEqual([{ windowExecutionId: run, verdict: "not run" }]);
  });

  it("lets a good verdict count until the next run when a freeze barred this one", () => {
    const walk = walkRing(
      close,
      closeGiven,
      world({ ...frozen, ...notInvoked, ...lastSaid(last) }),
    );

    expect(walk).toMatchObject({ status: "Success", visited: [...gateRead, "KeepVerdict"] });
    expect(verdicts(walk)).toEqual([{ ...last, until, keptOver: run }]);
  });

  it("keeps a verdict of the run right before that has lapsed meanwhile, and one that a freeze has kept until then", () => {
    const middle = "33333333-2222-4333-8444-555555555555";
    const ofRunBefore = { ...last, until: "2026-12-06T02:00:01Z" };
    for (const [verdict, before] of [
      [ofRunBefore, earlier],
      [{ ...ofRunBefore, keptOver: middle }, middle],
    ] as const) {
      const but = {
        ...frozen,
        ...notInvoked,
        ...lastSaid(verdict),
        ...runs([before, "2026-11-29T00:00:00+00:00"], [run, "2026-12-06T00:00:00+00:00"]),
      };

      const walk = walkRing(close, closeGiven, world(but), { start: "2026-12-06T05:00:00Z" });

      expect(verdicts(walk)).toEqual([{ ...last, until, keptOver: run }]);
    }
  });

  it("says nothing a second time of a frozen run whose end is told twice", () => {
    const but = { ...frozen, ...notInvoked, ...lastSaid({ ...last, until, keptOver: run }) };

    expect(verdicts(walkRing(close, closeGiven, world(but)))).toEqual([]);
  });

  it("keeps a verdict that reaches this run when SSM has forgotten the run before, a month later", () => {
    const but = {
      ...{ ...frozen, ...notInvoked, ...lastSaid(last) },
      ...runs([run, "2026-12-06T00:00:00+00:00"]),
    };

    expect(verdicts(walkRing(close, closeGiven, world(but)))).toEqual([
      { ...last, until, keptOver: run },
    ]);
  });

  it("prolongs no verdict over a freeze past a run that was never closed, when the window runs oftener than it did", () => {
    const lost = "33333333-2222-4333-8444-555555555555";
    const but = {
      ...{ ...frozen, ...notInvoked, ...lastSaid({ ...last, until: "2026-12-12T03:00:00Z" }) },
      ...runs(
        [earlier, "2026-12-04T00:00:00+00:00"],
        [lost, "2026-12-05T00:00:00+00:00"],
        [run, "2026-12-06T00:00:00+00:00"],
      ),
    };

    expect(verdicts(walkRing(close, closeGiven, world(but)))).toEqual([
      { windowExecutionId: run, verdict: "not run" },
    ]);
  });

  it.each([
    ["began a run or more earlier", "2026-12-05T03:00:00Z"],
    [
      "began an hour earlier or more, such as that of a window that runs every hour",
      "2026-12-06T02:00:00Z",
    ],
  ])("does not prolong over a freeze what a run has left that %s", (_case, before) => {
    for (const known of [[], [[earlier, "2026-11-29T00:00:00+00:00"]] as const]) {
      const but = {
        ...{ ...frozen, ...notInvoked, ...lastSaid({ ...last, until: before }) },
        ...runs(...known, [run, "2026-12-06T00:00:00+00:00"]),
      };

      const walk = walkRing(close, closeGiven, world(but));

      expect(verdicts(walk)).toEqual([{ windowExecutionId: run, verdict: "not run" }]);
    }
  });

  it.each([
    ["is a bad one", { ...last, verdict: "unhealthy" }],
    ["is none", { windowExecutionId: "none", verdict: "none" }],
  ])("makes no verdict a good one in a freeze when the last one %s", (_case, verdict) => {
    const but = { ...frozen, ...notInvoked, ...lastSaid(verdict) };

    expect(verdicts(walkRing(close, closeGiven, world(but)))).toEqual([]);
  });

  it.each([
    ["refusal", refused, "SUCCESS"],
    ["refusal", refused, "IN_PROGRESS"],
    ["freeze", frozen, "SUCCESS"],
  ])("takes no %s for one when a machine got past the gate", (_what, said, status) => {
    const but = { ...said, ...invocations(invocation(status), invocation("FAILED")) };

    const walk = walkRing(close, closeGiven, world(but));

    expect(verdicts(walk)).toEqual([unhealthy]);
  });

  describe("asks when its window runs next, and", () => {
    const answers = (window: object) => ({
      "ssm:GetMaintenanceWindow": () => ({
        WindowId: closeGiven.WindowId,
        Enabled: true,
        Duration: 3,
        ...window,
      }),
    });

    it.each([
      ["2026-12-13T00:00:00.000Z", until],
      ["2026-12-12T16:00-08:00", until],
      ["2026-12-06T23:30+05:30", "2026-12-06T21:00:00Z"],
    ])("reads %s as SSM writes it", (NextExecutionTime, read) => {
      const walk = walkRing(close, closeGiven, world(answers({ NextExecutionTime })));

      expect(verdicts(walk).at(-1)).toMatchObject({ verdict: "healthy", until: read });
    });

    const ended = { EndDate: "2026-12-12T00:00Z", Schedule: "cron(0 0 ? * MON,THU *)" };
    const twiceAWeek = runs(
      ["22222222-2222-4333-8444-555555555551", "2026-11-30T00:00:00+00:00"],
      [earlier, "2026-12-03T00:00:00+00:00"],
      [run, "2026-12-06T00:00:00+00:00"],
    );
    const single = { Schedule: "at(2026-12-06T00:00:00)" };

    it.each<[string, But, string]>([
      ["has an end", answers(ended), until],
      ["has an end and ran oftener", { ...answers(ended), ...twiceAWeek }, "2026-12-09T03:00:00Z"],
      [
        "has an end and never ran before",
        { ...answers(ended), ...runs([run, "2026-12-06T00:00:00+00:00"]) },
        "2027-01-10T03:00:00Z",
      ],
      [
        "starts once, whatever ran before",
        { ...answers(single), ...twiceAWeek },
        "2027-01-10T03:00:00Z",
      ],
    ])(
      "ends the last verdict when the window would have run again, since its end may be moved: where it %s",
      (_case, but, lapses) => {
        expect(verdicts(walkRing(close, closeGiven, world(but))).at(-1)).toMatchObject({
          verdict: "healthy",
          until: lapses,
        });
      },
    );

    it.each<[string, But]>([
      [
        "the window is disabled",
        answers({ Enabled: false, NextExecutionTime: "2026-12-13T00:00Z" }),
      ],
      ["the window has no end and SSM no next run", answers({ Schedule: "cron(0 0 ? * SUN *)" })],
      ["nobody answers for the window", { "ssm:GetMaintenanceWindow": fails }],
      ["nobody answers for its runs", { "ssm:DescribeMaintenanceWindowExecutions": fails }],
      ["the run is not one of the window", runs([earlier, "2026-11-29T00:00:00+00:00"])],
    ])("finds the ring unhealthy when %s", (_case, but) => {
      const walk = walkRing(close, closeGiven, world(but));

      expect(walk.visited).toEqual(["ReadRing", "NextRun", "Unhealthy"]);
      expect(verdicts(walk)).toEqual([unhealthy]);
    });

    it("says nothing of a run that another one has followed: that one's close has the word", () => {
      const later = runs([run, "2026-12-06T00:00:00+00:00"], [target, "2026-12-13T00:00:00+00:00"]);

      const walk = walkRing(close, closeGiven, world(later));

      expect(walk).toMatchObject({
        status: "Success",
        visited: ["ReadRing", "NextRun", "WhetherFollowed", "Followed"],
      });
      expect(verdicts(walk)).toEqual([]);
    });
  });

  it("does not take an older refusal for one of this run", () => {
    const older = gateSays({ windowExecutionId: target, verdict: "shut" });

    expect(walkRing(close, closeGiven, world(older)).visited).toContain("JudgeRun");
  });

  it.each<[string, But]>([
    ["cannot be read", { ReadGate: fails }],
    ["is no verdict", { ReadGate: () => ({ Parameter: { Value: "?" } }) }],
  ])("says that the ring is unhealthy when what the gate wrote %s", (_case, but) => {
    const walk = walkRing(close, closeGiven, world(but));

    expect(walk.status).toBe("Failed");
    expect(verdicts(walk)).toEqual([unhealthy]);
  });

  it("waits for machines that are patched beyond the window's end", () => {
    const until = Date.parse("2026-12-06T03:20:00Z");
    const status = ({ at }: Call) => (at.getTime() < until ? "IN_PROGRESS" : "SUCCESS");
    const but: But = {
      [invoked]: (call) => ({
        WindowExecutionTaskInvocationIdentities: [invocation(status(call))],
      }),
    };

    const walk = walkRing(close, closeGiven, world(but));

    expect(walk.status).toBe("Success");
    expect(walk.visited.filter((step) => step === "Wait")).toHaveLength(4);
  });

  describe("after it has waited for a machine into the window's next run", () => {
    const next = Date.parse("2026-12-06T03:20:00Z");
    const daily: But = {
      [invoked]: ({ at }) => ({
        WindowExecutionTaskInvocationIdentities: [
          invocation(at.getTime() < next + 600_000 ? "IN_PROGRESS" : "SUCCESS"),
        ],
      }),
      "ssm:DescribeMaintenanceWindowExecutions": ({ at }) => ({
        WindowExecutions: [
          { WindowExecutionId: run, StartTime: "2026-12-05T03:20:00+00:00" },
          ...(at.getTime() < next
            ? []
            : [{ WindowExecutionId: target, StartTime: "2026-12-06T03:20:00+00:00" }]),
        ],
      }),
    };

    it("leaves the word to that run's close", () => {
      const walk = walkRing(close, closeGiven, world(daily));

      expect(walk.visited.slice(-3)).toEqual(["StillLast", "WhetherFollowedSince", "Followed"]);
      expect(verdicts(walk)).toEqual([unhealthy]);
    });

    it("writes no good verdict when nobody answers for the window's runs any more", () => {
      const walk = walkRing(close, closeGiven, world({ StillLast: fails }));

      expect(walk.status).toBe("Failed");
      expect(verdicts(walk)).toEqual([unhealthy]);
    });
  });

  it("does not wait for ever", () => {
    const walk = walkRing(close, closeGiven, world(invocations(invocation("IN_PROGRESS"))));

    expect(walk.status).toBe("Failed");
    expect(walk.end.toISOString()).toBe("2026-12-06T09:00:00.000Z");
  });

  it("counts the machines of every page", () => {
    const but: But = {
      ...machines(machine, other),
      [invoked]: ({ inputs }) => ({
        WindowExecutionTaskInvocationIdentities: [invocation("SUCCESS")],
        ...(inputs["NextToken"] === undefined ? { NextToken: "more" } : {}),
      }),
      [scanned]: ({ inputs }) =>
        inputs["NextToken"] === undefined
          ? { InstancePatchStates: [scan(machine)], NextToken: "more" }
          : { InstancePatchStates: [scan(other)] },
    };

    expect(verdicts(walkRing(close, closeGiven, world(but))).at(-1)).toMatchObject({
      verdict: "healthy",
      machines: "2",
    });
  });

  it.each([
    "ReadRing",
    "NextRun",
    "ReadGate",
    "JudgeGate",
    "NotYetHealthy",
    "CountRunning",
    "JudgeRun",
    "StillLast",
    "Healthy",
  ])("writes no healthy verdict when step %s fails", (failAt) => {
    const walk = walkRing(close, closeGiven, world(), { failAt });

    expect(walk.status).toBe("Failed");
    expect(verdicts(walk)).not.toContainEqual(expect.objectContaining({ verdict: "healthy" }));
  });
});
