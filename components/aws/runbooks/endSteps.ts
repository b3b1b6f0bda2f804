/** How a run ends on a machine, well or not: restore, the hook on exit, and the machine as it was found. */
import { ownDocumentSteps } from "./hookSteps";
import { place } from "./places";
import { setting } from "./readRing";
import type { CommandOutput, Step } from "./runbook";

export function endSteps(restoreDocument: string, output: CommandOutput): readonly Step[] {
  return [
    {
      name: place.broken,
      action: "aws:branch",
      description: "The policy asks for a restore, or leaves the machine as it is.",
      choices: [
        { variable: setting("OnFailure"), stringEquals: "restore", nextStep: "WhetherPoint" },
      ],
      defaultStep: place.exit,
    },
    {
      name: "WhetherPoint",
      action: "aws:branch",
      description: "There is a recovery point, or there is none.",
      choices: [
        { variable: "{{ variable:RecoveryPointArn }}", stringEquals: "none", nextStep: place.exit },
      ],
      defaultStep: "Restore",
    },
    {
      name: "Restore",
      action: "aws:executeAutomation",
      description: "Puts the machine back; it counts as failed all the same.",
      document: restoreDocument,
      parameters: {
        PatchGroup: ["{{ PatchGroup }}"],
        InstanceId: ["{{ InstanceId }}"],
        RecoveryPointArn: ["{{ variable:RecoveryPointArn }}"],
      },
      timeoutSeconds: 7200,
      onFailure: place.exit,
      onCancel: place.exit,
    },
    ...ownDocumentSteps({
      name: "HookOnExit",
      description: "The team's own steps at the end, however the run went.",
      following: place.stopAgain,
      onFailure: place.stopAgain,
      onCancel: place.stopAgain,
      output,
    }),
    {
      name: place.stopAgain,
      action: "aws:branch",
      description: "The run has started the machine, or found it running.",
      choices: [{ variable: "{{ variable:Started }}", stringEquals: "yes", nextStep: "StopAgain" }],
      defaultStep: place.done,
    },
    {
      name: "StopAgain",
      action: "aws:executeAwsApi",
      description: "Stops the machine, as it was found.",
      service: "ec2",
      api: "StopInstances",
      arguments: { InstanceIds: ["{{ InstanceId }}"] },
    },
    {
      name: place.done,
      action: "aws:sleep",
      description: "A branch must lead somewhere.",
      duration: "PT1S",
      isEnd: true,
    },
  ];
}
