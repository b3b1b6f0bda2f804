/**
 * Drives the real engine against a sandbox of the test's own, through Pulumi's automation API. `useSandbox()` in a `describe`
 * gives each test file its sandbox and clears it away; a stack is an inline program or a project folder.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import {
  type ConfigMap,
  type Deployment,
  type EngineEvent,
  LocalWorkspace,
  type OutputMap,
  PulumiCommand,
  type PulumiFn,
  Stack,
} from "@pulumi/pulumi/automation";
import { afterAll, beforeAll } from "vitest";
import { type BundleName, makeBundles } from "../../tools/bundles";
import { engineCommand, sandboxEnvironment } from "../../tools/environment";
import { prepareSandbox } from "../../tools/sandboxHome";
import { shortStacksOption, withShortStacks } from "./shortStacks";

export const projectRoot = path.resolve(__dirname, "..", "..");

export interface StackOptions {
  /** An inline program, or the folder of a project. */
  readonly program: PulumiFn | string;
  /** @default "test"; a folder has its own. */
  readonly project?: string;
  /** @default "dev" */
  readonly stack?: string;
  /** Such as `{ "aws:region": "eu-west-1" }`. */
  readonly config?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

interface RunOptions {
  /** Folders of policy packs. */
  readonly policyPacks?: readonly string[];
  readonly target?: readonly string[];
}

export interface Run {
  /** How many resources each operation touched: `{ create: 3, same: 1 }`. The stack itself counts as one. */
  readonly changes: Readonly<Record<string, number>>;
  readonly stdout: string;
  readonly events: readonly EngineEvent[];
}

/** A resource in the engine's state. */
interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

export interface SandboxStack {
  readonly stack: Stack;
  up(options?: RunOptions): Promise<Run>;
  preview(options?: RunOptions): Promise<Run>;
  refresh(): Promise<Run>;
  destroy(): Promise<Run>;
  /** The program's exports after its last update. */
  outputs(): Promise<OutputMap>;
  export(): Promise<Deployment>;
  import(state: Deployment): Promise<void>;
  /** The resources of the state, of one type when it is given. */
  resources(type?: string): Promise<readonly StateResource[]>;
  /** Runs another program in the same stack. */
  program(program: PulumiFn): void;
}

export interface Sandbox {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  stack(options: StackOptions): Promise<SandboxStack>;
}

/** Call it at the top of a file or in a `describe`, before its tests; use it in tests and hooks. */
export function useSandbox(bundles: readonly BundleName[] = []): Sandbox {
  const folder = mkdtempSync(path.join(tmpdir(), "patchwarden-sandbox-"));
  const restorations: (() => void)[] = [];
  beforeAll(async () => {
    await makeBundles(projectRoot, ["awsProvider", "azureProvider", ...bundles]);
    prepareSandbox(folder);
  });
  afterAll(() => {
    for (const restore of restorations.toReversed()) restore();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    get environment() {
      return sandboxEnvironment(folder);
    },
    stack: (options) => openStack(folder, options, restorations),
  };
}

/** The text of a run that must fail; fails itself when the run succeeds. */
export async function failureOf(run: Promise<Run>): Promise<string> {
  const outcome = await run.then(
    ({ changes }) => ({ changes }),
    (error: unknown) => error,
  );
  if (outcome instanceof Error) return outcome.message;
  throw new Error(`expected the run to fail, it succeeded: ${JSON.stringify(outcome)}`);
}

/** The engine writes its whole state at the end of a run only, not after each of hundreds of resources. */
const lessWork = {
  PULUMI_EXPERIMENTAL: "true",
  PULUMI_SKIP_CHECKPOINTS: "true",
  NODE_OPTIONS: `${process.env["NODE_OPTIONS"] ?? ""} ${shortStacksOption}`.trim(),
};

async function openStack(
  folder: string,
  { program, project = "test", stack: name = "dev", config = {}, environment = {} }: StackOptions,
  restorations: (() => void)[],
): Promise<SandboxStack> {
  const envVars = { ...sandboxEnvironment(folder), ...lessWork, ...environment };
  const pulumiCommand = await PulumiCommand.get({
    root: path.dirname(path.dirname(engineCommand())),
    skipVersionCheck: true,
  });
  const workspace = await LocalWorkspace.create({
    pulumiCommand,
    envVars,
    ...(typeof program === "string"
      ? { workDir: program }
      : {
          program,
          workDir: mkdtempSync(path.join(folder, "project-")),
          projectSettings: { name: project, runtime: "nodejs", main: projectRoot },
        }),
  });
  if (typeof program === "string") restorations.push(restoration(program, name));
  const stack = await Stack.createOrSelect(name, workspace);
  const values: ConfigMap = Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, { value }]),
  );
  if (Object.keys(values).length > 0) await stack.setAllConfig(values);
  return operationsOf(withoutReports(stack), workspace);
}

/** After each run the automation API starts the engine again, twice for the outputs and once for the history: only for who asks. */
function withoutReports(stack: Stack): Stack {
  stack.outputs = async () => ({});
  stack.info = async () => undefined;
  return stack;
}

function operationsOf(stack: Stack, workspace: LocalWorkspace): SandboxStack {
  return {
    stack,
    up: (options) => run((common) => stack.up({ ...common, ...listsOf(options) })),
    preview: (options) => run((common) => stack.preview({ ...common, ...listsOf(options) })),
    refresh: () => run((common) => stack.refresh(common)),
    destroy: () => run((common) => stack.destroy(common)),
    outputs: () => workspace.stackOutputs(stack.name),
    export: () => stack.exportStack(),
    import: (state) => stack.importStack(state),
    async resources(type) {
      const { deployment } = await stack.exportStack();
      const { resources = [] } = deployment as { resources?: StateResource[] };
      return type === undefined ? resources : resources.filter((each) => each.type === type);
    },
    program(program) {
      workspace.program = program;
    },
  };
}

function listsOf({ policyPacks, target }: RunOptions = {}) {
  return {
    ...(policyPacks === undefined ? {} : { policyPacks: [...policyPacks] }),
    ...(target === undefined ? {} : { target: [...target] }),
  };
}

interface CommonOptions {
  readonly color: "never";
  readonly onEvent: (event: EngineEvent) => void;
}

async function run(
  start: (options: CommonOptions) => Promise<{ readonly stdout: string }>,
): Promise<Run> {
  const events: EngineEvent[] = [];
  const result = await withShortStacks(() =>
    start({ color: "never", onEvent: (event) => events.push(event) }),
  );
  const summary = events.find((event) => event.summaryEvent !== undefined)?.summaryEvent;
  const changes = Object.entries(summary?.resourceChanges ?? {});
  return {
    changes: Object.fromEntries(changes.map(([operation, count]) => [operation, Number(count)])),
    stdout: result.stdout,
    events,
  };
}

/** Puts a project folder's stack settings back: the engine writes the stack's salt and configuration there. */
function restoration(folder: string, stack: string): () => void {
  const project = readFileSync(path.join(folder, "Pulumi.yaml"), "utf8");
  const configFolder = /^stackConfigDir:\s*(\S+)/m.exec(project)?.[1] ?? "";
  const file = path.join(folder, configFolder, `Pulumi.${stack}.yaml`);
  const before = existsSync(file) ? readFileSync(file) : undefined;
  return () => {
    if (before === undefined) rmSync(file, { force: true });
    else writeFileSync(file, before);
  };
}
