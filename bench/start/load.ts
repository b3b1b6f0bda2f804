/** One start of `stacks/`, as the engine's runner makes it: TypeScript compiled while it loads, and the engine's answers made up. */
import { createRequire } from "node:module";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";

/** `paths`: what the stack loads of the providers. `whole`: the same after `import * as aws from "@pulumi/aws"` and Azure's. */
export const kinds = ["paths", "whole"] as const;
export type Kind = (typeof kinds)[number];

export interface Start {
  /** From the start of the process until every file is loaded: what each command waits for before anything happens. */
  readonly loaded: number;
  /** Until the program has also proved the example's document and declared everything of it. */
  readonly declared: number;
  /** The most memory that the process held by the time it was loaded, in MiB. */
  readonly memory: number;
  /** How many files it loaded. */
  readonly files: number;
}

export async function start(kind: Kind, root: string): Promise<Start> {
  const load = createRequire(path.join(root, "stacks", "index.ts"));
  registerTypeScript(load, root);
  pulumi.runtime.setAllConfig({ "patchwarden:awsRole": "patchwarden" });
  // As in a preview: ids are unknown.
  await pulumi.runtime.setMocks(answers, "patchwarden", "demo", true);
  if (kind === "whole") for (const sdk of ["@pulumi/aws", "@pulumi/azure-native"]) load(sdk);
  for (const file of ["../components/programme", "../model/load", "./accounts", "./config"])
    load(file);
  const loaded = performance.now() / 1000;
  const memory = process.resourceUsage().maxRSS / 1024;
  load("./index");
  const declared = performance.now() / 1000;
  return { loaded, declared, memory, files: Object.keys(load.cache).length };
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
