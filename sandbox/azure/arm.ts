/** Azure Resource Manager: ids, refusals and the small grammar that every resource provider shares. */
import { type Plain, textOf } from "../plainValue";
import type { Failure, ServiceRequest } from "../service";

export interface ArmOperation {
  /** `MaintenanceConfigurations_CreateOrUpdate`, as the API's specification names it. */
  readonly operation: string;
}

/** A refusal as the SDK prints it: `…: Status=400 Code="InvalidParameter" Message="…"`. */
export function refusal(
  { operation }: ArmOperation,
  code: string,
  message: string,
  status = 400,
): string {
  return `${operation}: Status=${status} Code="${code}" Message="${message}"`;
}

export function failure(
  operation: ArmOperation,
  property: string,
  message: string,
  code = "InvalidParameter",
): Failure {
  return { property, reason: refusal(operation, code, message) };
}

/** One refusal when `wrong` holds, none otherwise. */
export function failWhen(
  wrong: boolean,
  operation: ArmOperation,
  property: string,
  message: string,
  code?: string,
): Failure[] {
  return wrong ? [failure(operation, property, message, code)] : [];
}

/** The name as given, as it was, or the logical name with eight digits, as the provider makes it. */
export function nameOf(request: ServiceRequest, property: string): string {
  const before = textOf(request.old?.inputs[property]);
  return textOf(request.inputs[property]) ?? before ?? `${request.name}${request.random(8)}`;
}

/** `/subscriptions/…/resourceGroups/…/providers/<type>/<name>`. */
export function groupId(request: ServiceRequest, type: string, name: string): string {
  const group = textOf(request.inputs["resourceGroupName"]) ?? "";
  return `/subscriptions/${request.scope.account}/resourceGroups/${group}/providers/${type}/${name}`;
}

/** ARM compares ids without regard to case. */
export function sameId(left: string | undefined, right: string | undefined): boolean {
  return left !== undefined && right !== undefined && left.toLowerCase() === right.toLowerCase();
}

export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

export function uuid(random: (length: number) => string): string {
  return [random(8), random(4), `4${random(3)}`, `a${random(3)}`, random(12)].join("-");
}

/** `West Europe` and `westeurope` are one location. */
export function locationOf(value: unknown): string {
  return (textOf(value) ?? "").replaceAll(" ", "").toLowerCase();
}

/** What ARM makes of an identity: a principal for a system-assigned one. It stays the same over updates. */
export function identityOutputs(request: ServiceRequest): Plain {
  const identity = request.inputs["identity"];
  const type = textOf((identity as Plain | undefined)?.["type"]) ?? "None";
  if (!type.includes("SystemAssigned")) {
    return {};
  }
  const before = request.old?.outputs["identity"] as Plain | undefined;
  return {
    identity: {
      ...(identity as Plain),
      principalId: before?.["principalId"] ?? uuid(request.random),
      tenantId: before?.["tenantId"] ?? uuid(request.random),
    },
  };
}
