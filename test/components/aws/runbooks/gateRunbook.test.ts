import { describe, expect, it } from "vitest";
import { gateRunbook } from "../../../../components/aws/runbooks/gateRunbook";
import { renderRunbook } from "../../../../components/aws/runbooks/renderRunbook";
import {
  fails,
  gate,
  gateGiven,
  prefix,
  ringBeforeAt,
  run,
  verdictsHere,
  walkRing,
  world,
} from "../../../support/automation/patchRun";
import { hasPython } from "../../../support/automation/python";
import type { Call, Walk } from "../../../support/automation/walk";

type But = Parameters<typeof world>[0];

const whole = [
  "ReadRing",
  "MayJudge",
  "CalendarOpen",
  "WhetherFrozen",
  "WhetherAlarms",
  "AlarmsOk",
  "WhetherRingBefore",
  "RingBeforeHealthy",
  "WhetherApproval",
  "Approve",
  "CalendarOpenAgain",
  "WhetherFrozenAgain",
  "WhetherAlarmsAgain",
  "AlarmsOkAgain",
  "WhetherRingBeforeAgain",
  "RingBeforeHealthyAgain",
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
const well = {
  windowExecutionId: run,
  verdict: "healthy",
  at: "2026-12-01T06:00:00Z",
  until: "2026-12-08T07:00:00Z",
};
const { until: _until, ...endless } = well;
/** What the close of the ring before has written, in one region or in both. */
const ringBefore =
  (verdict: object, only?: string) =>
  ({ region }: { readonly region?: string }) => ({
    Parameter: {
      Value: JSON.stringify(only === undefined || only === region ? verdict : well),
    },
  });
/** The gate's own verdict before it says anything. */
const judged = (verdict: string) => () => ({
  Parameter: { Value: JSON.stringify({ windowExecutionId: run, verdict }) },
});
const startedBy = (session: string) => ({
  MayJudge: ({ api, inputs }: Call) =>
    api === "ssm:GetAutomationExecution"
      ? {
          AutomationExecution: {
            ...inputs,
            ExecutedBy: `arn:aws:sts::012345678901:assumed-role/${session}`,
          },
        }
      : judged("open")(),
});
const calendar = (answer: Record<string, unknown>) => () => answer;

describe.skipIf(!hasPython)("the gate runbook", () => {
  it("opens a run when freezes, alarms, the ring before and people allow it", () => {
    const walk = walkRing(gate, gateGiven, world());

    expect(walk).toMatchObject({ visited: whole, status: "Success" });
    expect(written(walk)).toEqual([
      ["gate", { windowExecutionId: run, verdict: "open", until: "2026-12-06T06:00:00Z" }],
    ]);
  });

  it.each<[string, But, string]>([
    ["nobody answers for the calendar", { CalendarOpen: fails }, "CalendarOpen"],
    ["an alarm rings", { AlarmsOk: alarm("ALARM") }, "AlarmsOk"],
    ["an alarm has too little to go by", { AlarmsOk: alarm("INSUFFICIENT_DATA") }, "AlarmsOk"],
    [
      "an alarm is not there",
      { AlarmsOk: () => ({ MetricAlarms: [], CompositeAlarms: [] }) },
      "AlarmsOk",
    ],
    ["the ring before has no parameter", { RingBeforeHealthy: fails }, "RingBeforeHealthy"],
    [
      "the ring before is unhealthy in another region",
      { RingBeforeHealthy: ringBefore({ ...well, verdict: "unhealthy" }, "eu-west-1") },
      "RingBeforeHealthy",
    ],
    [
      "the ring before was never closed in another region",
      { RingBeforeHealthy: ringBefore({ verdict: "none" }, "eu-west-1") },
      "RingBeforeHealthy",
    ],
    [
      "the ring before was last healthy too long ago in another region",
      { RingBeforeHealthy: ringBefore({ ...well, at: "2026-11-28T02:59:00Z" }, "eu-west-1") },
      "RingBeforeHealthy",
    ],
    [
      "another region does not answer",
      {
        RingBeforeHealthy: (call) =>
          call.region === "eu-west-1" ? undefined : ringBefore(well)(call),
      },
      "RingBeforeHealthy",
    ],
    [
      "the ring before was never closed",
      { RingBeforeHealthy: ringBefore({ windowExecutionId: "none", verdict: "none" }) },
      "RingBeforeHealthy",
    ],
    [
      "the ring before is unhealthy, or not closed yet",
      { RingBeforeHealthy: ringBefore({ windowExecutionId: run, verdict: "unhealthy" }) },
      "RingBeforeHealthy",
    ],
    [
      "the ring before was last healthy too long ago",
      { RingBeforeHealthy: ringBefore({ ...well, at: "2026-11-28T02:59:00Z" }) },
      "RingBeforeHealthy",
    ],
    [
      "the ring before must have run again by now",
      { RingBeforeHealthy: ringBefore({ ...well, until: "2026-12-06T03:00:00Z" }) },
      "RingBeforeHealthy",
    ],
    [
      "the ring before must have run again by now in another region",
      { RingBeforeHealthy: ringBefore({ ...well, until: "2026-12-06T03:00:00Z" }, "eu-west-1") },
      "RingBeforeHealthy",
    ],
    [
      "the ring before was refused when it ran last",
      { RingBeforeHealthy: ringBefore({ windowExecutionId: run, verdict: "not run" }) },
      "RingBeforeHealthy",
    ],
    [
      "the verdict of the ring before has no time",
      { RingBeforeHealthy: ringBefore({ verdict: "healthy", until: "none" }) },
      "RingBeforeHealthy",
    ],
    [
      "the verdict of the ring before does not say until when it counts",
      { RingBeforeHealthy: ringBefore(endless) },
      "RingBeforeHealthy",
    ],
    ["people refuse", { Approve: () => ({ Decision: "Rejected" }) }, "Approve"],
    [
      "an alarm rings by the time that people agree",
      { AlarmsOkAgain: alarm("ALARM") },
      "AlarmsOkAgain",
    ],
    [
      "the ring before has gone bad by the time that people agree",
      { RingBeforeHealthyAgain: ringBefore({ ...well, verdict: "unhealthy" }, "eu-west-1") },
      "RingBeforeHealthyAgain",
    ],
    [
      "nobody answers for the calendar when people have agreed",
      { CalendarOpenAgain: fails },
      "CalendarOpenAgain",
    ],
  ])("stays shut when %s", (_case, but, last) => {
    const walk = walkRing(gate, gateGiven, world(but));

    expect(walk.status).toBe("Failed");
    expect(walk.visited).toEqual([...whole.slice(0, whole.indexOf(last) + 1), "Refuse"]);
    expect(written(walk).at(-1)).toEqual(["gate", { windowExecutionId: run, verdict: "shut" }]);
  });

  it.each([
    ["is in force", { State: "CLOSED" }],
    ["begins before the end", { State: "OPEN", NextTransitionTime: "2026-12-06T05:44:59Z" }],
  ])("says that the run is frozen when a freeze %s, which is no refusal", (_case, answer) => {
    const walk = walkRing(gate, gateGiven, world({ CalendarOpen: calendar(answer) }));

    expect(walk).toMatchObject({
      status: "Success",
      visited: ["ReadRing", "MayJudge", "CalendarOpen", "WhetherFrozen", "Frozen"],
    });
    expect(written(walk)).toEqual([["gate", { windowExecutionId: run, verdict: "frozen" }]]);
  });

  it.each([
    ["is in force", { State: "CLOSED" }],
    ["begins before the end", { State: "OPEN", NextTransitionTime: "2026-12-06T05:59:59Z" }],
  ])(
    "says that the run is frozen when a freeze %s by the time that people agree",
    (_case, answer) => {
      const walk = walkRing(gate, gateGiven, world({ CalendarOpenAgain: calendar(answer) }));

      expect(walk.status).toBe("Success");
      expect(walk.visited.slice(-3)).toEqual(["CalendarOpenAgain", "WhetherFrozenAgain", "Frozen"]);
      expect(written(walk)).toEqual([["gate", { windowExecutionId: run, verdict: "frozen" }]]);
    },
  );

  const agreed = (minutes: number) => ({ approve: () => ({ Decision: "Approved", minutes }) });

  it("takes a verdict that was young enough when it asked first, however long people think", () => {
    const justYoung = ringBefore({ ...well, at: "2026-11-28T03:00:00Z" });
    const but = { RingBeforeHealthy: justYoung, RingBeforeHealthyAgain: justYoung, ...agreed(59) };

    expect(walkRing(gate, gateGiven, world(but)).status).toBe("Success");
  });

  it("stays shut when the ring before must have run again while people think", () => {
    const soonOver = ringBefore({ ...well, until: "2026-12-06T03:30:00Z" });
    const but = { RingBeforeHealthy: soonOver, RingBeforeHealthyAgain: soonOver };

    expect(walkRing(gate, gateGiven, world({ ...but, ...agreed(29) })).status).toBe("Success");
    const late = walkRing(gate, gateGiven, world({ ...but, ...agreed(30) }));
    expect(late.visited.slice(-2)).toEqual(["RingBeforeHealthyAgain", "Refuse"]);
  });

  it("opens a run until a freeze begins with the window's end, when it asks a little late itself", () => {
    const atEnd = calendar({ State: "OPEN", NextTransitionTime: "2026-12-06T05:45:00Z" });

    const walk = walkRing(gate, gateGiven, world({ CalendarOpen: atEnd }));

    expect(written(walk)).toEqual([
      ["gate", { windowExecutionId: run, verdict: "open", until: "2026-12-06T05:45:00Z" }],
    ]);
  });

  it("takes the verdict on the last run of a window that runs no more, as long as it is young", () => {
    const last = { RingBeforeHealthy: ringBefore({ ...well, until: "none" }) };

    expect(walkRing(gate, gateGiven, world(last)).status).toBe("Success");
  });

  it.each<[string, object, But]>([
    ["is judged already", {}, { "ssm:GetParameter": judged("open") }],
    ["was refused already", {}, { "ssm:GetParameter": judged("shut") }],
    ["is longer than the ring's policy says", { RunMinutes: 181 }, {}],
    ["is over before it begins", { RunMinutes: 0 }, {}],
    ["is a window's and was started by somebody", {}, startedBy("requester/ada")],
    ["is a window's and was started by a namesake", {}, startedBy("window-2/ada")],
    ["is a window's and nobody says who started it", {}, { "ssm:GetAutomationExecution": fails }],
    ["has a gate without a verdict to look at", {}, { "ssm:GetParameter": fails }],
  ])("writes nothing on a run that %s", (_case, given, but) => {
    const walk = walkRing(gate, { ...gateGiven, ...given }, world(but));

    expect(walk).toMatchObject({ status: "Failed", visited: ["ReadRing", "MayJudge"] });
    expect(written(walk)).toEqual([]);
  });

  it("asks nobody who has started a run by hand", () => {
    const walk = walkRing(gate, { ...gateGiven, WindowExecutionId: `hand-${run}` }, world());

    expect(walk.status).toBe("Success");
    expect(walk.calls.map(({ api }) => api)).not.toContain("ssm:GetAutomationExecution");
  });

  it("stays shut when nobody answers in an hour", () => {
    const walk = walkRing(gate, gateGiven, world({ approve: fails }));

    expect(walk.status).toBe("TimedOut");
    expect(walk.visited.at(-1)).toBe("Refuse");
    expect(walk.end.toISOString()).toBe("2026-12-06T04:00:00.000Z");
  });

  it("opens when no freeze is planned at all, and the calendar names no next change", () => {
    const walk = walkRing(gate, gateGiven, world({ CalendarOpen: calendar({ State: "OPEN" }) }));

    expect(walk.status).toBe("Success");
  });

  it("asks Parameter Store by name in every region in which the ring before is patched", () => {
    const { calls } = walkRing(gate, gateGiven, world());

    const asked = calls.filter(({ step }) => step === "RingBeforeHealthy");
    expect(asked.map(({ region, inputs }) => [region, inputs["Name"]])).toEqual([
      ["eu-central-1", "/patchwarden/web.canary/close"],
      ["eu-west-1", "/patchwarden/web.canary/close"],
    ]);
  });

  const foreign = "210987654321";
  const readers = {
    [foreign]: { role: `arn:aws:iam::${foreign}:role/dev-verdicts`, externalId: "acme/dev" },
  };
  const asking = renderRunbook(
    gateRunbook({ assumeRole: "arn:aws:iam::012345678901:role/gate", prefix, readers }),
  );
  const abroad = {
    ...gateGiven,
    ...ringBeforeAt([
      ...verdictsHere,
      `arn:aws:ssm:eu-west-1:${foreign}:parameter/patchwarden/web.canary/close`,
    ]),
  };
  const { Approval: _people, ...unapproved } = abroad;
  const assumed = {
    Credentials: {
      AccessKeyId: "ASIA0123456789ABCDEF",
      SecretAccessKey: "secret",
      SessionToken: "token",
      Expiration: "2026-12-06T03:15:00Z",
    },
  };
  const assume = "sts:AssumeRole";

  it("asks the verdict of another account with the role that reads it there, for no longer than needed", () => {
    const walk = walkRing(asking, unapproved, world({ [assume]: () => assumed }));

    expect(walk.status).toBe("Success");
    const asked = walk.calls.filter(({ step }) => step === "RingBeforeHealthy");
    expect(asked.map(({ api, region, key }) => [api, region, key])).toEqual([
      ["ssm:GetParameter", "eu-central-1", undefined],
      ["ssm:GetParameter", "eu-west-1", undefined],
      [assume, "eu-west-1", undefined],
      ["ssm:GetParameter", "eu-west-1", "ASIA0123456789ABCDEF/secret/token"],
    ]);
    expect(asked[2]?.inputs).toEqual({
      RoleArn: `arn:aws:iam::${foreign}:role/dev-verdicts`,
      ExternalId: "acme/dev",
      RoleSessionName: "patch-gate",
      DurationSeconds: 900,
    });
  });

  it.each<[string, But]>([
    ["does not let the gate in", { [assume]: fails }],
    [
      "does not answer",
      {
        RingBeforeHealthy: ({ api, key }) =>
          api === assume
            ? assumed
            : key === undefined
              ? { Parameter: { Value: JSON.stringify(well) } }
              : undefined,
      },
    ],
    [
      "says that the ring before is unhealthy",
      {
        RingBeforeHealthy: ({ api, key }) =>
          api === assume
            ? assumed
            : {
                Parameter: {
                  Value: JSON.stringify(
                    key === undefined ? well : { ...well, verdict: "unhealthy" },
                  ),
                },
              },
      },
    ],
  ])("stays shut when the other account %s", (_case, but) => {
    const walk = walkRing(asking, unapproved, world(but));

    expect(walk.status).toBe("Failed");
    expect(walk.visited.slice(-2)).toEqual(["RingBeforeHealthy", "Refuse"]);
  });

  it("stays shut when it is to ask the ring before and is told of no place", () => {
    const nowhere = { ...gateGiven, RingBeforeVerdicts: [] };

    expect(walkRing(gate, nowhere, world()).visited.at(-1)).toBe("Refuse");
  });

  it("asks for neither alarms, ring before nor people where the ring has none", () => {
    const { Alarms: _a, RingBefore: _r, ...unasked } = gateGiven;
    const { Approval: _p, ...plain } = unasked;

    expect(walkRing(gate, plain, world()).visited).toEqual([
      "ReadRing",
      "MayJudge",
      "CalendarOpen",
      "WhetherFrozen",
      "WhetherAlarms",
      "WhetherRingBefore",
      "WhetherApproval",
      "Open",
    ]);
    expect(walkRing(gate, unasked, world()).visited.slice(-5)).toEqual([
      "CalendarOpenAgain",
      "WhetherFrozenAgain",
      "WhetherAlarmsAgain",
      "WhetherRingBeforeAgain",
      "Open",
    ]);
  });

  it.each(whole.filter((step) => !/^(ReadRing$|Whether)/.test(step)))(
    "writes no open verdict when step %s fails",
    (failAt) => {
      const walk = walkRing(gate, gateGiven, world(), { failAt });

      expect(walk.status).toBe("Failed");
      expect(written(walk).map(([, { verdict }]) => verdict)).not.toContain("open");
    },
  );

  it("stays shut when it is cancelled while people think", () => {
    const walk = walkRing(gate, gateGiven, world(), { cancelAt: "Approve" });

    expect(walk.status).toBe("Cancelled");
    expect(walk.visited.at(-1)).toBe("Refuse");
  });
});
