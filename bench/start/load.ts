/** One start of a program, as the engine's runner makes it: TypeScript compiled while it loads, and the engine's answers made up. */
import { createRequire } from "node:module";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";

/**
 * `stack`: `stacks/` with the example's document, which has both clouds. `azure`: a program of Azure's components alone.
 * Each with what it loads of the providers, and after `import * as azure from "@pulumi/azure-native"` and AWS's.
 */
export const kinds = ["stack", "stack, whole", "azure", "azure, whole"] as const;
export type Kind = (typeof kinds)[number];

export interface Start {
  /** From the start of the process until every file is loaded: what each command waits for before anything happens. */
  readonly loaded: number;
  /** Until the program has also declared everything: of the example's document, after its proof, or of one unit of Azure. */
  readonly declared: number;
  /** Processor time of all threads until `loaded`: on a busy machine the fairer number. */
  readonly cpu: number;
  /** The most memory that the process held by the time it was loaded, in MiB. */
  readonly memory: number;
  /** How many files it loaded. */
  readonly files: number;
}

interface Program {
  readonly providers: readonly string[];
  readonly files: readonly string[];
  declare(load: NodeJS.Require): void;
}

const programs: Readonly<Record<"stack" | "azure", Program>> = {
  stack: {
    providers: ["@pulumi/aws", "@pulumi/azure-native"],
    files: ["../components/programme", "../model/load", "./accounts", "./config"],
    declare: (load) => load("./index"),
  },
  azure: {
    providers: ["@pulumi/azure-native"],
    files: ["../components/azure", "../bench/preview/azureEstate"],
    declare: (load) => load("../bench/preview/azureEstate").declareAzureEstate("estate"),
  },
};

export async function start(kind: Kind, root: string): Promise<Start> {
  const load = createRequire(path.join(root, "stacks", "index.ts"));
  registerTypeScript(load, root);
  pulumi.runtime.setAllConfig({ "patchwarden:awsRole": "patchwarden" });
  // As in a preview: ids are unknown.
  await pulumi.runtime.setMocks(answers, "patchwarden", "demo", true);
  const program = programs[kind.startsWith("stack") ? "stack" : "azure"];
  if (kind.endsWith("whole")) for (const sdk of program.providers) load(sdk);
  for (const file of program.files) load(file);
  const loaded = performance.now() / 1000;
  const { user, system } = process.cpuUsage();
  const memory = process.resourceUsage().maxRSS / 1024;
  program.declare(load);
  const declared = performance.now() / 1000;
  const files = Object.keys(load.cache).length;
  return { loaded, declared, cpu: (user + system) / 1e6, memory, files };
}

interface Runner {
  readonly typeScriptRequireStrings: () => {
    readonly tsnodeRequire: string;
    readonly typescriptRequire: string;
  };
}

/** The same compiler, with the same settings, as the engine's runner takes for a project that has a `tsconfig.json`. */
function registerTypeScript(load: NodeJS.Require, root: string): void {
  const runner: Runner = load("@pulumi/pulumi/tsutils");
  const { tsnodeRequire, typescriptRequire } = runner.typeScriptRequireStrings();
  load(tsnodeRequire).register({
    compiler: typescriptRequire,
    transpileOnly: true,
    project: path.join(root, "tsconfig.json"),
    compilerOptions: { target: "ES2020", module: "nodenext", moduleResolution: "nodenext" },
  });
}

const answers: pulumi.runtime.Mocks = {
  newResource: ({ inputs }) => ({ id: undefined, state: inputs }),
  call: () => ({}),
};
