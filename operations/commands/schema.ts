/** `patchwarden schema`: the JSON Schema of the policy document, for editors' completion. */
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { partJsonSchema, policyJsonSchema } from "../../model/jsonSchema";
import { type AddCommand, commandContext, example } from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";

export interface SchemaOptions {
  /** Of an included file instead. */
  readonly part?: boolean;
  readonly write?: string;
  readonly json?: boolean;
}

export const addSchema: AddCommand = (program, outside, state) => {
  program
    .command("schema")
    .description("print the JSON Schema of the policy, for editors")
    .option("--part", "the schema of a file that the policy includes")
    .option("--write <file>", "write it to a file instead")
    .option("--json", "print the result of --write as JSON")
    .addHelpText("after", example("patchwarden schema --write patching.schema.json"))
    .action((options) => {
      state.exit = runSchema(options, commandContext(outside));
    });
};

/** What was written before, or nothing yet: a policy that is named by mistake stays. */
function isSchema(target: string): boolean {
  try {
    return /^\s*(?:\{|$)/.test(readFileSync(target, "utf8"));
  } catch {
    return true;
  }
}

export function runSchema(options: SchemaOptions, context: CommandContext): ExitCode {
  const text = JSON.stringify(options.part ? partJsonSchema() : policyJsonSchema(), null, 2);
  if (options.write === undefined) {
    context.out(text);
    return 0;
  }
  const target = path.resolve(context.cwd, options.write);
  if (!isSchema(target)) {
    context.err(`schema: ${options.write} is there and is no JSON; name another file`);
    return 2;
  }
  try {
    writeFileSync(target, `${text}\n`);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    context.err(`schema: ${options.write} could not be written (${code}); check the path`);
    return 1;
  }
  if (options.json) context.out(JSON.stringify({ written: options.write }, null, 2));
  else {
    context.out(`wrote ${options.write}`);
    context.out(
      `next: put this line on top of ${options.part ? "the files that your policy includes" : "your policy"}: # yaml-language-server: $schema=${options.write}`,
    );
  }
  return 0;
}
