/** `patchwarden waves`: in which order groups go, by what they depend on, and when each ring runs next. */
import { type GroupWaves, groupWaves, type WaveGroup } from "../../model/groupWaves";
import { renderTable, shortList } from "../../model/textTable";
import { formatInstant, isoInstant } from "../../model/zone";
import {
  type AddCommand,
  asOfOption,
  commandContext,
  example,
  onDocument,
} from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";
import type { DocumentOptions } from "../documentArgument";
import { openWithGroup } from "../groupArgument";

export interface WavesOptions extends DocumentOptions {
  /** Only this group and what it depends on. */
  readonly group?: string;
}

export const addWaves: AddCommand = (program, outside, state) => {
  onDocument(program.command("waves"))
    .description("show in which order groups go by what they depend on, and their next runs")
    .addOption(asOfOption())
    .option("--group <name>", "only this group and what it depends on")
    .addHelpText("after", example("patchwarden waves --group payments --as-of 2026-12-01T00:00Z"))
    .action((options) => {
      state.exit = runWaves(options, commandContext(outside, options.asOf));
    });
};

export function runWaves(options: WavesOptions, context: CommandContext): ExitCode {
  const opened = openWithGroup("waves", options.group, options, context);
  if ("exit" in opened) return opened.exit;
  const { policy, plan } = opened.loaded;
  const found = groupWaves(policy, plan, context.asOf, options.group);
  if (options.json) context.out(JSON.stringify(toJson(found, context), null, 2));
  else {
    for (const line of render(found)) context.out(line);
    context.out(nextStep(found));
  }
  return found.cycles.length > 0 ? 3 : 0;
}

function toJson({ waves, cycles, stuck }: GroupWaves, { asOf }: CommandContext): object {
  return {
    asOf: isoInstant(asOf),
    waves: waves.map((wave) =>
      wave.map((group) => ({
        ...group,
        rings: group.rings.map(({ next, ...ring }) => ({
          ...ring,
          next: next === undefined ? null : isoInstant(next),
        })),
      })),
    ),
    cycles,
    stuck,
  };
}

/** What a group depends on stands beside its first ring. */
function groupRows(
  { group, dependsOn, promotedFrom = "", rings }: WaveGroup,
  wave: number,
  promoted: boolean,
): readonly (readonly string[])[] {
  const about = [shortList(dependsOn), ...(promoted ? [promotedFrom] : [])];
  return rings.map(({ ring, window, next, timezone }, place) => [
    String(wave),
    `${group}.${ring}`,
    window,
    next === undefined ? "none in the proved years" : formatInstant(next, timezone),
    ...(place === 0 ? about : []),
  ]);
}

function render({ waves, cycles, stuck }: GroupWaves): readonly string[] {
  const promoted = waves.flat().some((group) => group.promotedFrom !== undefined);
  const rows = waves.flatMap((wave, index) =>
    wave.flatMap((group) => groupRows(group, index + 1, promoted)),
  );
  return [
    ...(rows.length === 0
      ? []
      : renderTable(
          [
            ...["wave", "ring", "window", "next run", "depends on"],
            ...(promoted ? ["patches rest first in"] : []),
          ],
          rows,
        )),
    ...cycles.map((cycle) => `circle: ${[...cycle, cycle[0]].join(" depends on ")}`),
    ...(stuck.length === 0
      ? []
      : [`in no wave, since in a circle or behind one: ${stuck.join(", ")}`]),
  ];
}

function nextStep({ cycles }: GroupWaves): string {
  return cycles.length > 0
    ? "next: remove one dependsOn of each circle, then run patchwarden waves again"
    : "next: patchwarden check --only dependency shows where runs do not follow this order";
}
