/** The obligations of each group, and what `check` says about those that bind nothing. */
import type { FindingId } from "../findings/catalogue";
import { finding } from "../findings/finding";
import { type Facts, fixWithin, limitsFor } from "../obligations/applies";
import type { Obligation } from "../obligations/obligation";
import { findPreset } from "../obligations/presets";
import type { Finding, Severity } from "../plan";
import type { Policy } from "../policy";
import { alike } from "./alike";

type DocumentGroup = Policy["groups"][string];
type Path = readonly (string | number)[];

/** Those that a group names, else all of the document's. */
export function obligationsOf(policy: Policy, group: DocumentGroup): readonly Obligation[] {
  return namedIn(policy, group).flatMap((entry) => resolve(policy, entry) ?? []);
}

/** What the document knows of a group's machines: their patches are those of operating systems. */
export function factsOf({ exposure, tier, environment }: DocumentGroup): Facts {
  return { exposure, tier, environment, component: "operatingSystem" };
}

/** One note for each place that names an obligation which binds nothing there, or less than it asks for. */
export function obligationFindings(policy: Policy): Finding[] {
  const places = new Map<string, { readonly path: Path; readonly groups: DocumentGroup[] }>();
  for (const [name, group] of Object.entries(policy.groups)) {
    namedIn(policy, group).forEach((_, index) => {
      const above = group.obligations === undefined ? [] : ["groups", name];
      const path = [...above, "obligations", index];
      const known = places.get(path.join(" "));
      if (known === undefined) places.set(path.join(" "), { path, groups: [group] });
      else known.groups.push(group);
    });
  }
  return [...places.values()].flatMap(({ path, groups }) => {
    const [first] = groups;
    const entry = first === undefined ? undefined : namedIn(policy, first)[Number(path.at(-1))];
    const obligation = entry === undefined ? undefined : resolve(policy, entry);
    return obligation === undefined ? [] : findingsAt(obligation, distinct(groups), path);
  });
}

/** One group of each kind that obligations can tell apart. */
function distinct(groups: readonly DocumentGroup[]): readonly DocumentGroup[] {
  return alike(groups, (group) => JSON.stringify(factsOf(group))).map(([first]) => first);
}

type Entry = Policy["obligations"][number];

function namedIn(policy: Policy, group: DocumentGroup): readonly Entry[] {
  return group.obligations ?? policy.obligations;
}

/** Groups name what the document defines by its id. */
function resolve(policy: Policy, entry: Entry): Obligation | undefined {
  if (typeof entry !== "string") {
    return entry;
  }
  const own = policy.obligations.find((one) => typeof one !== "string" && one.id === entry);
  return typeof own === "object" ? own : findPreset(entry);
}

function findingsAt(
  obligation: Obligation,
  groups: readonly DocumentGroup[],
  path: Path,
): Finding[] {
  const { id, status } = obligation;
  const note = (rule: FindingId, message: string): Finding => finding(rule, { message, path });
  if (status.kind !== "inForce") {
    const since = status.since === undefined ? "" : ` since ${status.since}`;
    const more = status.note === undefined ? "" : ` (${status.note})`;
    const message = `obligation ${id} is ${status.kind}${since}${more} and binds nothing`;
    return [note("obligation/not-in-force", message)];
  }
  return (["own", "onUpgrade"] as const).flatMap((kind) => {
    const silent = unmeasured(obligation, groups, kind);
    if (silent.severities.length === 0) {
      return [];
    }
    const where = `obligation ${id} (${silent.controls.join(", ")})`;
    const which =
      silent.severities.length === severities.length ? "" : ` for ${silent.severities.join(", ")}`;
    return kind === "own"
      ? note(
          "obligation/own-limit",
          `${where} asks for a limit of your own${which}: it binds nothing by itself, the tiers' deadlines are that limit`,
        )
      : note(
          "obligation/on-upgrade",
          `${where} asks for the fix with the next upgrade${which}: it sets no instant and binds nothing by itself`,
        );
  });
}

const severities: readonly Severity[] = ["critical", "high", "medium", "low"];

/** Severities for which an obligation applies to a group, but with no limit in time. */
function unmeasured(
  obligation: Obligation,
  groups: readonly DocumentGroup[],
  kind: "own" | "onUpgrade",
): { readonly severities: readonly Severity[]; readonly controls: readonly string[] } {
  const controls = new Set<string>();
  const found = severities.filter((severity) => {
    const asked = groups.flatMap((group) => {
      const limits = limitsFor(obligation, { ...factsOf(group), severity });
      return limits.some(({ limit }) => fixWithin(limit) !== undefined)
        ? []
        : limits.filter(({ limit }) => kind in limit);
    });
    for (const { control } of asked) controls.add(control);
    return asked.length > 0;
  });
  return { severities: found, controls: [...controls] };
}
