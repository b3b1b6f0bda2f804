/**
 * The estate without our components: its registrations are taken down once under mocks, and made again with a bare
 * component around the same children, or without any. So the opponents are always what our components make now, in
 * the provider's own classes, as a program written by hand makes it.
 */
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { deploy, type Registered } from "../../test/support/mocks";
import { declareEstate } from "./estate";

export type Recording = readonly Pick<
  Registered,
  "urn" | "type" | "name" | "id" | "parentUrn" | "inputs" | "options"
>[];

const placeholder = "estate";

/** Components first, and every resource after those whose ids its inputs hold. */
export async function recordEstate(): Promise<Recording> {
  const { resources } = await deploy(() => declareEstate(placeholder), {
    create: ({ name, inputs }) => ({ id: `id of ${name}`, state: inputs }),
  });
  const ordered = resources.filter(({ options }) => !options.custom);
  const left = resources.filter(({ options }) => options.custom);
  while (left.length > 0) {
    const next = left.findIndex(({ inputs }) => left.every(({ id }) => !mentions(inputs, id)));
    const [one] = left.splice(next, 1);
    if (next < 0 || one === undefined) throw new Error("the estate's resources need each other");
    ordered.push(one);
  }
  return ordered;
}

function mentions(value: unknown, id: string): boolean {
  if (typeof value === "string") return value === id;
  return typeof value === "object" && value !== null
    ? Object.values(value).some((one) => mentions(one, id))
    : false;
}

/** Registers the estate again under another name. */
export function replayEstate(recording: Recording, name: string, flat: boolean): void {
  const renamed = (text: string): string => text.replaceAll(placeholder, name);
  const components = new Map<string, BareComponent>();
  const ids = new Map<string, pulumi.Output<string>>();
  for (const { urn, type, name: own, id, parentUrn, inputs, options } of recording) {
    const filled = fill(inputs, (text) => ids.get(text) ?? renamed(text)) as pulumi.Inputs;
    if (!options.custom) {
      const bare = `bench:index:${type.slice(type.lastIndexOf(":") + 1)}`;
      if (!flat) components.set(urn, new BareComponent(bare, renamed(own), filled));
      continue;
    }
    const parent = components.get(parentUrn);
    const { id: made } = declare(
      type,
      renamed(own),
      filled,
      parent === undefined ? {} : { parent },
    );
    ids.set(id, made);
    parent?.made.push(made);
  }
  for (const component of components.values()) component.finish();
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

/** The recorded inputs are those of the class: `as never`, since no type says so of what was taken down. */
function declare(
  type: string,
  name: string,
  inputs: pulumi.Inputs,
  options: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  const args = inputs as never;
  switch (type) {
    case "aws:ssm/maintenanceWindow:MaintenanceWindow":
      return new ssm.MaintenanceWindow(name, args, options);
    case "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget":
      return new ssm.MaintenanceWindowTarget(name, args, options);
    case "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask":
      return new ssm.MaintenanceWindowTask(name, args, options);
    case "aws:ssm/patchBaseline:PatchBaseline":
      return new ssm.PatchBaseline(name, args, options);
    default:
      throw new Error(`the estate has a ${type}: name its class here`);
  }
}

/** A copy with every text of it put through a function. */
function fill(value: unknown, of: (text: string) => unknown): unknown {
  if (typeof value === "string") return of(value);
  if (Array.isArray(value)) return value.map((one) => fill(one, of));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one, of)]));
}
