/** What is deployed anew, changed or taken away, place by place. Names are identity: another name is another resource. */
import { isDeepStrictEqual } from "node:util";
import type { Plan } from "../plan";
import type { Side } from "./side";
import { unique } from "./unique";

type ResourceKind =
  | "patch baseline"
  | "maintenance window"
  | "patch group"
  | "maintenance configuration";

export interface DeployedChange {
  /** `aws prod eu-central-1`. */
  readonly place: string;
  readonly kind: ResourceKind;
  readonly created: readonly string[];
  readonly deleted: readonly string[];
  /** Under the same name with another content. */
  readonly updated: readonly string[];
  readonly kept: number;
}

export interface TagChanges {
  /** Values of the PatchGroup tag that machines may carry now. */
  readonly added: readonly string[];
  /** Values that select nothing any more: machines that carry one are not patched. */
  readonly removed: readonly string[];
}

export function deployedChanges(before: Side, after: Side): readonly DeployedChange[] {
  const [old, now] = [resourcesOf(before.plan), resourcesOf(after.plan)];
  return unique([...old.keys(), ...now.keys()]).flatMap((key) => {
    const [place = "", kind = ""] = key.split("|");
    const change = {
      place,
      kind: kind as ResourceKind,
      ...compareNames(old.get(key) ?? new Map(), now.get(key) ?? new Map()),
    };
    const { created, deleted, updated } = change;
    return created.length + deleted.length + updated.length === 0 ? [] : [change];
  });
}

export function tagChanges(before: Side, after: Side): TagChanges {
  const tags = ({ plan }: Side): readonly string[] =>
    plan.groups.flatMap(({ rings }) => rings.map(({ patchGroup }) => patchGroup));
  const [old, now] = [new Set(tags(before)), new Set(tags(after))];
  return {
    added: [...now].filter((tag) => !old.has(tag)),
    removed: [...old].filter((tag) => !now.has(tag)),
  };
}

type ByName = ReadonlyMap<string, unknown>;

function compareNames(
  old: ByName,
  now: ByName,
): Pick<DeployedChange, "created" | "deleted" | "updated" | "kept"> {
  const stayed = [...old.keys()].filter((name) => now.has(name));
  const updated = stayed.filter((name) => !isDeepStrictEqual(old.get(name), now.get(name)));
  return {
    created: [...now.keys()].filter((name) => !old.has(name)),
    deleted: [...old.keys()].filter((name) => !now.has(name)),
    updated,
    kept: stayed.length - updated.length,
  };
}

/** Resources by place and kind, each under its physical name with all that decides its content. */
function resourcesOf(plan: Plan): ReadonlyMap<string, ByName> {
  const found = new Map<string, ByName>();
  const add = (place: string, kind: ResourceKind, all: readonly (readonly [string, unknown])[]) =>
    found.set(`${place}|${kind}`, new Map(all));
  for (const { account, region, baselines, windows } of plan.aws) {
    const place = `aws ${account} ${region}`;
    const contents = baselines.map(({ patchGroups: _groups, ...content }) => content);
    add(
      place,
      "patch baseline",
      contents.map((baseline) => [baseline.name, baseline]),
    );
    add(
      place,
      "maintenance window",
      windows.map((window) => [window.name, window]),
    );
    const registered = baselines.flatMap(({ name, operatingSystem, patchGroups }) =>
      patchGroups.map((tag) => [`${tag} for ${operatingSystem}`, name] as const),
    );
    add(place, "patch group", registered);
  }
  for (const { subscription, location, configurations } of plan.azure) {
    const named = configurations.map(
      (configuration) => [configuration.name, configuration] as const,
    );
    add(`azure ${subscription} ${location}`, "maintenance configuration", named);
  }
  return found;
}
