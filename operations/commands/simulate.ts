/** `patchwarden simulate`: where and when a patch would land that is released at an instant. */
import { dayOfDate } from "../../model/civilDay";
import { unknownWord } from "../../model/document/suggestion";
import { formatDuration } from "../../model/duration";
import type { Cloud, Plan, Severity } from "../../model/plan";
import { horizonOf } from "../../model/proof/context";
import type { SystemId } from "../../model/systems";
import { counted, renderTable } from "../../model/textTable";
import { type Instant, minutesPerDay } from "../../model/time";
import { type WhatIf, type WhatIfLanding, whatIf } from "../../model/whatIf";
import { formatInstant, isoInstant } from "../../model/zone";
import {
  type AddCommand,
  choiceOption,
  cloudWords,
  commandContext,
  eventOption,
  example,
  onDocument,
  severityWords,
} from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";
import { type DocumentOptions, openDocument } from "../documentArgument";

export interface SimulateOptions extends DocumentOptions {
  readonly release: Instant;
  readonly severity: Severity;
  readonly exploited?: boolean;
  readonly group?: string;
  readonly ring?: string;
  readonly cloud?: Cloud;
  readonly system?: string;
}

export const addSimulate: AddCommand = (program, outside, state) => {
  onDocument(program.command("simulate"))
    .description(
      "what if a patch were released: where and when would it land, and would it be in time?",
    )
    .requiredOption(
      "--release <instant>",
      "when the vendor releases it",
      eventOption("2026-12-15T18:00Z"),
    )
    .addOption(
      choiceOption("--severity <word>", "of what it fixes", severityWords).makeOptionMandatory(),
    )
    .option("--exploited", "what it fixes is known to be exploited from the release on")
    .option("--group <name>", "one group")
    .option("--ring <name>", "one ring")
    .addOption(choiceOption("--cloud <cloud>", "one cloud", cloudWords))
    .option("--system <name>", "one operating system, such as rhel-9")
    .addHelpText(
      "after",
      example("patchwarden simulate --release 2026-12-15T18:00Z --severity critical --exploited"),
    )
    .action((options) => {
      state.exit = runSimulate(options, commandContext(outside));
    });
};

export function runSimulate(options: SimulateOptions, context: CommandContext): ExitCode {
  const opened = openDocument(options, context);
  if ("exit" in opened) return opened.exit;
  const { policy, plan } = opened.loaded;
  const lost = unknownName(plan, options);
  if (lost !== undefined) {
    context.err(`simulate: ${lost}`);
    return 2;
  }
  const { release, severity, exploited = false, group, ring, cloud } = options;
  const system = options.system as SystemId | undefined;
  const asked: WhatIf = { release, severity, exploited, group, ring, cloud, system };
  const landings = whatIf({ policy, plan }, asked);
  if (landings.length === 0) {
    context.err("simulate: no ring has such machines; leave out --cloud or --system to see all");
    return 2;
  }
  const note = outsideOfProof(plan, release, context.asOf);
  const exit = landings.every(({ verdict }) => ["in time", "accepted"].includes(verdict)) ? 0 : 3;
  if (options.json) context.out(JSON.stringify(toJson(asked, landings, exit, note), null, 2));
  else for (const line of render(asked, landings, exit, note)) context.out(line);
  return exit;
}

/** The proof of today says nothing of a release before the policy is in force, or after the proof's end. */
function outsideOfProof(plan: Plan, release: Instant, asOf: Instant): string | undefined {
  const inForce = dayOfDate(plan.effectiveFrom) * minutesPerDay;
  const { until } = horizonOf(plan, asOf);
  if (release < inForce)
    return `the policy takes effect on ${plan.effectiveFrom} (effectiveFrom): before it nothing runs, and nothing is proved of this release`;
  return release <= until
    ? undefined
    : `what check proves ends with releases of ${formatInstant(until)}: of this one nothing is proved, it is followed by the calendar alone`;
}

/** One name after the other, so that a message lists what there is at that point. */
function unknownName({ groups }: Plan, options: SimulateOptions): string | undefined {
  const { group, ring, system } = options;
  const names = groups.map(({ name }) => name);
  if (group !== undefined && !names.includes(group)) return unknownWord("group", group, names);
  const wanted = groups.filter(({ name }) => group === undefined || name === group);
  const rings = wanted.flatMap((one) => one.rings);
  const ringNames = [...new Set(rings.map(({ name }) => name))];
  if (ring !== undefined && !ringNames.includes(ring)) return unknownWord("ring", ring, ringNames);
  const systems = new Set<string>(rings.flatMap((one) => one.systems.map((cell) => cell.system)));
  return system === undefined || systems.has(system)
    ? undefined
    : unknownWord("system", system, [...systems]);
}

function render(
  { release, severity, exploited }: WhatIf,
  landings: readonly WhatIfLanding[],
  exit: ExitCode,
  note: string | undefined,
): readonly string[] {
  const unserved = landings.filter(
    ({ verdict }) => verdict !== "in time" && verdict !== "accepted",
  );
  return [
    `${exploited ? "an exploited" : "a"} ${severity} patch, released ${formatInstant(release)}:`,
    ...(note === undefined ? [] : [`note: ${note}`]),
    ...renderTable(
      ["rings", "systems", "cloud", "by", "starts (UTC)", "lands (UTC)", "due (UTC)", "verdict"],
      landings.map(row),
    ),
    ...unserved.map((landing) => `${landing.rings.join(" ")}: ${landing.reason}`),
    exit === 0 ? "everything is in time" : unservedText(unserved),
    nextStep(unserved),
  ];
}

function nextStep(unserved: readonly WhatIfLanding[]): string {
  if (unserved.length === 0)
    return "next: patchwarden check proves the same for every release there can be";
  if (unserved.every(isOnlyUndeployed))
    return "next: choose a strategy that this release deploys, or ask the tool that builds the images; patchwarden strategy shows which groups";
  return unserved.every(({ undeployed }) => undeployed)
    ? "next: patchwarden check looks for a change that makes the images come in time; the promise stays unproved while nothing deploys their strategy"
    : "next: patchwarden check looks for the smallest change that repairs it";
}

/** No calendar is too late here: in time by the images', or without one. */
function isOnlyUndeployed({ verdict, undeployed }: WhatIfLanding): boolean {
  return undeployed === true && verdict !== "late";
}

/** `2 rings are too late, 1 ring is not deployed` */
function unservedText(landings: readonly WhatIfLanding[]): string {
  const ringsOf = (undeployed: boolean): number =>
    new Set(
      landings.flatMap((landing) =>
        isOnlyUndeployed(landing) === undeployed ? landing.rings : [],
      ),
    ).size;
  const sentence = (count: number, what: string): readonly string[] =>
    count === 0 ? [] : [`${counted(count, "ring")} ${count === 1 ? "is" : "are"} ${what}`];
  return [...sentence(ringsOf(false), "too late"), ...sentence(ringsOf(true), "not deployed")].join(
    ", ",
  );
}

function row(landing: WhatIfLanding): readonly string[] {
  const { rings, systems, cloud, through, start, finish, due } = landing;
  return [
    rings.join(" "),
    systems.length > 2 ? counted(systems.length, "system") : systems.join(" "),
    cloud,
    through ?? "-",
    short(start),
    short(finish),
    short(due),
    verdictText(landing),
  ];
}

function short(instant: Instant | undefined): string {
  return instant === undefined ? "-" : formatInstant(instant).replace(" UTC", "");
}

function verdictText({ verdict, toSpare }: WhatIfLanding): string {
  if (toSpare === undefined) return verdict === "in time" ? "nothing is promised" : verdict;
  const length = formatDuration(Math.abs(toSpare));
  if (verdict === "not deployed") return `not deployed, else ${length} to spare`;
  return toSpare < 0
    ? `${length} late${verdict === "accepted" ? ", accepted" : ""}`
    : `${length} to spare`;
}

function toJson(
  asked: WhatIf,
  landings: readonly WhatIfLanding[],
  exit: ExitCode,
  note: string | undefined,
): object {
  const instant = (key: "start" | "finish" | "due", { [key]: value }: WhatIfLanding): object =>
    value === undefined ? {} : { [key]: isoInstant(value) };
  return {
    ...asked,
    release: isoInstant(asked.release),
    exit,
    ...(note === undefined ? {} : { note }),
    landings: landings.map(({ toSpare, ...landing }) => ({
      ...landing,
      ...(toSpare === undefined ? {} : { toSpareMinutes: toSpare }),
      ...instant("start", landing),
      ...instant("finish", landing),
      ...instant("due", landing),
    })),
  };
}
