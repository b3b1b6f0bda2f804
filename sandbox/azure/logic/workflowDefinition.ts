/** The workflow definition language: what Logic Apps refuse in a definition before they store it. */
import { isRecord, type Plain, recordAt, recordsOf, textOf } from "../../plainValue";
import { triggersFault } from "./trigger";
import { actionsFault, allActions, type NamedAction, variablesFault } from "./workflowActions";

/** "Limits and configuration reference for Azure Logic Apps": a definition. */
const maxTriggers = 10;
const maxParameters = 50;
const maxExpression = 8192;
const maxDescription = 256;

/** What is wrong with a definition; undefined when nothing. */
export function definitionFault(definition: Plain, parameters: Plain): string | undefined {
  const missing = ["$schema", "contentVersion"].find(
    (key) => textOf(definition[key]) === undefined,
  );
  if (missing !== undefined) {
    return `the '${missing}' property of the template is required`;
  }
  if (
    !/^https:\/\/schema\.management\.azure\.com\/.*workflowdefinition\.json#?$/i.test(
      textOf(definition["$schema"]) ?? "",
    )
  ) {
    return `the template schema '${definition["$schema"]}' is not supported`;
  }
  const absent = ["triggers", "actions"].find((key) => !isRecord(definition[key]));
  if (absent !== undefined) {
    return `the '${absent}' property of the template is required and must be an object`;
  }
  const actions = allActions(recordAt(definition, "actions"));
  return (
    triggersFault(recordAt(definition, "triggers"), maxTriggers) ??
    actionsFault(actions) ??
    variablesFault(actions) ??
    parametersFault(definition, parameters) ??
    sizeFault(definition) ??
    referencesFault(definition, actions)
  );
}

function sizeFault(definition: Plain): string | undefined {
  const long = textsIn(definition).find(
    (text) => text.startsWith("@") && text.length > maxExpression,
  );
  const description = textOf(definition["description"]) ?? "";
  if (long !== undefined) {
    return `the expression '${long.slice(0, 40)}…' has ${long.length} characters, allowed: ${maxExpression}`;
  }
  return description.length > maxDescription
    ? `the description has ${description.length} characters, allowed: ${maxDescription}`
    : undefined;
}

function parametersFault(definition: Plain, parameters: Plain): string | undefined {
  const declared = recordAt(definition, "parameters");
  if (Object.keys(declared).length > maxParameters) {
    return `a workflow has at most ${maxParameters} parameters, got ${Object.keys(declared).length}`;
  }
  const stray = Object.keys(parameters).find((name) => !(name in declared));
  if (stray !== undefined) {
    return `the workflow parameter '${stray}' is not declared in the definition`;
  }
  const open = Object.entries(declared).find(
    ([name, value]) => !(name in parameters) && recordAt(value)["defaultValue"] === undefined,
  );
  return open === undefined || open[0] === "$connections"
    ? undefined
    : `the workflow parameter '${open[0]}' has neither a value nor a default value`;
}

const expression = /\b(parameters|actions|body|outputs|result|variables)\(\s*'([^']+)'\s*\)/g;

/** Expressions name what exists: parameters, variables and actions of the definition. */
function referencesFault(definition: Plain, actions: readonly NamedAction[]): string | undefined {
  const names = actions.map(({ name }) => name);
  const parameters = Object.keys(recordAt(definition, "parameters"));
  const variables = actions
    .filter(({ action }) => action["type"] === "InitializeVariable")
    .flatMap(({ action }) => recordsOf(recordAt(action, "inputs")["variables"]))
    .map((variable) => textOf(variable["name"]) ?? "");
  const known: Readonly<Record<string, readonly string[]>> = { parameters, variables };
  for (const text of textsIn(definition)) {
    for (const [, kind = "", name = ""] of text.startsWith("@") || text.includes("@{")
      ? text.matchAll(expression)
      : []) {
      if (!(known[kind] ?? names).includes(name)) {
        return `the expression '${text}' refers to ${kind}('${name}'), which is not defined in the template`;
      }
    }
  }
  return undefined;
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") {
    return [value];
  }
  if (Array.isArray(value)) {
    return value.flatMap(textsIn);
  }
  return isRecord(value) ? Object.values(value).flatMap(textsIn) : [];
}
