/** Tokens of the authorization types whose rules look at each other, and the scopes they take. */
import type { Failure } from "../../service";
import { type ArmOperation, failWhen } from "../arm";

export const roleDefinitionType = "azure-native:authorization:RoleDefinition";
export const roleAssignmentType = "azure-native:authorization:RoleAssignment";

const scopeForms = [
  /^\/?$/,
  /^\/?providers\/microsoft\.management\/managementgroups\/[^/]+$/i,
  /^\/?subscriptions\/[0-9a-f-]{36}$/i,
  /^\/?subscriptions\/[0-9a-f-]{36}\/resourcegroups\/[^/]+$/i,
  /^\/?subscriptions\/[0-9a-f-]{36}(\/resourcegroups\/[^/]+)?\/providers\/[^/]+\/[^/]+\/.+$/i,
];

/** A management group, a subscription, a resource group or a resource. */
export function isScope(text: string): boolean {
  return scopeForms.some((form) => form.test(text));
}

/** Nothing for a scope that is not known yet. */
export function checkScope(scope: string | undefined, operation: ArmOperation): Failure[] {
  return failWhen(
    scope !== undefined && !isScope(scope),
    operation,
    "scope",
    `The scope '${scope}' is not valid`,
    "InvalidScope",
  );
}

export function isManagementGroup(scope: string): boolean {
  return /^\/?providers\/microsoft\.management\/managementgroups\//i.test(scope);
}

/** Whether a scope is `outer` or lies in it; what a management group holds is not known here. */
export function isWithin(outer: string, scope: string): boolean {
  const holder = tidyScope(outer).toLowerCase();
  const inner = tidyScope(scope).toLowerCase();
  return isManagementGroup(outer) || inner === holder || inner.startsWith(`${holder}/`);
}

/** With one leading and no trailing slash. */
export function tidyScope(scope: string): string {
  return `/${scope.replace(/^\/+|\/+$/g, "")}`;
}
