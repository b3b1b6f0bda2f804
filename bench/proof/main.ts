/** `npm run bench -- proof [groups …]`: how long the proof takes and how it grows, against the simulator on the same plan. */
import { execFileSync } from "node:child_process";
import { renderTable } from "../../model/textTable";
import { type Measured, measure } from "./measure";
import { type Breadth, breadths } from "./plan";

const usual = [100, 1000, 10_000];

function main(args: readonly string[]): void {
  const [first, ...others] = args;
  if (first === "--measure") {
    const [groups, breadth = ""] = others;
    process.stdout.write(JSON.stringify(measure(Number(groups), breadth as Breadth)));
    return;
  }
  const sizes = args.length === 0 ? usual : args.map(Number);
  for (const breadth of breadths) {
    const measured = sizes.map((groups) => measureAlone(groups, breadth));
    for (const line of report(breadth, measured)) process.stdout.write(`${line}\n`);
  }
}

/** In a process of its own: what another plan left in memory would count in. */
function measureAlone(groups: number, breadth: Breadth): Measured {
  process.stderr.write(`measuring ${groups} groups, ${breadth} …\n`);
  const args = [process.argv[1] ?? "", "--measure", String(groups), breadth];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

function report(breadth: Breadth, measured: readonly Measured[]): readonly string[] {
  const row = (name: string, read: (one: Measured, index: number) => string) => [
    name,
    ...measured.map(read),
  ];
  return [
    ...renderTable(
      [breadth, ...measured.map(({ groups }) => `${groups} groups`)],
      [
        row("promises", ({ cells }) => String(cells)),
        row("distinct calendars", ({ calendars }) => String(calendars)),
        row("daily ones among them", ({ daily }) => String(daily)),
        row("proof, first time, ms", ({ proof }) => proof.first.toFixed(0)),
        row("proof, best of five, ms", ({ proof }) => proof.best.toFixed(0)),
        row("growth", (one, index) => growth(measured[index - 1], one)),
        row("peak memory, MB", ({ peakMegabytes }) => peakMegabytes.toFixed(0)),
        row("peer: one release by the simulator, µs", ({ peer }) =>
          (peer.perRelease * 1000).toFixed(1),
        ),
        row("peer: its walk through one calendar, ms", ({ peer }) => peer.perCalendar.toFixed(1)),
        row("peer: all calendars walked and one release of each promise, times the proof", (one) =>
          (peerOfAll(one) / one.proof.first).toFixed(1),
        ),
        row("releases that the proof is about, millions", ({ releases }) =>
          (releases / 1e6).toFixed(0),
        ),
      ],
    ),
    "the plan is made before; the simulator is timed on a sample, and found no landing later than proved",
  ];
}

function growth(before: Measured | undefined, one: Measured): string {
  if (before === undefined) return "-";
  const times = (one.proof.first / before.proof.first).toFixed(1);
  return `${times} for ${(one.groups / before.groups).toFixed(0)} times the groups`;
}

/** Milliseconds for the simulator to look at a single release of each promise: every calendar, then every promise. */
function peerOfAll({ peer, calendars, cells }: Measured): number {
  return calendars * peer.perCalendar + cells * peer.perRelease;
}

main(process.argv.slice(2));
