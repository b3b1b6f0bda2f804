/** Machines from a text: a JSON array, or one JSON object a line, as inventories give them. */
import * as z from "zod";
import { suggestion } from "../document/suggestion";
import type { Machine } from "./caps";
import type { ConcurrencyRules } from "./rules";

export type ReadMachines =
  | { readonly ok: true; readonly machines: readonly Machine[] }
  | { readonly ok: false; readonly message: string };

export const mostMachines = 20_000;

const text = z.string({ error: () => "must be a text" }).min(1, { error: () => "is empty" });
const fact = text.nullish();

/** Other keys are allowed: inventories have many. A fact that is missing or null is unknown. */
const machineSchema = z.object(
  {
    id: text,
    group: fact,
    ring: fact,
    cluster: fact,
    zone: fact,
    account: fact,
    mirror: fact,
    tags: z.record(z.string(), z.unknown(), { error: () => "must be a mapping" }).nullish(),
  },
  { error: () => 'must be an object such as {"id": "i-1", "group": "web", "ring": "canary"}' },
);

/** @param clusterTagOf the key of the tag that names the cluster of a group's machines. */
export function readMachines(
  source: string,
  rules: ConcurrencyRules,
  clusterTagOf: (group: string) => string,
): ReadMachines {
  const parsed = parseEntries(source);
  if (!Array.isArray(parsed)) return { ok: false, message: String(parsed) };
  if (parsed.length > mostMachines) {
    return refuse(`has ${parsed.length} machines, allowed are ${mostMachines}; split it by group`);
  }
  const machines: Machine[] = [];
  const seen = new Map<string, number>();
  for (const [index, entry] of parsed.entries()) {
    const where = `machine ${index + 1}`;
    const read = machineSchema.safeParse(entry);
    if (!read.success) return refuse(`${where}: ${issueText(read.error.issues[0])}`);
    const machine = withTags(read.data, clusterTagOf);
    const fault = placeFault(machine, rules) ?? repeated(machine, seen);
    if (fault !== undefined) return refuse(`${where} (${machine.id}): ${fault}`);
    seen.set(machine.id, index + 1);
    machines.push(machine);
  }
  return { ok: true, machines };
}

/** The entries, or what is wrong with the text. */
function parseEntries(source: string): readonly unknown[] | string {
  const trimmed = source.trim();
  if (trimmed.startsWith("[")) {
    const whole = parseJson(trimmed);
    if (whole.ok) return Array.isArray(whole.value) ? whole.value : "is no JSON array";
    return `is no JSON: ${whole.message}`;
  }
  const found: unknown[] = [];
  for (const [index, line] of source.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const one = parseJson(line);
    if (!one.ok)
      return `line ${index + 1} is no JSON: ${one.message}; write a JSON array, or one JSON object a line`;
    found.push(one.value);
  }
  return found;
}

type Json =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string };

function parseJson(source: string): Json {
  try {
    return { ok: true, value: JSON.parse(source) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, message: message.replace(/\p{Cc}/gu, " ").slice(0, 120) };
  }
}

function issueText(issue: z.core.$ZodIssue | undefined): string {
  const path = issue?.path.map(String).join(".") ?? "";
  return `${path === "" ? "it" : path} ${issue?.message ?? "is not valid"}`;
}

/** The tag `PatchGroup: <group>.<ring>` says where a machine belongs when nothing else does. */
function withTags(
  { tags, ...read }: z.output<typeof machineSchema>,
  clusterTagOf: (group: string) => string,
): Machine {
  const [taggedGroup = "", taggedRing = ""] = textOf(tags?.["PatchGroup"])?.split(".") ?? [];
  const group = read.group ?? taggedGroup;
  return {
    id: read.id,
    group,
    ring: read.ring ?? taggedRing,
    cluster: read.cluster ?? textOf(tags?.[clusterTagOf(group)]),
    zone: read.zone ?? undefined,
    account: read.account ?? undefined,
    mirror: read.mirror ?? undefined,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function placeFault({ group, ring }: Machine, { groups }: ConcurrencyRules): string | undefined {
  const known = groups.find(({ name }) => name === group);
  if (known === undefined) {
    const names = groups.map(({ name }) => name);
    return group === ""
      ? "has no group; give group and ring, or the tag PatchGroup"
      : `no group "${group}"${suggestion(group, names)}`;
  }
  const rings = known.rings.map(({ name }) => name);
  if (rings.includes(ring)) return undefined;
  const which = ring === "" ? "has no ring" : `no ring "${ring}"${suggestion(ring, rings)}`;
  return `${which}; group ${group} has ${rings.join(", ")}`;
}

function repeated({ id }: Machine, seen: ReadonlyMap<string, number>): string | undefined {
  const first = seen.get(id);
  return first === undefined ? undefined : `is machine ${first} again; ids must be unique`;
}

function refuse(message: string): ReadMachines {
  return { ok: false, message };
}
