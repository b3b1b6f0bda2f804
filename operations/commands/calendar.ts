/** `patchwarden calendar`: the next runs of every window, in local time and UTC, with the freezes that bar them. */
import { nextRuns, type PlannedRun } from "../../model/calendar";
import { renderTable } from "../../model/textTable";
import { formatInstant } from "../../model/zone";
import {
  type AddCommand,
  asOfOption,
  commandContext,
  example,
  onDocument,
  parseCount,
} from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";
import { type DocumentOptions, openDocument } from "../documentArgument";

export interface CalendarOptions extends DocumentOptions {
  readonly next: number;
}

export const addCalendar: AddCommand = (program, outside, state) => {
  onDocument(program.command("calendar"))
    .description("show the next maintenance windows in local time and UTC")
    .addOption(asOfOption())
    .option("--next <count>", "how many runs", parseCount, 10)
    .addHelpText("after", example("patchwarden calendar --next 5"))
    .action((options) => {
      state.exit = runCalendar(options, commandContext(outside, options.asOf));
    });
};

export function runCalendar(options: CalendarOptions, context: CommandContext): ExitCode {
  const opened = openDocument(options, context);
  if ("exit" in opened) return opened.exit;
  const runs = nextRuns(opened.loaded.plan, context.asOf, options.next);
  if (options.json) {
    const json = runs.map((run) => ({
      ...run,
      start: formatInstant(run.start),
      end: formatInstant(run.end),
    }));
    context.out(JSON.stringify({ asOf: formatInstant(context.asOf), runs: json }, null, 2));
    return 0;
  }
  for (const line of renderRuns(runs)) context.out(line);
  context.out(
    runs.length === 0
      ? "next: give the document a window and a group whose ring names it"
      : "next: patchwarden check proves that these runs keep every deadline",
  );
  return 0;
}

/** A table of runs; a barred one says which freeze bars it. */
export function renderRuns(runs: readonly PlannedRun[]): readonly string[] {
  return renderTable(
    ["window", "local", "UTC", "clouds", "rings"],
    runs.map((run) => [
      run.window,
      formatInstant(run.start, run.timezone),
      formatInstant(run.start),
      run.clouds.join("+"),
      run.frozenBy === undefined ? run.rings.join(" ") : `barred by freeze ${run.frozenBy}`,
    ]),
  );
}
