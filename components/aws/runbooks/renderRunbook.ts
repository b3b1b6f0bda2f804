/** Renders a runbook to Automation's schema 0.3. */
import {
  type CommandOutput,
  defaultOutputPrefix,
  type Runbook,
  type Step,
  type StepOutput,
} from "./runbook";

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html */
export function renderRunbook(runbook: Runbook): string {
  const variables = Object.entries(runbook.variables ?? {}).map(
    ([name, text]) => [name, { type: "String", default: text }] as const,
  );
  return JSON.stringify({
    schemaVersion: "0.3",
    description: runbook.description,
    assumeRole: runbook.assumeRole,
    parameters: runbook.parameters,
    ...(variables.length === 0 ? {} : { variables: Object.fromEntries(variables) }),
    mainSteps: runbook.steps.map(renderStep),
  });
}

function renderStep(step: Step): object {
  return {
    name: step.name,
    action: step.action,
    description: step.description,
    onFailure: step.onFailure === undefined ? "Abort" : `step:${step.onFailure}`,
    ...(step.onCancel === undefined ? {} : { onCancel: `step:${step.onCancel}` }),
    ...(step.timeoutSeconds === undefined ? {} : { timeoutSeconds: step.timeoutSeconds }),
    ...(step.nextStep === undefined ? {} : { nextStep: step.nextStep }),
    ...(step.isEnd === true ? { isEnd: true } : {}),
    inputs: renderInputs(step),
    ...("outputs" in step && step.outputs ? { outputs: step.outputs.map(renderOutput) } : {}),
  };
}

function renderInputs(step: Step): object {
  switch (step.action) {
    case "aws:executeAwsApi":
      return { Service: step.service, Api: step.api, ...step.arguments };
    case "aws:assertAwsResourceProperty":
    case "aws:waitForAwsResourceProperty":
      return {
        Service: step.service,
        Api: step.api,
        ...step.arguments,
        PropertySelector: step.selector,
        DesiredValues: step.desiredValues,
      };
    case "aws:executeScript":
      return {
        Runtime: "python3.11",
        Handler: step.handler,
        Script: step.script,
        InputPayload: step.payload,
      };
    case "aws:branch":
      return renderBranch(step);
    case "aws:loop":
      return {
        Steps: step.steps.map(renderStep),
        LoopCondition: { Variable: step.again.variable, StringEquals: step.again.stringEquals },
        MaxIterations: step.maxIterations,
      };
    case "aws:updateVariable":
      return { Name: `variable:${step.variable}`, Value: step.value };
    case "aws:sleep":
      return { Duration: step.duration };
    default:
      return renderErrand(step);
  }
}

type Errand = Extract<
  Step,
  { readonly action: "aws:runCommand" | "aws:executeAutomation" | "aws:approve" }
>;

/** Steps that wait for somebody else: a machine, another runbook, a person. */
function renderErrand(step: Errand): object {
  switch (step.action) {
    case "aws:runCommand":
      return {
        DocumentName: step.document,
        InstanceIds: step.instanceIds,
        ...(step.parameters === undefined ? {} : { Parameters: step.parameters }),
        // How long the agent may take to fetch the command, not how long the command may run.
        TimeoutSeconds: 900,
        ...renderCommandOutput(step.output ?? {}),
      };
    case "aws:executeAutomation":
      return { DocumentName: step.document, RuntimeParameters: step.parameters };
    case "aws:approve":
      return {
        Approvers: step.approvers,
        Message: step.message,
        MinRequiredApprovals: step.minRequired,
        ...(step.notificationArn === undefined ? {} : { NotificationArn: step.notificationArn }),
      };
  }
}

function renderCommandOutput({ bucketName, prefix, logGroupName }: CommandOutput): object {
  return {
    ...(bucketName === undefined
      ? {}
      : { OutputS3BucketName: bucketName, OutputS3KeyPrefix: prefix ?? defaultOutputPrefix }),
    ...(logGroupName === undefined
      ? {}
      : {
          CloudWatchOutputConfig: {
            CloudWatchOutputEnabled: true,
            CloudWatchLogGroupName: logGroupName,
          },
        }),
  };
}

function renderBranch(step: Extract<Step, { readonly action: "aws:branch" }>): object {
  return {
    Choices: step.choices.map(({ variable, stringEquals, startsWith, nextStep }) => ({
      NextStep: nextStep,
      Variable: variable,
      ...(stringEquals === undefined ? {} : { StringEquals: stringEquals }),
      ...(startsWith === undefined ? {} : { StartsWith: startsWith }),
    })),
    Default: step.defaultStep,
  };
}

function renderOutput({ name, selector, type }: StepOutput): object {
  return { Name: name, Selector: selector, Type: type };
}
