/** Which machines the assignments of a stack put into a schedule, as far as the stack and the document know them. */
import { ifKnown, knownText, physicalName, type Stack, type StackResource } from "../../../stack";
import { configurationType } from "./guestPatches";

export const scopeTypes = [
  "azure-native:maintenance:ConfigurationAssignmentsForSubscription",
  "azure-native:maintenance:ConfigurationAssignmentsForResourceGroup",
] as const;
export const machineAssignmentType = "azure-native:maintenance:ConfigurationAssignment";
const machineTypes = [
  "azure-native:compute:VirtualMachine",
  "azure-native:hybridcompute:Machine",
] as const;

/** Machines that are in a schedule together. */
export interface Assigned {
  /** Values of their `PatchGroup` tag; none where nothing tells. */
  readonly patchGroups: readonly string[];
  /** The one machine of a static assignment: its names, in lower case. */
  readonly machine?: string;
  /** What narrows a scope further, in lower case; an empty list narrows nothing. */
  readonly filters: readonly (readonly string[])[];
}

export interface StackAssignment extends Assigned {
  readonly resource: StackResource;
  readonly configuration: StackResource;
}

/** Of configurations of the stack itself: what another stack has made is judged there. */
export function stackAssignments(stack: Stack): readonly StackAssignment[] {
  return stack.of(...scopeTypes, machineAssignmentType).flatMap((resource) => {
    const configuration = configurationOf(stack, resource);
    if (configuration === undefined) return [];
    const machines =
      resource.type === machineAssignmentType ? oneMachine(stack, resource) : scoped(resource);
    return [{ resource, configuration, ...machines }];
  });
}

/** Known by the resource that an id comes from, else by the name in it. */
function configurationOf(stack: Stack, resource: StackResource): StackResource | undefined {
  const sources = resource.sources("maintenanceConfigurationId");
  const id = knownText(resource, "maintenanceConfigurationId")?.toLowerCase();
  return stack
    .of(configurationType)
    .find((one) => sources.includes(one.urn) || id?.endsWith(`/${nameOf(one)}`) === true);
}

/** ARM compares names without case. */
export function nameOf(configuration: StackResource): string {
  return lower(physicalName(configuration));
}

function scoped(resource: StackResource): Assigned {
  const filter = ifKnown(() => resource.properties.object("filter"));
  const list = (key: string) => (ifKnown(() => filter?.texts(key)) ?? []).map(lower);
  const tags = ifKnown(() => filter?.object("tagSettings")?.object("tags"));
  return {
    patchGroups: ifKnown(() => tags?.texts("PatchGroup")) ?? [],
    filters: filterKeys.map(list),
  };
}

const filterKeys = ["locations", "osTypes", "resourceTypes", "resourceGroups"] as const;

/** A scope that is narrowed by its location alone. */
export function inLocation(patchGroup: string, location: string): Assigned {
  return { patchGroups: [patchGroup], filters: [[lower(location)], [], [], []] };
}

/** Its tag is known where the stack has the machine. */
function oneMachine(stack: Stack, resource: StackResource): Assigned {
  const name = knownText(resource, "resourceName") ?? "";
  const sources = resource.sources("resourceName");
  const machine = stack
    .of(...machineTypes)
    .find(
      (one) => sources.includes(one.urn) || (name !== "" && nameOfMachine(one) === lower(name)),
    );
  const tag = machine && ifKnown(() => machine.properties.object("tags")?.text("PatchGroup"));
  const group = knownText(resource, "resourceGroupName") ?? "";
  return {
    patchGroups: tag === undefined ? [] : [tag],
    machine: machine?.urn ?? `${lower(group)}/${lower(name)}`,
    filters: [],
  };
}

function nameOfMachine(machine: StackResource): string {
  const name = knownText(machine, "vmName") ?? knownText(machine, "machineName") ?? machine.name;
  return lower(name);
}

/** What both hold for sure, in words; nothing where they exclude one another or nobody can tell. */
export function sharedMachines(one: Assigned, other: Assigned): string | undefined {
  if (one.machine !== undefined && other.machine !== undefined) {
    return one.machine === other.machine ? "a machine is" : undefined;
  }
  const apart = one.filters.some((values, index) => isApart(values, other.filters[index] ?? []));
  const both = one.patchGroups.filter((value) => other.patchGroups.includes(value));
  return apart || both.length === 0 ? undefined : `machines of ${both.join(", ")} are`;
}

function isApart(values: readonly string[], others: readonly string[]): boolean {
  if (values.length === 0 || others.length === 0) return false;
  return !values.some((value) => others.includes(value));
}

function lower(text: string): string {
  return text.toLowerCase();
}
