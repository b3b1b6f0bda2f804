/** A runbook as it is rendered: what the interpreter reads, and refuses to read when it holds anything else. */

export type Fields = Readonly<Record<string, unknown>>;

export interface RenderedStep {
  readonly name: string;
  readonly action: string;
  readonly inputs: Fields;
  readonly outputs?: readonly {
    readonly Name: string;
    readonly Selector: string;
    readonly Type: string;
  }[];
  readonly nextStep?: string;
  readonly isEnd?: boolean;
  readonly isCritical?: boolean;
  readonly onFailure?: string;
  readonly onCancel?: string;
  readonly timeoutSeconds?: number;
}

export interface Rendered {
  readonly schemaVersion: string;
  readonly description: string;
  readonly assumeRole: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly variables?: Readonly<
    Record<string, { readonly type: string; readonly default?: unknown }>
  >;
  readonly mainSteps: readonly RenderedStep[];
}

interface Parameter {
  readonly type: string;
  readonly default?: unknown;
  readonly allowedValues?: readonly unknown[];
  readonly allowedPattern?: string;
}

const runbookFields = [
  "schemaVersion",
  "description",
  "assumeRole",
  "parameters",
  "variables",
  "mainSteps",
];

/** Beside `name` and `action`, which every step has. */
const stepFields = [
  "description",
  "inputs",
  "outputs",
  "nextStep",
  "isEnd",
  "isCritical",
  "onFailure",
  "onCancel",
  "timeoutSeconds",
];

/** Actions during which the service does not heed `onCancel`. */
const heedless = ["aws:branch", "aws:loop", "aws:pause", "aws:updateVariable"];

export function readRunbook(content: string): Rendered {
  const runbook = JSON.parse(content) as Rendered;
  refuseOthers("the runbook", runbook, runbookFields);
  for (const step of allSteps(runbook.mainSteps)) {
    refuseOthers(`step ${step.name}`, step, ["name", "action", ...stepFields]);
    if (step.onCancel !== undefined && heedless.includes(step.action)) {
      throw new Error(`step ${step.name}: ${step.action} knows no onCancel`);
    }
  }
  return runbook;
}

export function allSteps(steps: readonly RenderedStep[]): readonly RenderedStep[] {
  return steps.flatMap((step) => [
    step,
    ...allSteps((step.inputs["Steps"] as readonly RenderedStep[] | undefined) ?? []),
  ]);
}

/** The parameters as given and by default; throws for what the service would refuse. */
export function parametersOf(runbook: Rendered, given: Fields): Fields {
  const stray = Object.keys(given).find((name) => runbook.parameters[name] === undefined);
  if (stray !== undefined) throw new Error(`the runbook takes no parameter ${stray}`);
  return Object.fromEntries(
    Object.entries(runbook.parameters).map(([name, parameter]) => {
      const value = given[name] ?? parameter.default;
      if (value === undefined) throw new Error(`the runbook needs the parameter ${name}`);
      return [name, checked(name, parameter, value)];
    }),
  );
}

function checked(name: string, { type, allowedValues, allowedPattern }: Parameter, value: unknown) {
  const kinds: Readonly<Record<string, boolean>> = {
    String: typeof value === "string",
    Integer: Number.isInteger(value),
    StringList: Array.isArray(value) && value.every((one) => typeof one === "string"),
  };
  if (kinds[type] !== true)
    throw new Error(`${name} must be ${type}, got ${JSON.stringify(value)}`);
  if (allowedValues !== undefined && !allowedValues.includes(value)) {
    throw new Error(`${name} must be one of ${allowedValues.join(", ")}, got ${value}`);
  }
  if (allowedPattern !== undefined && !new RegExp(allowedPattern).test(String(value))) {
    throw new Error(`${name} must match ${allowedPattern}, got ${value}`);
  }
  return value;
}

function refuseOthers(where: string, value: object, known: readonly string[]): void {
  const stray = Object.keys(value).find((key) => !known.includes(key));
  if (stray !== undefined) throw new Error(`${where} has the unknown field ${stray}`);
}
