/** What the rings of a group write: soak, concurrency, stopAfter, and the cutoff of their windows. */
import { kept } from "../kept";
import type { PlannedGroup, RingSystem } from "../plan";
import type { Policy } from "../policy";
import { restBefore } from "../restBefore";
import { alike } from "./alike";
import { knowsDelay } from "./approvals";
import type { FieldUse } from "./fieldUse";
import { runsOn } from "./ringSystems";

type DocumentGroup = Policy["groups"][string];

export function ringUses(policy: Policy, group: PlannedGroup, written: DocumentGroup): FieldUse[] {
  return group.rings.flatMap((ring, index) => {
    const document = written.rings[index];
    if (document === undefined) return [];
    const cutoff = policy.windows[ring.window.name]?.cutoff;
    return (["aws", "azure"] as const).flatMap((cloud): FieldUse[] => {
      if (!runsOn(written, document, cloud)) return [];
      const here: readonly RingSystem[] = ring.systems.filter((one) => one.cloud === cloud);
      const use: UseOf = (field, key, text, cells = here) => ({
        field,
        cloud,
        written: text,
        systems: cells.map(({ system }) => system),
        ring: ring.name,
        path: ["groups", group.name, "rings", index, key],
      });
      return [
        ...soakUses(group, index, here, use),
        ...(document.concurrency === undefined
          ? []
          : [use("concurrency", "concurrency", "concurrency")]),
        ...(document.stopAfter === undefined ? [] : [use("stopAfter", "stopAfter", "stopAfter")]),
        ...(cutoff === undefined
          ? []
          : [use("cutoff", "window", `the cutoff of window ${ring.window.name}`)]),
      ];
    });
  });
}

/** A field of one ring on one cloud; on all its systems there when none are given. */
type UseOf = (
  field: FieldUse["field"],
  key: string,
  text: string,
  cells?: readonly RingSystem[],
) => FieldUse;

/**
 * A soak is lost where the cloud knows no delay, where a rule with a date takes none, and where none is long enough. Of
 * rests after another ring of the group: a rest in another group has a finding of its own.
 */
function soakUses(
  group: PlannedGroup,
  index: number,
  cells: readonly RingSystem[],
  use: UseOf,
): FieldUse[] {
  const soak = group.rings[index]?.soak ?? 0;
  const lost = soak > 0 ? cells.filter(({ soakKept }) => soakKept === "notKept") : [];
  if (lost.length === 0) return [];
  const before = group.rings.slice(0, index);
  const unsoaked = lost.filter(
    (cell) => restBefore(group, before, soak, cell)?.group === group.name,
  );
  return alike(unsoaked, (cell) => whyUnsoaked(cell) ?? "").map((bunch) => {
    const [first] = bunch;
    const why = first && whyUnsoaked(first);
    return { ...use("soak", "soak", "the soak", bunch), ...(why === undefined ? {} : { why }) };
  });
}

/** Nothing where the table of what is kept says why. */
function whyUnsoaked({ approvals, system, cloud }: RingSystem): string | undefined {
  if (kept("soak", cloud, system).how === "notKept") {
    return undefined;
  }
  if (!knowsDelay(system, cloud)) {
    return "the ring before is not in all of its regions, and promotion lists do not travel";
  }
  return approvals.some(({ until }) => until !== undefined)
    ? "a rule with until approves in every ring at once"
    : "no approval delay of up to 360 days keeps it";
}
