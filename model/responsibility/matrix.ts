/** Who patches which layer of which kind of service, and for which resource types nobody does. */
import type { Policy } from "../policy";
import { type ServiceKind, serviceBehind } from "./serviceKinds";
import { mostSpecific, plainType } from "./typePattern";

export const serviceLayers = ["operatingSystem", "runtime", "engine", "application"] as const;
export type ServiceLayer = (typeof serviceLayers)[number];

type Row = NonNullable<Policy["responsibilities"]>[string];

/** What the matrix says of one resource type. */
export type Answer =
  /** Every layer of the row has a party. */
  | { readonly kind: "answered"; readonly row: string }
  | { readonly kind: "layersOpen"; readonly row: string; readonly layers: readonly ServiceLayer[] }
  | { readonly kind: "noRow"; readonly runs: ServiceKind }
  /** Of a package that the list of services knows nothing about. */
  | { readonly kind: "unknown" }
  /** No row, and no software behind it. */
  | { readonly kind: "runsNothing" };

export function openLayers(row: Row): readonly ServiceLayer[] {
  return serviceLayers.filter((layer) => row[layer] === undefined);
}

export function rowFor(policy: Policy, type: string): string | undefined {
  const candidates = Object.entries(policy.responsibilities ?? {}).flatMap(([name, { types }]) =>
    types.map((pattern) => ({ name, pattern })),
  );
  return mostSpecific(candidates, plainType(type))?.name;
}

export function answerFor(policy: Policy, type: string): Answer {
  const name = rowFor(policy, type);
  const row = name === undefined ? undefined : policy.responsibilities?.[name];
  if (name === undefined || row === undefined) {
    const runs = serviceBehind(plainType(type));
    if (runs === "none") return { kind: "runsNothing" };
    return runs === "unknown" ? { kind: "unknown" } : { kind: "noRow", runs };
  }
  const layers = openLayers(row);
  return layers.length === 0
    ? { kind: "answered", row: name }
    : { kind: "layersOpen", row: name, layers };
}

/** A resource type of a stack, and how many resources of it there are. */
export interface StackType {
  readonly type: string;
  readonly count: number;
  readonly answer: Answer;
}

/** Types in alphabetical order; API versions of one type are one. */
export function answersFor(policy: Policy, types: readonly string[]): readonly StackType[] {
  const counts = new Map<string, number>();
  for (const type of types.map(plainType)) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, count]) => ({ type, count, answer: answerFor(policy, type) }));
}

/** True when somebody must still say who patches it. */
export function isOpen({ kind }: Answer): boolean {
  return kind === "layersOpen" || kind === "noRow" || kind === "unknown";
}
