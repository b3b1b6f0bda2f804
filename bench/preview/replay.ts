/**
 * The estate without our components: its registrations are taken down once under mocks, and made again with a bare
 * component around the same children, or without any. So the opponents are always what our components make now, in
 * the provider's own classes, as a program written by hand makes it.
 */
import * as ssm from "@pulumi/aws/ssm";
import * as authorization from "@pulumi/azure-native/authorization";
import * as eventgrid from "@pulumi/azure-native/eventgrid";
import * as logic from "@pulumi/azure-native/logic";
import * as maintenance from "@pulumi/azure-native/maintenance";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import { deploy, type NewResource, type Registered } from "../../test/support/mocks";

type Recorded = Pick<Registered, "urn" | "type" | "name" | "id" | "inputs" | "options">;

interface RecordedComponent {
  readonly own: Recorded;
  readonly children: readonly Recorded[];
}

export type Recording = readonly RecordedComponent[];

const placeholder = "estate";

/** Components and their children, each after what it depends on. */
export async function recordEstate(declare: (name: string) => void): Promise<Recording> {
  const { resources, rejections } = await deploy(() => declare(placeholder), {
    create: (one) => ({ id: idOf(one), state: stateOf(one) }),
    invokes: { "azure-native:logic:listWorkflowTriggerCallbackUrl": () => ({ value: callback }) },
  });
  if (rejections.length > 0) throw new Error(rejections.join("\n"));
  const components = resources
    .filter(({ options }) => !options.custom)
    .map((own) => ({
      own,
      children: inOrder(
        resources.filter(({ parentUrn }) => parentUrn === own.urn),
        (one) => [one],
      ),
    }));
  return inOrder(components, ({ own, children }) => [own, ...children]);
}

/** `parts`: the resources of one. */
function inOrder<One>(all: readonly One[], parts: (one: One) => readonly Recorded[]): One[] {
  const left = [...all];
  const ordered: One[] = [];
  while (left.length > 0) {
    const next = left.findIndex((one) => {
      const others = left.filter((other) => other !== one).flatMap(parts);
      const waiting = new Set(others.map(({ urn }) => urn));
      return parts(one).every(({ options }) => !options.dependsOn.some((urn) => waiting.has(urn)));
    });
    const [one] = left.splice(next, 1);
    if (next < 0 || one === undefined) throw new Error("the estate's resources need each other");
    ordered.push(one);
  }
  return ordered;
}

/** How many resources an estate has. */
export function sizeOf(recording: Recording): number {
  return recording.reduce((sum, { children }) => sum + 1 + children.length, 0);
}

const callback = "https://prod.westeurope.logic.azure.com/triggers/run?sig=none";

/** One of its own for each: it is found again in the inputs of others, and Azure's components look at its form. */
function idOf({ type, name }: NewResource): string {
  const [cloud, module, kind] = type.split(":");
  if (cloud !== "azure-native") return `id of ${name}`;
  const group = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-patching";
  return `${group}/providers/Microsoft.${module}/${kind}s/${name}`;
}

interface Made {
  /** As it was recorded. */
  readonly id: string;
  readonly resource: pulumi.CustomResource;
}

/** What others read of it beside its id. */
function stateOf({ name, inputs }: NewResource): object {
  const principalId = "22222222-3333-4444-5555-666666666666";
  return {
    ...inputs,
    name,
    ...(inputs["identity"] !== undefined && { identity: { principalId } }),
  };
}

/** Registers the estate again under another name. */
export function replayEstate(recording: Recording, name: string, flat: boolean): void {
  const renamed = (text: string): string => text.replaceAll(placeholder, name);
  const made = new Map<string, Made>();
  const ids = new Map<string, pulumi.Output<string>>();
  const filled = (inputs: pulumi.Inputs) =>
    fill(inputs, (text) => ids.get(text) ?? renamed(text)) as pulumi.Inputs;
  const declareAll = (children: readonly Recorded[], parent?: pulumi.Resource) =>
    children.map(({ urn, type, name: own, id, inputs, options }) => {
      const needed = options.dependsOn.flatMap((one) => made.get(one) ?? []);
      const dependsOn = unheld(needed, inputs);
      const resource = new (classOf(type))(renamed(own), filled(inputs), {
        ...(parent !== undefined && { parent }),
        ...(dependsOn.length > 0 && { dependsOn }),
      });
      made.set(urn, { id, resource });
      ids.set(id, resource.id);
      return resource.id;
    });
  for (const { own, children } of recording) {
    if (flat) declareAll(children);
    else {
      const bare = `bench:index:${own.type.slice(own.type.lastIndexOf(":") + 1)}`;
      new BareComponent(bare, renamed(own.name), filled(own.inputs), (parent) =>
        declareAll(children, parent),
      );
    }
  }
}

/**
 * What it waits for without an id of it as a whole value. An id in the middle of a text stays the recorded one, so that
 * a bare workflow's parameters are known in a preview, where ours are not.
 */
function unheld(needed: readonly Made[], inputs: pulumi.Inputs): pulumi.Resource[] {
  const held = new Set<unknown>();
  fill(inputs, (text) => held.add(text));
  return needed.filter(({ id }) => !held.has(id)).map(({ resource }) => resource);
}

/** By hand, as the engine's guide has it: its arguments are its inputs, its constructor makes its children, their ids are its outputs. */
class BareComponent extends pulumi.ComponentResource {
  constructor(
    type: string,
    name: string,
    args: pulumi.Inputs,
    declare: (parent: pulumi.Resource) => readonly pulumi.Output<string>[],
  ) {
    super(type, name, args);
    this.registerOutputs({ ids: declare(this) });
  }
}

type ResourceClass = new (
  name: string,
  args: never,
  options: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

const classes: Readonly<Record<string, ResourceClass>> = {
  "aws:ssm/maintenanceWindow:MaintenanceWindow": ssm.MaintenanceWindow,
  "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget": ssm.MaintenanceWindowTarget,
  "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask": ssm.MaintenanceWindowTask,
  "aws:ssm/patchBaseline:PatchBaseline": ssm.PatchBaseline,
  "azure-native:authorization:RoleAssignment": authorization.RoleAssignment,
  "azure-native:authorization:RoleDefinition": authorization.RoleDefinition,
  "azure-native:eventgrid:SystemTopic": eventgrid.SystemTopic,
  "azure-native:eventgrid:SystemTopicEventSubscription": eventgrid.SystemTopicEventSubscription,
  "azure-native:logic:Workflow": logic.Workflow,
  "azure-native:maintenance:ConfigurationAssignmentsForSubscription":
    maintenance.ConfigurationAssignmentsForSubscription,
  "azure-native:maintenance:MaintenanceConfiguration": maintenance.MaintenanceConfiguration,
  "azure-native:storage:BlobContainer": storage.BlobContainer,
  "azure-native:storage:ManagementPolicy": storage.ManagementPolicy,
  "azure-native:storage:StorageAccount": storage.StorageAccount,
};

/** The recorded inputs are those of the class: no type says so of what was taken down. */
function classOf(
  type: string,
): new (
  name: string,
  args: pulumi.Inputs,
  options: pulumi.CustomResourceOptions,
) => pulumi.CustomResource {
  const known = classes[type];
  if (known === undefined) throw new Error(`the estate has a ${type}: name its class here`);
  return known as never;
}

/** A copy with every text of it put through a function. */
function fill(value: unknown, of: (text: string) => unknown): unknown {
  if (typeof value === "string") return of(value);
  if (Array.isArray(value)) return value.map((one) => fill(one, of));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one, of)]));
}
