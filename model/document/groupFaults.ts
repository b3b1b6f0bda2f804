/** Names of other groups and of windows that a group points to. Works on raw values, like all checks of names. */
import type { PathFault } from "../fault";
import { formatPath } from "../fault";
import { wavesOf } from "../waves";
import { reference, referenceList, references } from "./named";
import { entries, field, items, textOf } from "./raw";

export function groupLinkFaults(root: unknown): PathFault[] {
  return [
    ...entries(field(root, "groups")).flatMap(([name, group]) => [
      ...references(["groups", name, "dependsOn"], field(group, "dependsOn"), "groups", root),
      ...promotionFaults(name, field(group, "promotedFrom"), root),
      ...reference(
        ["groups", name, "strategy", "image"],
        field(field(group, "strategy"), "image"),
        "windows",
        root,
      ),
    ]),
    ...promotionCycles(root),
  ];
}

function promotionFaults(name: string, promotion: unknown, root: unknown): PathFault[] {
  const path = ["groups", name, "promotedFrom"];
  const source = field(promotion, "group");
  const faults = reference([...path, "group"], source, "groups", root);
  const ring = field(promotion, "ring");
  if (ring === undefined || typeof source !== "string" || faults.length > 0) {
    return faults;
  }
  const rings = items(field(field(field(root, "groups"), source), "rings"));
  const names = rings.map((one) => textOf(field(one, "name")));
  return referenceList([...path, "ring"], [ring], `rings of ${source}`, names, false);
}

/** A patch that waits for itself never arrives. */
function promotionCycles(root: unknown): PathFault[] {
  const sources = new Map(
    entries(field(root, "groups")).map(([name, group]) => {
      const source = field(field(group, "promotedFrom"), "group");
      return [name, typeof source === "string" ? [source] : []];
    }),
  );
  return wavesOf(sources).cycles.map((cycle) => {
    const [first = ""] = cycle;
    const path = ["groups", first, "promotedFrom", "group"];
    const way = [...cycle, first].join(" from ");
    const message = `${formatPath(path)}: groups are promoted in a circle, ${way}, so no patch ever reaches them; remove one promotedFrom`;
    return { path, message };
  });
}
