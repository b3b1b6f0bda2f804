/** Batches of a ring on Azure that its window cannot be divided into. */
import { azureDuration, batchMinutes, batchTimes, mostBatches } from "../azureBatches";
import { describeDuration } from "../duration";
import type { PathFault } from "../fault";
import { entries, field, items } from "./raw";
import { window } from "./windows";

export function isAzureDuration(minutes: number): boolean {
  return minutes >= azureDuration.least && minutes <= azureDuration.most;
}

/** Nothing where the ring has none, or what it has is no number of them: that is a fault of shape. */
export function batchesOfRing(ring: unknown): number | undefined {
  const count = field(field(ring, "azure"), "batches");
  const isCount = typeof count === "number" && Number.isInteger(count);
  return isCount && count >= 2 && count <= mostBatches ? count : undefined;
}

/** Works on the raw values, as the faults of one cloud do. */
export function batchFaults(root: unknown): PathFault[] {
  return entries(field(root, "groups")).flatMap(([group, value]) =>
    items(field(value, "rings")).flatMap((ring, index) => {
      const count = batchesOfRing(ring);
      if (count === undefined) return [];
      const path = ["groups", group, "rings", index, "azure", "batches"];
      const complaint =
        field(value, "azure") === undefined || isKeptOff(ring)
          ? "the ring is not on Azure; leave it out"
          : partsComplaint(count, field(ring, "window"), root);
      if (complaint === undefined) return [];
      return [{ path, message: `groups.${group}.rings[${index}].azure.batches: ${complaint}` }];
    }),
  );
}

function isKeptOff(ring: unknown): boolean {
  const locations = field(ring, "locations");
  return locations !== undefined && items(locations).length === 0;
}

function partsComplaint(count: number, name: unknown, root: unknown): string | undefined {
  const parsed =
    typeof name === "string" ? window.safeParse(field(field(root, "windows"), name)) : undefined;
  if (!parsed?.success) return undefined;
  const { duration } = parsed.data;
  const part = batchMinutes(duration, count);
  if (!isAzureDuration(part)) {
    const [whole, each] = [duration, part].map((minutes) =>
      describeDuration({ months: 0, minutes }),
    );
    return `Azure runs batches of 1h 30m to 3h 55m, and ${count} in window ${name} of ${whole} have ${each} each; take a longer window, or another number`;
  }
  const times = batchTimes(parsed.data, count);
  return "complaint" in times ? `${times.complaint}; move window ${name}` : undefined;
}
