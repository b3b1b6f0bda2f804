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

export type Recording = readonly Pick<
  Registered,
  "urn" | "type" | "name" | "id" | "parentUrn" | "inputs" | "options"
>[];

const placeholder = "estate";

/** Every resource after its component and after what it depends on. */
export async function recordEstate(declare: (name: string) => void): Promise<Recording> {
  const { resources, rejections } = await deploy(() => declare(placeholder), {
    create: (one) => ({ id: idOf(one), state: stateOf(one) }),
    invokes: { "azure-native:logic:listWorkflowTriggerCallbackUrl": () => ({ value: callback }) },
  });
  if (rejections.length > 0) throw new Error(rejections.join("\n"));
  const left = [...resources];
  const ordered: Registered[] = [];
  while (left.length > 0) {
    const waiting = new Set(left.map(({ urn }) => urn));
    const next = left.findIndex(({ parentUrn, options }) =>
      [parentUrn, ...options.dependsOn].every((needed) => !waiting.has(needed)),
    );
    const [one] = left.splice(next, 1);
    if (next < 0 || one === undefined) throw new Error("the estate's resources need each other");
    ordered.push(one);
  }
  return ordered;
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
  const components = new Map<string, BareComponent>();
  const made = new Map<string, Made>();
  const ids = new Map<string, pulumi.Output<string>>();
  for (const { urn, type, name: own, id, parentUrn, inputs, options } of recording) {
    const filled = fill(inputs, (text) => ids.get(text) ?? renamed(text)) as pulumi.Inputs;
    if (!options.custom) {
      const bare = `bench:index:${type.slice(type.lastIndexOf(":") + 1)}`;
      if (!flat) components.set(urn, new BareComponent(bare, renamed(own), filled));
      continue;
    }
    const parent = components.get(parentUrn);
    const needed = options.dependsOn.flatMap((one) => made.get(one) ?? []);
    const dependsOn = unheld(needed, inputs);
    const resource = new (classOf(type))(renamed(own), filled, {
      ...(parent !== undefined && { parent }),
      ...(dependsOn.length > 0 && { dependsOn }),
    });
    made.set(urn, { id, resource });
    ids.set(id, resource.id);
    parent?.made.push(resource.id);
  }
  for (const component of components.values()) component.finish();
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

/** By hand, as the engine's guide has it: its arguments are its inputs, the ids of its children its outputs. */
class BareComponent extends pulumi.ComponentResource {
  readonly made: pulumi.Output<string>[] = [];

  constructor(type: string, name: string, args: pulumi.Inputs) {
    super(type, name, args);
  }

  finish(): void {
    this.registerOutputs({ ids: this.made });
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
