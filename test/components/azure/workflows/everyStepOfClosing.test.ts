/**
 * Every action of the post-event fails once, in every scene: no verdict becomes healthy that should not, no bad end is silent, and what
 * was started is stopped. The same judgement finds every fault that is planted in the rendered workflow.
 */
import { describe, expect, it } from "vitest";
import { closingDefinition } from "../../../support/closeRun";
import { closingScenes, judgeClosing } from "../../../support/judgeClosing";
import { closingFaults } from "../../../support/plantedFaults/closingWorkflow";
import { allActions } from "../../../support/workflowRules";

const scenes = Object.entries(closingScenes);
const names = allActions(closingDefinition().actions).map(([name]) => name);

const broken = [
  "all is well",
  "an installation failed",
  "an assessment is old",
  "a patch is missing",
  "a health check fails",
  "Arc lacks a patch",
  "a machine is on the record only",
  "the pre-event never ran",
] as const;

/** What failed when a machine that was started ran on: said loudly, and left to people. */
const runsOn = new Set<string>();
/** Without them nobody knows what was started, or nothing can be stopped. */
const indispensable = [
  ...[
    "Events",
    "Handshakes",
    "If_handshake",
    "Accept_events",
    "Announced",
    "Known",
    "Told",
    "Runs",
  ],
  ...["List_closing", "List_closed", "List_machines", "List_started", "List_well", "List_faults"],
  ...["List_broken", "List_healthy", "List_reasons", "Begun", "Read_runs", "Read_run"],
  ...["Read_record", "Record", "If_to_close", "If_closed_before"],
  ...["Started", "Started_so_far", "Set_started", "To_stop", "Stop_machines", "Stop_machine"],
];

describe("the post-event, as rendered", () => {
  it.each(scenes)("keeps its promise when nothing fails: %s", (_, scene) => {
    expect(judgeClosing(scene)).toEqual([]);
  });

  it.each(broken)("keeps it whichever action fails: %s", (name) => {
    const scene = closingScenes[name];
    if (scene === undefined) throw new Error(`no scene ${name}`);
    const faults = names.flatMap((failing) =>
      judgeClosing({ ...scene, fails: (action) => action === failing })
        .filter((fault) => !(fault === "a machine runs on" && runsOn.add(failing)))
        .map((fault) => `${failing}: ${fault}`),
    );

    expect(faults).toEqual([]);
  });

  it("leaves a started machine running only when that is what fails", () => {
    expect([...runsOn].sort()).toEqual([...indispensable].sort());
  });

  it.each(Object.entries(closingFaults))("finds the fault: %s", (_, change) => {
    const found = scenes.flatMap(([, scene]) => {
      try {
        return judgeClosing(scene, change);
      } catch (error) {
        // What Logic Apps would not save is found too.
        return [error instanceof Error ? error.message : String(error)];
      }
    });

    expect(found).not.toEqual([]);
  });
});
