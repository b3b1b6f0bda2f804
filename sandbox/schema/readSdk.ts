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
  const declared = new Map<string, [string, typescript.InterfaceDeclaration]>();
  const collect = (statements: readonly typescript.Statement[], namespace: string): void => {
    for (const statement of statements) {
      if (ts.isInterfaceDeclaration(statement)) {
        const prefix = namespace === "" ? "" : `${namespace}.`;
        declared.set(`${prefix}${statement.name.text}`, [namespace, statement]);
      } else if (
        ts.isModuleDeclaration(statement) &&
        statement.body !== undefined &&
        ts.isModuleBlock(statement.body)
      ) {
        const inner = statement.name.text;
        collect(statement.body.statements, namespace === "" ? inner : `${namespace}.${inner}`);
      }
    }
  };
  collect(source.statements, "");
  const types: Record<string, ObjectShape> = {};
  const isInputType = (key: string) => declared.has(key);
  for (const [key, [namespace, node]] of declared) {
    types[key] = readMembers(node.members, { ts, file: source, namespace, isInputType });
  }
  return types;
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

function readEnums(ts: Ts, root: string): Record<string, (string | number)[]> {
  const enums: Record<string, (string | number)[]> = {};
  const folder = path.join(root, "types", "enums");
  for (const module of ["", ...folders(folder)]) {
    const file = path.join(folder, module, "index.d.ts");
    if (!existsSync(file)) continue;
    for (const statement of parse(ts, file).statements) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const { name, type } of statement.declarationList.declarations) {
        if (!ts.isIdentifier(name) || type === undefined || !ts.isTypeLiteralNode(type)) continue;
        enums[module === "" ? name.text : `${module}.${name.text}`] = enumValues(ts, type);
      }
    }
  }
  return enums;
}

function enumValues(ts: Ts, type: typescript.TypeLiteralNode): (string | number)[] {
  return type.members.flatMap((member) => {
    if (!ts.isPropertySignature(member) || member.type === undefined) return [];
    if (!ts.isLiteralTypeNode(member.type)) return [];
    const { literal } = member.type;
    if (ts.isStringLiteral(literal)) return [literal.text];
    return ts.isNumericLiteral(literal) ? [Number(literal.text)] : [];
  });
}
