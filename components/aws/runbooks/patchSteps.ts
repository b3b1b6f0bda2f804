/** Steps that install, restart and scan, and judge the scan. From the installation on a failure may need a restore. */
import { place } from "./places";
import type { CommandOutput, RunbookParameters, Step } from "./runbook";

export const patchParameters: RunbookParameters = {
  RebootOption: {
    type: "String",
    description: "Whether the installation restarts the machine when it has to.",
    allowedValues: ["RebootIfNeeded", "NoReboot"],
  },
  AlwaysReboot: {
    type: "String",
    description: "Whether the machine is restarted even when no patch asks for it.",
    allowedValues: ["yes", "no"],
  },
};

const flow = { onFailure: place.broken, onCancel: place.exit } as const;

export function installSteps(output: CommandOutput, following: string): readonly Step[] {
  return [
    patch("Install", "Install", "{{ RebootOption }}", output),
    {
      name: "WhetherToReboot",
      action: "aws:branch",
      description: "A restart is asked for in any case, or is not.",
      choices: [
        { variable: "{{ AlwaysReboot }}", stringEquals: "yes", nextStep: "WhetherRebootByEc2" },
      ],
      defaultStep: following,
    },
    {
      name: "WhetherRebootByEc2",
      action: "aws:branch",
      description: "EC2 restarts its own machines; of a hybrid one the patch document does.",
      choices: [{ variable: "{{ InstanceId }}", startsWith: "mi-", nextStep: "RebootHybrid" }],
      defaultStep: "Reboot",
    },
    {
      name: "Reboot",
      action: "aws:executeAwsApi",
      description: "Restarts the machine.",
      service: "ec2",
      api: "RebootInstances",
      arguments: { InstanceIds: ["{{ InstanceId }}"] },
      ...flow,
    },
    {
      name: "SettleAfterReboot",
      action: "aws:sleep",
      description: "Until the agent that answered before the restart is gone.",
      duration: "PT3M",
      nextStep: following,
      ...flow,
    },
    {
      ...patch("RebootHybrid", "Install", "RebootIfNeeded", output),
      description: "Restarts the machine when patches wait for it.",
      nextStep: following,
    },
  ];
}

/**
 * Through Automation each machine would get a patch snapshot of its own; the window's execution id makes it one for
 * the whole run. The two hours are the patch document's own limit.
 */
function patch(
  name: string,
  operation: "Install" | "Scan",
  rebootOption: string,
  output: CommandOutput,
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
      SnapshotId: ["{{ WindowExecutionId }}"],
    },
    output,
    timeoutSeconds: 7200,
    ...flow,
  };
}

/** The report may come a little after the command's end. Counters that are absent are zero in a report that is there. */
const judgeScan = `
import boto3, time

def judge_scan(events, context):
    until = time.time() + 300
    while True:
        found = boto3.client("ssm").describe_instance_patch_states(InstanceIds=[events["machine"]])["InstancePatchStates"]
        state = found[0] if found else {}
        if state.get("SnapshotId") == events["run"] and state.get("Operation") == "Scan":
            break
        if time.time() > until:
            raise Exception("no scan of this run is reported")
        time.sleep(30)
    count = lambda name: state.get(name, 0)
    if count("MissingCount") + count("FailedCount") > 0:
        raise Exception(f"{count('MissingCount')} patches are missing, {count('FailedCount')} failed")
    restarts = events["rebootOption"] == "RebootIfNeeded" or events["alwaysReboot"] == "yes"
    if restarts and count("InstalledPendingRebootCount") > 0:
        raise Exception(f"{count('InstalledPendingRebootCount')} patches still wait for a restart")
    return {}
`.trimStart();

export function scanSteps(output: CommandOutput): readonly Step[] {
  return [
    patch("Scan", "Scan", "NoReboot", output),
    {
      name: "NothingMissing",
      action: "aws:executeScript",
      description: "The scan of this run is reported, and nothing is missing.",
      handler: "judge_scan",
      script: judgeScan,
      payload: {
        machine: "{{ InstanceId }}",
        run: "{{ WindowExecutionId }}",
        rebootOption: "{{ RebootOption }}",
        alwaysReboot: "{{ AlwaysReboot }}",
      },
      ...flow,
    },
  ];
}
