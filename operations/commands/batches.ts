/** `patchwarden batches`: machines in batches that keep every limit of the document. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { type Batches, batchesOf } from "../../model/concurrency/batches";
import type { Machine } from "../../model/concurrency/caps";
import { readMachines } from "../../model/concurrency/readMachines";
import { concurrencyRules } from "../../model/concurrency/rules";
import { defaultClusterTag } from "../../model/document/limits";
import { counted, renderTable, shortList } from "../../model/textTable";
import { type AddCommand, commandContext, example, onDocument } from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";
import { type DocumentOptions, openDocument } from "../documentArgument";
import { groupFault } from "../groupArgument";

export interface BatchOptions extends DocumentOptions {
  readonly machines: string;
  /** Only the machines of this group. */
  readonly group?: string;
}

export const addBatches: AddCommand = (program, outside, state) => {
  onDocument(program.command("batches"))
    .description("put machines into batches that keep every limit on how many are patched at once")
    .requiredOption(
      "--machines <file>",
      "JSON array or JSON lines: id, group, ring, cluster, zone, …",
    )
    .option("--group <name>", "only the machines of this group")
    .addHelpText("after", example("patchwarden batches --machines machines.json --group payments"))
    .action((options) => {
      state.exit = runBatches(options, commandContext(outside));
    });
};

export function runBatches(options: BatchOptions, context: CommandContext): ExitCode {
  const opened = openDocument(options, context);
  if ("exit" in opened) return opened.exit;
  const { policy, plan } = opened.loaded;
  const rules = concurrencyRules(policy, plan);
  const source = readText(options.machines, context);
  const read =
    source === undefined
      ? { ok: false as const, message: "could not be read; check the path" }
      : readMachines(
          source,
          rules,
          (group) => policy.groups[group]?.limits?.clusterTag ?? defaultClusterTag,
        );
  const fault =
    groupFault("batches", options.group, Object.keys(policy.groups)) ??
    (read.ok ? undefined : `batches: ${options.machines}: ${read.message}`);
  if (!read.ok || fault !== undefined) {
    context.err(fault ?? "");
    return 2;
  }
  const wanted = read.machines.filter(({ group }) => [undefined, group].includes(options.group));
  const result = batchesOf(wanted, rules);
  if (options.json) context.out(JSON.stringify(toJson(result), null, 2));
  else for (const line of render(result)) context.out(line);
  return result.stuck.length > 0 ? 3 : 0;
}

function readText(file: string, { cwd }: CommandContext): string | undefined {
  try {
    return readFileSync(path.resolve(cwd, file), "utf8");
  } catch {
    return undefined;
  }
}

function toJson({ batches, caps, stuck }: Batches): object {
  return { batches: batches.map(ids), caps, stuck: ids(stuck) };
}

function ids(machines: readonly Machine[]): readonly string[] {
  return machines.map(({ id }) => id);
}

function render({ batches, caps, stuck }: Batches): readonly string[] {
  const rows = batches.map((batch, index) => [
    String(index + 1),
    String(batch.length),
    shortList([...new Set(batch.map(({ group, ring }) => `${group}.${ring}`))]),
    shortList(ids(batch)),
  ]);
  const limits = caps.map(({ name, machines, most, peak }) => [
    name,
    String(machines),
    String(most),
    String(peak),
  ]);
  const total = batches.reduce((sum, batch) => sum + batch.length, 0);
  return [
    `${counted(total, "machine")} in ${counted(batches.length, "batch", "batches")}, one after the other`,
    ...(rows.length === 0
      ? []
      : ["", ...renderTable(["batch", "count", "rings", "machines"], rows)]),
    ...(limits.length === 0
      ? []
      : ["", ...renderTable(["limit", "machines", "at once", "most used"], limits)]),
    ...(stuck.length === 0
      ? []
      : [
          `${counted(stuck.length, "machine")} never: their groups depend on one another in a circle`,
        ]),
    stuck.length > 0
      ? "next: patchwarden waves shows the circle; remove one dependsOn of it"
      : "next: patch a batch, see that it is healthy, then the next; --json gives all ids",
  ];
}
