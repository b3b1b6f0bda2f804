/** Examples as the lines of a program that declare them. */
import type { Example, StackExample } from "./example";

/** `aws:ssm/patchBaseline:PatchBaseline` → `new aws.ssm.PatchBaseline("example", { … });` */
export function exampleProgram({ type = "", properties }: Example): string {
  return declaration("example", type, literal(properties, ""));
}

/** Where a property's value comes from another resource, it reads as that resource's. */
export function stackProgram(example: StackExample): string {
  return Object.entries(example)
    .map(([name, { type, properties, sources = {} }]) => {
      const from = Object.entries(sources).map(([key, names]) => [key, { from: names }] as const);
      return declaration(name, type, literal({ ...properties, ...Object.fromEntries(from) }, ""));
    })
    .join("\n");
}

function declaration(name: string, type: string, args: string): string {
  return `const ${name} = new ${className(type)}("${name}", ${args});`;
}

function className(token: string): string {
  const [provider = "", module = "", name = ""] = token.split(":");
  if (provider === "patchwarden") return name;
  return [provider.replaceAll("-", "_"), module.split("/")[0], name].join(".");
}

const widest = 100;

function literal(value: unknown, indent: string): string {
  if (Array.isArray(value)) {
    return braced(
      "[",
      value.map((entry) => literal(entry, `${indent}  `)),
      "]",
      indent,
    );
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if ("from" in value && Array.isArray(value.from)) return `${value.from.join(", ")}.id`;
  const entries = Object.entries(value).map(
    ([key, entry]) => `${keyText(key)}: ${literal(entry, `${indent}  `)}`,
  );
  return entries.length === 0 ? "{}" : braced("{", entries, "}", indent);
}

function keyText(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key);
}

function braced(open: string, entries: readonly string[], close: string, indent: string): string {
  const pad = open === "{" ? " " : "";
  const line = `${open}${pad}${entries.join(", ")}${pad}${close}`;
  if (!line.includes("\n") && indent.length + line.length <= widest) return line;
  const lines = entries.map((entry) => `${indent}  ${entry},`);
  return [open, ...lines, `${indent}${close}`].join("\n");
}
