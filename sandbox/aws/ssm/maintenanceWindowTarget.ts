/** `aws.ssm.MaintenanceWindowTarget`: machines, by id, tag or resource group, that a window's tasks may point to. */
import { type Plain, recordsOf, textOf, textsOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, generatedName } from "../apiCall";
import { nameOf, uuid } from "../identity";
import { windowTargetType } from "./types";
import { partOfWindow, refuseFullWindow, refuseMissingWindow } from "./windowPart";

/** Service Quotas, Systems Manager: targets per window. */
const maxTargets = 100;

const call: ApiCall = {
  service: "ssm",
  operation: "RegisterTargetWithMaintenanceWindow",
  members: {
    windowId: "WindowId",
    resourceType: "ResourceType",
    targets: { to: "Targets", each: { key: "Key", values: "Values" } },
    ownerInformation: "OwnerInformation",
    name: generatedName,
    description: "Description",
  },
};

const keyForm = /^(InstanceIds|tag:.+|tag-key|resource-groups:(Name|ResourceTypeFilters))$/;

export const maintenanceWindowTarget: ServiceRules = {
  type: windowTargetType,
  replaceOn: ["windowId", "resourceType"],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...recordsOf(inputs["targets"]).flatMap((target, index) =>
      checkTarget(target, `targets[${index}]`, textOf(inputs["resourceType"])),
    ),
  ],
  refuseCreate: (request) =>
    refuseMissingWindow(call, request) ?? refuseFullWindow(call, request, maxTargets, "targets"),
  create: (request) => {
    const id = uuid(request.random);
    return { id, outputs: answer(request) };
  },
  importedId: partOfWindow,
  update: answer,
};

function answer(request: ServiceRequest): Readonly<Record<string, unknown>> {
  return {
    name: nameOf(request),
  };
}

function checkTarget(target: Plain, at: string, resourceType: string | undefined): Failure[] {
  const key = textOf(target["key"]);
  if (key === undefined) {
    return [];
  }
  if (!keyForm.test(key)) {
    return [
      failure(
        call,
        `${at}.key`,
        `Invalid target key '${key}': use InstanceIds, tag:<key>, tag-key, resource-groups:Name or resource-groups:ResourceTypeFilters`,
      ),
    ];
  }
  if (
    resourceType !== undefined &&
    key.startsWith("resource-groups:") !== (resourceType === "RESOURCE_GROUP")
  ) {
    return [
      failure(
        call,
        `${at}.key`,
        `Target key '${key}' is not valid for resource type ${resourceType}`,
      ),
    ];
  }
  return key === "InstanceIds" ? checkNodeIds(target, at) : [];
}

function checkNodeIds(target: Plain, at: string): Failure[] {
  return textsOf(target["values"])
    .filter((id) => !/^(i-(\w{8}|\w{17})|mi-\w{17})$/.test(id))
    .map((id) =>
      failure(call, `${at}.values`, `Instance id '${id}' is not valid`, "InvalidTarget"),
    );
}
