/**
 * Automation runbooks as typed data. Only the actions that ours use have a type, so that an action or field that
 * Automation lacks does not compile.
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
  readonly default?: string | number | readonly string[];
  readonly allowedValues?: readonly string[];
  readonly allowedPattern?: string;
}

export type RunbookParameters = Readonly<Record<string, RunbookParameter>>;

interface StepBase {
  /** Letters, digits and `_`; other steps and outputs refer to it. */
  readonly name: string;
  readonly description: string;
  /** Ends the run when the step is over. @default false */
  readonly isEnd?: boolean;
  /** Where a success goes on. @default - the step that follows */
  readonly nextStep?: string;
  /** The step that a failure goes on with; the run counts as failed all the same. @default - the run ends */
  readonly onFailure?: string;
  /** The step that cancelling the run here goes on with. @default - the run ends */
  readonly onCancel?: string;
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
  readonly type: "String" | "Integer" | "StringList";
}

type ApiStep = StepBase &
  ApiCall & { readonly action: "aws:executeAwsApi"; readonly outputs?: readonly StepOutput[] };

type PropertyStep = StepBase &
  ApiCall & {
    readonly action: "aws:assertAwsResourceProperty" | "aws:waitForAwsResourceProperty";
    readonly selector: string;
    readonly desiredValues: readonly string[];
  };

export type ScriptStep = StepBase & {
  readonly action: "aws:executeScript";
  readonly handler: string;
  readonly script: string;
  readonly payload: Readonly<Record<string, JsonValue>>;
  readonly outputs?: readonly StepOutput[];
};

type CommandStep = StepBase & {
  readonly action: "aws:runCommand";
  readonly document: string;
  readonly instanceIds: readonly string[];
  readonly parameters?: Readonly<Record<string, readonly string[]>>;
  readonly output?: CommandOutput;
};

export const defaultOutputPrefix = "patch-runs";

/** Where what a command prints is kept. The machine's own role writes it. */
export interface CommandOutput {
  readonly bucketName?: string;
  /** What the keys in the bucket begin with. @default "patch-runs" */
  readonly prefix?: string;
  readonly logGroupName?: string;
}

interface Choice {
  readonly variable: string;
  readonly stringEquals?: string;
  readonly startsWith?: string;
  readonly nextStep: string;
}

type BranchStep = StepBase & {
  readonly action: "aws:branch";
  readonly choices: readonly Choice[];
  readonly defaultStep: string;
};

/** Takes its steps once, and again as long as `variable` equals the text. */
type LoopStep = StepBase & {
  readonly action: "aws:loop";
  readonly steps: readonly Step[];
  readonly again: { readonly variable: string; readonly stringEquals: string };
  /** 1–100. */
  readonly maxIterations: number;
};

type ApproveStep = StepBase & {
  readonly action: "aws:approve";
  /** Names of users, or ARNs of users and roles; a reference to a list of them. */
  readonly approvers: JsonValue;
  readonly message: string;
  readonly minRequired: number;
  readonly notificationArn?: string;
};

export type Step =
  | ApiStep
  | PropertyStep
  | ScriptStep
  | CommandStep
  | BranchStep
  | LoopStep
  | ApproveStep
  /** Runs another runbook to its end. */
  | (StepBase & {
      readonly action: "aws:executeAutomation";
      readonly document: string;
      readonly parameters: Readonly<Record<string, readonly string[]>>;
    })
  | (StepBase & {
      readonly action: "aws:updateVariable";
      readonly variable: string;
      readonly value: string;
    })
  /** An ISO 8601 duration, such as `PT3M`. */
  | (StepBase & { readonly action: "aws:sleep"; readonly duration: string });

export interface Runbook {
  readonly description: string;
  /** ARN of the role that every call of the run is made with. */
  readonly assumeRole: string;
  readonly parameters: RunbookParameters;
  /** Texts that steps change, with what they hold at first. @default {} */
  readonly variables?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
