/** Where a resource lives in Azure: its resource group and its location. */
import { show } from "../arguments";

/** Words that follow the property's name when a location is none. */
export function locationComplaint(location: string): string | undefined {
  return /^[a-z0-9]+$/.test(location)
    ? undefined
    : `must be a short name such as westeurope, got ${show(location)}`;
}

/** Words that follow the property's name when a resource group cannot have this name. */
export function groupComplaint(group: string): string | undefined {
  return /^[\w.()-]{1,90}$/.test(group) && !group.endsWith(".")
    ? undefined
    : `must be 1–90 letters, digits and _.()- without a final dot, got ${show(group)}`;
}

/** Words that follow the property's name when a subscription id is none. */
export function subscriptionComplaint(id: string): string | undefined {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
    ? undefined
    : `must be a GUID, got ${show(id)}`;
}
