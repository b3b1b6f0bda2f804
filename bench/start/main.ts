/** `npm run bench -- start`: how long `stacks/` takes from a cold process, and its memory, against whole-provider imports. */
import { execFileSync } from "node:child_process";
import { renderTable } from "../../model/textTable";
import { type Kind, kinds, type Start, start } from "./load";

/** Turns of both; a machine that is busy for a while slows them alike. */
const turns = 7;

async function main([first, kind = ""]: readonly string[]): Promise<void> {
  if (first === "--start") {
    process.stdout.write(JSON.stringify(await start(kind as Kind, process.cwd())));
    return;
  }
  for (const one of kinds) startAlone(one);
  const measured: Record<Kind, Start[]> = { paths: [], whole: [] };
  for (let turn = 0; turn < turns; turn++) {
    process.stderr.write(`turn ${turn + 1} of ${turns} …\n`);
    for (const one of kinds) measured[one].push(startAlone(one));
  }
  for (const line of report(measured)) process.stdout.write(`${line}\n`);
}

function startAlone(kind: Kind): Start {
  const args = [process.argv[1] ?? "", "--start", kind];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

function report(measured: Readonly<Record<Kind, readonly Start[]>>): readonly string[] {
  const row = (name: string, digits: number, read: (one: Start) => number): readonly string[] => [
    name,
    ...kinds.map((kind) => median(measured[kind].map(read)).toFixed(digits)),
  ];
  return [
    ...renderTable(
      ["", "sub-paths", "whole providers"],
      [
        row("loaded, s", 2, ({ loaded }) => loaded),
        row("declared, s", 2, ({ declared }) => declared),
        row("memory, MiB", 0, ({ memory }) => memory),
        row("files loaded", 0, ({ files }) => files),
      ],
    ),
    `medians of ${turns} starts in turn, each in a process of its own, after one that is not counted`,
  ];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

void main(process.argv.slice(2));
