/** Faults of approved and rejected patches, and of repositories: entries that no system of the baseline takes. */
import type { PathFault, PathStep } from "../fault";
import { formatPath } from "../fault";
import { entryForm, isEntryFor, type PatchList, takenForms, takesEntry } from "../patchNames";
import { exampleProduct, isProductOf, type SystemId, systemFacts } from "../systems";
import { field, items, textOf } from "./raw";

export function patchListFaults(
  name: string,
  baseline: unknown,
  systems: readonly SystemId[],
): PathFault[] {
  const path = ["baselines", name];
  return [
    ...entryFaults([...path, "approved"], "approved", baseline, systems),
    ...entryFaults([...path, "reject"], "reject", baseline, systems),
    ...bothFaults([...path, "approved"], baseline),
    ...sourceFaults([...path, "sources"], baseline, systems),
    ...systemKindFaults(path, baseline, systems),
  ];
}

function entryFaults(
  path: readonly PathStep[],
  list: PatchList,
  baseline: unknown,
  systems: readonly SystemId[],
): PathFault[] {
  const written = items(field(baseline, list));
  return written.flatMap((entry, index): PathFault[] => {
    const at = [...path, index];
    if (typeof entry !== "string" || systems.length === 0) {
      return [];
    }
    if (written.indexOf(entry) < index) {
      return [{ path: at, message: `${formatPath(at)}: "${entry}" is listed twice; remove one` }];
    }
    const complaint = entryComplaint(entry, list, systems);
    return complaint === undefined
      ? []
      : [{ path: at, message: `${formatPath(at)}: ${complaint}` }];
  });
}

function entryComplaint(
  entry: string,
  list: PatchList,
  systems: readonly SystemId[],
): string | undefined {
  const meant = systems.filter((system) => isEntryFor(entry, system));
  const [first] = meant;
  if (first === undefined) {
    const isWindows = ["kb", "bulletin"].includes(entryForm(entry));
    const what = isWindows ? "a KB number needs a Windows" : "a package name needs a Linux";
    return `${what} system, and the baseline has none, got ${entry}; move it to the baseline it is for`;
  }
  const clouds = ["aws", "azure"] as const;
  const isTaken = meant.some((system) =>
    clouds.some(
      (cloud) => systemFacts(system).clouds[cloud] && takesEntry(entry, list, system, cloud),
    ),
  );
  return isTaken
    ? undefined
    : `none of the baseline's systems takes ${entry} in this list; ${first} takes ${takenForms(list, first, "aws")}`;
}

/** Rejection wins over approval, so that such an entry approves nothing. */
function bothFaults(path: readonly PathStep[], baseline: unknown): PathFault[] {
  const rejected = items(field(baseline, "reject"));
  return items(field(baseline, "approved")).flatMap((entry, index) => {
    const at = [...path, index];
    const message = `${formatPath(at)}: "${textOf(entry)}" is rejected too, and a rejection wins; keep it in one of the lists`;
    return rejected.includes(entry) ? [{ path: at, message }] : [];
  });
}

function sourceFaults(
  path: readonly PathStep[],
  baseline: unknown,
  systems: readonly SystemId[],
): PathFault[] {
  const linux = systems.filter((system) => systemFacts(system).kind === "linux");
  const sources = items(field(baseline, "sources"));
  return sources.flatMap((source, index) =>
    items(field(source, "products")).flatMap((product, position): PathFault[] => {
      const at = [...path, index, "products", position];
      if (typeof product !== "string" || systems.length === 0) {
        return [];
      }
      return linux.some((system) => isProductOf(system, product))
        ? []
        : [{ path: at, message: `${formatPath(at)}: ${foreignProduct(product, linux)}` }];
    }),
  );
}

function foreignProduct(product: string, linux: readonly SystemId[]): string {
  const names = linux.map(exampleProduct).join(", ");
  return names === ""
    ? "repositories are for Linux, and the baseline has no Linux system; remove the sources"
    : `"${product}" is no product of the baseline's Linux systems; those are called such as ${names}`;
}

/** Keys that a kind of system alone has. */
function systemKindFaults(
  path: readonly PathStep[],
  baseline: unknown,
  systems: readonly SystemId[],
): PathFault[] {
  const keys = ["availableSecurityUpdates", "excludeKbsRequiringReboot"];
  const isWindows = systems.some((system) => systemFacts(system).kind === "windows");
  return keys.flatMap((key) => {
    const value = field(baseline, key);
    const isSet = value !== undefined && value !== false;
    const at = [...path, key];
    const message = `${formatPath(at)}: it is for Windows, and the baseline has no Windows system (${systems.join(", ")}); remove it`;
    return isSet && systems.length > 0 && !isWindows ? [{ path: at, atKey: true, message }] : [];
  });
}
