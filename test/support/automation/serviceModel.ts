/**
 * Holds calls and answers against AWS's published API models: every operation, member, type, range and pattern, and
 * whether a selector can find anything in an answer. A member that the model lacks is an error.
 */
import { type Shape, wholePattern } from "../../../sandbox/aws/constraints";
import generated from "./calls.generated.json";

interface Table {
  readonly operations: Readonly<
    Record<string, { readonly input: string; readonly output?: string }>
  >;
  readonly shapes: Readonly<Record<string, Shape>>;
}

type Side = "input" | "output";
type Fields = Readonly<Record<string, unknown>>;

const services = generated.services as unknown as Readonly<Record<string, Table>>;

/** Throws when the service would not know the call, or would never answer so. */
export function checkAgainstModel(api: string, side: Side, value: Fields): void {
  const { table, shape } = shapeOf(api, side);
  const faults = shape === undefined ? [] : faultsOf(table, shape, value, api);
  if (faults.length > 0) throw new Error(`${side} of ${faults.join("; ")}`);
}

/** Throws when `$.A[0].B` can find nothing in any answer of the operation. */
export function checkSelector(api: string, selector: string): void {
  const { table, shape } = shapeOf(api, "output");
  const path = selector.replace(/^\$\.?/, "").match(/[^.[\]]+/g) ?? [];
  path.reduce<string | undefined>((name, key) => {
    const at = table.shapes[name ?? ""];
    const next = /^\d+$|^\*$/.test(key) ? at?.member : (at?.members?.[key] ?? at?.value);
    if (next === undefined) throw new Error(`${api} answers nothing at ${selector}: no ${key}`);
    return next;
  }, shape);
}

/** The answer with its instants and streams marked: the SDK for Python gives datetimes back, and what can be read. */
export function withInstants(api: string, answer: Fields): unknown {
  const { table, shape } = shapeOf(api, "output");
  return marked(table, shape ?? "", answer);
}

function shapeOf(api: string, side: Side): { table: Table; shape: string | undefined } {
  const [service = "", operation = ""] = api.split(":");
  const table = services[service];
  const found = table?.operations[operation];
  if (table === undefined || found === undefined) throw new Error(`no model describes ${api}`);
  return { table, shape: found[side] };
}

function marked(table: Table, name: string, value: unknown): unknown {
  const shape = table.shapes[name];
  if (shape?.type === "timestamp") return { $instant: value };
  if (shape?.type === "blob") return { $stream: value };
  if (Array.isArray(value)) return value.map((one) => marked(table, shape?.member ?? "", one));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      marked(table, shape?.members?.[key] ?? shape?.value ?? "", one),
    ]),
  );
}

function faultsOf(table: Table, name: string, value: unknown, path: string): string[] {
  const shape = table.shapes[name];
  switch (shape?.type) {
    case "structure":
      return isFields(value)
        ? structureFaults(table, shape, value, path)
        : [`${path} is no object`];
    case "list":
      return Array.isArray(value)
        ? [
            ...sizeFaults(shape, value.length, path),
            ...value.flatMap((one, index) =>
              faultsOf(table, shape.member ?? "", one, `${path}[${index}]`),
            ),
          ]
        : [`${path} is no list`];
    case "map":
      return isFields(value)
        ? Object.entries(value).flatMap(([key, one]) => [
            ...faultsOf(table, shape.key ?? "", key, `${path} key ${key}`),
            ...faultsOf(table, shape.value ?? "", one, `${path}.${key}`),
          ])
        : [`${path} is no map`];
    default:
      return shape === undefined ? [`${path} has no shape`] : scalarFaults(shape, value, path);
  }
}

function structureFaults(table: Table, shape: Shape, value: Fields, path: string): string[] {
  const missing = (shape.required ?? []).filter((member) => value[member] === undefined);
  return [
    ...missing.map((member) => `${path} lacks ${member}`),
    ...Object.entries(value).flatMap(([member, one]) => {
      const inner = shape.members?.[member];
      return inner === undefined
        ? [`${path} has no ${member}`]
        : faultsOf(table, inner, one, `${path}.${member}`);
    }),
  ];
}

function scalarFaults(shape: Shape, value: unknown, path: string): string[] {
  if (shape.type === "blob") {
    return typeof value === "string" ? [] : [`${path} is no text or bytes: ${typeof value}`];
  }
  if (shape.type === "string") return textFaults(shape, value, path);
  if (shape.type === "boolean") {
    return typeof value === "boolean" ? [] : [`${path} is no boolean: ${JSON.stringify(value)}`];
  }
  if (shape.type === "timestamp") {
    return Number.isNaN(Date.parse(String(value))) ? [`${path} is no instant: ${value}`] : [];
  }
  if (typeof value !== "number") return [`${path} is no number: ${JSON.stringify(value)}`];
  return sizeFaults(shape, value, path);
}

function textFaults(shape: Shape, value: unknown, path: string): string[] {
  if (typeof value !== "string") return [`${path} is no text: ${JSON.stringify(value)}`];
  const faults = sizeFaults(shape, value.length, path);
  if (shape.enum !== undefined && !shape.enum.includes(value)) {
    faults.push(`${path} is not one of ${shape.enum.join(", ")}: ${value}`);
  }
  if (shape.pattern !== undefined && !wholePattern(shape.pattern).test(value)) {
    faults.push(`${path} does not match ${shape.pattern}: ${value}`);
  }
  return faults;
}

function sizeFaults({ min, max }: Shape, size: number, path: string): string[] {
  return (min !== undefined && size < min) || (max !== undefined && size > max)
    ? [`${path} is ${size}, outside ${min ?? ""}–${max ?? ""}`]
    : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
