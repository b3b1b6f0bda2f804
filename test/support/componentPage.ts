/** A page about a component, from its source: what the comments say of its arguments, its outputs and its example. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";

const components = path.resolve(__dirname, "../../components");

interface Described {
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
  readonly text: string;
  readonly otherwise: string;
}

export interface ComponentPage {
  readonly className: string;
  readonly example: string;
  readonly markdown: string;
}

/** @param file such as `baselines/patchBaseline.ts`; `beside` are files of its folder whose interfaces the arguments use. */
export function componentPage(
  file: string,
  beside: readonly string[] = [],
  cloud: "aws" | "azure" = "aws",
): ComponentPage {
  const main = parsed(cloud, file);
  const near = beside.map((name) => path.join(path.dirname(file), name));
  const declared = [main, ...near.map((name) => parsed(cloud, name))].flatMap(interfacesOf);
  const component = main.statements.find(ts.isClassDeclaration);
  const className = component?.name?.text ?? "";
  const example = component === undefined ? "" : exampleOf(component);
  const tables = declared
    .filter(({ members }) => members.length > 0)
    .map(({ title, members }) => `## ${title}\n\n${table(members)}`);
  const outputs = component === undefined ? [] : outputsOf(component);
  const markdown = [
    `# ${cloud}.${className}`,
    headOf(main),
    `\`\`\`ts\n${example}\n\`\`\``,
    ...tables,
    `## Outputs\n\n${outputs.map(({ name, text }) => `- \`${name}\`${text === "" ? "" : `: ${text}`}`).join("\n")}`,
  ].join("\n\n");
  return { className, example, markdown: `${markdown}\n` };
}

function parsed(cloud: string, file: string): ts.SourceFile {
  const text = readFileSync(path.join(components, cloud, file), "utf8");
  return ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
}

/** The comment that opens the file. */
function headOf(file: ts.SourceFile): string {
  const [, text = ""] = /^\/\*\*([\s\S]*?)\*\//.exec(file.text) ?? [];
  return oneLine(text.replace(/^\s*\* ?/gm, ""));
}

function interfacesOf(file: ts.SourceFile) {
  return file.statements
    .filter(ts.isInterfaceDeclaration)
    .filter(({ modifiers }) => modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .map((one) => ({
      title: [one.name.text, ...(one.heritageClauses ?? []).map((each) => each.getText())].join(
        " ",
      ),
      members: one.members.flatMap(described),
    }));
}

function described(member: ts.TypeElement | ts.ClassElement): readonly Described[] {
  if (!ts.isPropertySignature(member) && !ts.isPropertyDeclaration(member)) return [];
  if (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private) return [];
  const [doc] = ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc);
  const otherwise = doc?.tags?.find(({ tagName }) => tagName.text === "default");
  return [
    {
      name: member.name.getText(),
      type: oneLine((member.type?.getText() ?? "").replace(/\/\*\*[\s\S]*?\*\//g, "")),
      isOptional: member.questionToken !== undefined,
      text: oneLine(ts.getTextOfJSDocComment(doc?.comment) ?? ""),
      otherwise: oneLine(ts.getTextOfJSDocComment(otherwise?.comment) ?? "").replace(/^- /, ""),
    },
  ];
}

function outputsOf(component: ts.ClassDeclaration): readonly Described[] {
  return component.members
    .filter((member) => !member.getText().includes("static readonly"))
    .flatMap(described);
}

function exampleOf(component: ts.ClassDeclaration): string {
  const tag = ts.getJSDocTags(component).find(({ tagName }) => tagName.text === "example");
  return (ts.getTextOfJSDocComment(tag?.comment) ?? "").trim();
}

function table(members: readonly Described[]): string {
  const rows = members.map(({ name, type, isOptional, text, otherwise }) => {
    const without = isOptional ? otherwise || "none" : "required";
    return `| \`${name}\` | \`${type.replaceAll("|", "\\|")}\` | ${text.replaceAll("|", "\\|")} | ${without} |`;
  });
  return ["| argument | type | what | when left out |", "|---|---|---|---|", ...rows].join("\n");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
