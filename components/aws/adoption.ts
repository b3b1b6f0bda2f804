/**
 * Things that exist before the program does: adopted by import. The engine updates at once what differs from the program, so
 * what people call a thing and how it is tagged stays as it is while it is adopted: a first deployment changes nothing.
 */
import type * as pulumi from "@pulumi/pulumi";
import { type ArgumentChecks, show } from "../arguments";
import { registrationId, windowId } from "./names";
import type { AdoptedWindow, WindowWork } from "./windows/maintenanceWindowArgs";
import { scanParts } from "./windows/scanParts";

/** What says nothing about patching. */
const keptAsItIs = ["name", "description", "ownerInformation", "tags"];

/** Options of the resource that becomes the existing one; none where there is nothing to adopt. */
export function adopting(
  id: string | undefined,
  region: string,
): Pick<pulumi.CustomResourceOptions, "import" | "ignoreChanges"> {
  // The provider reads in its own region unless the id says another.
  return id === undefined ? {} : { import: `${id}@${region}`, ignoreChanges: keptAsItIs };
}

/** A registration has no name and no tags. */
export function adoptingRegistration(
  id: string | undefined,
  region: string,
): Pick<pulumi.CustomResourceOptions, "import"> {
  return id === undefined ? {} : { import: `${id}@${region}` };
}

/** What the children of a window are told of it. */
export interface AdoptedParts {
  readonly target: (key: string) => string | undefined;
  readonly task: (key: string) => string | undefined;
}

/** Targets and tasks are imported by the window's id and their own. */
export function adoptedParts(adopt: AdoptedWindow | undefined): AdoptedParts {
  const within = (id: string | undefined): string | undefined =>
    adopt === undefined || id === undefined ? undefined : `${adopt.windowId}/${id}`;
  return {
    target: (key) => within(adopt?.targetIds?.[key]),
    task: (key) => within(adopt?.taskIds?.[key]),
  };
}

/** Records every fault of the ids, and keys that the window's targets and tasks will not have. */
export function checkAdoptedWindow(
  checks: ArgumentChecks,
  adopt: AdoptedWindow | undefined,
  work: WindowWork,
): void {
  if (adopt === undefined) return;
  const known = work.kind === "scan" ? scanKeys(work) : installKeys(work);
  checks.check("adopt.windowId", adopt.windowId, windowId);
  for (const part of ["targetIds", "taskIds"] as const) {
    for (const [key, id] of Object.entries(adopt[part] ?? {})) {
      checks.check(`adopt.${part}[${show(key)}]`, id, registrationId);
      if (!known[part].includes(key)) {
        checks.refuse(
          `adopt.${part}`,
          `must have keys of the window's own, ${known[part].join(", ")}; got ${show(key)}`,
        );
      }
    }
  }
}

function scanKeys(work: Extract<WindowWork, { kind: "scan" }>) {
  const keys = scanParts(work).map(({ key }) => key);
  return { targetIds: keys, taskIds: keys };
}

function installKeys({ runs }: Extract<WindowWork, { kind: "install" }>) {
  const targetIds = runs.map(({ patchGroup }) => patchGroup);
  return { targetIds, taskIds: targetIds.flatMap((key) => [`${key}-gate`, `${key}-install`]) };
}
