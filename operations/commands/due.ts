/** `patchwarden due`: when one vulnerability is due, which promise binds, and by which route each ring is in time. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { unknownWord } from "../../model/document/suggestion";
import { dueOf, type GroupDue } from "../../model/due/due";
import {
  completeReport,
  type Report,
  readReport,
  reportKeys,
  type Vulnerability,
} from "../../model/due/vulnerability";
import { formatFault } from "../../model/fault";
import type { Plan } from "../../model/plan";
import {
  type AddCommand,
  asOfOption,
  choiceOption,
  cloudWords,
  commandContext,
  eventOption,
  example,
  onDocument,
} from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";
import { type DocumentOptions, openDocument } from "../documentArgument";
import { dueJson, renderGroup } from "../dueText";

export interface DueOptions extends DocumentOptions, Report {
  readonly finding?: string;
  readonly ring?: string;
}

export const addDue: AddCommand = (program, outside, state) => {
  const command = onDocument(program.command("due"))
    .description(
      "when one vulnerability is due, which promise binds, and which run brings the patch",
    )
    .addOption(asOfOption())
    .option(
      "--finding <file>",
      "the vulnerability as JSON, - for standard input; options win over it",
    )
    .option("--group <name>", "this group only; all when left out")
    .option("--ring <name>", "this ring only");
  addFacts(command)
    .addHelpText(
      "after",
      example(
        "patchwarden due --severity critical --exploited --released 2026-12-01T09:00Z --group web",
      ),
    )
    .addHelpText(
      "after",
      "\nWhat is not told is unknown and counts as the strictest. JSON has the same names: severity, exploited,\n" +
        "exposed or exposure, automatable, technicalImpact, likelyExploitable, adverseImpact, released, detected,\n" +
        "evaluated, kevAdded, system, cloud, group, id.",
    )
    .action((options) => {
      state.exit = runDue(options, commandContext(outside, options.asOf));
    });
};

function addFacts(command: Command): Command {
  command.option("--id <id>", "name of the vulnerability, such as CVE-2026-1234");
  command.option("--severity <word>", "critical, high, medium, low, or the vendor's word");
  for (const [flag, what] of [
    ["exploited", "known to be exploited"],
    ["automatable", "an attack can be automated"],
    ["likely-exploitable", "likely to be exploited"],
  ] as const)
    command.addOption(
      new Option(`--${flag} [yes-or-no]`, what).argParser(parseTruth).preset("yes"),
    );
  for (const [flag, what, words] of [
    [
      "exposure",
      "whether the internet reaches it; the group's own when left out",
      ["internet", "internal"],
    ],
    ["technical-impact", "of an attack", ["partial", "total"]],
    ["adverse-impact", "FedRAMP's, from N2 to N5", ["N5", "N4", "N3", "N2"]],
    ["cloud", "on this cloud only", cloudWords],
  ] as const)
    command.addOption(choiceOption(`--${flag} <word>`, what, words));
  command.option("--system <id>", "on this system only, such as rhel-9");
  for (const [flag, what] of [
    ["released", "when the vendor released the patch"],
    ["detected", "when it was detected"],
    ["evaluated", "when it was evaluated"],
    ["kev-added", "when CISA listed it as exploited"],
  ] as const)
    command.option(`--${flag} <instant>`, what, eventOption("2026-12-01T09:30Z"));
  return command;
}

function parseTruth(text: string): boolean {
  if (["yes", "true"].includes(text)) return true;
  if (["no", "false"].includes(text)) return false;
  throw new InvalidArgumentError(`got "${text}"; write yes or no`);
}

export function runDue(options: DueOptions, context: CommandContext): ExitCode {
  const opened = openDocument(options, context);
  if ("exit" in opened) return opened.exit;
  const { policy, plan } = opened.loaded;
  const read = readVulnerability(options, plan, context);
  if ("faults" in read) return refuse(read.faults, context);
  const { vulnerability } = read;
  const group = options.group ?? vulnerability.group;
  const lost = unknownName(plan, group, options.ring);
  if (lost !== undefined) return refuse([lost], context);
  const { asOf } = context;
  const groups = dueOf({ policy, plan }, { vulnerability, asOf, group, ring: options.ring });
  if (groups.length === 0) return refuse([nothingThere(plan, group, options.ring)], context);
  const exit = groups.every(({ served }) => served) ? 0 : 3;
  if (options.json) {
    const answer = { policy, vulnerability, asOf, groups };
    context.out(JSON.stringify(dueJson(answer, exit), null, 2));
    return exit;
  }
  for (const one of groups) {
    for (const line of renderGroup(one, policy.timezone)) context.out(line);
    context.out("");
  }
  context.out(nextStep(groups, exit));
  return exit;
}

function refuse(faults: readonly string[], { err }: CommandContext): ExitCode {
  for (const fault of faults) err(`due: ${fault}`);
  return 2;
}

function readVulnerability(
  options: DueOptions,
  { severities }: Plan,
  context: CommandContext,
): { readonly vulnerability: Vulnerability } | { readonly faults: readonly string[] } {
  const reported = options.finding === undefined ? {} : readFinding(options.finding, context);
  if ("faults" in reported) return reported;
  const completed = completeReport({ ...reported, ...flagsOf(options) }, severities);
  return completed.ok ? completed : { faults: [completed.message] };
}

function readFinding(
  file: string,
  { cwd }: CommandContext,
): Report | { readonly faults: readonly string[] } {
  const shown = file === "-" ? "standard input" : file;
  let text: string;
  try {
    text = readFileSync(file === "-" ? 0 : path.resolve(cwd, file), "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return {
      faults: [`${shown} cannot be read (${code}); give a file with one vulnerability as JSON`],
    };
  }
  if (text.length > largestFinding)
    return { faults: [`${shown} is longer than 1 MB; give one vulnerability`] };
  const read = readReport(text, shown);
  return read.ok ? read.report : { faults: read.faults.map(formatFault) };
}

const largestFinding = 1024 * 1024;

/** The facts that options tell; the one that says how it is exposed replaces either word for it. */
function flagsOf(options: DueOptions): Report {
  const told = reportKeys.filter((key) => options[key] !== undefined);
  const facts: Report = Object.fromEntries(told.map((key) => [key, options[key]]));
  return facts.exposure == null ? facts : { ...facts, exposed: undefined };
}

function unknownName(
  { groups }: Plan,
  group: string | undefined,
  ring: string | undefined,
): string | undefined {
  const names = groups.map(({ name }) => name);
  if (group !== undefined && !names.includes(group)) return unknownWord("group", group, names);
  const wanted = groups.filter(({ name }) => group === undefined || name === group);
  const rings = [...new Set(wanted.flatMap((one) => one.rings.map(({ name }) => name)))];
  return ring === undefined || rings.includes(ring) ? undefined : unknownWord("ring", ring, rings);
}

function nothingThere(
  { groups }: Plan,
  group: string | undefined,
  ring: string | undefined,
): string {
  const wanted = groups
    .filter(({ name }) => group === undefined || name === group)
    .flatMap(({ rings }) => rings)
    .filter(({ name }) => ring === undefined || name === ring);
  const there = wanted.flatMap(({ systems }) =>
    systems.map((one) => `${one.system} on ${one.cloud}`),
  );
  return `${group === undefined ? "no group" : `group ${group}`} ${group === undefined ? "patches" : "does not patch"} that system and cloud; it may be ${[...new Set(there)].join(", ")}`;
}

function nextStep(groups: readonly GroupDue[], exit: ExitCode): string {
  const unserved = groups.flatMap(({ served, routes }) =>
    served ? [] : routes.filter(({ kind, undeployed }) => kind === "notServed" || undeployed),
  );
  if (exit === 3 && unserved.every(({ undeployed }) => undeployed))
    return "next: choose a strategy that this release deploys, or ask the tool that builds the images; patchwarden strategy shows which groups";
  if (exit === 3)
    return "next: patchwarden check proves whether this can happen to any release; trigger an out-of-cycle path earlier, or accept it in exceptions";
  return groups.some(({ routes }) => routes.some(({ kind }) => kind === "outOfCycle"))
    ? "next: call those on call for what goes out of cycle; the rest installs itself in its window"
    : "next: nothing to do, the windows bring it in time; patchwarden calendar --next 5 shows them";
}
