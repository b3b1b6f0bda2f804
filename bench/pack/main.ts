/** `npm run bench -- pack [resources]`: how long `pulumi policy analyze` of a generated state takes with the whole pack, against an empty one. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { renderTable } from "../../model/textTable";
import { rules } from "../../policies/rules";
import { makeBundles } from "../../tools/bundles";
import { engineCommand, sandboxEnvironment } from "../../tools/environment";
import { root } from "../../tools/projectPaths";
import { generatedState } from "./state";

const turns = 10;
const packs = ["empty", "whole"] as const;
type Pack = (typeof packs)[number];

async function main([written = "1000"]: readonly string[]): Promise<void> {
  const count = Number(written);
  if (!Number.isInteger(count) || count < 1) {
    process.stderr.write(`the number of resources must be a whole number from 1, got ${written}\n`);
    process.exitCode = 2;
    return;
  }
  await makeBundles(root, ["policies"]);
  const folder = mkdtempSync(path.join(tmpdir(), "patchwarden-bench-"));
  const empty = emptyPack();
  try {
    const state = path.join(folder, "state.json");
    writeFileSync(state, generatedState(count));
    const folders = { empty, whole: path.join(root, "policies") };
    measure(count, (pack) => analyze(folder, state, folders[pack]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(empty, { recursive: true, force: true });
  }
}

/** In the project's folder, where it finds the SDK. */
function emptyPack(): string {
  mkdirSync(path.join(root, "dist"), { recursive: true });
  const folder = mkdtempSync(path.join(root, "dist", "empty-pack-"));
  writeFileSync(path.join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(
    path.join(folder, "package.json"),
    JSON.stringify({ name: "empty", version: "0.0.0", main: "index.js" }),
  );
  writeFileSync(
    path.join(folder, "index.js"),
    'new (require("@pulumi/policy").PolicyPack)("empty", { policies: [] });\n',
  );
  return folder;
}

interface Analysis {
  readonly seconds: number;
  readonly findings: number;
}

function analyze(sandbox: string, state: string, pack: string): Analysis {
  const started = performance.now();
  const events = output(["policy", "analyze", "--file", state, "--policy-pack", pack, "--json"], {
    ...sandboxEnvironment(sandbox),
    PATCHWARDEN_DOCUMENT: path.join(root, "patching.yaml"),
    PATCHWARDEN_AS_OF: "2026-12-01T00:00Z",
  });
  const seconds = (performance.now() - started) / 1000;
  return { seconds, findings: events.match(/"policyName"/g)?.length ?? 0 };
}

/** Mandatory findings end it with an exit code: they are what is asked for. */
function output(args: readonly string[], environment: NodeJS.ProcessEnv): string {
  const env = { ...process.env, ...environment };
  const options = { encoding: "utf8", env, maxBuffer: 2 ** 28, stdio: "pipe" } as const;
  try {
    return execFileSync(engineCommand(), args, options);
  } catch (error) {
    const { stdout } = error as { readonly stdout?: string };
    if (typeof stdout !== "string" || stdout === "") throw error;
    return stdout;
  }
}

function measure(count: number, run: (pack: Pack) => Analysis): void {
  const seconds: Record<Pack, number[]> = { empty: [], whole: [] };
  for (const pack of packs) run(pack);
  let findings = 0;
  for (let turn = 0; turn < turns; turn++) {
    process.stderr.write(`turn ${turn + 1} of ${turns} …\n`);
    for (const pack of packs) {
      const analysis = run(pack);
      seconds[pack].push(analysis.seconds);
      findings = analysis.findings;
    }
  }
  const [empty, whole] = packs.map((pack) => median(seconds[pack])) as [number, number];
  const rows = [
    ["empty pack, s", empty.toFixed(2)],
    ["whole pack, s", whole.toFixed(2)],
    ["ratio", (whole / empty).toFixed(2)],
    ["rules", String(rules.length)],
    ["findings", String(findings)],
  ];
  for (const line of renderTable([`${count} resources`, ""], rows)) {
    process.stdout.write(`${line}\n`);
  }
  process.stdout.write(
    `medians of ${turns} turns, each after the other, after one that is not counted\n`,
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

void main(process.argv.slice(2));
