/** Wrong references of the responsibility matrix and of the vendors. Works on raw values. */
import type { PathFault, PathStep } from "../fault";
import { formatPath } from "../fault";
import { plainType } from "../responsibility/typePattern";
import { entries, field, items, keys } from "./raw";
import { suggestion } from "./suggestion";

export function serviceFaults(root: unknown): PathFault[] {
  const rows = entries(field(root, "responsibilities"));
  const parties = rows.flatMap(([row, value]) =>
    layers.map((layer) => ({
      path: ["responsibilities", row, layer],
      name: field(value, layer),
    })),
  );
  const types = rows.flatMap(([row, value]) =>
    items(field(value, "types")).map((type, index) => ({
      path: ["responsibilities", row, "types", index],
      key: typeof type === "string" ? plainType(type) : undefined,
      owner: row,
    })),
  );
  const systems = entries(field(root, "vendors")).flatMap(([vendor, value]) =>
    items(field(value, "systems")).map((system, index) => ({
      path: ["vendors", vendor, "systems", index],
      key: typeof system === "string" ? system : undefined,
      owner: vendor,
    })),
  );
  return [
    ...parties.flatMap(({ path, name }) => partyFault(path, name, root)),
    ...takenTwice(types, "a type belongs to one row, so remove one or make it more specific"),
    ...takenTwice(systems, "a system has one vendor, so remove one"),
  ];
}

const layers = ["operatingSystem", "runtime", "engine", "application"];
const vendorWord = /^vendor (.+)$/;

/** `provider`, `none`, `vendor <name>`, or a team: any text as long as the document has no `teams`. */
function partyFault(path: readonly PathStep[], name: unknown, root: unknown): PathFault[] {
  if (typeof name !== "string" || name === "provider" || name === "none") return [];
  const [teams, vendors] = [field(root, "teams"), field(root, "vendors")];
  const isVendor = vendorWord.test(name);
  if ((isVendor ? vendors : teams) === undefined) return [];
  const known = [
    ...keys(teams),
    "provider",
    "none",
    ...keys(vendors).map((vendor) => `vendor ${vendor}`),
  ];
  if (known.includes(name)) return [];
  const what = isVendor ? "vendor" : "party";
  const message = `${formatPath(path)}: unknown ${what} "${isVendor ? name.slice("vendor ".length) : name}"${suggestion(name, known)}; allowed: ${known.join(", ")}`;
  return [{ path, message }];
}

interface Claim {
  readonly path: readonly PathStep[];
  readonly key: string | undefined;
  readonly owner: string;
}

function takenTwice(claims: readonly Claim[], advice: string): PathFault[] {
  const first = new Map<string, string>();
  return claims.flatMap(({ path, key, owner }) => {
    if (key === undefined) return [];
    const taken = first.get(key);
    if (taken === undefined) {
      first.set(key, owner);
      return [];
    }
    return [
      { path, message: `${formatPath(path)}: "${key}" already stands in ${taken}; ${advice}` },
    ];
  });
}
