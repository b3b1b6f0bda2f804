/** Somebody who may start the runbooks and leaves out, adds or forges something: nothing is opened, patched or put back. */
import { describe, expect, it } from "vitest";
import { type SettingName, settingForms } from "../../../../components/aws/runbooks/ringSettings";
import {
  closeGiven,
  gate,
  machine,
  node,
  restore,
  restoreGiven,
  ring,
  ringBeforeAt,
  run,
  storedSettings,
  verdictsHere,
  withLists,
  world,
} from "../../../support/automation/patchRun";
import { hasPython } from "../../../support/automation/python";
import { readRunbook } from "../../../support/automation/rendered";
import { type Walk, walkRunbook } from "../../../support/automation/walk";

const starts = {
  gate: { PatchGroup: ring, WindowExecutionId: run, RunMinutes: 180 },
  node: { PatchGroup: ring, WindowExecutionId: run, InstanceId: machine },
  restore: restoreGiven,
} as const;
const runbooks = { gate: withLists.gate, node: withLists.node, restore } as const;
const uses = ["gate", "node", "restore"] as const;
type Use = (typeof uses)[number];

/** Every check that a ring may ask for. */
const strict = {
  MostMinutes: 180,
  Alarms: "asked",
  AlarmNames: ["web-errors"],
  RingBefore: "asked",
  ...ringBeforeAt(verdictsHere),
  RingBeforeMaxAgeHours: 192,
  Approval: "asked",
  RecoveryMaxAgeHours: 8,
  HookBeforeDocument: "web-before",
  HealthCheckDocument: "web-health",
} as const;

const stored = (text: string) => ({ ReadRing: () => ({ Parameter: { Value: text } }) });
const deployed = stored(storedSettings(strict));

function walk(use: Use, given: object = starts[use], but: Parameters<typeof world>[0] = deployed) {
  return walkRunbook(runbooks[use], { ...given }, world({ ...deployed, ...but }));
}

const kept = new Set([
  ...["GetParameter", "GetAutomationExecution"],
  ...["DescribeInstances", "ListTagsForResource"],
]);
/** Calls that do more than read what the first steps read. */
const acts = ({ calls }: Walk) => calls.filter(({ api }) => !kept.has(api.split(":")[1] ?? api));

/** The settings as the deployment writes them, but for one. */
function without(name: string, value?: unknown): string {
  const settings = JSON.parse(storedSettings(strict));
  return JSON.stringify({ ...settings, [name]: value });
}

const settings = Object.keys(settingForms) as SettingName[];
const readBy = (use: Use) =>
  (readRunbook(runbooks[use]).mainSteps[0]?.outputs ?? []).map(({ Name }) => Name);
const read = uses.flatMap((use) => readBy(use).map((name) => [use, name] as const));

describe("what a starter may say", () => {
  it.each(uses)("is which run it is and nothing else: %s", (use) => {
    const { parameters } = readRunbook(runbooks[use]);

    expect(Object.keys(parameters).sort()).toEqual(Object.keys(starts[use]).sort());
    expect(Object.values(parameters).filter((one) => one.default !== undefined)).toEqual([]);
  });

  it.each(settings)("is never the setting %s", (name) => {
    for (const use of uses) {
      expect(() => walk(use, { ...starts[use], [name]: "none" }), use).toThrow(
        `the runbook takes no parameter ${name}`,
      );
    }
  });

  it.each(["../other/web.canary", "web.canary/close", "a b", ""])(
    "is no path for a ring: %j",
    (PatchGroup) => {
      for (const use of uses) {
        expect(() => walk(use, { ...starts[use], PatchGroup }), use).toThrow(
          "PatchGroup must match",
        );
      }
    },
  );

  it("is every setting that the runbooks know, read by one of them", () => {
    const closed: readonly SettingName[] = ["PatchRecord"];

    expect([...new Set([...read.map(([, name]) => name), ...closed])].sort()).toEqual(
      [...settings].sort(),
    );
  });
});

describe.skipIf(!hasPython)("a run that somebody starts", () => {
  it("is asked all that the ring demands, whoever starts it", () => {
    expect(walk("gate").visited).toEqual([
      ...["ReadRing", "MayJudge", "CalendarOpen", "WhetherFrozen", "WhetherAlarms", "AlarmsOk"],
      ...["WhetherRingBefore", "RingBeforeHealthy", "WhetherLists", "WhetherApproval", "Approve"],
      ...["CalendarOpenAgain", "WhetherFrozenAgain", "WhetherAlarmsAgain", "AlarmsOkAgain"],
      ...["WhetherRingBeforeAgain", "RingBeforeHealthyAgain", "Open"],
    ]);
    expect(walk("node").visited).toEqual(
      expect.arrayContaining(["MachineOfRing", "FindRecoveryPoint", "HookBefore", "HealthCheck"]),
    );
  });

  it.each(read)(
    "ends at once when the %s finds no setting %s, or another form of it",
    (use, name) => {
      const form = settingForms[name as SettingName];
      const wrong = [undefined, null, {}, form === "number" ? "1" : 1, form === "number" ? -1 : ""];

      for (const value of wrong) {
        const { visited, status, ...rest } = walk(use, starts[use], stored(without(name, value)));
        expect([visited, status], JSON.stringify(value)).toEqual([["ReadRing"], "Failed"]);
        expect(acts({ visited, status, ...rest })).toEqual([]);
      }
    },
  );

  it.each([
    ["is not there", undefined],
    ["is no JSON", "none"],
    ["is a list", "[]"],
    ["is of another version", without("Version", 1)],
    ["has no version", without("Version")],
    ["is of another ring", without("PatchGroup", "web.canary")],
    ["names no calendar", without("CalendarNames", [])],
  ])("ends at once when the ring's parameter %s", (_case, text) => {
    const but = {
      ReadRing: () => (text === undefined ? undefined : { Parameter: { Value: text } }),
    };
    const asked = text?.includes('"CalendarNames":[]') ? (["gate", "node"] as const) : uses;

    for (const use of asked) {
      const one = walk(use, starts[use], but);
      expect([one.visited, one.status], use).toEqual([["ReadRing"], "Failed"]);
      expect(acts(one), use).toEqual([]);
    }
  });

  it("reads the settings below the component's own path, by the ring's name", () => {
    for (const use of uses) {
      const [first] = walk(use).calls;
      expect(first?.inputs).toEqual({ Name: `/patchwarden/${ring}/settings` });
    }
  });

  const tags = (groups: readonly string[]) => groups.map((Value) => ({ Key: "PatchGroup", Value }));
  it.each([
    ["of another ring", ["web.canary"]],
    ["of no ring", []],
  ])("touches no machine %s", (_case, groups) => {
    for (const use of ["node", "restore"] as const) {
      const one = walk(use, starts[use], {
        MachineOfRing: () => ({ Reservations: [{ Instances: [{ Tags: tags(groups) }] }] }),
      });
      expect([one.visited.at(-1), one.status], use).toEqual(["MachineOfRing", "Failed"]);
      expect(acts(one), use).toEqual([]);
    }
  });

  it("touches no hybrid machine of another ring, which Systems Manager is asked for", () => {
    const hybrid = { ...starts.node, InstanceId: "mi-0123456789abcdef0" };
    const other = () => ({ TagList: tags(["web.canary"]) });

    const one = walk("node", hybrid, { MachineOfRing: other });

    expect(one.calls.map(({ api }) => api)).toEqual([
      "ssm:GetParameter",
      "ssm:GetAutomationExecution",
      "ssm:ListTagsForResource",
    ]);
    expect([one.visited.at(-1), one.status]).toEqual(["MachineOfRing", "Failed"]);
  });

  it("lasts no longer than the ring's policy says, and may be shorter", () => {
    const long = walk("gate", { ...starts.gate, RunMinutes: 181 });
    const short = walk("gate", { ...starts.gate, RunMinutes: 30 });

    expect(long.visited).toEqual(["ReadRing", "MayJudge"]);
    expect(acts(long)).toEqual([]);
    expect(short.status).toBe("Success");
  });

  it("writes no verdict of a ring that nobody has deployed", () => {
    const one = walk(
      "gate",
      { ...starts.gate, PatchGroup: "web.next" },
      { ReadRing: () => undefined },
    );

    expect(one.calls.filter(({ api }) => api === "ssm:PutParameter")).toEqual([]);
  });

  const requester = {
    "ssm:GetAutomationExecution": () => ({
      AutomationExecution: {
        ExecutedBy: "arn:aws:sts::012345678901:assumed-role/patch-requester/ada",
      },
    }),
  };

  it("neither judges a window's run nor patches a machine under its verdict, whoever started it", () => {
    for (const use of ["gate", "node"] as const) {
      const one = walk(use, starts[use], requester);
      const nobody = walk(use, starts[use], { "ssm:GetAutomationExecution": () => undefined });

      expect([one.status, one.visited.length, acts(one)], use).toEqual(["Failed", 2, []]);
      expect([nobody.status, nobody.visited.length, acts(nobody)], use).toEqual(["Failed", 2, []]);
    }
  });

  it.each(["hand-1", `hand-${run}-1`, `hand-hand-${run}`, `Hand-${run}`, ""])(
    "has no id but a window's or one of its own: %j",
    (WindowExecutionId) => {
      for (const use of ["gate", "node"] as const) {
        expect(() => walk(use, { ...starts[use], WindowExecutionId }), use).toThrow(
          "WindowExecutionId must match",
        );
      }
    },
  );

  it("takes another run's verdict for none", () => {
    const foreign = { ...starts.node, WindowExecutionId: run.replaceAll("1", "2") };

    expect(walk("node", foreign).visited.at(-1)).toBe("GateOpenedThisRun");
  });
});

describe.skipIf(!hasPython)("a close that somebody starts", () => {
  const { close } = withLists;
  const start = { ...closeGiven };
  const closed = (text: string) => walkRunbook(close, start, world(stored(text)));
  const written = ({ calls }: Walk) =>
    calls
      .filter(({ api }) => api === "ssm:PutParameter")
      .map(({ inputs }) => JSON.parse(String(inputs["Value"])).verdict);

  it("is told which run it is and nothing else, as little whether stopped machines count", () => {
    const { parameters } = readRunbook(close);

    expect(Object.keys(parameters).sort()).toEqual(Object.keys(start).sort());
    for (const name of settings) {
      expect(() => walkRunbook(close, { ...start, [name]: "no" }, world(deployed)), name).toThrow(
        `the runbook takes no parameter ${name}`,
      );
    }
  });

  it.each(["StartStopped", "PatchRecord", "PatchLists"])(
    "finds the ring unhealthy when its parameter says nothing valid of %s",
    (name) => {
      for (const value of [undefined, null, "", 1]) {
        const walk = closed(without(name, value));
        expect(walk.visited, JSON.stringify(value)).toEqual(["ReadRing", "Unhealthy"]);
        expect(written(walk)).toEqual(["unhealthy"]);
      }
    },
  );

  it("waits for a machine that is stopped when the ring's policy says that it is started", () => {
    const stopped = { InstanceId: "i-00000000000000001", State: { Name: "stopped" } };
    const running = { InstanceId: machine, State: { Name: "running" } };
    const both = {
      "ec2:DescribeInstances": () => ({ Reservations: [{ Instances: [running, stopped] }] }),
    };

    const [started, left] = (["yes", "no"] as const).map((StartStopped) =>
      written(
        walkRunbook(
          close,
          start,
          world({ ...stored(storedSettings({ ...strict, StartStopped })), ...both }),
        ),
      ),
    );

    expect(started).toEqual(["unhealthy"]);
    expect(left).toEqual(["unhealthy", "healthy"]);
  });
});

describe.skipIf(!hasPython)("a ring that demands nothing", () => {
  it("is opened by its gate all the same, and its machines are protected by default", () => {
    const plain = stored(storedSettings({ RecoveryMaxAgeHours: 8 }));

    expect(walkRunbook(gate, starts.gate, world(plain)).status).toBe("Success");
    expect(walkRunbook(node, starts.node, world(plain)).visited).toContain("FindRecoveryPoint");
  });
});
