/** The set-up is plain JavaScript without type declarations: a test names the part of a module that it uses. */
import { createRequire } from "node:module";
import * as path from "node:path";

export const root = path.resolve(__dirname, "..", "..");

export function loadTool<T>(name: string): T {
  return createRequire(__filename)(path.join(root, "tools", name)) as T;
}
