/**
 * The parts that a document names, by the syntax tree of the yaml package, which keeps what becomes no value: nothing
 * of this knows our reader. Held against the policy and the plan, so that "valid" means that no part was lost.
 */
import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";
import type { LoadedPlan } from "../../model/load";

type Loaded = Extract<LoadedPlan, { ok: true }>;
type Parts = Readonly<Record<string, readonly string[]>>;

const namedSections = [
  ...["groups", "windows", "tiers", "baselines", "outOfCycle", "testWindows", "teams"],
  ...["environments", "people", "responsibilities", "vendors"],
] as const;
const listedSections = ["freezes", "exceptions", "obligations", "escalation", "include"] as const;
const countedLists = new Set<string>(["obligations", "escalation", "include"]);

/** @throws Error where a name of the texts is missing in the policy or the plan, or one came from nowhere. */
export function compareParts(loaded: Loaded, texts: readonly string[]): void {
  const written = writtenParts(texts);
  for (const [where, read] of Object.entries({ ...policyParts(loaded), ...planParts(loaded) })) {
    const [section = where] = where.split(" ");
    const wanted = inOrder(written[section] ?? []);
    const found = inOrder(read);
    if (wanted.join("\n") !== found.join("\n"))
      throw new Error(`${where}: written ${JSON.stringify(wanted)}, read ${JSON.stringify(found)}`);
  }
}

/** By section: the names of its entries; of a ring, its group's too. */
export function writtenParts(texts: readonly string[]): Parts {
  const parts: Record<string, string[]> = { rings: [] };
  for (const text of texts) {
    const document = parseDocument(text, { logLevel: "silent", uniqueKeys: false });
    const below = (node: unknown): Node | undefined =>
      (isAlias(node) ? node.resolve(document) : node) as Node | undefined;
    for (const [section, value] of pairsOf(document.contents, below)) {
      const names = [
        ...pairsOf(value, below).map(([name]) => name),
        ...itemsOf(value, below).map((item) => nameOf(item, section, below)),
      ];
      parts[section] = [...(parts[section] ?? []), ...names];
    }
    for (const [group, value] of pairsOf(valueAt(document.contents, "groups", below), below)) {
      for (const ring of itemsOf(valueAt(value, "rings", below), below))
        parts["rings"]?.push(`${group}.${nameOf(ring, "rings", below)}`);
    }
    for (const [cloud, list] of [
      ["aws", "accounts"] as const,
      ["azure", "subscriptions"] as const,
    ]) {
      const clouds = valueAt(document.contents, "clouds", below);
      const names = pairsOf(valueAt(valueAt(clouds, cloud, below), list, below), below);
      parts[list] = [...(parts[list] ?? []), ...names.map(([name]) => name)];
    }
  }
  return parts;
}

type Below = (node: unknown) => Node | undefined;

function pairsOf(node: unknown, below: Below): readonly (readonly [string, Node | undefined])[] {
  return isMap(node) ? node.items.map(({ key, value }) => [textOf(key), below(value)]) : [];
}

function itemsOf(node: unknown, below: Below): readonly (Node | undefined)[] {
  return isSeq(node) ? node.items.map(below) : [];
}

function valueAt(node: unknown, key: string, below: Below): Node | undefined {
  return pairsOf(node, below).find(([name]) => name === key)?.[1];
}

function nameOf(item: unknown, section: string, below: Below): string {
  return countedLists.has(section)
    ? "one"
    : textOf(valueAt(item, section === "exceptions" ? "id" : "name", below));
}

/** As it is written; a key that is no scalar has a name that no policy gives. */
function textOf(node: unknown): string {
  return isScalar(node) ? (node.source ?? String(node.value)) : "(no scalar)";
}

function policyParts({ policy }: Loaded): Parts {
  const named = namedSections.map((key) => [key, Object.keys(policy[key] ?? {})] as const);
  const listed = listedSections.map((key) => {
    const names = (policy[key] ?? []).map((entry) => {
      const { name, id } = entry as { readonly name?: string; readonly id?: string };
      return countedLists.has(key) ? "one" : String(key === "exceptions" ? id : name);
    });
    return [key, names] as const;
  });
  return {
    ...Object.fromEntries([...named, ...listed]),
    accounts: Object.keys(policy.clouds.aws?.accounts ?? {}),
    subscriptions: Object.keys(policy.clouds.azure?.subscriptions ?? {}),
    rings: Object.entries(policy.groups).flatMap(([group, { rings }]) =>
      rings.map(({ name }) => `${group}.${name}`),
    ),
  };
}

function planParts({ plan }: Loaded): Parts {
  const freezes = [...plan.freezes, ...plan.testFreezes].map(({ name }) => name);
  return {
    "groups of the plan": plan.groups.map(({ name }) => name),
    "rings of the plan": plan.groups.flatMap((group) =>
      group.rings.map(({ name }) => `${group.name}.${name}`),
    ),
    "freezes of the plan": [...new Set(freezes)],
    "testWindows of the plan": plan.testWindows.map(({ name }) => name),
    "exceptions of the plan": plan.exceptions.map(({ id }) => id),
  };
}

function inOrder(names: readonly string[]): readonly string[] {
  return [...names].sort();
}
