/** A failure at every step of the node runbook, and ten changes of it that must not pass unnoticed. */
import { describe, expect, it } from "vitest";
import {
  describedOf,
  fails,
  nodeGiven,
  objectStore,
  run,
  scan,
  ubuntu,
  walkRing,
  withLists,
  world,
} from "../../../support/automation/patchRun";
import { hasPython } from "../../../support/automation/python";
import {
  allSteps,
  type Rendered,
  type RenderedStep,
  readRunbook,
} from "../../../support/automation/rendered";
import type { Walk, WalkOptions, World } from "../../../support/automation/walk";

/** With all that a ring may ask for. */
const { node } = withLists;

interface Case {
  readonly given: Readonly<Record<string, unknown>>;
  readonly world: World;
  /** Of an Auto Scaling group. */
  readonly replaced?: true;
  /** Somebody gives it the id of a window's run. */
  readonly forged?: true;
}

const stopped = () => ({ Reservations: [{ Instances: [{ State: { Name: "stopped" } }] }] });
const hybrid = "mi-0123456789abcdef0";
const hybridScan = () => ({ InstancePatchStates: [scan(hybrid)] });

const lists = "patchwarden/lists/web.broad";
const list = {
  body: "patches:\n  - id: 'apt.amd64'\n    title: 'apt.amd64:2.7.14'\n",
  metadata: { run, patches: "1" },
};
const listed = {
  ...objectStore({ [`${lists}/ubuntu-24.04.yaml`]: list }).answers,
  "ssm:DescribeInstanceInformation": () => ({ InstanceInformationList: [ubuntu] }),
  "ssm:DescribeInstancePatches": () => ({ Patches: [] }),
};

const autoScaled = { ReadAutoScaling: () => describedOf("web-asg") };

/** Together they visit every step. */
const cases: Readonly<Record<string, Case>> = {
  plain: { given: nodeGiven, world: world() },
  started: {
    given: { ...nodeGiven, StartStopped: "yes", AlwaysReboot: "yes" },
    world: world({ ReadState: stopped }),
  },
  inWindow: { given: { ...nodeGiven, RecoveryPoint: "inWindow" }, world: world() },
  hybrid: {
    given: { ...nodeGiven, InstanceId: hybrid, Hybrid: "skip", AlwaysReboot: "yes" },
    world: world({ "ssm:DescribeInstancePatchStates": hybridScan }),
  },
  listed: { given: { ...nodeGiven, PatchLists: lists }, world: world(listed) },
  listedHybrid: {
    given: {
      ...{ ...nodeGiven, PatchLists: lists, AlwaysReboot: "yes" },
      ...{ InstanceId: hybrid, Hybrid: "skip" },
    },
    world: world({ ...listed, "ssm:DescribeInstancePatchStates": hybridScan }),
  },
  autoScaling: {
    given: { ...nodeGiven, AutoScaling: "skip" },
    world: world(autoScaled),
    replaced: true,
  },
  refusedAutoScaling: { given: nodeGiven, world: world(autoScaled), replaced: true },
  refused: { given: { ...nodeGiven, InstanceId: hybrid }, world: world() },
  forged: {
    given: nodeGiven,
    world: world({
      "ssm:GetAutomationExecution": () => ({
        AutomationExecution: { ExecutedBy: "arn:aws:sts::012345678901:assumed-role/ada/ada" },
      }),
    }),
    forged: true,
  },
  restored: {
    given: { ...nodeGiven, OnFailure: "restore" },
    world: world({ HealthCheck: fails }),
  },
};

const walkCase = ({ given, world: answer }: Case, content = node, options: WalkOptions = {}) =>
  walkRing(content, given, answer, options);

/** Choices, waits and notes ask nobody, so that nothing in them can fail. */
const silent = ["aws:branch", "aws:sleep", "aws:updateVariable"];
const fallible = allSteps(readRunbook(node).mainSteps).filter(
  ({ action }) => !silent.includes(action),
);

const at = ({ visited }: Walk, step: string) => visited.indexOf(step);
const touched = ({ calls }: Walk) =>
  calls.some(({ step }) =>
    ["Install", "InstallListed", "Reboot", "RebootHybrid", "RebootListedHybrid"].includes(step),
  );
const askedAlarms = (walk: Walk) => !touched(walk) || at(walk, "AlarmsOk") >= 0;
const installed = (walk: Walk) => Math.max(at(walk, "Install"), at(walk, "InstallListed"));
const lookedAgain = (walk: Walk) =>
  installed(walk) < 0 ||
  ["TimeToInstall", "CalendarStillOpen"].every(
    (step) => at(walk, step) > at(walk, "WhetherHookBefore") && at(walk, step) < installed(walk),
  );
const lookedBeforeRestart = (walk: Walk) =>
  Math.max(at(walk, "Reboot"), at(walk, "RebootHybrid"), at(walk, "RebootListedHybrid")) < 0 ||
  ["TimeToRestart", "CalendarBeforeRestart"].every((step) => at(walk, step) > installed(walk));
const judged = (walk: Walk) =>
  Math.max(at(walk, "NothingMissing"), at(walk, "NothingOfListMissing"));

function isOfList(parameters: unknown, hasLists: boolean): boolean {
  const { Operation, InstallOverrideList } = parameters as Record<string, readonly string[]>;
  if (!hasLists || Operation?.[0] !== "Install") return InstallOverrideList === undefined;
  return InstallOverrideList?.[0]?.startsWith("s3://") === true;
}

/** What holds of every run, however it goes. Returns the first thing that does not. */
function broken(
  walk: Walk,
  { given, replaced, forged }: Case,
  failAt?: string,
): string | undefined {
  const must: readonly (readonly [string, boolean])[] = [
    ["a failure is a failed run", failAt === undefined || walk.status !== "Success"],
    [
      "nothing is installed without a verdict",
      !touched(walk) || at(walk, "GateOpenedThisRun") >= 0,
    ],
    [
      "nothing is installed but by the ring's own settings, on a machine of it",
      !touched(walk) || (at(walk, "ReadRing") === 0 && at(walk, "MachineOfRing") > 0),
    ],
    ["nobody patches under the verdict of a window's run", !touched(walk) || forged !== true],
    ["nothing is installed in a freeze", !touched(walk) || at(walk, "CalendarOpen") >= 0],
    ["nothing is installed while an alarm may ring", askedAlarms(walk)],
    ["nothing is installed without a second look at time and calendar", lookedAgain(walk)],
    ["nothing is restarted without a third", lookedBeforeRestart(walk)],
    [
      "nothing is installed unprotected",
      !touched(walk) ||
        given["Hybrid"] === "skip" ||
        given["AutoScaling"] === "skip" ||
        /Remember(Found|Made)/.test(walk.visited.join()),
    ],
    [
      "no recovery point counts for a machine that is replaced",
      replaced === undefined || !/Remember(Found|Made)/.test(walk.visited.join()),
    ],
    [
      "what was started is stopped again",
      !walk.visited.includes("StartMachine") || walk.visited.includes("StopAgain"),
    ],
    [
      "the hook on exit follows the hook before",
      at(walk, "HookBefore") < 0 || at(walk, "HookOnExit") > at(walk, "HookBefore"),
    ],
    [
      "a run that is well was scanned and found well",
      walk.status !== "Success" || (at(walk, "HealthCheck") > judged(walk) && judged(walk) > 0),
    ],
    [
      "a scan follows every restart",
      walk.status !== "Success" || at(walk, "Scan") > Math.max(at(walk, "Reboot"), installed(walk)),
    ],
    [
      "a ring with lists installs from its list only, and no other one from any",
      walk.calls.every(
        ({ api, inputs }) =>
          api !== "command AWS-RunPatchBaseline" ||
          isOfList(inputs["Parameters"], given["PatchLists"] !== undefined),
      ),
    ],
    ["only what was installed is restored", at(walk, "Restore") < 0 || installed(walk) >= 0],
    [
      "a failure after the installation is restored where asked",
      given["OnFailure"] !== "restore" || at(walk, "HealthCheck") < 0 || at(walk, "Restore") >= 0,
    ],
  ];
  return must.find(([, holds]) => !holds)?.[0];
}

describe.skipIf(!hasPython)("every step of the node runbook", () => {
  it("is visited by the cases of this test", () => {
    const visited = Object.values(cases).flatMap((one) => walkCase(one).visited);

    const all = allSteps(readRunbook(node).mainSteps).map(({ name }) => name);
    expect(all.filter((name) => !visited.includes(name))).toEqual([]);
  });

  it.each(fallible.map(({ name }) => name))("may fail: %s", (failAt) => {
    const reached = Object.values(cases).filter((one) => walkCase(one).visited.includes(failAt));

    expect(reached.length).toBeGreaterThan(0);
    for (const one of reached) {
      const walk = walkCase(one, node, { failAt });
      expect(broken(walk, one, failAt)).toBeUndefined();
    }
  });
});

type Edit = (steps: RenderedStep[]) => RenderedStep[];

const find = (steps: RenderedStep[], name: string) => {
  const found = steps.find((step) => step.name === name);
  if (found === undefined) throw new Error(`no step ${name}`);
  return found;
};
const without =
  (name: string): Edit =>
  (steps) => {
    const index = steps.indexOf(find(steps, name));
    const next = steps[index + 1]?.name;
    // What went on to the step goes on to the one after it.
    const text = JSON.stringify(steps.filter((_, at) => at !== index));
    return JSON.parse(
      text.replaceAll(`"${name}"`, `"${next}"`).replaceAll(`step:${name}`, `step:${next}`),
    );
  };
const changed =
  (name: string, change: Partial<RenderedStep>): Edit =>
  (steps) =>
    steps.map((step) => (step === find(steps, name) ? { ...step, ...change } : step));

const mutations: readonly (readonly [string, Edit])[] = [
  ["nobody asks which ring the machine is of", without("MachineOfRing")],
  [
    "a machine of another ring is patched all the same",
    changed("MachineOfRing", { onFailure: "Continue", isCritical: false }),
  ],
  [
    "anybody may say that a run is a window's",
    changed("RunOfMachine", {
      inputs: {
        Runtime: "python3.11",
        Handler: "any_run",
        Script: 'def any_run(events, context):\n    return {"uuid": events["run"]}\n',
        InputPayload: { run: "{{ WindowExecutionId }}" },
      },
    }),
  ],
  ["the verdict is not judged", without("GateOpenedThisRun")],
  ["the calendar is not asked", without("CalendarOpen")],
  ["the alarms are not asked", changed("CalendarOpen", { nextStep: "WhetherHybrid" })],
  ["the time is not looked at again", without("TimeToInstall")],
  ["the calendar is not asked again", without("CalendarStillOpen")],
  ["the time is not looked at before a restart", without("TimeToRestart")],
  ["the calendar is not asked before a restart", without("CalendarBeforeRestart")],
  ["the machine is installed before it is protected", changed("Prestage", { nextStep: "Install" })],
  [
    "a missing recovery point is passed over",
    changed("FindRecoveryPoint", { onFailure: "step:Install", isCritical: false }),
  ],
  [
    "a failed installation is passed over",
    changed("Install", { onFailure: "Continue", isCritical: false }),
  ],
  [
    "a listed machine installs what its baseline approves",
    changed("RememberList", { nextStep: "Install" }),
  ],
  [
    "a machine without a list is patched all the same",
    changed("FindList", { onFailure: "step:Prestage", isCritical: false }),
  ],
  ["a listed hybrid machine restarts by installing everything", without("WhetherListedHybrid")],
  [
    "a machine that is replaced is not told from others",
    changed("ReadAutoScaling", { nextStep: "WhetherInWindow" }),
  ],
  ["a failed installation ends the run at once", changed("Install", { onFailure: "Abort" })],
  ["the scan is left out", changed("HookAfter", { nextStep: "WhetherHealthCheck" })],
  [
    "a bad health check ends without a restore",
    changed("HealthCheck", { onFailure: "step:WhetherHookOnExit" }),
  ],
  ["the machine stays started", changed("Prestage", { onFailure: "Abort" })],
  ["the hook on exit is skipped", changed("HealthCheck", { nextStep: "WhetherToStopAgain" })],
  ["a cancelled run loses its hook on exit", changed("Install", { onCancel: "step:Done" })],
  ["a failure is not critical", changed("Scan", { isCritical: false })],
];

/** As it should go, with a failure at every step, and cancelled. */
const trials: readonly WalkOptions[] = [
  {},
  ...fallible.map(({ name }) => ({ failAt: name })),
  { cancelAt: "Install" },
];

/** The first thing that a changed runbook breaks, in any case and trial. */
function firstBroken(content: string): string | undefined {
  for (const one of Object.values(cases)) {
    for (const trial of trials) {
      const found = brokenBy(content, one, trial);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function brokenBy(content: string, one: Case, trial: WalkOptions): string | undefined {
  try {
    const walk = walkCase(one, content, trial);
    const failed = walk.visited.find((step) => step === trial.failAt);
    // A cancelled machine is not restored.
    const given = trial.cancelAt === undefined ? one.given : { ...one.given, OnFailure: "stop" };
    return broken(walk, { ...one, given }, failed);
  } catch (error) {
    return String(error);
  }
}

describe.skipIf(!hasPython)("a changed node runbook", () => {
  it("is not told from a changed one when nothing has changed", () => {
    expect(firstBroken(node)).toBeUndefined();
  });

  it.each(mutations)("is found when %s", (_case, edit) => {
    const runbook = JSON.parse(node) as Rendered;

    const content = JSON.stringify({ ...runbook, mainSteps: edit([...runbook.mainSteps]) });

    expect(content).not.toBe(node);
    expect(firstBroken(content)).toBeDefined();
  });
});
