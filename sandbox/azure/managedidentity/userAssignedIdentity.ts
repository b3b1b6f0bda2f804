/** `azure-native.managedidentity.UserAssignedIdentity`: a principal that stays for the identity's life. */
import type { ServiceRules } from "../../service";
import {
  type ArmOperation,
  checkName,
  groupId,
  knownText,
  nameOf,
  refuseUnlocated,
  uuid,
} from "../arm";

const put: ArmOperation = { operation: "UserAssignedIdentities_CreateOrUpdate" };

export const userAssignedIdentity: ServiceRules = {
  type: "azure-native:managedidentity:UserAssignedIdentity",
  replaceOn: ["location", "resourceGroupName", "resourceName"],
  check: (inputs, _scope, unknown) => [
    ...checkName(put, "resourceName", knownText(inputs, "resourceName", unknown), {
      form: /^[a-zA-Z0-9][\w-]{2,127}$/,
      hint: "3 to 128 letters, digits, hyphens and underscores, beginning with a letter or digit",
    }),
  ],
  refuseCreate: (request) => refuseUnlocated(request, put),
  create: (request) => ({
    id: groupId(
      request,
      "Microsoft.ManagedIdentity/userAssignedIdentities",
      nameOf(request, "resourceName"),
    ),
    outputs: {
      principalId: uuid(request.random),
      clientId: uuid(request.random),
      tenantId: uuid(request.random),
    },
  }),
};
