/** Steps that install and restart. From the installation on a failure may need a restore. */
import { flow, hasNoList, list, patch } from "./patchCommand";
import { setting } from "./readRing";
import type { CommandOutput, Step } from "./runbook";
import { beforeRestart } from "./timeSteps";

/** @param listed whether a machine may have a list: it installs from that, whatever its baseline approves. */
export function installSteps(
  output: CommandOutput,
  following: string,
  listed: boolean,
): readonly Step[] {
  return [
    ...(listed ? listedInstall(output) : []),
    patch("Install", "Install", setting("RebootOption"), output),
    {
      name: "WhetherToReboot",
      action: "aws:branch",
      description: "A restart is asked for in any case, or is not.",
      choices: [
        { variable: setting("AlwaysReboot"), stringEquals: "yes", nextStep: "TimeToRestart" },
      ],
      defaultStep: following,
    },
    ...beforeRestart,
    {
      name: "WhetherRebootByEc2",
      action: "aws:branch",
      description: "EC2 restarts its own machines; of a hybrid one the patch document does.",
      choices: [
        {
          variable: "{{ InstanceId }}",
          startsWith: "mi-",
          nextStep: listed ? "WhetherListedHybrid" : "RebootHybrid",
        },
      ],
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
    ...(listed ? listedRestart(output, following) : []),
    {
      ...patch("RebootHybrid", "Install", "RebootIfNeeded", output),
      description: "Restarts the machine when patches wait for it.",
      nextStep: following,
    },
  ];
}

function listedInstall(output: CommandOutput): readonly Step[] {
  return [
    {
      name: "WhetherListed",
      action: "aws:branch",
      description: "The machine has a list, or its baseline says it all.",
      choices: [{ ...hasNoList, nextStep: "Install" }],
      defaultStep: "InstallListed",
    },
    {
      ...patch("InstallListed", "Install", setting("RebootOption"), output, list),
      description: "Installs what is on the list.",
      nextStep: "WhetherToReboot",
    },
  ];
}

/** The patch document restarts a machine as part of an installation, which must not go beyond the list. */
function listedRestart(output: CommandOutput, following: string): readonly Step[] {
  return [
    {
      name: "WhetherListedHybrid",
      action: "aws:branch",
      description: "As for the installation.",
      choices: [{ ...hasNoList, nextStep: "RebootHybrid" }],
      defaultStep: "RebootListedHybrid",
    },
    {
      ...patch("RebootListedHybrid", "Install", "RebootIfNeeded", output, list),
      description: "Restarts the machine when patches wait for it.",
      nextStep: following,
    },
  ];
}
