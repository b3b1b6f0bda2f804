/** `azure-native.recoveryservices.ProtectedItem`: a machine that a vault backs up. Deleted, it is kept for a while. */
import { isUnknown, type Plain, recordAt, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import {
  type ArmOperation,
  failure,
  failWhen,
  locationOf,
  nameOf,
  refusal,
  resourceWith,
  sameId,
} from "../arm";
import { machineType } from "../compute/types";
import { isIn, itemType, softDeleted, vaultIdOf, vaultOf, vaultType } from "./types";

const put: ArmOperation = { operation: "ProtectedItems_CreateOrUpdate" };

const machineForm =
  /^\/subscriptions\/[0-9a-f-]{36}\/resourcegroups\/([^/]+)\/providers\/microsoft\.compute\/virtualmachines\/([^/]+)$/i;

export const protectedItem: ServiceRules = {
  type: itemType,
  replaceOn: ["containerName", "fabricName", "protectedItemName", "resourceGroupName", "vaultName"],
  check: (inputs, _scope, unknown) => [...checkMachine(inputs, unknown)],
  refuseCreate: (request) =>
    refuseElsewhere(request) ??
    refuseTwice(request) ??
    refuseDeleted(request) ??
    refusePolicy(request),
  refuseUpdate: refusePolicy,
  create: (request) => {
    const { inputs } = request;
    const container = `${vaultIdOf(request)}/backupFabrics/${inputs["fabricName"]}/protectionContainers/${inputs["containerName"]}`;
    return {
      id: `${container}/protectedItems/${nameOf(request, "protectedItemName")}`,
      outputs: answer(request),
    };
  },
  update: answer,
};

function propertiesOf(inputs: unknown): Plain {
  return recordAt(inputs, "properties");
}

function answer({ inputs }: ServiceRequest): Plain {
  const state = propertiesOf(inputs)["protectionState"] ?? "IRPending";
  return { properties: { ...propertiesOf(inputs), protectionState: state } };
}

/** A machine's container and item are called after its resource group and name. */
function checkMachine(inputs: Plain, unknown: readonly string[]): Failure[] {
  const properties = propertiesOf(inputs);
  if (properties["protectedItemType"] !== "Microsoft.Compute/virtualMachines") return [];
  if (isUnknown(unknown, "properties.sourceResourceId")) return [];
  const source = textOf(properties["sourceResourceId"]);
  const [matched, group = "", name = ""] = machineForm.exec(source ?? "") ?? [];
  if (matched === undefined) {
    return [
      failure(
        put,
        "properties.sourceResourceId",
        `properties.sourceResourceId must be the resource id of a virtual machine, got '${source ?? "none"}'`,
        "BMSUserErrorInvalidInput",
      ),
    ];
  }
  const machine = `iaasvmcontainerv2;${group};${name}`;
  const expected = {
    containerName: `iaasvmcontainer;${machine}`,
    protectedItemName: `vm;${machine}`,
  };
  return Object.entries(expected).flatMap(([property, text]) => {
    const given = textOf(inputs[property]);
    return failWhen(
      given !== undefined &&
        !isUnknown(unknown, property) &&
        given.toLowerCase() !== text.toLowerCase(),
      put,
      property,
      `${property} of the machine must be '${text}', got '${given}'`,
      "BMSUserErrorInvalidInput",
    );
  });
}

function refuseElsewhere(request: ServiceRequest): string | undefined {
  const source = textOf(propertiesOf(request.inputs)["sourceResourceId"]);
  const machine = locationOf(resourceWith(request, machineType, source)?.inputs["location"]);
  const vault = locationOf(vaultOf(request)?.inputs["location"]);
  return machine === "" || vault === "" || machine === vault
    ? undefined
    : refusal(
        put,
        "BMSUserErrorVMNotInSameRegionAsVault",
        `The machine must be in the region of the vault: got '${machine}', expected '${vault}'`,
      );
}

function refuseTwice({ cloud, inputs }: ServiceRequest): string | undefined {
  const source = textOf(propertiesOf(inputs)["sourceResourceId"]);
  const twin = cloud
    .everywhere(itemType)
    .find((other) => sameId(textOf(propertiesOf(other.inputs)["sourceResourceId"]), source));
  return twin === undefined
    ? undefined
    : refusal(
        put,
        "BMSUserErrorItemAlreadyProtected",
        `The machine is protected already: ${twin.id}`,
        409,
      );
}

/** A machine whose deleted item is still kept is taken up again only there, and only by undoing the deletion. */
function refuseDeleted(request: ServiceRequest): string | undefined {
  const { inputs, cloud } = request;
  const name = nameOf(request, "protectedItemName").toLowerCase();
  const own = vaultIdOf(request);
  const vaults = cloud.everywhere(vaultType);
  const kept = [own, ...vaults.map(({ id }) => id)]
    .flatMap((id) =>
      softDeleted(
        request,
        id,
        vaults.find((vault) => sameId(vault.id, id)),
      ),
    )
    .find(({ id }) => id.toLowerCase().endsWith(`/${name}`));
  const isUndone = propertiesOf(inputs)["isRehydrate"] === true && isIn(own, kept?.id ?? "");
  return kept === undefined || isUndone
    ? undefined
    : refusal(
        put,
        "UserErrorItemInSoftDeletedState",
        `The backup item is in soft deleted state and can't be protected again before it is undeleted: ${kept.id}`,
        409,
      );
}

function refusePolicy(request: ServiceRequest): string | undefined {
  const id = textOf(propertiesOf(request.inputs)["policyId"]);
  return id === undefined || isIn(vaultIdOf(request), id)
    ? undefined
    : refusal(
        put,
        "BMSUserErrorInvalidPolicy",
        `properties.policyId must be a policy of the vault '${vaultIdOf(request)}', got '${id}'`,
      );
}
