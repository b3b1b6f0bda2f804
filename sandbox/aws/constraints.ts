/**
 * Checks an API input against the table that tools/awsConstraints.py generates from AWS's API models:
 * lengths, ranges, patterns, enums, list sizes and required members, at any depth.
 */
import { isRecord, type Plain } from "../plainValue";
import generated from "./constraints.generated.json";

export type ServiceName =
  | "ssm"
  | "iam"
  | "backup"
  | "config"
  | "events"
  | "kms"
  | "resource-groups"
  | "s3";

/** Stands in an API input for a value that is not known yet; every check passes it. */
export const notYetKnown = Symbol("notYetKnown");

export interface ConstraintFault {
  /** Member names, list indexes and map keys from the top of the input. */
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  /** The service's words: `Member must have value less than or equal to 24`. */
  readonly constraint: string;
}

/** A shape of an API model, as tools/awsConstraints.py writes it. */
export interface Shape {
  readonly type: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly members?: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  readonly member?: string;
  readonly key?: string;
  readonly value?: string;
}

interface ServiceTable {
  readonly serviceId: string;
  readonly apiVersion: string;
  readonly operations: Readonly<Record<string, string>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

const services: Readonly<Record<ServiceName, ServiceTable>> = generated.services;

/** The service's id as its SDK prints it: `SSM`, `Config Service`. */
export function serviceId(service: ServiceName): string {
  return services[service].serviceId;
}

/** Every fault of an operation's input. Throws for an operation that the table lacks. */
export function checkConstraints(
  service: ServiceName,
  operation: string,
  input: Plain,
): readonly ConstraintFault[] {
  const table = services[service];
  const shape = table.operations[operation];
  if (shape === undefined) {
    throw new Error(`the constraint table has no operation ${service}:${operation}`);
  }
  return checkShape(table, shape, input, []);
}

type Path = readonly (string | number)[];

function checkShape(table: ServiceTable, name: string, value: unknown, path: Path) {
  const shape = table.shapes[name];
  if (shape === undefined || value === undefined || value === null || value === notYetKnown) {
    return [];
  }
  return checkKind(table, shape, value, path);
}

function checkKind(table: ServiceTable, shape: Shape, value: unknown, path: Path) {
  switch (shape.type) {
    case "structure":
      return isRecord(value) ? checkStructure(table, shape, value, path) : [];
    case "list":
      return Array.isArray(value) ? checkList(table, shape, value, path) : [];
    case "map":
      return isRecord(value) ? checkMap(table, shape, value, path) : [];
    case "string":
    case "blob":
      return typeof value === "string" ? checkText(shape, value, path) : [];
    case "integer":
    case "long":
      return checkWhole(shape, value, path);
    default:
      return [];
  }
}

function checkStructure(
  table: ServiceTable,
  shape: Shape,
  value: Plain,
  path: Path,
): ConstraintFault[] {
  const missing = (shape.required ?? [])
    .filter((member) => value[member] === undefined || value[member] === null)
    .map((member) => fault([...path, member], null, "Member must not be null"));
  const members = Object.entries(shape.members ?? {}).flatMap(([member, memberShape]) =>
    checkShape(table, memberShape, value[member], [...path, member]),
  );
  return [...missing, ...members];
}

function checkList(
  table: ServiceTable,
  shape: Shape,
  value: readonly unknown[],
  path: Path,
): ConstraintFault[] {
  const members = value.flatMap((item, index) =>
    checkShape(table, shape.member ?? "", item, [...path, index]),
  );
  return [...checkSize(shape, value.length, value, path), ...members];
}

function checkMap(table: ServiceTable, shape: Shape, value: Plain, path: Path): ConstraintFault[] {
  const entries = Object.entries(value).flatMap(([key, item]) => [
    ...checkShape(table, shape.key ?? "", key, [...path, key]),
    ...checkShape(table, shape.value ?? "", item, [...path, key]),
  ]);
  return [...checkSize(shape, Object.keys(value).length, value, path), ...entries];
}

function checkText(shape: Shape, value: string, path: Path): ConstraintFault[] {
  const faults = checkSize(shape, value.length, value, path);
  if (shape.pattern !== undefined && !wholePattern(shape.pattern).test(value)) {
    faults.push(
      fault(path, value, `Member must satisfy regular expression pattern: ${shape.pattern}`),
    );
  }
  if (shape.enum !== undefined && !shape.enum.includes(value)) {
    faults.push(
      fault(path, value, `Member must satisfy enum value set: [${shape.enum.join(", ")}]`),
    );
  }
  return faults;
}

function checkWhole(shape: Shape, value: unknown, path: Path): ConstraintFault[] {
  const count = Number(value);
  if (typeof value === "boolean" || !Number.isInteger(count)) {
    return [fault(path, value, "Member must be a whole number")];
  }
  if (shape.min !== undefined && count < shape.min) {
    return [fault(path, value, `Member must have value greater than or equal to ${shape.min}`)];
  }
  if (shape.max !== undefined && count > shape.max) {
    return [fault(path, value, `Member must have value less than or equal to ${shape.max}`)];
  }
  return [];
}

function checkSize(shape: Shape, size: number, value: unknown, path: Path): ConstraintFault[] {
  if (shape.min !== undefined && size < shape.min) {
    return [fault(path, value, `Member must have length greater than or equal to ${shape.min}`)];
  }
  if (shape.max !== undefined && size > shape.max) {
    return [fault(path, value, `Member must have length less than or equal to ${shape.max}`)];
  }
  return [];
}

function fault(path: Path, value: unknown, constraint: string): ConstraintFault {
  return { path, value, constraint };
}

/** The services match the whole value. Some published patterns escape what JavaScript's `u` flag forbids. */
export function wholePattern(pattern: string): RegExp {
  const whole = `^(?:${pattern})$`;
  try {
    return new RegExp(whole, "u");
  } catch {
    return new RegExp(whole);
  }
}
