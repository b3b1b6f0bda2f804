/**
 * Runs a Pulumi program against mocks and says what it registered. A mock proves construction: types, names,
 * inputs, options and parents. It does not prove that a service would accept any of it.
 */
import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { withShortStacks } from "./shortStacks";

/** One registered resource as the engine would have been told of it. */
export interface Registered {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly id: string;
  /** Type token of the parent, `pulumi:pulumi:Stack` when it has none. */
  readonly parentType: string;
  readonly parentUrn: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** As the mocks answered. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly options: RegisteredOptions;
}

export interface RegisteredOptions {
  readonly custom: boolean;
  readonly provider: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deleteBeforeReplace: boolean;
  readonly ignoreChanges: readonly string[];
  readonly dependsOn: readonly string[];
  readonly aliases: readonly string[];
  /** Id of what is imported; empty where it is made. */
  readonly import: string;
  /** Create, update and delete, as given; empty where none is. */
  readonly customTimeouts: readonly string[];
}

export interface Deployment<T> {
  /** What the program returned. */
  readonly result: T;
  /** In the order of their URNs: registrations race. */
  readonly resources: readonly Registered[];
  ofType(type: string): readonly Registered[];
  /** The only resource of a type; throws when there is none or more than one. */
  only(type: string): Registered;
  /** Messages of errors thrown inside `apply`, which fail an update without a throw. */
  readonly rejections: readonly string[];
}

export interface DeployOptions {
  /** @default "stack" */
  readonly stack?: string;
  /** A preview: ids and outputs are unknown. @default false */
  readonly preview?: boolean;
  /** Answers to provider functions, by token. Any other call throws. @default {} */
  readonly invokes?: Readonly<Record<string, (inputs: Record<string, unknown>) => object>>;
  /** Outputs of a resource that its inputs do not hold, by type. @default {} */
  readonly outputs?: Readonly<Record<string, (inputs: Record<string, unknown>) => object>>;
  /** Makes the resources in the mocks' stead. @default - they are made up */
  readonly create?: (resource: NewResource) => { readonly id: string; readonly state: object };
}

/** A resource as a provider is asked for it. */
export interface NewResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/**
 * Runs `program` under mocks and waits until everything that it started is done.
 * Throws what the program throws; errors from inside `apply` are in `rejections`.
 */
export async function deploy<T>(
  program: () => T | Promise<T>,
  options: DeployOptions = {},
): Promise<Deployment<T>> {
  const resources: Registered[] = [];
  const refused: string[] = [];
  await pulumi.runtime.setMocks(
    mocksFor(options, refused),
    "project",
    options.stack ?? "stack",
    options.preview ?? false,
  );
  record(pulumi.runtime.getMonitor() as unknown as Monitor, resources);
  const { result, rejections } = await withShortStacks(() => withRejections(program, refused));
  resources.sort((a, b) => (a.urn < b.urn ? -1 : 1));
  return {
    result,
    resources,
    rejections,
    ofType: (type) => resources.filter((resource) => resource.type === type),
    only: (type) => onlyOne(resources, type),
  };
}

/** The value of an output, once known. */
export function outputValue<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

function mocksFor(options: DeployOptions, refused: string[]): pulumi.runtime.Mocks {
  return {
    newResource: ({ type, name, inputs, custom }) => {
      if (custom !== false && options.create) return options.create({ type, name, inputs });
      const unknown = options.preview === true || custom === false;
      const extra = options.outputs?.[type]?.(inputs) ?? {};
      const state = unknown
        ? inputs
        : { ...defaultOutputs(type, name, inputs), ...inputs, ...extra };
      const id = idOf(type, name, inputs);
      return { id: unknown ? undefined : `${id}`, state };
    },
    call: ({ token, inputs }) => {
      const answer = options.invokes?.[token];
      if (answer === undefined) {
        refused.push(`the program called ${token}, which no mock answers`);
        throw new Error(refused.at(-1));
      }
      return answer(inputs) as Record<string, unknown>;
    },
  };
}

/** Outputs that nearly every AWS and Azure resource has, so that references between children have a value. */
function defaultOutputs(
  type: string,
  name: string,
  inputs: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const physical = `${name}-${shortHash(`${type}/${name}`)}`;
  if (type === "aws:iam/role:Role") {
    return { name: physical, arn: `arn:aws:iam::012345678901:role/${physical}` };
  }
  const place = `${inputs["region"] ?? "eu-central-1"}:012345678901`;
  if (type === "aws:backup/vault:Vault") {
    return { name: physical, arn: `arn:aws:backup:${place}:backup-vault:${physical}` };
  }
  if (type === "aws:ssm/document:Document") {
    const arn = `arn:aws:ssm:${place}:document/${physical}`;
    return { name: physical, arn, defaultVersion: "3" };
  }
  return type.startsWith("aws:")
    ? { name: physical, arn: `arn:aws:mock:::${physical}`, bucket: physical }
    : { name: physical };
}

function idOf(type: string, name: string, inputs: Record<string, unknown>): string {
  if (type === "aws:ssm/patchBaseline:PatchBaseline") {
    return `pb-${shortHash(name).padEnd(17, "0").slice(0, 17)}`;
  }
  if (type === "aws:ssm/maintenanceWindow:MaintenanceWindow") {
    return `mw-${shortHash(name).padEnd(17, "0").slice(0, 17)}`;
  }
  if (type === "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget") {
    return `00000000-0000-4000-8000-${shortHash(name)}`;
  }
  if (type.startsWith("azure-native:")) {
    return armId(type, name, inputs);
  }
  if (type === "azure-native:maintenance:MaintenanceConfiguration") {
    const group = `/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/${inputs["resourceGroupName"]}`;
    return `${group}/providers/Microsoft.Maintenance/maintenanceConfigurations/${inputs["resourceName"]}`;
  }
  return typeof inputs["name"] === "string" ? inputs["name"] : `${name}-id`;
}

/** An id of the form that Azure's have; the last parts follow from the type token. */
function armId(type: string, name: string, inputs: Record<string, unknown>): string {
  const [, module = "", kind = ""] = type.split(":");
  const group = inputs["resourceGroupName"];
  const scope = typeof group === "string" ? `/resourceGroups/${group}` : "";
  const namespace = `Microsoft.${module.slice(0, 1).toUpperCase()}${module.slice(1)}`;
  const collection = `${kind.slice(0, 1).toLowerCase()}${kind.slice(1)}s`;
  const subscription = "/subscriptions/11111111-2222-3333-4444-555555555555";
  // A role is known by its GUID, and a component refuses what is none.
  const last = kind === "RoleDefinition" ? (inputs["roleDefinitionId"] ?? name) : name;
  return `${subscription}${scope}/providers/${namespace}/${collection}/${last}`;
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** The part of a registration request that tests look at. */
interface Request {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getObject(): Parameters<typeof pulumi.runtime.deserializeProperties>[0];
  getProvider(): string;
  getImportid(): string;
  getProtect(): boolean | undefined;
  getRetainondelete(): boolean | undefined;
  getDeletebeforereplace(): boolean;
  getIgnorechangesList(): string[];
  getDependenciesList(): string[];
  getAliasesList(): { getUrn(): string; getSpec(): { getName(): string } | undefined }[];
  getCustomtimeouts():
    | { getCreate(): string; getUpdate(): string; getDelete(): string }
    | undefined;
}
interface Response {
  getUrn(): string;
  getId(): string;
  getObject(): ReturnType<Request["getObject"]>;
}
type Callback = (error: unknown, response: Response) => void;
interface Monitor {
  registerResource(request: Request, callback: Callback): Promise<void>;
}

function record(monitor: Monitor, resources: Registered[]): void {
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) =>
    register(request, (error, response) => {
      if (!error) {
        resources.push(describe(request, response));
      }
      callback(error, response);
    });
}

function describe(request: Request, response: Response): Registered {
  const parentUrn = request.getParent();
  return {
    urn: response.getUrn(),
    type: request.getType(),
    name: request.getName(),
    id: response.getId(),
    parentUrn,
    parentType: parentUrn.split("::")[2]?.split("$").pop() ?? "pulumi:pulumi:Stack",
    inputs: plain(request.getObject()),
    outputs: plain(response.getObject()),
    options: describeOptions(request),
  };
}

function plain(properties: ReturnType<Request["getObject"]>): Record<string, unknown> {
  return pulumi.runtime.deserializeProperties(properties) as Record<string, unknown>;
}

function describeOptions(request: Request): RegisteredOptions {
  const timeouts = request.getCustomtimeouts();
  return {
    custom: request.getCustom(),
    provider: request.getProvider(),
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    deleteBeforeReplace: request.getDeletebeforereplace(),
    ignoreChanges: request.getIgnorechangesList(),
    dependsOn: request.getDependenciesList(),
    import: request.getImportid(),
    aliases: request
      .getAliasesList()
      .map((alias) => alias.getUrn() || (alias.getSpec()?.getName() ?? "")),
    customTimeouts: timeouts
      ? [timeouts.getCreate(), timeouts.getUpdate(), timeouts.getDelete()]
      : [],
  };
}

function onlyOne(resources: readonly Registered[], type: string): Registered {
  const found = resources.filter((resource) => resource.type === type);
  const first = found[0];
  if (found.length !== 1 || first === undefined) {
    const seen = [...new Set(resources.map((resource) => resource.type))].sort().join(", ");
    throw new Error(`expected one ${type}, got ${found.length}; registered types: ${seen}`);
  }
  return first;
}

/**
 * An error inside `apply` reaches Pulumi's runner as an unhandled rejection. Here it is collected, and kept from
 * the test runner, which would fail the whole file for it.
 */
async function withRejections<T>(
  program: () => T | Promise<T>,
  refused: readonly string[],
): Promise<{ result: T; rejections: readonly string[] }> {
  const listeners = process.listeners("unhandledRejection");
  const rejections = new Set<string>();
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (reason) => {
    rejections.add(reason instanceof Error ? reason.message : String(reason));
  });
  try {
    const result = await Promise.resolve()
      .then(program)
      .catch(async (error: unknown) => {
        // A component that refuses its arguments is registered by then: the next test must not meet it.
        await settle(rejections);
        throw refused.length > 0 ? new Error(refused[0]) : error;
      });
    await settle(rejections);
    return { result, rejections: [...refused, ...rejections] };
  } finally {
    process.removeAllListeners("unhandledRejection");
    for (const listener of listeners) {
      process.on("unhandledRejection", listener);
    }
  }
}

/**
 * Waits for every registration, those that another one's outputs start among them. A failed input leaves the
 * outputs of its parent unregistered for ever, so after a rejection only what is under way is waited for.
 */
async function settle(rejections: ReadonlySet<string>): Promise<void> {
  let settled = false;
  const disconnected = pulumi.runtime.disconnect().then(() => {
    settled = true;
  });
  while (!settled) {
    await Promise.race([disconnected, new Promise((resolve) => setTimeout(resolve, 50))]);
    if (rejections.size > 0) {
      break;
    }
  }
  await new Promise((resolve) => setTimeout(resolve, rejections.size > 0 ? 50 : 0));
}
