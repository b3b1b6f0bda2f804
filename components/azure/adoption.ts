/**
 * Configurations and assignments that exist before the program does: adopted by import. The engine updates at once what
 * differs from the program, so what says nothing about patching stays as it is while it is adopted: a first deployment
 * changes nothing.
 */
import type * as pulumi from "@pulumi/pulumi";
import { show } from "../arguments";
import { joined } from "./argRules";
import type { AdoptedConfiguration } from "./maintenanceConfigurationArgs";
import { type MappingForm, mappingComplaint } from "./mappingForm";
import { configurationIdComplaint, parseArmId } from "./place";
import { dateComplaint } from "./runWindow";

type Adopting = Pick<pulumi.CustomResourceOptions, "import" | "ignoreChanges">;

/** What says nothing about when machines are patched, and with what. */
const kept = {
  configuration: ["namespace", "tags", "visibility"],
  assignment: ["location", "resourceId"],
};

/** Options of the resource that becomes the existing one; none where there is nothing to adopt. */
export function adopting(id: string | undefined, what: keyof typeof kept): Adopting {
  return id === undefined ? {} : { import: id, ignoreChanges: kept[what] };
}

/** What the service shows for a configuration that never ends: one that does end would differ, and be seen. */
export const never = "9999-12-31 23:59:59";

const form: MappingForm<AdoptedConfiguration> = { id: "text", startDay: "text" };

interface Named {
  readonly resourceGroupName: string;
  readonly resourceName: string | undefined;
}

/** Words that follow `adopt` of a configuration: the id says group and name once more. */
export function adoptionComplaint(
  adopt: AdoptedConfiguration | undefined,
  { resourceGroupName, resourceName }: Named,
): string | undefined {
  if (adopt === undefined) return undefined;
  const malformed = mappingComplaint(adopt, form);
  if (malformed !== undefined) return malformed;
  const { id, startDay } = adopt;
  const complaint = configurationIdComplaint(id);
  if (complaint !== undefined) return `id ${complaint}`;
  const parts = parseArmId(id);
  return joined([
    differing("resourceGroupName", parts?.resourceGroup, resourceGroupName),
    resourceName === undefined ? undefined : differing("resourceName", parts?.name, resourceName),
    startDay === undefined ? undefined : dayComplaint(startDay),
  ]);
}

function dayComplaint(startDay: string): string | undefined {
  const complaint = dateComplaint(startDay);
  return complaint === undefined ? undefined : `startDay ${complaint}`;
}

/** ARM compares names without case. */
function differing(property: string, inId: string | undefined, given: string): string | undefined {
  return inId?.toLowerCase() === String(given).toLowerCase()
    ? undefined
    : `id must name ${property} ${show(given)}, got ${show(inId)}`;
}
