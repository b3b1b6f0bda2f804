/** The files of `npm test` that start Pulumi's engine: those that ask test/support/sandbox for a sandbox. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * @param {string} root
 * @returns {string[]} Paths below the root, with slashes.
 */
export function testsOnEngine(root) {
  return readdirSync(path.join(root, "test"), { recursive: true, encoding: "utf8" })
    .map((file) => `test/${file.replaceAll(path.sep, "/")}`)
    .filter((file) => file.endsWith(".test.ts") && !file.startsWith("test/long/"))
    .filter((file) => readFileSync(path.join(root, file), "utf8").includes("useSandbox("))
    .sort();
}
