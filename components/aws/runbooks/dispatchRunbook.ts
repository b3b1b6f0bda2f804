/**
 * Started when a window has ended: starts the close of each of its rings. EventBridge takes 300 rules a bus and five targets
 * a rule, so that a rule of every ring's own would be the limit of an account and region. A ring whose close is never
 * started keeps its last verdict, which ages until the next ring's gate takes it no more.
 */
import type { Runbook, RunbookParameters } from "./runbook";
import { runParameters } from "./verdict";

export interface DispatchRunbookOptions {
  /** ARN of the role of the dispatch. */
  readonly assumeRole: string;
  /** Name of the close runbook. */
  readonly closeDocument: string;
  /** What a close may be told, by the name of its parameter; `{ring}` stands for the ring. */
  readonly told: Readonly<Record<string, string>>;
}

/** A ring as the rule of its window names it. Its name comes last: a tag's value may hold spaces. */
export function dispatchedRing(
  patchGroup: string,
  windowTargetId: string,
  told: readonly string[],
): string {
  return `${windowTargetId} ${told.join(",")} ${patchGroup}`;
}

const dispatchParameters: RunbookParameters = {
  WindowExecutionId: runParameters.WindowExecutionId,
  Rings: {
    type: "StringList",
    description:
      "The window's rings: the target of each, what its close is told, and its PatchGroup tag.",
  },
};

/** SSM starts one automation a second and refuses the others, which are tried again; a script may take ten minutes. */
const startCloses = `
import boto3, time

def close_of(events, ring):
    target, names, group = ring.split(" ", 2)
    told = {name: [events["told"][name].replace("{ring}", group)] for name in names.split(",")}
    return {**told, "WindowTargetId": [target], "WindowExecutionId": [events["run"]]}

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
  const { assumeRole, closeDocument, told } = options;
  return {
    description: "Starts the close of each ring of a window that has ended.",
    assumeRole,
    parameters: dispatchParameters,
    steps: [
      {
        name: "StartCloses",
        action: "aws:executeScript",
        description: "One close a ring; what SSM refuses is tried again.",
        handler: "close_rings",
        script: startCloses,
        payload: {
          run: "{{ WindowExecutionId }}",
          rings: "{{ Rings }}",
          document: closeDocument,
          told,
        },
      },
    ],
  };
}
