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
  const kept = sources.map((source) => realPath(context.cwd, source));
  const source = files.find(({ file }) => kept.includes(realPath(context.cwd, file)));
  if (source !== undefined) {
    context.err(`${command}: ${source.file} is the policy document itself; name another file`);
    return 2;
  }
  for (const { file, text } of files) {
    const failure = writeWhole(path.resolve(context.cwd, file), text);
    if (failure !== undefined) {
      context.err(`${command}: ${file} could not be written: ${failure}; check the path`);
      return 1;
    }
  }
  return undefined;
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
