/** `npm run bench -- document [groups …]`: how the check of a document grows with its groups, phase by phase. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { renderTable } from "../../model/textTable";
import { type EndToEnd, timeEndToEnd, timePeer } from "./endToEnd";
import { organisation } from "./organisation";
import { type Measured, measure, type Phase, phases } from "./phases";

const asOf = Date.UTC(2026, 11, 1) / 60_000;
const usual = [100, 1000, 10_000];

type Whole = Measured & EndToEnd;

function main(args: readonly string[]): void {
  const [first, ...others] = args;
  if (first === "--measure") {
    process.stdout.write(JSON.stringify(measure(others[0] ?? "", asOf)));
    return;
  }
  if (first === "--peer") {
    timePeer(others[0] ?? "");
    return;
  }
  const sizes = args.length === 0 ? usual : args.map(Number);
  const folder = mkdtempSync(path.join(tmpdir(), "patchwarden-bench-"));
  try {
    const measured = sizes.map((groups) => measureAlone(path.join(folder, String(groups)), groups));
    for (const line of report(measured)) process.stdout.write(`${line}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In a process of its own: what was read and kept before, and its memory, would count in. */
function measureAlone(folder: string, groups: number): Whole {
  const { root, files } = organisation(groups);
  mkdirSync(path.join(folder, "groups"), { recursive: true });
  for (const [name, text] of Object.entries({ ...files, "patching.yaml": root })) {
    writeFileSync(path.join(folder, name), text);
  }
  process.stderr.write(`measuring ${groups} groups …\n`);
  const file = path.join(folder, "patching.yaml");
  const args = [process.argv[1] ?? "", "--measure", file];
  const measured: Measured = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
  return { ...measured, ...timeEndToEnd(file, asOf, groups > mostRepeated ? 1 : turns) };
}

/** Beyond so many groups once is long enough. */
const mostRepeated = 1000;
const turns = 5;

function report(measured: readonly Whole[]): readonly string[] {
  const column = (read: (one: Whole) => string): readonly string[] => measured.map(read);
  const cost = (phase: Phase) => (one: Measured) => {
    const { wall = 0, cpu = 0 } = one.costs[phase] ?? {};
    return `${wall.toFixed(0)} (${cpu.toFixed(0)})`;
  };
  const total = (one: Measured, key: "wall" | "cpu"): number =>
    phases.reduce((sum, phase) => sum + (one.costs[phase]?.[key] ?? 0), 0);
  const rows: readonly (readonly string[])[] = [
    ...phases.map((phase) => [phase, ...column(cost(phase))]),
    [
      "all",
      ...column((one) => `${total(one, "wall").toFixed(0)} (${total(one, "cpu").toFixed(0)})`),
    ],
    ["check, end to end", ...column(({ check }) => check.toFixed(0))],
    ["peer: yaml alone", ...column(({ peer }) => peer.toFixed(0))],
    ["times the peer", ...column(({ check, peer }) => (check / peer).toFixed(1))],
    ["growth", ...measured.map((one, index) => growth(measured[index - 1], one, total))],
    ["peak memory, MB", ...column((one) => one.peakMegabytes.toFixed(0))],
    ["text, MB", ...column((one) => (one.bytes / 1024 / 1024).toFixed(1))],
    ["files", ...column((one) => String(one.files))],
    ["promises proved", ...column((one) => String(one.cells))],
    ["findings", ...column((one) => String(one.findings))],
  ];
  return [
    ...renderTable(
      ["milliseconds (of processor)", ...column((one) => `${one.groups} groups`)],
      rows,
    ),
    "phases: one run, without the start of the process; growth: their processor time against the size before",
    `end to end and peer: medians of ${turns} runs in turn, each in a process of its own, of the wall clock`,
  ];
}

function growth(
  before: Measured | undefined,
  one: Measured,
  total: (one: Measured, key: "cpu") => number,
): string {
  if (before === undefined) return "-";
  const times = total(one, "cpu") / total(before, "cpu");
  return `${times.toFixed(1)} for ${(one.groups / before.groups).toFixed(0)} times the groups`;
}

main(process.argv.slice(2));
