/**
 * Automation runbooks as typed data, rendered to schema 0.3. Only the actions that ours use have a type, so that
 * an action or field that Automation lacks does not compile.
 */

export type JsonValue =
  | string
  | number
  | boolean
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export interface RunbookParameter {
  readonly type: "String" | "StringList" | "Integer";
  readonly description: string;
  readonly allowedValues?: readonly string[];
  readonly allowedPattern?: string;
}

interface StepBase {
  /** Letters, digits and `_`; other steps and outputs refer to it. */
  readonly name: string;
  readonly description: string;
  /** Ends the run when the step succeeds. @default false */
  readonly isEnd?: boolean;
  /** Where a success goes on. @default - the step that follows */
  readonly nextStep?: string;
  readonly timeoutSeconds?: number;
}

interface ApiCall {
  /** The service's name in the SDK for Python, such as `ssm`. */
  readonly service: string;
  /** The operation, such as `GetCalendarState`. */
  readonly api: string;
  readonly arguments: Readonly<Record<string, JsonValue>>;
}

export interface StepOutput {
  readonly name: string;
  readonly selector: string;
  readonly type: "String" | "StringList" | "Integer" | "Boolean";
}

/** A failed step ends the run: none of ours goes on after a failure. */
export type Step =
  | (StepBase &
      ApiCall & { readonly action: "aws:executeAwsApi"; readonly outputs?: readonly StepOutput[] })
  | (StepBase &
      ApiCall & {
        readonly action: "aws:assertAwsResourceProperty" | "aws:waitForAwsResourceProperty";
        readonly selector: string;
        readonly desiredValues: readonly string[];
      })
  | (StepBase & {
      readonly action: "aws:executeScript";
      readonly runtime: "python3.11";
      readonly handler: string;
      readonly script: string;
      readonly payload: Readonly<Record<string, JsonValue>>;
      readonly outputs: readonly StepOutput[];
    })
  | (StepBase & {
      readonly action: "aws:runCommand";
      readonly document: string;
      readonly instanceIds: readonly string[];
      readonly parameters: Readonly<Record<string, readonly string[]>>;
    })
  | (StepBase & {
      readonly action: "aws:branch";
      readonly choices: readonly {
        readonly variable: string;
        readonly stringEquals: string;
        readonly nextStep: string;
      }[];
      readonly defaultStep: string;
    })
  /** An ISO 8601 duration, such as `PT3M`. */
  | (StepBase & { readonly action: "aws:sleep"; readonly duration: string });

export interface Runbook {
  readonly description: string;
  /** ARN of the role that every call of the run is made with. */
  readonly assumeRole: string;
  readonly parameters: Readonly<Record<string, RunbookParameter>>;
  readonly steps: readonly Step[];
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html */
export function renderRunbook(runbook: Runbook): string {
  return JSON.stringify({
    schemaVersion: "0.3",
    description: runbook.description,
    assumeRole: runbook.assumeRole,
    parameters: runbook.parameters,
    mainSteps: runbook.steps.map(renderStep),
  });
}

function renderStep(step: Step): object {
  return {
    name: step.name,
    action: step.action,
    description: step.description,
    onFailure: "Abort",
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
        Runtime: step.runtime,
        Handler: step.handler,
        Script: step.script,
        InputPayload: step.payload,
      };
    case "aws:runCommand":
      return {
        DocumentName: step.document,
        InstanceIds: step.instanceIds,
        Parameters: step.parameters,
      };
    case "aws:branch":
      return {
        Choices: step.choices.map(({ variable, stringEquals, nextStep }) => ({
          NextStep: nextStep,
          Variable: variable,
          StringEquals: stringEquals,
        })),
        Default: step.defaultStep,
      };
    case "aws:sleep":
      return { Duration: step.duration };
  }
}

function renderOutput({ name, selector, type }: StepOutput): object {
  return { Name: name, Selector: selector, Type: type };
}
