/**
 * Turns a resource's inputs into the input of the API operation that makes it, checks that against the published
 * constraints, and words refusals as the AWS SDK prints them.
 */
import { isRecord, type Plain } from "../plainValue";
import type { Failure } from "../service";
import {
  type ConstraintFault,
  checkConstraints,
  notYetKnown,
  type ServiceName,
  serviceId,
} from "./constraints";

/** Where one property goes. `to` is a dotted member path. */
export interface MemberRule {
  readonly to: string;
  /** Properties of each item of a list. */
  readonly each?: Members;
  /** Properties of an object. */
  readonly fields?: Members;
  /** A map of the program that is a list of pairs in the API: the pair's member names. */
  readonly pairs?: readonly [key: string, value: string];
  /** A list of the program that is a map in the API: the item's property names. */
  readonly dictionary?: readonly [key: string, value: string];
  /** What the provider sends when the property is absent. */
  readonly otherwise?: unknown;
  /** The provider makes a value when the property is absent. */
  readonly generated?: true;
}

export interface Members {
  readonly [property: string]: string | MemberRule;
}

export interface ApiCall {
  readonly service: ServiceName;
  readonly operation: string;
  readonly members: Members;
}

export const tagList: MemberRule = { to: "Tags", pairs: ["Key", "Value"] };
export const generatedName: MemberRule = { to: "Name", generated: true };

const validationCode: Readonly<Record<ServiceName, string>> = {
  ssm: "ValidationException",
  iam: "ValidationError",
  backup: "InvalidParameterValueException",
  config: "ValidationException",
  events: "ValidationException",
  kms: "ValidationException",
  "resource-groups": "BadRequestException",
  s3: "InvalidRequest",
};

/** A refusal in the SDK's words: `operation error SSM: CreateMaintenanceWindow, ValidationException: …`. */
export function refusal(
  call: Pick<ApiCall, "service" | "operation">,
  code: string,
  message: string,
): string {
  return `operation error ${serviceId(call.service)}: ${call.operation}, ${code}: ${message}`;
}

/** A fault of one property, refused as the service's validation does. */
export function failure(call: ApiCall, property: string, message: string, code?: string): Failure {
  return { property, reason: refusal(call, code ?? validationCode[call.service], message) };
}

/** What the published constraints refuse in a resource's inputs, by the resource's own property names. */
export function checkCall(call: ApiCall, inputs: Plain, unknown: readonly string[]): Failure[] {
  const origins = new Map<string, string>();
  const known = markUnknown(inputs, unknown);
  const input = translate(known, call.members, { api: "", property: "" }, origins);
  return checkConstraints(call.service, call.operation, input).map((fault) =>
    failure(call, propertyOf(fault, call, origins), describe(fault)),
  );
}

function describe(fault: ConstraintFault): string {
  const value = fault.value === null ? "null" : `'${render(fault.value)}'`;
  return `1 validation error detected: Value ${value} at '${renderPath(fault.path)}' failed to satisfy constraint: ${fault.constraint}`;
}

function render(value: unknown): string {
  const text =
    typeof value === "object"
      ? JSON.stringify(value, (_key, item) => (item === notYetKnown ? "(unknown)" : item))
      : String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function renderPath(path: ConstraintFault["path"]): string {
  return path
    .map((step) =>
      typeof step === "number"
        ? `${step + 1}.member`
        : `${step.slice(0, 1).toLowerCase()}${step.slice(1)}`,
    )
    .join(".");
}

function propertyOf(fault: ConstraintFault, call: ApiCall, origins: ReadonlyMap<string, string>) {
  for (let length = fault.path.length; length > 0; length -= 1) {
    const origin = origins.get(fault.path.slice(0, length).join("."));
    if (origin !== undefined) {
      return origin;
    }
  }
  const missing = Object.entries(call.members).find(
    ([, rule]) => asRule(rule).to.split(".")[0] === fault.path[0],
  );
  return missing?.[0] ?? String(fault.path[0] ?? "");
}

interface Place {
  readonly api: string;
  readonly property: string;
}

function translate(
  inputs: Plain,
  members: Members,
  at: Place,
  origins: Map<string, string>,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [property, entry] of Object.entries(members)) {
    const rule = asRule(entry);
    const absent = rule.generated ? notYetKnown : rule.otherwise;
    const value = inputs[property] ?? absent;
    if (value !== undefined) {
      const here = { api: join(at.api, rule.to), property: join(at.property, property) };
      origins.set(here.api, here.property);
      place(result, rule.to.split("."), translateValue(value, rule, here, origins));
    }
  }
  return result;
}

function translateValue(
  value: unknown,
  rule: MemberRule,
  at: Place,
  origins: Map<string, string>,
): unknown {
  if (rule.each !== undefined && Array.isArray(value)) {
    const each = rule.each;
    return value.map((item, index) => {
      const here = { api: join(at.api, String(index)), property: `${at.property}[${index}]` };
      origins.set(here.api, here.property);
      return isRecord(item) ? translate(item, each, here, origins) : item;
    });
  }
  if (rule.fields !== undefined && isRecord(value)) {
    return translate(value, rule.fields, at, origins);
  }
  if (rule.pairs !== undefined && isRecord(value)) {
    const [key, content] = rule.pairs;
    return Object.entries(value).map(([name, item]) => ({ [key]: name, [content]: item }));
  }
  if (rule.dictionary !== undefined && Array.isArray(value)) {
    const [key, content] = rule.dictionary;
    return Object.fromEntries(
      value.filter(isRecord).map((item) => [String(item[key]), item[content]]),
    );
  }
  return value;
}

function place(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [first = "", ...rest] = path;
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const existing = target[first];
  const next: Record<string, unknown> = isRecord(existing) ? { ...existing } : {};
  target[first] = next;
  place(next, rest, value);
}

/** The inputs with a mark at every path that is unknown in this preview. */
function markUnknown(inputs: Plain, unknown: readonly string[]): Plain {
  const marked = structuredClone(inputs);
  for (const path of unknown) {
    const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
    mark(marked, steps);
  }
  return marked;
}

function mark(target: unknown, steps: readonly string[]): void {
  const [first, ...rest] = steps;
  if (first === undefined || typeof target !== "object" || target === null) {
    return;
  }
  const holder = target as Record<string, unknown>;
  if (rest.length === 0) {
    holder[first] = notYetKnown;
    return;
  }
  holder[first] ??= /^\d+$/.test(rest[0] ?? "") ? [] : {};
  mark(holder[first], rest);
}

function asRule(entry: string | MemberRule): MemberRule {
  return typeof entry === "string" ? { to: entry } : entry;
}

function join(base: string, step: string): string {
  return base === "" ? step : `${base}.${step}`;
}
