/**
 * Every action of both workflows fails once, in every scene: no run goes on unprotected, no verdict becomes healthy. The
 * same judgement then finds every fault that is planted in the rendered workflows.
 */
import { describe, expect, it } from "vitest";
import type { Action, WorkflowDefinition } from "../../../../components/azure/workflows/definition";
import { preEventWorkflow } from "../../../../components/azure/workflows/preEvent";
import { watchdogWorkflow } from "../../../../components/azure/workflows/watchdog";
import { yearEnd } from "../../../support/guardedRuns";
import { guardScenes, judgeGuard } from "../../../support/judgeGuard";
import { plantedWorkflowFaults, watchdogFaults } from "../../../support/plantedFaults/workflows";
import { allActions } from "../../../support/workflowRules";

const scenes = Object.entries(guardScenes);
const namesOf = ({ actions }: WorkflowDefinition): readonly string[] =>
  allActions(actions).map(([name]: readonly [string, Action]) => name);

describe("the guard of a run, as rendered", () => {
  it.each(scenes)("holds when nothing fails, and without the watchdog: %s", (name, scene) => {
    expect(judgeGuard(scene)).toEqual([]);
    expect(name === "the event is lost" ? [] : judgeGuard(scene, { alone: true })).toEqual([]);
  });

  it.each(scenes)("holds whichever action of the pre-event fails: %s", (_, scene) => {
    const broken = namesOf(preEventWorkflow([yearEnd], "2026-12-01")).flatMap((failing) =>
      judgeGuard({ ...scene, fails: (action) => action === failing }).map(
        (fault) => `${failing}: ${fault}`,
      ),
    );

    expect(broken).toEqual([]);
  });

  it("says so loudly whichever action of the watchdog fails, and cancels unless that is what fails", () => {
    const cannotCancel = new Set<string>();
    const broken = namesOf(watchdogWorkflow()).flatMap((failing) => {
      const faults = judgeGuard(guardScenes["the event is lost"], {
        watchdogFails: (action) => action === failing,
      });
      if (faults.includes("a run went on")) cannotCancel.add(failing);
      return faults
        .filter((fault) => fault !== "a run went on")
        .map((fault) => `${failing}: ${fault}`);
    });

    expect(broken).toEqual([]);
    expect([...cannotCancel].sort()).toEqual(
      [
        ...["Cancelled", "Marked", "Ended_before", "Records", "Find_runs", "Runs"],
        ...["Judge_runs", "If_to_cancel", "Cancel_run"],
      ].sort(),
    );
  });

  it.each(Object.entries(plantedWorkflowFaults))("finds the fault: %s", (_, change) => {
    const found = scenes
      .filter(([name]) => name !== "the event is lost")
      .flatMap(([, scene]) =>
        judgeOrRefuse(() => judgeGuard({ ...scene, change }, { alone: true })),
      );

    expect(found).not.toEqual([]);
  });

  it.each(Object.entries(watchdogFaults))(
    "finds the fault of the watchdog: %s",
    (_, watchdogChange) => {
      const found = scenes.flatMap(([, scene]) =>
        judgeOrRefuse(() => judgeGuard(scene, { watchdogChange })),
      );

      expect(found).not.toEqual([]);
    },
  );
});

/** A workflow that Logic Apps would not save is found too. */
function judgeOrRefuse(judge: () => readonly string[]): readonly string[] {
  try {
    return judge();
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
