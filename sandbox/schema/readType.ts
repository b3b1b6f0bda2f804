/** Turns one type of a declaration file into a shape. Syntax only: no type checker, so a whole SDK is read in a second. */
import type * as typescript from "typescript";
import type { ObjectShape, PropertyShape, TypeShape } from "./shape";

type Ts = typeof typescript;

export interface TypeContext {
  readonly ts: Ts;
  readonly file: typescript.SourceFile;
  /** The namespace of `types/input.d.ts` that the type stands in; "" outside. */
  readonly namespace: string;
  /** Whether an unqualified name is an input type (else it is a resource class). */
  readonly isInputType: (key: string) => boolean;
}

export function readType(node: typescript.TypeNode, context: TypeContext): TypeShape {
  const { ts } = context;
  if (ts.isParenthesizedTypeNode(node)) return readType(node.type, context);
  if (ts.isUnionTypeNode(node)) return readUnion(node.types, context);
  if (ts.isArrayTypeNode(node)) return { kind: "array", of: readType(node.elementType, context) };
  if (ts.isTypeLiteralNode(node)) return readLiteralObject(node, context);
  if (ts.isLiteralTypeNode(node)) return readLiteral(node.literal, context);
  if (ts.isTypeReferenceNode(node)) return readReference(node, context);
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword:
      return { kind: "string" };
    case ts.SyntaxKind.NumberKeyword:
      return { kind: "number" };
    case ts.SyntaxKind.BooleanKeyword:
      return { kind: "boolean" };
    default:
      return { kind: "any" };
  }
}

/** Whether the outermost type, under `Input` or `Output`, allows `undefined`. */
export function allowsUndefined(node: typescript.TypeNode, ts: Ts): boolean {
  if (ts.isTypeReferenceNode(node)) {
    return node.typeArguments?.some((argument) => allowsUndefined(argument, ts)) ?? false;
  }
  if (!ts.isUnionTypeNode(node)) return node.kind === ts.SyntaxKind.AnyKeyword;
  return node.types.some((type) => type.kind === ts.SyntaxKind.UndefinedKeyword);
}

export function readMembers(
  members: readonly typescript.TypeElement[],
  context: TypeContext,
): ObjectShape {
  const shape: Record<string, PropertyShape> = {};
  for (const member of members) {
    if (!context.ts.isPropertySignature(member) || member.type === undefined) continue;
    const required =
      member.questionToken === undefined && !allowsUndefined(member.type, context.ts);
    shape[propertyName(member.name, context)] = { type: readType(member.type, context), required };
  }
  return shape;
}

export function propertyName(name: typescript.PropertyName, context: TypeContext): string {
  const { ts } = context;
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : name.getText(context.file);
}

function readUnion(types: readonly typescript.TypeNode[], context: TypeContext): TypeShape {
  const { ts } = context;
  const shapes = types
    .filter((type) => type.kind !== ts.SyntaxKind.UndefinedKeyword)
    .map((type) => readType(type, context));
  const [only] = shapes;
  return shapes.length === 1 && only !== undefined ? only : { kind: "oneOf", of: shapes };
}

function readLiteralObject(node: typescript.TypeLiteralNode, context: TypeContext): TypeShape {
  const index = node.members.find((member) => context.ts.isIndexSignatureDeclaration(member));
  return index === undefined ? { kind: "any" } : { kind: "map", of: readType(index.type, context) };
}

function readLiteral(
  literal: typescript.LiteralTypeNode["literal"],
  context: TypeContext,
): TypeShape {
  const { ts } = context;
  if (ts.isStringLiteral(literal)) return { kind: "literal", value: literal.text };
  if (ts.isNumericLiteral(literal)) return { kind: "literal", value: Number(literal.text) };
  if (literal.kind === ts.SyntaxKind.TrueKeyword) return { kind: "literal", value: true };
  if (literal.kind === ts.SyntaxKind.FalseKeyword) return { kind: "literal", value: false };
  return { kind: "any" };
}

const wrappers: readonly string[] = ["pulumi.Input", "pulumi.Output", "Promise", "pulumi.Unwrap"];

function readReference(node: typescript.TypeReferenceNode, context: TypeContext): TypeShape {
  const name = node.typeName.getText(context.file);
  const [argument] = node.typeArguments ?? [];
  if (wrappers.includes(name) && argument !== undefined) return readType(argument, context);
  if (name === "Record" || name === "ReadonlyArray" || name === "Array") {
    return readGeneric(name, node, context);
  }
  if (name.startsWith("inputs.")) return { kind: "object", to: name.slice("inputs.".length) };
  if (name.startsWith("outputs.")) return { kind: "object", to: "" };
  if (name.startsWith("enums.")) return { kind: "enum", to: name.slice("enums.".length) };
  if (name.startsWith("pulumi.asset.")) return { kind: "asset" };
  const inNamespace = context.namespace === "" ? name : `${context.namespace}.${name}`;
  if (context.isInputType(inNamespace)) return { kind: "object", to: inNamespace };
  return name.startsWith("pulumi.") ? { kind: "any" } : { kind: "resource" };
}

function readGeneric(
  name: string,
  node: typescript.TypeReferenceNode,
  context: TypeContext,
): TypeShape {
  const argument = node.typeArguments?.at(-1);
  const of: TypeShape = argument === undefined ? { kind: "any" } : readType(argument, context);
  return { kind: name === "Record" ? "map" : "array", of };
}
