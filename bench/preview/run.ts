/** One preview of an estate in a process of its own, as an inline program against the sandbox's providers. */
import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation";
import { engineCommand, sandboxEnvironment } from "../../tools/environment";
import { declareEstate } from "./estate";
import { type Recording, replayEstate } from "./replay";

export const kinds = ["components", "bare", "flat"] as const;
export type Kind = (typeof kinds)[number];

export interface Preview {
  /** From the start of the preview to its end. */
  readonly seconds: number;
  /** How many resources it would create, components and the stack itself among them. */
  readonly creates: number;
}

interface Request {
  readonly kind: Kind;
  readonly estates: number;
  readonly sandbox: string;
  /** Of `recordEstate`, as JSON. */
  readonly recording: string;
}

export async function preview({ kind, estates, sandbox, recording }: Request): Promise<Preview> {
  const recorded: Recording = JSON.parse(readFileSync(recording, "utf8"));
  const stack = await LocalWorkspace.createStack(
    {
      stackName: kind,
      projectName: "bench",
      program: async () => {
        for (let index = 0; index < estates; index++) {
          const name = `estate-${index}`;
          if (kind === "components") declareEstate(name);
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
  const { changeSummary } = await stack.preview({ color: "never" });
  return { seconds: (performance.now() - started) / 1000, creates: changeSummary.create ?? 0 };
}

function projectFolder(sandbox: string): string {
  const projects = path.join(sandbox, "projects");
  mkdirSync(projects, { recursive: true });
  return mkdtempSync(path.join(projects, "bench-"));
}
