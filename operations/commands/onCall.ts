/** `patchwarden oncall`: who is on call with authority for which out-of-cycle path, and when too few are. */
import { Option } from "commander";
import { coverage, decidedPaths, type PathCoverage } from "../../model/onCall/coverage";
import { coveredDays, coveredSpan, describeGap, describeSpan } from "../../model/onCall/findings";
import { rosterOf } from "../../model/onCall/roster";
import type { Policy } from "../../model/policy";
import { counted, renderTable } from "../../model/textTable";
import { isoInstant } from "../../model/zone";
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

export interface OnCallOptions extends DocumentOptions {
  readonly days: number;
}

export const addOnCall: AddCommand = (program, outside, state) => {
  onDocument(program.command("oncall"))
    .description("show who is on call with authority for which path, and where too few are")
    .addOption(
      new Option("--days <n>", "how many days to look ahead")
        .argParser(parseCount)
        .default(coveredDays),
    )
    .addOption(asOfOption())
    .addHelpText("after", example("patchwarden oncall --days 90 --as-of 2026-12-01T00:00Z"))
    .action((options) => {
      state.exit = runOnCall(options, commandContext(outside, options.asOf));
    });
};

export function runOnCall(options: OnCallOptions, context: CommandContext): ExitCode {
  const opened = openDocument(options, context);
  if ("exit" in opened) return opened.exit;
  const { policy } = opened.loaded;
  const { from, until } = coveredSpan(policy, context.asOf, options.days);
  const paths = coverage(policy, from, until);
  const unanswered = rosterOf(policy) === undefined ? decidedPaths(policy) : [];
  const isOpen = paths.some(({ gaps, lapses }) => gaps.length + lapses.length > 0);
  const exit = isOpen || unanswered.length > 0 ? 3 : 0;
  if (options.json) {
    context.out(JSON.stringify(toJson(paths, from, until, exit), null, 2));
    return exit;
  }
  const lines =
    unanswered.length > 0
      ? unanswered.map(({ path }) => `path ${path} asks the people on call, and there is no onCall`)
      : renderCoverage(policy, paths, from, until);
  for (const line of lines) context.out(line);
  context.out(nextStep(exit, unanswered.length > 0));
  return exit;
}

function renderCoverage(
  policy: Policy,
  paths: readonly PathCoverage[],
  from: number,
  until: number,
): readonly string[] {
  const zone = rosterOf(policy)?.zone ?? policy.timezone;
  const span = describeSpan(from, until, zone);
  if (paths.length === 0) return [`${span}: no path of a group asks the people on call`];
  const rows = paths.flatMap(({ path, quorum, stretches }) =>
    stretches.map((one) => [
      path,
      describeSpan(one.from, one.until, zone),
      one.people.length === 0 ? "NOBODY" : one.people.join(", "),
      `${one.people.length} of ${quorum}${one.people.length < quorum ? " GAP" : ""}`,
    ]),
  );
  return [
    ...renderTable(["path", "when", "may decide", "quorum"], rows),
    ...paths.flatMap((path) => openLines(path, zone)),
  ];
}

function openLines({ path, quorum, gaps, lapses }: PathCoverage, zone: string): readonly string[] {
  return [
    `${path}: ${gaps.length === 0 ? "no gap" : counted(gaps.length, "gap")}`,
    ...gaps.map((gap) => `  gap: ${describeGap(gap, quorum, zone)}`),
    ...lapses.flatMap(({ person, ended, spans }) =>
      spans.map(
        ([from, until]) =>
          `  lapsed: ${person} is on call from ${describeSpan(from, until, zone)}, and might decide until ${ended} only`,
      ),
    ),
  ];
}

function toJson(
  paths: readonly PathCoverage[],
  from: number,
  until: number,
  exit: ExitCode,
): object {
  const span = (one: { readonly from: number; readonly until: number }): object => ({
    ...one,
    from: isoInstant(one.from),
    until: isoInstant(one.until),
  });
  return {
    exit,
    ...span({ from, until }),
    paths: paths.map(({ stretches, gaps, lapses, ...rest }) => ({
      ...rest,
      stretches: stretches.map(span),
      gaps: gaps.map(span),
      lapses: lapses.map(({ spans, ...lapse }) => ({
        ...lapse,
        spans: spans.map(([begin, end]) => span({ from: begin, until: end })),
      })),
    })),
  };
}

function nextStep(exit: ExitCode, isMissing: boolean): string {
  if (isMissing)
    return "next: add people and onCall to the document, or name who decides in the path's decide.by";
  return exit === 0
    ? "next: patchwarden check proves the rest of the document"
    : "next: add people to the shifts or renew their authority, then look again";
}
