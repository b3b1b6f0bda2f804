/** `patchwarden init`: writes a commented starter policy, and never over an existing file unless told to. */
import { statSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { starterPolicy } from "../../model/starter";
import { type AddCommand, commandContext, example } from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";

export interface InitOptions {
  readonly force?: boolean;
  readonly json?: boolean;
}

export const addInit: AddCommand = (program, outside, state) => {
  program
    .command("init")
    .description("write a commented starter policy")
    .argument("[file]", "where to write it", "patching.yaml")
    .option("--force", "overwrite an existing file")
    .option("--json", "print the result as JSON")
    .addHelpText("after", example("patchwarden init patching.yaml"))
    .action((file, options) => {
      state.exit = runInit(file, options, commandContext(outside));
    });
};

export function runInit(file: string, options: InitOptions, context: CommandContext): ExitCode {
  const target = path.resolve(context.cwd, file);
  try {
    writeFileSync(target, starterPolicy, { flag: options.force ? "w" : "wx" });
  } catch (error) {
    context.err(`init: ${whyNotWritten(file, error, isFolder(target))}`);
    return ["EEXIST", "ENOENT", "EISDIR"].includes((error as NodeJS.ErrnoException).code ?? "")
      ? 2
      : 1;
  }
  if (options.json) context.out(JSON.stringify({ written: file }, null, 2));
  else {
    context.out(`wrote ${file}`);
    context.out(
      `its first line names a schema for editors; to have it, run: patchwarden schema --write ${schemaBeside(file)}`,
    );
    context.out(`next: read it, change the names to yours, then run: patchwarden check -f ${file}`);
  }
  return 0;
}

/** Where the policy's first line looks for it. */
function schemaBeside(file: string): string {
  return path.join(path.dirname(file), "patching.schema.json");
}

function isFolder(target: string): boolean {
  return statSync(target, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function whyNotWritten(file: string, error: unknown, isFolder: boolean): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "EISDIR" || (code === "EEXIST" && isFolder))
    return `${file} is a folder; name a file in it`;
  if (code === "EEXIST") return `${file} exists already; name another file or pass --force`;
  if (code === "ENOENT") return `the folder of ${file} does not exist; create it first`;
  return `${file} could not be written (${code ?? String(error)}); check the path and its permissions`;
}
