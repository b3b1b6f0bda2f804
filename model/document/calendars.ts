/** The imported calendars of a document. What is wrong with one stands where the document names it. */
import { type Beside, placed } from "../beside";
import type { Closures } from "../expand/freezes";
import { type Fault, formatPath, type PathStep } from "../fault";
import { type ReadClosures, readClosures } from "../iCalendar/closures";
import type { SourcePosition } from "../plan";
import type { Policy } from "../policy";

/** Bytes; a calendar of freezes needs a few. */
const largestCalendar = 1024 * 1024;

type Spans = Extract<ReadClosures, { ok: true }>["when"];

type Imported =
  | { readonly ok: true; readonly closures: Closures }
  | { readonly ok: false; readonly faults: readonly Fault[] };

export function importCalendars(
  policy: Policy,
  positionOf: (path: readonly PathStep[]) => SourcePosition,
  beside: Beside,
): Imported {
  const faults: Fault[] = [];
  const closures = new Map<string, Spans>();
  for (const [index, freeze] of policy.freezes.entries()) {
    const found = readFreeze(policy, freeze, beside);
    const path = ["freezes", index, "calendar"];
    if (typeof found === "string") {
      const message = `${formatPath(path)}: ${found}`;
      faults.push({ ...positionOf(path), path: formatPath(path), message });
    } else if (found !== undefined) {
      closures.set(freeze.name, found);
    }
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, closures };
}

/** The spans of an imported calendar, or what is wrong with it. */
function readFreeze(
  { timezone, effectiveFrom }: Policy,
  freeze: Policy["freezes"][number],
  beside: Beside,
): Spans | string | undefined {
  if (freeze.when.kind !== "imported") return undefined;
  const { file } = freeze.when;
  const found = beside.read(file);
  if (!found.ok) return `${placed(file, found.at)}: ${found.message}`;
  if (found.bytes > largestCalendar) {
    const megabytes = (found.bytes / 1024 / 1024).toFixed(1);
    return `${file}: the file has ${megabytes} MB; an imported calendar may have at most 1 MB`;
  }
  const closures = readClosures(found.text, freeze.timezone ?? timezone, effectiveFrom);
  return closures.ok ? closures.when : `${file} line ${closures.line}: ${closures.message}`;
}
