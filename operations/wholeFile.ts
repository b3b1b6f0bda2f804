/** Writes a file whole or not at all: a reader never sees a part of it, and a failure leaves the old one. */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";

/** The reason why it could not be written, for a message; nothing when it was. */
export function writeWhole(target: string, text: string): string | undefined {
  const beside = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
  try {
    writeFileSync(beside, text);
    renameSync(beside, target);
    return undefined;
  } catch (error) {
    rmSync(beside, { force: true });
    return reason(error);
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  switch (code) {
    case "ENOENT":
      return "its folder does not exist";
    case "EISDIR":
    case "ENOTEMPTY":
    case "EEXIST":
      return "it is a folder";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "it may not be written";
    default:
      return code;
  }
}
