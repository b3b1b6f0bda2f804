/** Turns what zod finds into faults of ours: one a misspelt key, and the value seen beside what is allowed. */
import type { z } from "zod";
import type { PathFault, PathStep } from "../fault";
import { formatPath } from "../fault";
import type { Source } from "./source";
import { suggestion } from "./suggestion";

type Issue = z.core.$ZodIssue;

/** More of them would hide the one that was meant. */
const mostKeysBeside = 12;

export function shapeFaults(issues: readonly Issue[], source: Source): PathFault[] {
  return issues.flatMap((issue) => issueFaults(issue, [], source));
}

function issueFaults(issue: Issue, above: readonly PathStep[], source: Source): PathFault[] {
  const path = [
    ...above,
    ...issue.path.map((step) => (typeof step === "number" ? step : String(step))),
  ];
  if (issue.code === "unrecognized_keys") {
    const known = issue.message.split(", ");
    return issue.keys.map((key) => unknownKey(path, key, known));
  }
  if (issue.code === "invalid_key") {
    const reason = issue.issues[0]?.message ?? "is no valid name";
    return [
      { path, atKey: true, message: `${formatPath(path)}: the key ${reason}, got ${path.at(-1)}` },
    ];
  }
  if (issue.code === "invalid_union") {
    return unionFaults(issue.errors, path, issue.message, source);
  }
  return [{ path, message: describe(path, issue.message, source) }];
}

/** The branch that got furthest says what is wrong; when none took the value, the first says what is allowed. */
function unionFaults(
  branches: readonly (readonly Issue[])[],
  path: readonly PathStep[],
  message: string,
  source: Source,
): PathFault[] {
  const holdsMore = ["a mapping", "a list"].includes(source.seen(path) ?? "");
  const deepest = branches.find((issues) =>
    holdsMore
      ? issues.some((issue) => issue.path.length > 0 || issue.code === "unrecognized_keys")
      : issues.every((issue) => issue.code === "custom"),
  );
  const chosen = deepest ?? branches.find((issues) => issues.length > 0);
  return (
    chosen?.flatMap((issue) => issueFaults(issue, path, source)) ?? [
      { path, message: describe(path, message, source) },
    ]
  );
}

/** What is allowed, the value seen, and after the first semicolon what to do. */
function describe(path: readonly PathStep[], message: string, source: Source): string {
  const seen = source.seen(path);
  const [allowed = message, ...advice] = message.split("; ");
  const rest = advice.map((part) => `; ${part}`).join("");
  if (path.length === 0) {
    return `the document ${allowed}${seen === undefined ? "" : `, got ${seen}`}${rest}`;
  }
  return seen === undefined
    ? `${formatPath(path)} is missing; it ${message}`
    : `${formatPath(path)} ${allowed}, got ${seen}${rest}`;
}

export function unknownKey(
  path: readonly PathStep[],
  key: string,
  known: readonly string[],
): PathFault {
  return {
    path: [...path, key],
    atKey: true,
    // Worded when it is shown: a text can hold a hundred thousand unknown keys.
    get message() {
      const where = path.length === 0 ? "" : `${formatPath(path)}: `;
      if (key === "<<")
        return `${where}YAML merge keys are not read; write out what "<<" would bring in`;
      const meant = suggestion(key, known);
      const allowed =
        meant !== "" && known.length > mostKeysBeside ? "" : `; allowed: ${known.join(", ")}`;
      return `${where}unknown key "${key}"${meant}${allowed}`;
    },
  };
}
