/** Reads every resource of an installed Pulumi SDK from its declaration files. About two seconds; `loadSchema` caches it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import type * as typescript from "typescript";
import { allowsUndefined, propertyName, readMembers, readType, type TypeContext } from "./readType";
import type { ObjectShape, PropertyShape, ResourceShape, Schema, Sdk, TypeShape } from "./shape";

type Ts = typeof typescript;

const resourceClass =
  /export declare class (\w+) extends pulumi\.(?:CustomResource|ProviderResource)\b/;

/** @throws Error when `root` holds no SDK. */
export function readSdk(ts: Ts, root: string, sdk: Sdk, version: string): Schema {
  const types = readInputTypes(ts, root);
  const resources: Record<string, ResourceShape> = {};
  for (const module of ["", ...folders(root)]) {
    const folder = path.join(root, module);
    for (const name of readdirSync(folder).filter((file) => file.endsWith(".d.ts"))) {
      const resource = readResource(ts, path.join(folder, name), module || "index");
      if (resource !== undefined) resources[`${resource.module}:${resource.name}`] = resource;
    }
  }
  if (Object.keys(resources).length === 0) {
    throw new Error(`no resource types found in ${root}: reinstall @pulumi/${sdk}`);
  }
  const enums = readEnums(ts, root);
  return { sdk, version, resources, types: reachable(types, resources), enums };
}

function folders(root: string): string[] {
  const skipped = ["node_modules", "types", "bin", "scripts"];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !skipped.includes(entry.name))
    .map((entry) => entry.name);
}

function parse(ts: Ts, file: string, text = readFileSync(file, "utf8")): typescript.SourceFile {
  return ts.createSourceFile(file, text, {
    languageVersion: ts.ScriptTarget.ES2022,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  });
}

function readResource(ts: Ts, file: string, module: string): ResourceShape | undefined {
  const text = readFileSync(file, "utf8");
  const name = resourceClass.exec(text)?.[1];
  if (name === undefined) return undefined;
  const source = parse(ts, file, text);
  const context: TypeContext = { ts, file: source, namespace: "", isInputType: () => false };
  let inputs: ObjectShape = {};
  let outputs: ObjectShape = {};
  for (const statement of source.statements) {
    if (ts.isClassDeclaration(statement) && statement.name?.text === name) {
      outputs = readOutputs(statement, context);
    }
    if (ts.isInterfaceDeclaration(statement) && statement.name.text === `${name}Args`) {
      inputs = readMembers(statement.members, context);
    }
  }
  return { name, module, inputs, outputs };
}

function readOutputs(node: typescript.ClassDeclaration, context: TypeContext): ObjectShape {
  const outputs: Record<string, PropertyShape> = {};
  for (const member of node.members) {
    if (!context.ts.isPropertyDeclaration(member) || member.type === undefined) continue;
    const required = !allowsUndefined(member.type, context.ts);
    const type = readType(member.type, context);
    outputs[propertyName(member.name, context)] = { type, required };
  }
  return outputs;
}

function readInputTypes(ts: Ts, root: string): Record<string, ObjectShape> {
  const source = parse(ts, path.join(root, "types", "input.d.ts"));
  const declared = new Map(interfaces(ts, source.statements, ""));
  const types: Record<string, ObjectShape> = {};
  const isInputType = (key: string) => declared.has(key);
  for (const [key, node] of declared) {
    const namespace = key.split(".").slice(0, -1).join(".");
    types[key] = readMembers(node.members, { ts, file: source, namespace, isInputType });
  }
  return types;
}

/** Interfaces by their full name, `ssm.PatchBaselineSource`. */
function interfaces(
  ts: Ts,
  statements: readonly typescript.Statement[],
  namespace: string,
): [string, typescript.InterfaceDeclaration][] {
  const inside = (name: string) => (namespace === "" ? name : `${namespace}.${name}`);
  return statements.flatMap((statement) => {
    if (ts.isInterfaceDeclaration(statement)) return [[inside(statement.name.text), statement]];
    if (!ts.isModuleDeclaration(statement)) return [];
    const { body, name } = statement;
    return body !== undefined && ts.isModuleBlock(body)
      ? interfaces(ts, body.statements, inside(name.text))
      : [];
  });
}

/** The types that some resource's inputs lead to; the SDKs have as many again for functions. */
function reachable(
  types: Readonly<Record<string, ObjectShape>>,
  resources: Readonly<Record<string, ResourceShape>>,
): Record<string, ObjectShape> {
  const found: Record<string, ObjectShape> = {};
  const pending: ObjectShape[] = Object.values(resources).map((resource) => resource.inputs);
  const visit = (type: TypeShape): void => {
    if (type.kind === "array" || type.kind === "map") visit(type.of);
    if (type.kind === "oneOf") type.of.forEach(visit);
    if (type.kind !== "object" || found[type.to] !== undefined) return;
    const shape = types[type.to];
    if (shape === undefined) return;
    found[type.to] = shape;
    pending.push(shape);
  };
  for (let shape = pending.pop(); shape !== undefined; shape = pending.pop()) {
    for (const property of Object.values(shape)) visit(property.type);
  }
  return found;
}

function readEnums(ts: Ts, root: string): Record<string, readonly (string | number)[]> {
  const folder = path.join(root, "types", "enums");
  const modules = ["", ...folders(folder)];
  return Object.fromEntries(
    modules.flatMap((module) => {
      const file = path.join(folder, module, "index.d.ts");
      if (!existsSync(file)) return [];
      const prefix = module === "" ? "" : `${module}.`;
      return enumsOf(ts, parse(ts, file)).map(([name, values]) => [`${prefix}${name}`, values]);
    }),
  );
}

/** An enumeration is a constant of literals: `const Visibility: { readonly Custom: "Custom"; … }`. */
function enumsOf(ts: Ts, source: typescript.SourceFile): [string, (string | number)[]][] {
  return source.statements
    .filter((statement) => ts.isVariableStatement(statement))
    .flatMap((statement) => statement.declarationList.declarations)
    .flatMap(({ name, type }): [string, (string | number)[]][] =>
      ts.isIdentifier(name) && type !== undefined && ts.isTypeLiteralNode(type)
        ? [[name.text, enumValues(ts, type)]]
        : [],
    );
}

function enumValues(ts: Ts, type: typescript.TypeLiteralNode): (string | number)[] {
  return type.members.flatMap((member): (string | number)[] => {
    if (!ts.isPropertySignature(member) || member.type === undefined) return [];
    if (!ts.isLiteralTypeNode(member.type)) return [];
    const { literal } = member.type;
    if (ts.isStringLiteral(literal)) return [literal.text];
    return ts.isNumericLiteral(literal) ? [Number(literal.text)] : [];
  });
}
