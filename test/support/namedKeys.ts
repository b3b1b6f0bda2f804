/** Whether a key that a page names is one: of the document's schema, or among the arguments of a component. */
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";

const root = path.resolve(__dirname, "../..");

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

const document: Schema & { readonly $defs?: Readonly<Record<string, Schema>> } = JSON.parse(
  readFileSync(path.join(root, "patching.schema.json"), "utf8"),
);

/** @param key such as `groups.*.rings[].soak`: `*` is any name, `[]` any entry. */
export function isDocumentKey(key: string): boolean {
  const steps = key.replaceAll("[]", ".[]").split(".");
  const reached = steps.reduce<readonly Schema[]>(
    (schemas, step) => schemas.flatMap(forms).flatMap((schema) => below(schema, step)),
    [document],
  );
  return reached.length > 0;
}

function forms(schema: Schema): readonly Schema[] {
  const { $ref, anyOf = [], oneOf = [], allOf = [] } = schema;
  const named = $ref === undefined ? undefined : document.$defs?.[$ref.split("/").at(-1) ?? ""];
  const others = [...anyOf, ...oneOf, ...allOf, ...(named === undefined ? [] : [named])];
  return [schema, ...others.flatMap(forms)];
}

function below(schema: Schema, step: string): readonly Schema[] {
  const found =
    step === "*"
      ? schema.additionalProperties
      : step === "[]"
        ? schema.items
        : schema.properties?.[step];
  return typeof found === "object" ? [found] : [];
}

const declared = declarations(["components/aws", "model"]);

/** @param key such as `PatchBaseline.approvalRules[].filters`: a component of AWS, and a path into its arguments. */
export function isArgument(key: string): boolean {
  const [component = "", ...steps] = key.replaceAll("[]", "").split(".");
  const reached = steps.reduce<readonly ts.Node[]>(
    (nodes, step) =>
      nodes
        .flatMap((node) => propertiesOf(node))
        .filter(({ name }) => name.getText() === step)
        .flatMap(({ type }) => (type === undefined ? [] : [type])),
    declared.get(`${component}Args`) ?? [],
  );
  return steps.length > 0 && reached.length > 0;
}

function declarations(folders: readonly string[]): ReadonlyMap<string, readonly ts.Node[]> {
  const found = new Map<string, ts.Node[]>();
  for (const folder of folders) {
    const files = readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" });
    for (const file of files.filter((name) => name.endsWith(".ts"))) {
      const text = readFileSync(path.join(root, folder, file), "utf8");
      for (const one of ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true).statements) {
        if (!ts.isInterfaceDeclaration(one) && !ts.isTypeAliasDeclaration(one)) continue;
        found.set(one.name.text, [...(found.get(one.name.text) ?? []), one]);
      }
    }
  }
  return found;
}

/** The properties of a type, through what it extends, names, wraps or chooses between; never those of its properties. */
function propertiesOf(node: ts.Node, above: readonly ts.Node[] = []): ts.PropertySignature[] {
  if (above.includes(node)) return [];
  if (ts.isPropertySignature(node)) return [node];
  const named =
    ts.isIdentifier(node) && node.parent.getChildAt(0) === node
      ? (declared.get(node.text) ?? [])
      : [];
  const within: ts.Node[] = [];
  ts.forEachChild(node, (child) => void within.push(child));
  return [...within, ...named].flatMap((child) => propertiesOf(child, [...above, node]));
}
