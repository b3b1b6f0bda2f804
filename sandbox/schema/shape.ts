/** The shape of an SDK's resources: what the declarations of `@pulumi/aws` and `@pulumi/azure-native` say, as plain data. */

export type TypeShape =
  /** `resource` is a reference to a resource, which travels as its id or ARN. */
  | { readonly kind: "string" | "number" | "boolean" | "any" | "asset" | "resource" }
  | { readonly kind: "array" | "map"; readonly of: TypeShape }
  /** `to` is a key of `Schema.types`; outputs name no type. */
  | { readonly kind: "object"; readonly to: string }
  /** `to` is a key of `Schema.enums`. */
  | { readonly kind: "enum"; readonly to: string }
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "oneOf"; readonly of: readonly TypeShape[] };

export interface PropertyShape {
  readonly type: TypeShape;
  readonly required: boolean;
}

export type ObjectShape = Readonly<Record<string, PropertyShape>>;

export interface ResourceShape {
  /** The class name: `MaintenanceWindow`. */
  readonly name: string;
  /** The module: `ssm`, `maintenance`, `index` for the provider itself. */
  readonly module: string;
  readonly inputs: ObjectShape;
  /** `required` means: every answer of the service has it. */
  readonly outputs: ObjectShape;
}

export type Sdk = "aws" | "azure-native";

export interface Schema {
  readonly sdk: Sdk;
  readonly version: string;
  /** By `module:Class`, which is unique in an SDK, whatever the file is called. */
  readonly resources: Readonly<Record<string, ResourceShape>>;
  readonly types: Readonly<Record<string, ObjectShape>>;
  readonly enums: Readonly<Record<string, readonly (string | number)[]>>;
}

/**
 * The key of a type token in `Schema.resources`: `aws:ssm/patchBaseline:PatchBaseline` → `ssm:PatchBaseline`,
 * `azure-native:maintenance/v20230401:MaintenanceConfiguration` → `maintenance:MaintenanceConfiguration`.
 */
export function resourceKey(token: string): string {
  if (token.startsWith("pulumi:providers:")) return "index:Provider";
  const [, module = "", name = ""] = token.split(":");
  return `${module.split("/")[0]}:${name}`;
}

export function findResource(schema: Schema, token: string): ResourceShape | undefined {
  const key = resourceKey(token);
  return Object.hasOwn(schema.resources, key) ? schema.resources[key] : undefined;
}
