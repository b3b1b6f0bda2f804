/** One preview of an estate in a process of its own, as an inline program against the sandbox's providers. */
import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation";
import { engineCommand, sandboxEnvironment } from "../../tools/environment";
import { declareAwsEstate } from "./awsEstate";
import { declareAzureEstate } from "./azureEstate";
import { type Recording, replayEstate } from "./replay";

export const kinds = ["components", "bare", "flat"] as const;
export type Kind = (typeof kinds)[number];

/** What declares one estate of each cloud. */
export const declarations = { aws: declareAwsEstate, azure: declareAzureEstate } as const;
export type Cloud = keyof typeof declarations;
export const clouds = ["aws", "azure"] as const satisfies readonly Cloud[];

export interface Preview {
  /** From the start of the preview to its end. */
  readonly seconds: number;
  /** What program, engine and provider computed in that time: on a busy machine the fairer number. NaN but on Linux. */
  readonly cpuSeconds: number;
  /** How many resources it would create, components and the stack itself among them. */
  readonly creates: number;
}

export interface Request {
  readonly cloud: Cloud;
  readonly kind: Kind;
  readonly estates: number;
  readonly sandbox: string;
  /** Of `recordEstate`, as JSON. */
  readonly recording: string;
}

export async function preview({
  cloud,
  kind,
  estates,
  sandbox,
  recording,
}: Request): Promise<Preview> {
  const recorded: Recording = JSON.parse(readFileSync(recording, "utf8"));
  const stack = await LocalWorkspace.createStack(
    {
      stackName: kind,
      projectName: "bench",
      program: async () => {
        for (let index = 0; index < estates; index++) {
          const name = `estate-${index}`;
          if (kind === "components") declarations[cloud](name);
          else replayEstate(recorded, name, kind === "flat");
        }
      },
    },
    {
      pulumiCommand: await PulumiCommand.get({
        root: path.dirname(path.dirname(engineCommand())),
        skipVersionCheck: true,
      }),
      envVars: sandboxEnvironment(sandbox),
      workDir: projectFolder(sandbox),
    },
  );
  const started = performance.now();
  const computed = cpuSeconds();
  const { changeSummary } = await stack.preview({ color: "never" });
  return {
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: cpuSeconds() - computed,
    creates: changeSummary.create ?? 0,
  };
}

/** Of this process and of all its children that have ended. */
function cpuSeconds(): number {
  const ticksPerSecond = 100;
  try {
    const [, fields = ""] = readFileSync("/proc/self/stat", "utf8").split(") ");
    // utime, stime, cutime and cstime are the 14th to 17th; two stand before the bracket.
    const ticks = fields.split(" ").slice(11, 15).map(Number);
    return ticks.reduce((sum, one) => sum + one, 0) / ticksPerSecond;
  } catch {
    return Number.NaN;
  }
}

function projectFolder(sandbox: string): string {
  const projects = path.join(sandbox, "projects");
  mkdirSync(projects, { recursive: true });
  return mkdtempSync(path.join(projects, "bench-"));
}
