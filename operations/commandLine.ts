/** The command line: its commands in the order of the help. Each command itself stands in `commands/`. */
import { Command, CommanderError } from "commander";
import { version } from "../package.json";
import type { AddCommand, Outside } from "./commandOptions";
import { example } from "./commandOptions";
import { addBatches } from "./commands/batches";
import { addCalendar } from "./commands/calendar";
import { addCheck } from "./commands/check";
import { addClassify } from "./commands/classify";
import { addDiff } from "./commands/diff";
import { addDue } from "./commands/due";
import { addExceptions } from "./commands/exceptions";
import { addExplain } from "./commands/explain";
import { addInit } from "./commands/init";
import { addObligations } from "./commands/obligations";
import { addOnCall } from "./commands/onCall";
import { addPlan } from "./commands/plan";
import { addRaci } from "./commands/raci";
import { addRender } from "./commands/render";
import { addResponsibility } from "./commands/responsibility";
import { addSchema } from "./commands/schema";
import { addSimulate } from "./commands/simulate";
import { addStrategy } from "./commands/strategy";
import { addVendors } from "./commands/vendors";
import { addWaves } from "./commands/waves";
import type { ExitCode } from "./context";

const commands: readonly AddCommand[] = [
  addInit,
  addCheck,
  addExplain,
  addSimulate,
  addPlan,
  addCalendar,
  addDue,
  addObligations,
  addClassify,
  addStrategy,
  addWaves,
  addBatches,
  addRaci,
  addOnCall,
  addResponsibility,
  addVendors,
  addExceptions,
  addRender,
  addDiff,
  addSchema,
];

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
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => outside.out(text.trimEnd()),
      writeErr: (text) => outside.err(text.trimEnd()),
    })
    .addHelpText("after", example("patchwarden init && patchwarden check"));
  for (const add of commands) add(program, outside, state);
  return program;
}
