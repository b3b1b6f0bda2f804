/** What a maintenance window's task does to machines, read from its inputs. */
import type { Properties } from "../../../properties";

/** Runs a document that installs: a patch document with Operation Install. */
export function installsByRunCommand(task: Properties): boolean {
  if (task.text("taskType") !== "RUN_COMMAND" || !isPatchDocument(task.text("taskArn") ?? "")) {
    return false;
  }
  const operation = parameterValues(task, "Operation");
  // The document requires Operation; without one the task fails, so it installs nothing.
  return operation.includes("Install");
}

function isPatchDocument(taskArn: string): boolean {
  const name = taskArn.slice(taskArn.lastIndexOf("/") + 1);
  return name.startsWith("AWS-RunPatchBaseline") || name === "AWS-ApplyPatchBaseline";
}

function parameterValues(task: Properties, name: string): readonly string[] {
  const command = task.object("taskInvocationParameters")?.object("runCommandParameters");
  const count = command?.count("parameters") ?? 0;
  return Array.from({ length: count }, (_, index) => command?.item("parameters", index)).flatMap(
    (parameter) => (parameter?.text("name") === name ? parameter.texts("values") : []),
  );
}

/** Runs on machines one by one: SSM wants rates with targets and refuses them without. */
export function hasTargets(task: Properties): boolean {
  return task.count("targets") > 0;
}

/** A task that changes the machines it targets: an install, or a runbook. */
export function changesMachines(task: Properties): boolean {
  const runbook = task.text("taskType") === "AUTOMATION" && hasTargets(task);
  return runbook || installsByRunCommand(task);
}
