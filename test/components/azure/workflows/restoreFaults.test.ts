/** The restore as rendered keeps its promises in every scene, and each fault that is planted in it is found. */
import { describe, expect, it } from "vitest";
import { judgeRestore, restoreScenes } from "../../../support/judgeRestore";
import { restoreFaults } from "../../../support/plantedFaults/restoreWorkflow";

const scenes = Object.entries(restoreScenes);

describe("the restore, as rendered", () => {
  it.each(scenes)("keeps its promise: %s", (_, scene) => {
    expect(judgeRestore(scene())).toEqual([]);
  });

  it.each(Object.entries(restoreFaults))("finds the fault: %s", (_, change) => {
    const found = scenes.flatMap(([, scene]) => {
      try {
        return judgeRestore(scene(), change);
      } catch (error) {
        // What Logic Apps would not save is found too.
        return [error instanceof Error ? error.message : String(error)];
      }
    });

    expect(found).not.toEqual([]);
  });
});
