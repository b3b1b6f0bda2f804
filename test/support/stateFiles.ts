/** What the engine keeps of stacks on disk, secrets encrypted: the automation API's own export would show them. */
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

/** Everything that the engine has written about the stacks of a sandbox. */
export function stateFiles(folder: string): string {
  const state = path.join(folder, "state");
  return readdirSync(state, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}
