/** Azure Resource Manager: ids, refusals and the small grammar that every resource provider shares. */
import { isDeepStrictEqual } from "node:util";
import { isUnknown, type Plain, recordAt, textOf } from "../plainValue";
import type { Failure, ServiceRequest, StoredResource } from "../service";

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

/** The text of a property; undefined while it is unknown. */
export function knownText(
  inputs: Plain,
  property: string,
  unknown: readonly string[],
): string | undefined {
  return isUnknown(unknown, property) ? undefined : textOf(inputs[property]);
}

/** A refusal when a value is given and is none of the service's words for it. */
export function checkWord(
  operation: ArmOperation,
  property: string,
  value: unknown,
  allowed: readonly string[],
  code?: string,
): Failure[] {
  return failWhen(
    value !== undefined && !allowed.some((word) => word === value),
    operation,
    property,
    `The value '${value}' of parameter ${property} is not valid, allowed: ${allowed.join(", ")}`,
    code,
  );
}

/** A refusal when a number is given and lies outside its limits, or is none that is whole. */
export function checkRange(
  operation: ArmOperation,
  property: string,
  value: unknown,
  [least, most]: readonly [number, number],
): Failure[] {
  const isInside =
    typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
  return failWhen(
    value !== undefined && !isInside,
    operation,
    property,
    `The value of parameter ${property} must be ${least} to ${most}, got ${value}`,
  );
}

/** A refusal when a name is given and is not of the service's form. */
export function checkName(
  operation: ArmOperation,
  property: string,
  name: string | undefined,
  { form, hint, code = "InvalidResourceName" }: NameRule,
): Failure[] {
  return failWhen(
    name !== undefined && !form.test(name),
    operation,
    property,
    `The name '${name}' is not valid: use ${hint}`,
    code,
  );
}

export interface NameRule {
  readonly form: RegExp;
  /** `1 to 80 letters and digits` */
  readonly hint: string;
  readonly code?: string;
}

/** The provider looks a missing location up in the resource group; only when it makes the resource is that there. */
export function refuseUnlocated(
  { inputs }: ServiceRequest,
  operation: ArmOperation,
): string | undefined {
  return (textOf(inputs["location"]) ?? "") === ""
    ? refusal(
        operation,
        "LocationRequired",
        "The location property is required for this definition.",
      )
    : undefined;
}

/** The refusal of an update of what a service lets nobody change. */
export function refuseChange(
  { old, inputs }: ServiceRequest,
  operation: ArmOperation,
  paths: readonly string[],
): string | undefined {
  const changed = paths.find(
    (path) => !isDeepStrictEqual(valueAt(old?.inputs, path), valueAt(inputs, path)),
  );
  return changed === undefined
    ? undefined
    : refusal(
        operation,
        "PropertyChangeNotAllowed",
        `Changing property '${changed}' is not allowed.`,
        409,
      );
}

function valueAt(value: unknown, path: string): unknown {
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  return recordAt(value, ...steps)[last];
}

/** The resource with an id, in any subscription; undefined when no state has it. */
export function resourceWith(
  { cloud }: ServiceRequest,
  type: string,
  id: string | undefined,
): StoredResource | undefined {
  return cloud.everywhere(type).find((other) => sameId(other.id, id));
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
