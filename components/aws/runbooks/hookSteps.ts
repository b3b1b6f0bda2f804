/** Documents of the team's own that run on the machine: hooks, and the check whether its service is well. */
import { runLimits } from "../../../model/runLimits";
import { setting } from "./readRing";
import type { CommandOutput, Step } from "./runbook";

export interface OwnDocumentStep {
  /** Of the step; `<name>Document` is the setting that names its document. */
  readonly name: "HookBefore" | "HookAfter" | "HookOnExit" | "HealthCheck";
  readonly description: string;
  /** The step that follows, with or without a document. */
  readonly following: string;
  readonly onFailure: string;
  readonly onCancel?: string;
  readonly output: CommandOutput;
}

/** A document that a step runs on the machine when the ring has one. `Whether<name>` asks first. */
export function ownDocumentSteps(step: OwnDocumentStep): readonly Step[] {
  return [
    {
      name: `Whether${step.name}`,
      action: "aws:branch",
      description: "The ring has such a document, or has none.",
      choices: [
        {
          variable: setting(`${step.name}Document`),
          stringEquals: "none",
          nextStep: step.following,
        },
      ],
      defaultStep: step.name,
    },
    {
      name: step.name,
      action: "aws:runCommand",
      description: step.description,
      document: setting(`${step.name}Document`),
      instanceIds: ["{{ InstanceId }}"],
      output: step.output,
      timeoutSeconds: runLimits.hook * 60,
      nextStep: step.following,
      onFailure: step.onFailure,
      ...(step.onCancel === undefined ? {} : { onCancel: step.onCancel }),
    },
  ];
}
