/** `azure-native.resources.ResourceGroup`: others may refer to groups that no state knows. */
import { isUnknown, type Plain, textOf } from "../../plainValue";
import type { Failure, ServiceRules } from "../../service";
import { type ArmOperation, failWhen, nameOf } from "../arm";

const put: ArmOperation = { operation: "ResourceGroups_CreateOrUpdate" };

export const resourceGroup: ServiceRules = {
  type: "azure-native:resources:ResourceGroup",
  replaceOn: ["location", "resourceGroupName"],
  check: checkGroup,
  create: (request) => ({
    id: `/subscriptions/${request.scope.account}/resourceGroups/${nameOf(request, "resourceGroupName")}`,
    outputs: { properties: { provisioningState: "Succeeded" } },
  }),
};

function checkGroup(inputs: Plain, _scope: unknown, unknown: readonly string[]): Failure[] {
  const name = isUnknown(unknown, "resourceGroupName")
    ? undefined
    : textOf(inputs["resourceGroupName"]);
  return [
    ...failWhen(
      name !== undefined && (!/^[-\w.()]{1,90}$/.test(name) || name.endsWith(".")),
      put,
      "resourceGroupName",
      `The provided resource group name '${name}' is not valid: use 1 to 90 letters, digits, hyphens, underscores, dots and parentheses, not ending with a dot`,
      "InvalidResourceGroup",
    ),
    ...failWhen(
      (textOf(inputs["location"]) ?? "") === "" && !isUnknown(unknown, "location"),
      put,
      "location",
      "The location property is required for this definition.",
      "LocationRequired",
    ),
  ];
}
