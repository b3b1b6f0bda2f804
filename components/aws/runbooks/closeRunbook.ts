/**
 * Started when a window has ended. What a run says of its ring: was every machine invoked that the run reaches, did each end
 * well, and does a scan from after its installation show nothing missing? The verdict is a bad one until all of that is known
 * to be so. Machines that are stopped, and stay so, are counted beside the others: nothing is known of them. A verdict counts
 * until the window's next run must be over.
 */

import { countRunning, judgeRun } from "./closeScripts";
import { type ListOptions, recordSettings, recordSteps } from "./listSteps";
import { nextRunSteps, stillLastSteps, verdictUntil, windowParameter } from "./nextRun";
import { readRing, ringParameter, setting } from "./readRing";
import { gateSteps, refusedSteps } from "./refusedRuns";
import { type Runbook, type RunbookParameters, type Step, scriptStep } from "./runbook";
import { windowRun } from "./runStart";
import { type VerdictOf, writeVerdict } from "./verdict";

export interface CloseRunbookOptions {
  /** ARN of the role of the close. */
  readonly assumeRole: string;
  /** Path of the parameters with settings and verdicts. */
  readonly prefix: string;
  /** @default - no ring installs from lists */
  readonly lists?: ListOptions;
}

const closeParameters: RunbookParameters = {
  PatchGroup: ringParameter,
  WindowExecutionId: windowRun,
  WindowId: windowParameter,
  WindowTargetId: {
    type: "String",
    description: "The window's target that holds the machines of the ring.",
    allowedPattern: "^[0-9a-fA-F-]{36}$",
  },
};

const asked = {
  run: "{{ WindowExecutionId }}",
  target: "{{ WindowTargetId }}",
  ring: "{{ PatchGroup }}",
};

const judged = { ...asked, startStopped: setting("StartStopped") };

const followMachines: Step = {
  name: "FollowMachines",
  action: "aws:loop",
  description: "Cancelling a window's task does not stop the automations that run: until they end.",
  steps: [
    scriptStep("CountRunning", "Whether machines of the ring are still being patched.", {
      handler: "count_running",
      script: countRunning,
      payload: asked,
      outputs: [{ name: "Busy", selector: "$.Payload.busy", type: "String" }],
    }),
    {
      name: "WhetherToWait",
      action: "aws:branch",
      description: "Machines are still being patched, or none is.",
      choices: [{ variable: "{{ CountRunning.Busy }}", stringEquals: "yes", nextStep: "Wait" }],
      defaultStep: "WaitNoMore",
    },
    {
      name: "Wait",
      action: "aws:sleep",
      description: "Between two looks.",
      duration: "PT5M",
    },
    {
      name: "WaitNoMore",
      action: "aws:sleep",
      description: "Until the last scan is reported.",
      duration: "PT1M",
    },
  ],
  again: { variable: "{{ CountRunning.Busy }}", stringEquals: "yes" },
  maxIterations: 60,
};

export function closeRunbook({ assumeRole, prefix, lists }: CloseRunbookOptions): Runbook {
  const own: VerdictOf = { prefix, whose: "close" };
  return {
    description: "Closes a ring's patch run: says whether it went well.",
    assumeRole,
    parameters: closeParameters,
    steps: [
      {
        ...readRing(prefix, ["StartStopped", ...(lists === undefined ? [] : recordSettings)]),
        onFailure: "Unhealthy",
      },
      ...nextRunSteps({ unknown: "Unhealthy", followed: "Followed", following: "ReadGate" }),
      ...gateSteps({ prefix, whose: "gate" }, asked, {
        unknown: "Unhealthy",
        following: "NotYetHealthy",
      }),
      writeVerdict("NotYetHealthy", "Whatever stops the close leaves a bad verdict.", own, {
        verdict: "unhealthy",
      }),
      followMachines,
      scriptStep(
        "JudgeRun",
        "Reached, invoked, ended well and freshly scanned are the same machines.",
        {
          handler: "judge_run",
          script: judgeRun(lists !== undefined),
          payload: lists === undefined ? judged : { ...judged, lists: setting("PatchLists") },
          outputs: [
            { name: "At", selector: "$.Payload.at", type: "String" },
            { name: "Machines", selector: "$.Payload.machines", type: "String" },
            { name: "Stopped", selector: "$.Payload.stopped", type: "String" },
            { name: "Unmanaged", selector: "$.Payload.unmanaged", type: "String" },
          ],
        },
      ),
      ...(lists === undefined ? [] : recordSteps(lists, "StillLast")),
      ...stillLastSteps({ followed: "Followed", following: "Healthy" }),
      writeVerdict(
        "Healthy",
        "The next ring may follow.",
        own,
        {
          verdict: "healthy",
          at: "{{ JudgeRun.At }}",
          until: verdictUntil,
          machines: "{{ JudgeRun.Machines }}",
          stopped: "{{ JudgeRun.Stopped }}",
          unmanaged: "{{ JudgeRun.Unmanaged }}",
        },
        { isEnd: true },
      ),
      writeVerdict(
        "Unhealthy",
        "Nobody knows what the gate said, when the window runs next, or what the ring's policy is.",
        own,
        { verdict: "unhealthy" },
        { isEnd: true },
      ),
      ...refusedSteps(own),
      {
        name: "Followed",
        action: "aws:sleep",
        description: "The close of the later run has the word; a branch must lead somewhere.",
        duration: "PT1S",
        isEnd: true,
      },
    ],
  };
}
