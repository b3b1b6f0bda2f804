/** The programs that pages show: taken out as they stand, compiled with the package's types, and run. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";

const root = path.resolve(__dirname, "../..");

export interface PageProgram {
  /** From the root, with a number where a page shows several. */
  readonly name: string;
  readonly text: string;
}

export function programsOf(page: string): readonly PageProgram[] {
  const written = readFileSync(path.join(root, page), "utf8");
  const blocks = [...written.matchAll(/^```ts\n([\s\S]*?)^```/gm)];
  return blocks.map(([, text = ""], index) => ({ name: `${page}.${index + 1}.ts`, text }));
}

const published = {
  "patchwarden/aws": ["./components/aws/index.ts"],
  "patchwarden/model": ["./model/index.ts"],
  "patchwarden/policies/testing": ["./policies/testing/index.ts"],
  "patchwarden/programme": ["./components/programme.ts"],
};

function options(): ts.CompilerOptions {
  const file = ts.readConfigFile(path.join(root, "tsconfig.json"), ts.sys.readFile);
  const { options: own } = ts.parseJsonConfigFileContent(file.config, ts.sys, root);
  return { ...own, noCheck: false, noEmit: true, paths: published, pathsBasePath: root };
}

/** `<program>: <what the compiler says>`, of all programs at once: the providers' types are read once. */
export function compileFaults(programs: readonly PageProgram[]): readonly string[] {
  const texts = new Map(programs.map(({ name, text }) => [path.join(root, name), text]));
  const compiler = options();
  const host = ts.createCompilerHost(compiler);
  const { fileExists, readFile } = host;
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  const whole = ts.createProgram([...texts.keys()], compiler, host);
  return [...texts.keys()].flatMap((file) => {
    const source = whole.getSourceFile(file);
    const found = [
      ...whole.getSyntacticDiagnostics(source),
      ...whole.getSemanticDiagnostics(source),
    ];
    return found.map(({ messageText }) => {
      const said = ts.flattenDiagnosticMessageText(messageText, " ");
      return `${path.relative(root, file)}: ${said}`;
    });
  });
}

/** @param modules what the program imports, by name. */
export function runProgram(text: string, modules: Readonly<Record<string, unknown>>): void {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const require = (name: string): unknown => {
    if (!Object.hasOwn(modules, name)) throw new Error(`the program imports ${name}`);
    return modules[name];
  };
  new Function("require", "exports", outputText)(require, {});
}
