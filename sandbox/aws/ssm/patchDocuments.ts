/**
 * AWS's own patch documents in a window's task: what they take, and what of it excludes each other. AWS refuses a wrong run
 * when it starts, at night; the sandbox refuses the task.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-aws-runpatchbaseline.html
 */
import { type Plain, recordsOf, textOf, textsOf } from "../../plainValue";

const shared = ["Operation", "RebootOption", "SnapshotId", "BaselineOverride"];
const hooks = ["PreInstallHookDocName", "PostInstallHookDocName", "OnExitHookDocName"];

const parametersOf: Readonly<Record<string, readonly string[]>> = {
  "AWS-RunPatchBaseline": [...shared, "InstallOverrideList"],
  "AWS-RunPatchBaselineWithHooks": [...shared.slice(0, 3), ...hooks],
};

const allowed: Readonly<Record<string, RegExp>> = {
  Operation: /^(Scan|Install)$/,
  RebootOption: /^(RebootIfNeeded|NoReboot)$/,
  BaselineOverride: /^$|^https:\/\/.+$|^s3:\/\/[^/]+\/.*[^/]+$/,
  InstallOverrideList: /^$|^https:\/\/.+$|^s3:\/\/[^/]+\/.*[^/]+$/,
};

/** The complaint about a run command task's parameters, and nothing about documents of one's own. */
export function patchDocumentFault(document: string, parameters: unknown): string | undefined {
  const known = parametersOf[document];
  if (known === undefined) return undefined;
  const given = new Map(
    recordsOf(parameters).map((one) => [textOf(one["name"]) ?? "", firstValue(one)] as const),
  );
  const stray = [...given.keys()].find((name) => !known.includes(name));
  if (stray !== undefined) return `Parameter '${stray}' is not a parameter of ${document}`;
  if (!given.has("Operation")) return `Parameter 'Operation' is required by ${document}`;
  const wrong = [...given].find(([name, value]) => allowed[name]?.test(value) === false);
  if (wrong !== undefined) return `Parameter '${wrong[0]}' does not take '${wrong[1]}'`;
  if (given.has("SnapshotId")) {
    return "SnapshotId is given by the maintenance window: a task must not set it";
  }
  return given.has("BaselineOverride") && given.has("InstallOverrideList")
    ? "BaselineOverride and InstallOverrideList exclude each other"
    : undefined;
}

/** A list of one text each. */
function firstValue(parameter: Plain): string {
  return textsOf(parameter["values"])[0] ?? "";
}

/** The pseudo-parameter among the values that is for the other types of task. */
export function foreignPseudoParameter(parameters: unknown): string | undefined {
  const values = recordsOf(parameters).flatMap((one) => textsOf(one["values"]));
  return values
    .map((value) => /\{\{\s*(RESOURCE_ID|TARGET_ID)\s*\}\}/.exec(value)?.[1])
    .find((name) => name !== undefined);
}
