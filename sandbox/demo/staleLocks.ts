/** Locks of the demo stack that a killed engine left behind: they would refuse every later start. */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import * as path from "node:path";

/** Removes the locks in the sandbox whose engine is no longer running, and returns how many there were. */
export function removeStaleLocks(sandbox: string, project: string, stack: string): number {
  const folder = path.join(sandbox, "state", ".pulumi", "locks", "organization", project, stack);
  if (!existsSync(folder)) return 0;
  const stale = readdirSync(folder)
    .map((name) => path.join(folder, name))
    .filter((file) => !isHeld(file));
  for (const file of stale) rmSync(file, { force: true });
  return stale.length;
}

/** A lock that says nothing about its holder is left alone. */
function isHeld(file: string): boolean {
  const { pid } = JSON.parse(readFileSync(file, "utf8")) as { readonly pid?: unknown };
  if (typeof pid !== "number") return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
