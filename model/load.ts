/** Reads a policy document: the only place where the model touches a file. */
import { readFileSync, statSync } from "node:fs";
import { readPolicy } from "./document/read";
import { expand } from "./expand";
import type { Fault, PathStep } from "./fault";
import type { Plan, SourcePosition } from "./plan";
import type { Policy } from "./policy";

export type LoadedPlan =
  | {
      readonly ok: true;
      readonly policy: Policy;
      readonly plan: Plan;
      /** Where a path of the document stands; the nearest thing that holds it when it is missing. */
      readonly positionOf: (path: readonly PathStep[]) => SourcePosition;
    }
  | { readonly ok: false; readonly faults: readonly Fault[] };

const largestFile = 4 * 1024 * 1024;

/**
 * Loads, validates and expands the document at `path`. Bad input comes back as faults, never as an exception.
 * `shown` names the file in messages, for callers that resolved what the user wrote.
 */
export function loadPlan(path: string, shown = path): LoadedPlan {
  const text = readText(path, shown);
  return typeof text === "string" ? parsePlan(text, shown) : { ok: false, faults: [text] };
}

/** The same for a text that is already read; `file` names it in messages. */
export function parsePlan(text: string, file = "patching.yaml"): LoadedPlan {
  const read = readPolicy(text, file);
  if (!read.ok) {
    return read;
  }
  const { policy, positionOf } = read;
  return { ok: true, policy, plan: expand(policy, positionOf), positionOf };
}

function readText(path: string, shown: string): string | Fault {
  const fault = (message: string): Fault => ({
    file: shown,
    line: 1,
    column: 1,
    path: "",
    message,
  });
  try {
    const { size } = statSync(path);
    if (size > largestFile) {
      return fault(
        `the file has ${(size / 1024 / 1024).toFixed(1)} MB; a policy document may have at most 4 MB`,
      );
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    return fault(readFailure(error));
  }
}

function readFailure(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "ENOENT":
      return "no such file; `patchwarden init` writes a first policy";
    case "EISDIR":
      return "this is a folder; give the path of the policy document in it";
    case "EACCES":
      return "the file may not be read; check its permissions";
    case "ERR_ENCODING_INVALID_ENCODED_DATA":
      return "the file is not UTF-8 text; save it as UTF-8";
    default:
      return `cannot be read: ${code === "" ? String(error) : code}`;
  }
}
