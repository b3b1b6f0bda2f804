/**
 * The part of Azure's workflow definition language that our workflows use, as types. Whoever adds an action type here
 * adds it to the interpreter of the tests too.
 * @see https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language
 */

export type RunStatus = "Succeeded" | "Failed" | "TimedOut" | "Skipped";
export type RunAfter = Readonly<Record<string, readonly RunStatus[]>>;
/** An expression (`@…`), or a plain text. */
export type Text = string;

interface Ordered {
  readonly runAfter: RunAfter;
}
export type Actions = Readonly<Record<string, Action>>;

export interface HttpAction extends Ordered {
  readonly type: "Http";
  readonly inputs: {
    readonly method: "GET" | "PUT" | "POST" | "PATCH" | "DELETE";
    readonly uri: Text;
    readonly headers?: Readonly<Record<string, Text>>;
    readonly body?: unknown;
    readonly authentication: {
      readonly type: "ManagedServiceIdentity";
      readonly audience: string;
      /** ARM id of a user-assigned identity; absent means the workflow's own. */
      readonly identity?: string;
    };
    readonly retryPolicy?: {
      readonly type: "exponential";
      readonly count: number;
      /** ISO 8601. */
      readonly interval: string;
    };
  };
  /** Without it Logic Apps polls a 202 by itself, on an address that the role knows nothing of. */
  readonly operationOptions: "DisableAsyncPattern";
}

/** Starts another workflow, and goes on when that one has answered. */
export interface WorkflowAction extends Ordered {
  readonly type: "Workflow";
  readonly inputs: {
    readonly host: {
      readonly triggerName: string;
      /** ARM id, no expression: who saves the workflow must have access to it. */
      readonly workflow: { readonly id: string };
    };
    readonly body: unknown;
  };
}

export type Action =
  | HttpAction
  | (Ordered & { readonly type: "Compose"; readonly inputs: unknown })
  | (Ordered & {
      readonly type: "Query";
      readonly inputs: { readonly from: Text; readonly where: Text };
    })
  | (Ordered & {
      readonly type: "Select";
      readonly inputs: {
        readonly from: Text;
        readonly select: Text | Readonly<Record<string, Text>>;
      };
    })
  | (Ordered & {
      readonly type: "InitializeVariable";
      readonly inputs: {
        readonly variables: readonly [
          {
            readonly name: string;
            readonly type: "array" | "string" | "boolean";
            readonly value: unknown;
          },
        ];
      };
    })
  | (Ordered & {
      readonly type: "SetVariable" | "AppendToArrayVariable";
      readonly inputs: { readonly name: string; readonly value: unknown };
    })
  | (Ordered & {
      readonly type: "If";
      readonly expression: Text;
      readonly actions: Actions;
      readonly else: { readonly actions: Actions };
    })
  | (Ordered & { readonly type: "Scope"; readonly actions: Actions })
  | (Ordered & {
      readonly type: "Foreach";
      readonly foreach: Text;
      readonly actions: Actions;
      readonly runtimeConfiguration?: {
        readonly concurrency: { readonly repetitions: number };
      };
    })
  | (Ordered & {
      readonly type: "Until";
      readonly expression: Text;
      readonly limit: { readonly count: number; readonly timeout: string };
      readonly actions: Actions;
    })
  | (Ordered & {
      readonly type: "Wait";
      readonly inputs: { readonly interval: { readonly count: number; readonly unit: "Second" } };
    })
  | WorkflowAction
  | (Ordered & {
      readonly type: "Response";
      readonly kind: "Http";
      readonly inputs: { readonly statusCode: number; readonly body?: unknown };
    })
  | (Ordered & {
      readonly type: "Terminate";
      readonly inputs: {
        readonly runStatus: "Succeeded" | "Failed" | "Cancelled";
        readonly runError?: { readonly code: string; readonly message: Text };
      };
    });

export type Trigger =
  | {
      readonly type: "Request";
      readonly kind: "Http";
      readonly inputs: { readonly method: "POST" };
    }
  | {
      readonly type: "Recurrence";
      readonly recurrence: {
        readonly frequency: "Day";
        readonly interval: number;
        readonly timeZone: string;
        readonly schedule: {
          readonly hours: readonly string[];
          readonly minutes: readonly number[];
        };
      };
    }
  | {
      readonly type: "Recurrence";
      readonly recurrence: { readonly frequency: "Minute"; readonly interval: number };
    };

export interface WorkflowDefinition {
  readonly $schema: string;
  readonly contentVersion: "1.0.0.0";
  readonly parameters: Readonly<Record<string, { readonly type: "Object" | "String" | "Array" }>>;
  readonly triggers: Readonly<Record<string, Trigger>>;
  readonly actions: Actions;
}

export const definitionSchema =
  "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#";

/** Runs after an action whatever became of it. */
export const whateverHappens: readonly RunStatus[] = ["Succeeded", "Failed", "TimedOut", "Skipped"];
