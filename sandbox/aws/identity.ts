/** Names, ids and ARNs as AWS and its provider make them. */
import { textOf } from "../plainValue";
import type { Scope, ServiceRequest } from "../service";

/** The resource's name: as given, as it was, or the logical name with seven random digits as the provider makes it. */
export function nameOf(request: ServiceRequest, property = "name"): string {
  const given = textOf(request.inputs[property]) ?? textOf(request.old?.outputs[property]);
  if (given !== undefined) {
    return given;
  }
  const prefix = textOf(request.inputs[`${property}Prefix`]);
  return prefix === undefined
    ? `${request.name}-${request.random(7)}`
    : `${prefix}${request.random(26)}`;
}

/** `arn:aws:ssm:eu-central-1:123456789012:patchbaseline/pb-…`. */
export function regionalArn(scope: Scope, service: string, resource: string): string {
  return `arn:${scope.partition}:${service}:${scope.region}:${scope.account}:${resource}`;
}

/** An ARN of a service whose resources have no region. */
export function globalArn(scope: Scope, service: string, resource: string): string {
  return `arn:${scope.partition}:${service}::${scope.account}:${resource}`;
}

/** A version 4 UUID. */
export function uuid(random: (length: number) => string): string {
  return [random(8), random(4), `4${random(3)}`, `a${random(3)}`, random(12)].join("-");
}

const arnForm = /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12}|aws)?:.+$/;

export function isArn(value: string, service?: string): boolean {
  return arnForm.test(value) && (service === undefined || value.split(":")[2] === service);
}

/** `arn:aws:iam::123456789012:role/path/name`. */
export function isRoleArn(value: string): boolean {
  return /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/.test(value);
}
