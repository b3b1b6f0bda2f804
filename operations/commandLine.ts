/** The command line: names, options and help. Each command itself stands in `commands/`. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { parseInstant } from "../model/zone";
import { runCalendar } from "./commands/calendar";
import { failLevels, runCheck } from "./commands/check";
import { runInit } from "./commands/init";
import { runObligations } from "./commands/obligations";
import { runPlan } from "./commands/plan";
import { runSchema } from "./commands/schema";
import type { CommandContext, ExitCode } from "./context";
import { selectIds } from "./selectFindings";

export interface Outside extends Omit<CommandContext, "asOf"> {
  /** Milliseconds since 1970, as `Date.now` gives them. */
  now(): number;
}

/** Runs one command line (without node and script) and returns its exit code. Never throws for bad input. */
export function runCommandLine(args: readonly string[], outside: Outside): ExitCode {
  const state: { exit: ExitCode } = { exit: 0 };
  const program = commandLine(outside, state);
  try {
    program.parse([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  return state.exit;
}

function commandLine(outside: Outside, state: { exit: ExitCode }): Command {
  const program = new Command("patchwarden")
    .description("Patching as code for AWS and Azure: one policy, proved, deployed and enforced.")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => outside.out(text.trimEnd()),
      writeErr: (text) => outside.err(text.trimEnd()),
    })
    .addHelpText("after", example("patchwarden init && patchwarden check"));
  for (const add of [addInit, addCheck, addPlan, addCalendar, addObligations, addSchema])
    add(program, outside, state);
  return program;
}

type Add = (program: Command, outside: Outside, state: { exit: ExitCode }) => void;

const addInit: Add = (program, outside, state) => {
  program
    .command("init")
    .description("write a commented starter policy")
    .argument("[file]", "where to write it", "patching.yaml")
    .option("--force", "overwrite an existing file")
    .option("--json", "print the result as JSON")
    .addHelpText("after", example("patchwarden init patching.yaml"))
    .action((file, options) => {
      state.exit = runInit(file, options, context(outside));
    });
};

const addCheck: Add = (program, outside, state) => {
  onDocument(program.command("check"))
    .description("validate the policy and prove that it can keep its own deadlines")
    .addOption(asOfOption())
    .addOption(
      new Option("--fail-on <level>", "findings of this level and above end with exit code 3")
        .choices([...failLevels])
        .default("error"),
    )
    .addOption(
      new Option(
        "--only <id,…>",
        "show and judge only these findings: ids, or what ids begin with",
      ).argParser(parseOnly),
    )
    .option(
      "--sarif <file>",
      "also write the findings as SARIF 2.1.0, for editors and pull requests",
    )
    .addHelpText("after", example("patchwarden check --as-of 2026-12-01T00:00Z --fail-on warning"))
    .action((options) => {
      state.exit = runCheck(options, context(outside, options.asOf));
    });
};

const addPlan: Add = (program, outside, state) => {
  onDocument(program.command("plan"))
    .description("show what the policy resolves to and what would be deployed where")
    .addHelpText("after", example("patchwarden plan -f patching.yaml --json"))
    .action((options) => {
      state.exit = runPlan(options, context(outside));
    });
};

const addCalendar: Add = (program, outside, state) => {
  onDocument(program.command("calendar"))
    .description("show the next maintenance windows in local time and UTC")
    .addOption(asOfOption())
    .option("--next <count>", "how many runs", parseCount, 10)
    .addHelpText("after", example("patchwarden calendar --next 5"))
    .action((options) => {
      state.exit = runCalendar(options, context(outside, options.asOf));
    });
};

const addObligations: Add = (program, outside, state) => {
  program
    .command("obligations")
    .description("show what standards demand, and what binds in a policy")
    .argument("[id]", "one obligation, with everything that is known of it")
    .option("-f, --document <file>", "a policy document, to see what binds in it")
    .option("--json", "print the result as JSON")
    .addHelpText("after", example("patchwarden obligations essential-eight-ml2 -f patching.yaml"))
    .action((id, options) => {
      state.exit = runObligations(id, options, context(outside));
    });
};

const addSchema: Add = (program, outside, state) => {
  program
    .command("schema")
    .description("print the JSON Schema of the policy, for editors")
    .option("--write <file>", "write it to a file instead")
    .option("--json", "print the result of --write as JSON")
    .addHelpText("after", example("patchwarden schema --write patching.schema.json"))
    .action((options) => {
      state.exit = runSchema(options, context(outside));
    });
};

function onDocument(command: Command): Command {
  return command
    .option("-f, --document <file>", "the policy document", "patching.yaml")
    .option("--json", "print the result as JSON");
}

function asOfOption(): Option {
  return new Option(
    "--as-of <instant>",
    "the instant that counts as now, such as 2026-12-01T00:00Z",
  )
    .env("PATCHWARDEN_AS_OF")
    .argParser(parseAsOf);
}

function parseAsOf(text: string): number {
  const instant = parseInstant(text);
  if (instant === undefined)
    throw new InvalidArgumentError(`got "${text}"; write an instant such as 2026-12-01T00:00Z`);
  return instant;
}

function parseOnly(text: string): readonly string[] {
  const selected = selectIds(text.split(","));
  if (!selected.ok) throw new InvalidArgumentError(selected.message);
  return selected.ids;
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1000)
    throw new InvalidArgumentError(`got "${text}"; allowed are whole numbers from 1 to 1000`);
  return count;
}

function context(outside: Outside, asOf?: number): CommandContext {
  return {
    cwd: outside.cwd,
    asOf: asOf ?? Math.floor(outside.now() / 60_000),
    out: outside.out,
    err: outside.err,
  };
}

function example(text: string): string {
  return `\nExample:\n  ${text}`;
}
