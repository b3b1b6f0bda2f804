/**
 * Started when a window has ended: starts the close of each of its rings. EventBridge takes 300 rules a bus and five targets
 * a rule, so that a rule of every ring's own would be the limit of an account and region. A ring whose close is never
 * started keeps its last verdict, which counts no longer once this run must be over.
 */

import { windowParameter } from "./nextRun";
import { type Runbook, type RunbookParameters, scriptStep } from "./runbook";
import { windowRun } from "./runStart";

export interface DispatchRunbookOptions {
  /** ARN of the role of the dispatch. */
  readonly assumeRole: string;
  /** Name of the close runbook. */
  readonly closeDocument: string;
}

/** A ring as the rule of its window names it. */
export function dispatchedRing(patchGroup: string, windowTargetId: string): string {
  return `${windowTargetId} ${patchGroup}`;
}

const dispatchParameters: RunbookParameters = {
  WindowExecutionId: windowRun,
  WindowId: windowParameter,
  Rings: {
    type: "StringList",
    description: "The window's rings: the target of each, and its PatchGroup tag.",
  },
};

/** SSM starts one automation a second and refuses the others, which are tried again; a script may take ten minutes. */
const startCloses = `
import boto3, time

def close_of(events, ring):
    target, group = ring.split(" ", 1)
    return {"PatchGroup": [group], "WindowId": [events["window"]],
            "WindowTargetId": [target], "WindowExecutionId": [events["run"]]}

def close_rings(events, context):
    ssm = boto3.client("ssm")
    until = time.time() + 540
    waiting = list(events["rings"])
    if not waiting:
        raise Exception("the window's rule names no ring")
    while waiting:
        failed = {}
        for ring in waiting:
            try:
                ssm.start_automation_execution(
                    DocumentName=events["document"], Parameters=close_of(events, ring))
            except Exception as error:
                failed[ring] = str(error)
            time.sleep(1)
        waiting = list(failed)
        if waiting and time.time() > until:
            raise Exception(f"{len(waiting)} rings are not closed: {failed[waiting[0]]}")
        time.sleep(15 if waiting else 0)
    return {}
`.trimStart();

export function dispatchRunbook(options: DispatchRunbookOptions): Runbook {
  const { assumeRole, closeDocument } = options;
  return {
    description: "Starts the close of each ring of a window that has ended.",
    assumeRole,
    parameters: dispatchParameters,
    steps: [
      scriptStep("StartCloses", "One close a ring; what SSM refuses is tried again.", {
        handler: "close_rings",
        script: startCloses,
        payload: {
          run: "{{ WindowExecutionId }}",
          window: "{{ WindowId }}",
          rings: "{{ Rings }}",
          document: closeDocument,
        },
      }),
    ],
  };
}
