/** `npm run bench -- preview [aws | azure] [resources …]`: what our components cost in a `pulumi preview`, against bare components and none. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { renderTable } from "../../model/textTable";
import { makeBundles } from "../../tools/bundles";
import { prepareSandbox } from "../../tools/sandboxHome";
import { recordEstate, sizeOf } from "./replay";
import {
  type Cloud,
  clouds,
  declarations,
  type Kind,
  kinds,
  type Preview,
  preview,
  type Request,
} from "./run";

const usual = [100, 500, 1000, 5000];
/** Turns of all three; a machine that is busy for a while slows them alike. A preview of 5,000 takes over a minute. */
const turnsOf = (resources: number): number => (resources > 1000 ? 3 : 5);

async function main(args: readonly string[]): Promise<void> {
  const [first, request = ""] = args;
  if (first === "--run") {
    process.stdout.write(JSON.stringify(await preview(JSON.parse(request))));
    return;
  }
  const wanted = clouds.filter((cloud) => cloud === first);
  const given = wanted.length === 0 ? args : args.slice(1);
  const sizes = given.length === 0 ? usual : given.map(Number);
  await makeBundles(process.cwd(), ["awsProvider", "azureProvider"]);
  const folder = mkdtempSync(path.join(tmpdir(), "patchwarden-bench-"));
  try {
    for (const cloud of wanted.length === 0 ? clouds : wanted) {
      for (const line of await measure(folder, cloud, sizes)) process.stdout.write(`${line}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Measured {
  readonly resources: number;
  /** One a turn. */
  readonly runs: Readonly<Record<Kind, readonly Preview[]>>;
}

async function measure(
  folder: string,
  cloud: Cloud,
  sizes: readonly number[],
): Promise<readonly string[]> {
  const recorded = await recordEstate(declarations[cloud]);
  const recording = path.join(folder, `${cloud}.json`);
  writeFileSync(recording, JSON.stringify(recorded));
  const measured = sizes.map((resources) => {
    const estates = Math.max(1, Math.round(resources / sizeOf(recorded)));
    return measureSize({ folder, cloud, recording, estates }, estates * sizeOf(recorded));
  });
  return report(cloud, measured);
}

interface Size extends Pick<Request, "cloud" | "recording" | "estates"> {
  readonly folder: string;
}

function measureSize({ folder, ...size }: Size, resources: number): Measured {
  const runs: Record<Kind, Preview[]> = { components: [], bare: [], flat: [] };
  const turns = turnsOf(resources);
  for (let turn = 0; turn < turns; turn++) {
    process.stderr.write(`${size.cloud}, ${resources} resources, turn ${turn + 1} of ${turns} …\n`);
    const creates = new Map<Kind, number>();
    // Each kind goes first in its turn: what the one before left warm helps none of them more.
    for (const kind of [...kinds.slice(turn % 3), ...kinds.slice(0, turn % 3)]) {
      const sandbox = mkdtempSync(path.join(folder, "sandbox-"));
      const run = runAlone({ ...size, kind, sandbox });
      runs[kind].push(run);
      creates.set(kind, run.creates);
    }
    if (creates.get("components") !== creates.get("bare")) {
      throw new Error("the bare components hold other resources than ours: record them anew");
    }
  }
  return { resources, runs };
}

function runAlone(request: Request): Preview {
  prepareSandbox(request.sandbox);
  const args = [process.argv[1] ?? "", "--run", JSON.stringify(request)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

function report(cloud: Cloud, measured: readonly Measured[]): readonly string[] {
  const row = (name: string, read: (one: Measured) => string): readonly string[] => [
    name,
    ...measured.map(read),
  ];
  const ratio = (one: Measured, other: Kind, read: (run: Preview) => number): string =>
    median(
      one.runs.components.map((own, turn) => read(own) / read(one.runs[other][turn] ?? own)),
    ).toFixed(2);
  const block = (unit: string, read: (run: Preview) => number) => [
    ...kinds.map((kind) =>
      row(`${kind}, ${unit}`, ({ runs }) => median(runs[kind].map(read)).toFixed(1)),
    ),
    row("components, times bare", (one) => ratio(one, "bare", read)),
    row("components, times flat", (one) => ratio(one, "flat", read)),
  ];
  return [
    ...renderTable(
      [cloud, ...measured.map(({ resources }) => `${resources} resources`)],
      [...block("s", ({ seconds }) => seconds), ...block("CPU s", ({ cpuSeconds }) => cpuSeconds)],
    ),
    `medians of ${turnsOf(1000)} previews in turn, ${turnsOf(5000)} above 1,000 resources; each in a process and a sandbox of its own; ratios: medians of those of each turn`,
  ];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

void main(process.argv.slice(2));
