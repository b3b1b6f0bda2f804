/** AWS-RunPatchBaseline as the node runbook sends it, and where a failure goes from then on. */
import { place } from "./places";
import type { CommandOutput, Step } from "./runbook";
import { snapshotOfRun } from "./runStart";

export const flow = { onFailure: place.broken, onCancel: place.exit } as const;

/** The list that a machine installs from, where its ring has lists. */
export const list = "{{ variable:PatchList }}";
export const hasNoList = { variable: list, stringEquals: "none" } as const;

/**
 * Through Automation each machine would get a patch snapshot of its own; the window's execution id makes it one for
 * the whole run. The two hours are the patch document's own limit.
 */
export function patch(
  name: string,
  operation: "Install" | "Scan",
  rebootOption: string,
  output: CommandOutput,
  overrideList?: string,
): Step {
  return {
    name,
    action: "aws:runCommand",
    description: operation === "Install" ? "Installs what the baseline approves." : "Fresh scan.",
    document: "AWS-RunPatchBaseline",
    instanceIds: ["{{ InstanceId }}"],
    parameters: {
      Operation: [operation],
      RebootOption: [rebootOption],
      SnapshotId: [snapshotOfRun],
      ...(overrideList === undefined ? {} : { InstallOverrideList: [overrideList] }),
    },
    output,
    timeoutSeconds: 7200,
    ...flow,
  };
}
