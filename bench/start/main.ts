/** `npm run bench -- start`: how long `stacks/`, and Azure's components alone, take from a cold process, and their memory, against whole-provider imports. */
import { execFileSync } from "node:child_process";
import { renderTable } from "../../model/textTable";
import { type Kind, kinds, type Start, start } from "./load";

/** Turns of both; a machine that is busy for a while slows them alike. */
const turns = 5;

async function main([first, kind = ""]: readonly string[]): Promise<void> {
  if (first === "--start") {
    process.stdout.write(JSON.stringify(await start(kind as Kind, process.cwd())));
    return;
  }
  const measured = Object.fromEntries(kinds.map((one) => [one, [] as Turn[]]));
  for (const one of kinds) startAlone(one);
  for (let turn = 0; turn < turns; turn++) {
    process.stderr.write(`turn ${turn + 1} of ${turns} …\n`);
    for (const one of kinds) {
      measured[one]?.push({ ...startAlone(one), compiled: startAlone(one, compileAgain) });
    }
  }
  for (const line of report(measured)) process.stdout.write(`${line}\n`);
}

interface Turn extends Start {
  /** The same with every file of TypeScript compiled anew, as on a machine that has never run the program. */
  readonly compiled: Start;
}

/** The runner's loader keeps what it compiled in the folder for temporary files. */
const compileAgain = { TS_NODE_CACHE: "false" };

function startAlone(kind: Kind, environment: NodeJS.ProcessEnv = {}): Start {
  const args = [process.argv[1] ?? "", "--start", kind];
  const env = { ...process.env, ...environment };
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8", env }));
}

function report(measured: Readonly<Record<string, readonly Turn[]>>): readonly string[] {
  const row = (name: string, digits: number, read: (one: Turn) => number): readonly string[] => [
    name,
    ...kinds.map((kind) => median((measured[kind] ?? []).map(read)).toFixed(digits)),
  ];
  return [
    ...renderTable(
      ["", ...kinds],
      [
        row("loaded, s", 2, ({ loaded }) => loaded),
        row("loaded, CPU s", 2, ({ cpu }) => cpu),
        row("compiled and loaded, s", 2, ({ compiled }) => compiled.loaded),
        row("compiled and loaded, CPU s", 2, ({ compiled }) => compiled.cpu),
        row("declared, s", 2, ({ declared }) => declared),
        row("memory, MiB", 0, ({ memory }) => memory),
        row("compiling, MiB", 0, ({ compiled }) => compiled.memory),
        row("files loaded", 0, ({ files }) => files),
      ],
    ),
    `medians of ${turns} starts in turn, each in a process of its own, after one that is not counted`,
    "stack: both clouds; azure: Azure's components alone; whole: after `import * as` of the providers",
  ];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

void main(process.argv.slice(2));
