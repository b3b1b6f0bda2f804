/** `patchwarden plan`: what the document resolves to, group by group and unit by unit. */
import { unknownWord } from "../../model/document/suggestion";
import { formatDuration } from "../../model/duration";
import type { Plan, PlannedGroup, PlannedRing, Rate } from "../../model/plan";
import { formatSchedule } from "../../model/schedule";
import { counted, renderTable } from "../../model/textTable";
import { selectPlan } from "../../model/units";
import { type AddCommand, commandContext, example, onDocument } from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";
import { type DocumentOptions, openDocument } from "../documentArgument";

export const addPlan: AddCommand = (program, outside, state) => {
  onDocument(program.command("plan"))
    .description("show what the policy resolves to and what would be deployed where")
    .option("--group <name>", "this group only; all when left out")
    .addHelpText("after", example("patchwarden plan -f patching.yaml --group web --json"))
    .action((options) => {
      state.exit = runPlan(options, commandContext(outside));
    });
};

export interface PlanOptions extends DocumentOptions {
  readonly group?: string;
}

export function runPlan(options: PlanOptions, context: CommandContext): ExitCode {
  const opened = openDocument(options, context);
  if ("exit" in opened) return opened.exit;
  const { group } = options;
  const names = opened.loaded.plan.groups.map(({ name }) => name);
  if (group !== undefined && !names.includes(group)) {
    context.err(`plan: ${unknownWord("group", group, names)}`);
    return 2;
  }
  const plan =
    group === undefined ? opened.loaded.plan : selectPlan(opened.loaded.plan, { groups: [group] });
  if (options.json) {
    context.out(JSON.stringify(plan, null, 2));
    return 0;
  }
  for (const line of renderPlan(plan)) context.out(line);
  context.out("next: patchwarden check proves it; patchwarden calendar --next 5 shows its runs");
  return 0;
}

/** The plan in three tables: windows, rings, places. */
export function renderPlan(plan: Plan): readonly string[] {
  const settings = renderSettings(plan);
  return [
    ...renderWindows(plan),
    "",
    ...renderGroups(plan),
    "",
    ...(settings.length === 0 ? [] : [...settings, ""]),
    ...renderUnits(plan),
  ];
}

function renderWindows(plan: Plan): readonly string[] {
  const windows = new Map(
    plan.groups.flatMap((group) => group.rings.map(({ window }) => [window.name, window])),
  );
  return renderTable(
    ["window", "when", "zone", "lasts", "cutoff"],
    [...windows.values()].map(({ name, schedule, timezone, duration, cutoff }) => [
      name,
      formatSchedule(schedule),
      timezone,
      formatDuration(duration),
      formatDuration(cutoff),
    ]),
  );
}

/** One row a ring: its window, soak and pace. */
function renderGroups(plan: Plan): readonly string[] {
  return renderTable(
    ["ring", "tier", "window", "soak", "at once", "stop after", "systems"],
    plan.groups.flatMap((group) => group.rings.map((ring) => ringRow(group, ring))),
  );
}

function ringRow(group: PlannedGroup, ring: PlannedRing): readonly string[] {
  return [
    ring.patchGroup,
    group.tier,
    ring.window.name,
    ring.soak === 0 ? "-" : formatDuration(ring.soak),
    formatRate(ring.concurrency),
    formatRate(ring.stopAfter),
    counted(new Set(ring.systems.map((cell) => cell.system)).size, "system"),
  ];
}

/** One row for each ring that asks something beyond patches; no table where none does. */
function renderSettings(plan: Plan): readonly string[] {
  const rows = plan.groups.flatMap((group) =>
    group.rings.flatMap((ring): (readonly string[])[] => {
      const told = settingWords(group, ring);
      return told.length === 0 ? [] : [[ring.patchGroup, told.join("; ")]];
    }),
  );
  return rows.length === 0 ? [] : renderTable(["ring", "asks besides"], rows);
}

function settingWords(group: PlannedGroup, { settings = {} }: PlannedRing): readonly string[] {
  const { when, maxAge, hybrid, autoScaling } = group.recoveryPoint;
  const { approval, startStopped, download, alarms, healthCheck, hooks = {} } = settings;
  const asked: readonly (readonly [isAsked: boolean, words: string])[] = [
    [approval === true, "approval"],
    [alarms !== undefined, `alarms ${alarms?.join(", ")}`],
    [startStopped === true, "starts what is stopped"],
    [download === true, "downloads first"],
    [when !== undefined, "recovery point in the window"],
    [maxAge !== undefined, `recovery point at most ${formatDuration(maxAge ?? 0)} old`],
    [hybrid !== undefined, "hybrid machines without a recovery point"],
    [autoScaling !== undefined, "machines of Auto Scaling groups without a recovery point"],
    [hooks.before !== undefined, `${hooks.before} before`],
    [hooks.after !== undefined, `${hooks.after} after`],
    [hooks.onExit !== undefined, `${hooks.onExit} on exit`],
    [healthCheck !== undefined, `health by ${healthCheck}`],
    [group.rollback?.onFailure !== undefined, "restores a machine that fails"],
  ];
  return asked.flatMap(([isAsked, words]) => (isAsked ? [words] : []));
}

function formatRate(rate: Rate): string {
  return rate.kind === "percent" ? `${rate.value}%` : String(rate.value);
}

/** One row a unit: what will be deployed where. */
function renderUnits(plan: Plan): readonly string[] {
  const aws = plan.aws.map((unit) => [
    "aws",
    `${unit.account} (${unit.accountId})`,
    unit.region,
    [counted(unit.baselines.length, "baseline"), counted(unit.windows.length, "window")].join(", "),
  ]);
  const azure = plan.azure.map((unit) => [
    "azure",
    `${unit.subscription} (${unit.subscriptionId})`,
    unit.location,
    counted(unit.configurations.length, "maintenance configuration"),
  ]);
  return renderTable(["cloud", "account", "place", "deploys"], [...aws, ...azure]);
}
