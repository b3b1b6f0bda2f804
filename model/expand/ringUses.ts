/** What the rings of a group write: soak, concurrency, stopAfter, and the cutoff of their windows. */
import { kept } from "../kept";
import type { PlannedGroup, PlannedRing, RingSystem } from "../plan";
import type { Policy } from "../policy";
import { restBefore } from "../restBefore";
import { alike } from "./alike";
import type { FieldUse } from "./fieldUse";
import { runsOn } from "./ringSystems";

type DocumentGroup = Policy["groups"][string];

export function ringUses(policy: Policy, group: PlannedGroup, written: DocumentGroup): FieldUse[] {
  return group.rings.flatMap((ring, index) => {
    const document = written.rings[index];
    const clouds = (["aws", "azure"] as const).filter(
      (cloud) => document !== undefined && runsOn(written, document, cloud),
    );
    const cutoff = policy.windows[ring.window.name]?.cutoff;
    return clouds.flatMap((cloud): FieldUse[] => {
      const here: readonly RingSystem[] = ring.systems.filter((one) => one.cloud === cloud);
      const use = (
        field: FieldUse["field"],
        key: string,
        text: string,
        cells = here,
      ): FieldUse => ({
        field,
        cloud,
        written: text,
        systems: cells.map(({ system }) => system),
        ring: ring.name,
        path: ["groups", group.name, "rings", index, key],
      });
      const uses: readonly (readonly [boolean, FieldUse])[] = [
        [document?.concurrency !== undefined, use("concurrency", "concurrency", "concurrency")],
        [document?.stopAfter !== undefined, use("stopAfter", "stopAfter", "stopAfter")],
        [cutoff !== undefined, use("cutoff", "window", `the cutoff of window ${ring.window.name}`)],
      ];
      return [
        ...soakUses(ring, ofOwnRings(group, index, here), (cells) =>
          use("soak", "soak", "the soak", cells),
        ),
        ...uses.flatMap(([isUsed, one]) => (isUsed ? [one] : [])),
      ];
    });
  });
}

/** The systems whose rest is after another ring of the group; a rest in another group has a finding of its own. */
function ofOwnRings(
  group: PlannedGroup,
  index: number,
  cells: readonly RingSystem[],
): readonly RingSystem[] {
  const before = group.rings.slice(0, index);
  const soak = group.rings[index]?.soak ?? 0;
  return cells.filter((cell) => restBefore(group, before, soak, cell)?.group === group.name);
}

/** A soak is lost where the cloud knows no delay, where a rule with a date takes none, and where none is long enough. */
function soakUses(
  { soak }: PlannedRing,
  cells: readonly RingSystem[],
  use: (cells: readonly RingSystem[]) => FieldUse,
): FieldUse[] {
  const unsoaked = cells.filter(({ soakKept }) => soak > 0 && soakKept === "notKept");
  return alike(unsoaked, (cell) => whyUnsoaked(cell) ?? "").map((bunch) => {
    const [first] = bunch;
    const why = first && whyUnsoaked(first);
    return { ...use(bunch), ...(why === undefined ? {} : { why }) };
  });
}

/** Nothing where the table of what is kept says why. */
function whyUnsoaked({ approvals, system, cloud }: RingSystem): string | undefined {
  if (kept("soak", cloud, system).how === "notKept") {
    return undefined;
  }
  return approvals.some(({ until }) => until !== undefined)
    ? "a rule with until approves in every ring at once"
    : "no approval delay of up to 360 days keeps it";
}
