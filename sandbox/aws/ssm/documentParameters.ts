/** Parameters of runbooks and command documents: their declarations, and the `{{ references }}` to them. */
import { isRecord, listOf, type Plain, textOf } from "../../plainValue";

export interface ReferenceScope {
  readonly parameters: readonly string[];
  readonly variables: readonly string[];
  /** Names of the steps whose outputs may be referred to. */
  readonly steps: readonly string[];
}

const types = ["String", "StringList", "Integer", "Boolean", "MapList", "StringMap"];

const keys = [
  "type",
  "description",
  "default",
  "allowedValues",
  "allowedPattern",
  "displayType",
  "minItems",
  "maxItems",
  "minChars",
  "maxChars",
  "interpolationType",
];

export function parametersFault(parameters: Plain): string | undefined {
  for (const [name, parameter] of Object.entries(parameters)) {
    const fault = parameterFault(name, parameter);
    if (fault !== undefined) {
      return fault;
    }
  }
  return undefined;
}

function parameterFault(name: string, parameter: unknown): string | undefined {
  if (!/^[a-zA-Z0-9_]{1,128}$/.test(name)) {
    return `Parameter name '${name}' is not valid: use letters, digits and underscores`;
  }
  if (!isRecord(parameter)) {
    return `Parameter ${name} must be an object`;
  }
  const type = textOf(parameter["type"]) ?? "";
  if (!types.includes(type) && !/^(List<)?AWS::[A-Za-z0-9]+::[A-Za-z0-9:]+>?$/.test(type)) {
    return `Parameter ${name}: type '${type}' is not supported, allowed: ${types.join(", ")}`;
  }
  const stray = Object.keys(parameter).find((key) => !keys.includes(key));
  if (stray !== undefined) {
    return `Parameter ${name}: unknown property '${stray}'`;
  }
  const allowed = parameter["allowedValues"];
  const value = parameter["default"];
  const isScalar = ["String", "Integer", "Boolean"].includes(type);
  return allowed !== undefined &&
    value !== undefined &&
    isScalar &&
    !listOf(allowed).includes(value)
    ? `Parameter ${name}: default '${value}' is not one of its allowedValues`
    : undefined;
}

const reference = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** The first `{{ name }}` in `value` that nothing declares. */
export function referenceFault(value: unknown, scope: ReferenceScope): string | undefined {
  if (typeof value === "string") {
    for (const [, name = ""] of value.matchAll(reference)) {
      if (!isDeclared(name, scope)) {
        return `Reference '{{ ${name} }}' is not declared: it is no parameter, variable or step of the document`;
      }
    }
    return undefined;
  }
  const parts = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [];
  for (const part of parts) {
    const fault = referenceFault(part, scope);
    if (fault !== undefined) {
      return fault;
    }
  }
  return undefined;
}

function isDeclared(name: string, scope: ReferenceScope): boolean {
  const [head = "", tail] = splitOnce(name);
  if (["global", "automation", "ssm", "ssm-secure", "platform"].includes(head)) {
    return true;
  }
  if (head === "variable") {
    return scope.variables.includes((tail ?? "").split(/[.[]/)[0] ?? "");
  }
  return tail === undefined || name.includes("[")
    ? scope.parameters.includes(head.split("[")[0] ?? "") || scope.steps.includes(head)
    : scope.steps.includes(head) || scope.parameters.includes(head);
}

function splitOnce(name: string): readonly [string, string?] {
  const at = name.search(/[.:]/);
  return at < 0 ? [name] : [name.slice(0, at), name.slice(at + 1)];
}
