/** Where a resource lives in Azure: its resource group, its location, its subscription, and the ids that ARM gives things. */
import { isText, show } from "../arguments";

/** Words that follow the property's name when a location is none. */
export function locationComplaint(location: unknown): string | undefined {
  return isText(location, /^[a-z0-9]+$/)
    ? undefined
    : `must be a short name such as westeurope, got ${show(location)}`;
}

/** Words that follow the property's name when a resource group cannot have this name. */
export function groupComplaint(group: unknown): string | undefined {
  return isText(group, /^[\w.()-]{0,89}[\w()-]$/)
    ? undefined
    : `must be 1–90 letters, digits and _.()- without a final dot, got ${show(group)}`;
}

const guid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** Words that follow the property's name when a subscription id is none. */
export function subscriptionComplaint(id: unknown): string | undefined {
  return isText(id, new RegExp(`^${guid}$`, "i")) ? undefined : `must be a GUID, got ${show(id)}`;
}

/** The parts of an ARM id below a resource group; ARM compares all of them without case. */
export interface ArmId {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** Such as `Microsoft.Compute/virtualMachines`, as the id spells it. */
  readonly type: string;
  readonly name: string;
}

/** Nothing for a text that is no id of a resource in a resource group. */
export function parseArmId(id: unknown): ArmId | undefined {
  if (typeof id !== "string") return undefined;
  const pattern =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/([^/]+\/[^/]+)\/([^/]+)$/i;
  const [, subscriptionId, resourceGroup, type, name] = pattern.exec(id) ?? [];
  return subscriptionId && resourceGroup && type && name
    ? { subscriptionId, resourceGroup, type, name }
    : undefined;
}

/** Words that follow the property's name when an ARM id names no resource of one of the types. */
export function armIdComplaint(
  id: unknown,
  what: string,
  types: readonly string[],
): string | undefined {
  const type = parseArmId(id)?.type.toLowerCase();
  return types.some((one) => one.toLowerCase() === type)
    ? undefined
    : `must be the ARM id of ${what}, got ${show(id)}`;
}

/** Words that follow the property's name when an id is no maintenance configuration's. */
export function configurationIdComplaint(id: unknown): string | undefined {
  return armIdComplaint(id, "a maintenance configuration", [
    "Microsoft.Maintenance/maintenanceConfigurations",
  ]);
}
