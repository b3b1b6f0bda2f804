/** ARM ids and the parts of a resource that its id holds, read off the shape. */
import { textOf } from "../plainValue";
import type { ResourceShape } from "../schema/shape";
import type { ServiceRequest } from "../service";
import { camelCase, plural } from "./plausible";

/** Provider namespaces that are not the module's name with a capital. */
const namespaces: Readonly<Record<string, string>> = {
  eventgrid: "Microsoft.EventGrid",
  hybridcompute: "Microsoft.HybridCompute",
  keyvault: "Microsoft.KeyVault",
  managedidentity: "Microsoft.ManagedIdentity",
  operationalinsights: "Microsoft.OperationalInsights",
  recoveryservices: "Microsoft.RecoveryServices",
  dataprotection: "Microsoft.DataProtection",
  containerservice: "Microsoft.ContainerService",
};

/** Names that are UUIDs in ARM. */
const uuidNames: Readonly<Record<string, string>> = {
  "authorization:RoleAssignment": "roleAssignmentName",
  "authorization:RoleDefinition": "roleDefinitionId",
};

export function needsUuid(shape: ResourceShape): boolean {
  return Object.hasOwn(uuidNames, `${shape.module}:${shape.name}`);
}

/**
 * The input that is the last part of the id. Parts of the path are text, end in `Name` or `Id`, and are not in the answer;
 * of several the one called after the class is meant.
 */
export function nameProperty(shape: ResourceShape): string | undefined {
  const own = uuidNames[`${shape.module}:${shape.name}`];
  if (own !== undefined) return own;
  const called = [`${camelCase(shape.name)}Name`, `${camelCase(shape.name)}Id`];
  const parts = pathParts(shape).filter((name) => shape.inputs[name]?.required === false);
  const named = parts.filter((name) => name !== "subscriptionId" && name !== "resourceGroupName");
  const exact = called.find((name) => parts.includes(name));
  if (exact !== undefined) return exact;
  const [first] = [...named.filter((name) => name.endsWith("Name")), ...named];
  if (first !== undefined) return first;
  return shape.inputs["name"]?.type.kind === "string" ? "name" : undefined;
}

/** Everything that the id holds: the parent's names, the scope, the name. */
export function idParts(shape: ResourceShape): readonly string[] {
  const name = nameProperty(shape);
  const scopes = ["scope", "resourceUri", "resourceId"].filter(
    (property) => shape.inputs[property]?.required,
  );
  return [...new Set([...pathParts(shape), ...scopes, ...(name === undefined ? [] : [name])])];
}

function pathParts(shape: ResourceShape): string[] {
  return Object.entries(shape.inputs)
    .filter(([name, { type }]) => type.kind === "string" && shape.outputs[name] === undefined)
    .map(([name]) => name)
    .filter((name) => /(Name|Id)$/.test(name));
}

/** `Microsoft.Compute/virtualMachines` */
export function armType(shape: ResourceShape): string {
  const { module } = shape;
  const namespace =
    namespaces[module] ?? `Microsoft.${module.slice(0, 1).toUpperCase()}${module.slice(1)}`;
  return `${namespace}/${plural(camelCase(shape.name))}`;
}

/** The id of a type without rules: its scope, its type, its name. */
export function armId(shape: ResourceShape, request: ServiceRequest): string {
  const { inputs, scope } = request;
  const property = nameProperty(shape);
  const given = property === undefined ? undefined : textOf(inputs[property]);
  const name = given ?? "default";
  const holder = textOf(inputs["scope"]) ?? textOf(inputs["resourceUri"]);
  const tail = `providers/${armType(shape)}/${name}`;
  if (holder !== undefined) return `/${holder.replace(/^\/|\/$/g, "")}/${tail}`;
  const parents = pathParts(shape)
    .filter((part) => shape.inputs[part]?.required && part !== "resourceGroupName")
    .map((part) => `${plural(part.replace(/(Name|Id)$/, ""))}/${textOf(inputs[part]) ?? ""}`);
  const [namespace, type] = armType(shape).split("/");
  const group = textOf(inputs["resourceGroupName"]);
  const groups = group === undefined ? [] : [`resourceGroups/${group}`];
  const path = [...groups, "providers", namespace, ...parents, type, name];
  return `/subscriptions/${textOf(inputs["subscriptionId"]) ?? scope.account}/${path.join("/")}`;
}
