/** Reads what `pulumi stack export` writes: the types of the stack's resources. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as z from "zod";

/** Of a much larger form: only what is read here has to fit. */
const stackExport = z.object({
  deployment: z.object({
    resources: z.array(z.object({ type: z.string(), custom: z.boolean().optional() })).nullish(),
  }),
});

export type StackTypes =
  | { readonly ok: true; readonly types: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** Types of the resources that a provider made, one for each resource; components only group them. */
export function readStackTypes(file: string, cwd: string): StackTypes {
  const refuse = (reason: string): StackTypes => ({
    ok: false,
    message: `${file} ${reason}; write it with: pulumi stack export --file ${file}`,
  });
  let text: string;
  try {
    text = readFileSync(path.resolve(cwd, file), "utf8");
  } catch (error) {
    return refuse(`could not be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse("is not JSON");
  }
  const parsed = stackExport.safeParse(value);
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.join(".");
    return refuse(`is not a stack export${at ? `: it has no valid ${at}` : ""}`);
  }
  const resources = parsed.data.deployment.resources ?? [];
  return { ok: true, types: resources.flatMap(({ type, custom }) => (custom ? [type] : [])) };
}
