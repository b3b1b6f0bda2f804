/** Azure as a provider sees it: subscriptions, locations, generated names, ARM ids. */
import { locationOf } from "../azure/arm";
import { azureRules } from "../azure/index";
import { textOf } from "../plainValue";
import type { ResourceShape } from "../schema/shape";
import type { Failure, ServiceRequest } from "../service";
import { armId, armType, idParts, nameProperty, needsUuid } from "./azureIdentity";
import { azureInvokes } from "./azureInvokes";
import type { Autoname, CloudKind, InvokeContext } from "./cloudKind";
import { neutral, timestamp, uuid } from "./plausible";

/** The subscription and tenant of a provider that names none. */
const defaultSubscription = "11111111-1111-4111-8111-111111111111";
const defaultTenant = "22222222-2222-4222-8222-222222222222";
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Plain = Readonly<Record<string, unknown>>;

export const azureCloud: CloudKind = {
  sdk: "azure-native",
  rules: azureRules,
  invokes: azureInvokes,
  checkConfig: (config) => [
    ...checkGuid("subscriptionId", config["subscriptionId"]),
    ...checkGuid("tenantId", config["tenantId"]),
  ],
  account: (config) => ({
    account: textOf(config["subscriptionId"]) || defaultSubscription,
    region: locationOf(config["location"]),
    tenant: textOf(config["tenantId"]) || defaultTenant,
    tags: {},
  }),
  scope: (_shape, inputs, account) => ({
    account: textOf(inputs["subscriptionId"]) ?? account.account,
    region: locationOf(inputs["location"]) || account.region,
    partition: "aws",
  }),
  autoname,
  derive,
  idParts,
  identify: armId,
  answer,
  refuseTaken: (_shape, id) => `cannot create already existing resource '${id}'`,
  unknownType: (token, nearest) =>
    `Resource type ${token} not found: this version of @pulumi/azure-native does not have it.${nearest}`,
  unknownFunction: (token) =>
    `unknown function '${token}': the sandbox answers ${Object.keys(azureInvokes).join(", ")}`,
  notFound: (_shape, id) =>
    `Status=404 Code="ResourceNotFound" Message="The Resource '${id}' was not found."`,
};

function checkGuid(property: string, value: unknown): Failure[] {
  if (value === undefined || value === "" || (typeof value === "string" && guid.test(value))) {
    return [];
  }
  const seen = JSON.stringify(value);
  return [{ property, reason: `${property} is ${seen}: it needs a GUID such as ${defaultTenant}` }];
}

function autoname(shape: ResourceShape): Autoname | undefined {
  const property = nameProperty(shape);
  if (property === undefined || shape.inputs[property]?.required !== false) return undefined;
  return {
    property,
    propose: (name, hex) => (needsUuid(shape) ? uuid(hex) : `${name}${hex(8)}`),
  };
}

/** A resource without a location stays where it is; a new one goes to the configured one, else to its resource group's. */
function derive(
  shape: ResourceShape,
  inputs: Plain,
  olds: Plain,
  { account, cloud }: InvokeContext,
): Plain {
  const input = shape.inputs["location"];
  if (input?.type.kind !== "string" || inputs["location"] !== undefined) return {};
  if (typeof olds["location"] === "string") return { location: olds["location"] };
  if (account.region !== "") return { location: account.region };
  const ofGroup = idParts(shape).includes("resourceGroupName") && shape.name !== "ResourceGroup";
  const name = ofGroup ? textOf(inputs["resourceGroupName"])?.toLowerCase() : undefined;
  const groups = name === undefined ? [] : cloud.all("azure-native:resources:ResourceGroup");
  const group = groups.find(({ id }) => id.toLowerCase().endsWith(`/resourcegroups/${name}`));
  const location = textOf(group?.outputs["location"]);
  return location === undefined ? {} : { location };
}

function answer(shape: ResourceShape, request: ServiceRequest, id: string): Plain {
  const outputs: Record<string, unknown> = {};
  for (const [name, { type, required }] of Object.entries(shape.outputs)) {
    const known = valueByName(name, shape, request, id);
    if (known !== undefined) outputs[name] = known;
    else if (required) outputs[name] = neutral(type);
  }
  return outputs;
}

function valueByName(
  name: string,
  shape: ResourceShape,
  { now, random }: ServiceRequest,
  id: string,
): unknown {
  const at = timestamp(now);
  switch (name) {
    case "name":
      return id.split("/").at(-1);
    case "type":
      return armType(shape);
    case "provisioningState":
      return "Succeeded";
    case "etag":
      return `W/"${random(16)}"`;
    case "systemData":
      return {
        createdAt: at,
        createdBy: "sandbox",
        createdByType: "User",
        lastModifiedAt: at,
        lastModifiedBy: "sandbox",
        lastModifiedByType: "User",
      };
    default:
      return undefined;
  }
}
