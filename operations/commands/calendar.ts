/** `patchwarden calendar`: what recurs, the next runs in local time and UTC with the freezes that bar them, and all of it as a file. */
import { suggestion } from "../../model/document/suggestion";
import { toICalendar } from "../../model/iCalendar/planCalendar";
import type { Plan } from "../../model/plan";
import { nextRuns, type PlannedRun } from "../../model/plannedRuns";
import { type RunSeries, seriesOf } from "../../model/runSeries";
import { scheduleSentence } from "../../model/scheduleSentence";
import { renderTable } from "../../model/textTable";
import { formatInstant, isoInstant } from "../../model/zone";
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
import { writeOutputs } from "../outputFiles";

export interface CalendarOptions extends DocumentOptions {
  readonly next: number;
  /** Only what concerns this group. */
  readonly group?: string;
  /** Where to write the calendar as iCalendar text. */
  readonly ics?: string;
}

export const addCalendar: AddCommand = (program, outside, state) => {
  onDocument(program.command("calendar"))
    .description("show the next maintenance and test windows in local time and UTC")
    .addOption(asOfOption())
    .option("--next <count>", "how many runs", parseCount, 10)
    .option("--group <group>", "only the windows of this group, and the tests of it and for it")
    .option("--ics <file>", "also write ten years of it as iCalendar, for any calendar program")
    .addHelpText("after", example("patchwarden calendar --next 5 --group web --ics web.ics"))
    .action((options) => {
      state.exit = runCalendar(options, commandContext(outside, options.asOf));
    });
};

export function runCalendar(options: CalendarOptions, context: CommandContext): ExitCode {
  const opened = openDocument(options, context);
  if ("exit" in opened) return opened.exit;
  const { policy, plan } = opened.loaded;
  const { group, ics, next } = options;
  const unknown = unknownGroup(plan, group);
  if (unknown !== undefined) {
    context.err(`calendar: ${unknown}`);
    return 2;
  }
  if (ics !== undefined) {
    const files = [{ file: ics, text: toICalendar(policy, plan, group) }];
    const sources = opened.loaded.files.map(({ file }) => file);
    const failed = writeOutputs("calendar", files, sources, context);
    if (failed !== undefined) return failed;
  }
  const runs = nextRuns(plan, context.asOf, next, group);
  if (options.json) context.out(JSON.stringify(toJson(options, plan, runs, context), null, 2));
  else print(options, plan, runs, context);
  return 0;
}

function unknownGroup(plan: Plan, group: string | undefined): string | undefined {
  const names = plan.groups.map(({ name }) => name);
  return group === undefined || names.includes(group)
    ? undefined
    : `unknown group "${group}"${suggestion(group, names)}; the document has ${names.join(", ")}`;
}

function toJson(
  { group, ics }: CalendarOptions,
  plan: Plan,
  runs: readonly PlannedRun[],
  { asOf }: CommandContext,
): object {
  return {
    asOf: isoInstant(asOf),
    windows: seriesOf(plan, group).map((series) => ({
      kind: series.kind,
      window: series.window.name,
      when: sentence(series),
      rings: series.members.map(({ label }) => label),
    })),
    runs: runs.map((run) => ({
      ...run,
      start: isoInstant(run.start),
      end: isoInstant(run.end),
    })),
    ...(ics === undefined ? {} : { written: ics }),
  };
}

function print(
  { group, ics }: CalendarOptions,
  plan: Plan,
  runs: readonly PlannedRun[],
  context: CommandContext,
): void {
  const series = seriesOf(plan, group);
  const windows = renderTable(
    ["window", "when"],
    series.map((one) => [
      one.window.name,
      `${one.kind === "test" ? "tests " : ""}${sentence(one)}`,
    ]),
  );
  const lines = series.length === 0 ? [] : [...windows, ""];
  for (const line of [...lines, ...renderRuns(runs)]) context.out(line);
  if (ics !== undefined) context.out(`written: ${ics}`);
  context.out(nextStep(runs, ics));
}

function sentence({ window }: RunSeries): string {
  return scheduleSentence(window.schedule, window.timezone, window.duration);
}

function nextStep(runs: readonly PlannedRun[], ics: string | undefined): string {
  if (runs.length === 0) return "next: give the document a window and a group whose ring names it";
  return ics === undefined
    ? "next: patchwarden check proves that these runs keep every deadline"
    : `next: open ${ics} in a calendar program, or subscribe to it where it is published`;
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
      run.frozenBy === undefined
        ? `${run.kind === "test" ? "tests " : ""}${run.rings.join(" ")}`
        : `barred by freeze ${run.frozenBy}`,
    ]),
  );
}
