/** Writes what a command made into files that the user named, and never over the document that it was made from. */
import { realpathSync } from "node:fs";
import * as path from "node:path";
import type { CommandContext, ExitCode } from "./context";
import { writeWhole } from "./wholeFile";

export interface OutputFile {
  /** As the user wrote it. */
  readonly file: string;
  readonly text: string;
}

/** Nothing when all are written, else the exit code after the reason has been printed. `sources` are left alone. */
export function writeOutputs(
  command: string,
  files: readonly OutputFile[],
  sources: readonly string[],
  context: CommandContext,
): ExitCode | undefined {
  const names = files.map(({ file }) => file);
  if (names.some((file) => isSource(command, file, sources, context))) return 2;
  for (const { file, text } of files) {
    const failure = writeWhole(path.resolve(context.cwd, file), text);
    if (failure !== undefined) {
      context.err(`${command}: ${file} could not be written: ${failure}; check the path`);
      return 1;
    }
  }
  return undefined;
}

/** Whether a file is one that the command has read, which is said then: what is written would take the policy's place. */
export function isSource(
  command: string,
  file: string,
  sources: readonly string[],
  { cwd, err }: Pick<CommandContext, "cwd" | "err">,
): boolean {
  const kept = sources.map((source) => realPath(cwd, source));
  if (!kept.includes(realPath(cwd, file))) return false;
  err(`${command}: ${file} is the policy document itself; name another file`);
  return true;
}

/** Through links, for a file that exists. */
function realPath(cwd: string, file: string): string {
  const target = path.resolve(cwd, file);
  try {
    return realpathSync(target);
  } catch {
    return target;
  }
}
