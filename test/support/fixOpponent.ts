/** The opponent of the fixes: applies each to a file, and looks whether it keeps its word. Shares no code with the search. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { expect } from "vitest";
import { Lexer, parse } from "yaml";
import { nothingBeside } from "../../model/beside";
import { reportFindings } from "../../model/findings/report";
import { findFixes } from "../../model/fixes/findFixes";
import type { Fix } from "../../model/fixes/fix";
import { judge } from "../../model/fixes/judged";
import { loadPlan, parsePlan } from "../../model/load";
import { prove } from "../../model/proof/prove";
import type { CellProof, Proof } from "../../model/proof/verdict";
import { replaceFiles } from "../../operations/writeFiles";

export const asOf = Date.parse("2026-12-01T00:00Z") / 60_000;

/** What a campaign has seen. */
export interface FixCounts {
  documents: number;
  broken: number;
  repaired: number;
  sets: number;
  readonly kinds: Map<string, number>;
}

export function fixCounts(): FixCounts {
  return { documents: 0, broken: 0, repaired: 0, sets: 0, kinds: new Map() };
}

interface Checked {
  readonly proof: Proof;
  readonly findings: readonly string[];
}

/** Fails when a fix does not make the proof hold, makes anything else worse, or touches more of the text than it says. */
export function compareFixes(text: string, counts: FixCounts): void {
  const loaded = parsePlan(text);
  expect(loaded.ok ? [] : loaded.faults, text).toEqual([]);
  if (!loaded.ok) return;
  counts.documents++;
  const before = checked(loaded);
  const judged = judge(loaded, asOf);
  const document = { file: "patching.yaml", text, beside: nothingBeside };
  const search = findFixes(document, judged, asOf, { expired: () => false });
  if (before.proof.holds) {
    expect(search.fixes).toEqual([]);
    return;
  }
  counts.broken++;
  if (search.fixes.length > 0) counts.repaired++;
  if (search.found === "set") counts.sets++;
  for (const fix of search.fixes) {
    for (const { kind } of fix.changes) counts.kinds.set(kind, (counts.kinds.get(kind) ?? 0) + 1);
    compareFix(text, before, fix);
  }
}

function checked(loaded: Extract<ReturnType<typeof parsePlan>, { ok: true }>): Checked {
  const proof = prove(loaded.plan, asOf);
  const findings = reportFindings(loaded, proof, asOf)
    // A moved or new window waits for its agreement, and the old one for its use: that is told with the fix.
    .filter(
      ({ rule }) => !["exception/unused", "unused/definition", "window/not-agreed"].includes(rule),
    )
    .filter(({ accepted }) => accepted === undefined)
    .map(({ rule, level, group, ring }) => [level, rule, group, ring].join(" "));
  return { proof, findings };
}

function compareFix(text: string, before: Checked, fix: Fix): void {
  const folder = mkdtempSync(path.join(tmpdir(), "patchwarden-fix-"));
  const file = path.join(folder, "patching.yaml");
  try {
    writeFileSync(file, text);
    const texts = fix.files.map((one) => ({ ...one, path: file }));
    expect(replaceFiles(texts)).toEqual({ ok: true });
    const fixed = readFileSync(file, "utf8");
    const loaded = loadPlan(file);
    expect(loaded.ok, fixed).toBe(true);
    if (!loaded.ok) return;
    const after = checked(loaded);
    expect(after.proof.holds, fixed).toBe(true);
    expectNothingWorse(before, after);
    expectSameRest(text, fixed);
    if (fix.changes.length === 1) expectSmallest(text, fixed);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const order = ["kept", "accepted", "late", "notServed"];

function expectNothingWorse(before: Checked, after: Checked): void {
  const name = (cell: CellProof): string =>
    JSON.stringify([cell.group, cell.ring, cell.system, cell.cloud, cell.class]);
  const verdicts = new Map(after.proof.cells.map((cell) => [name(cell), cell.verdict.kind]));
  expect([...verdicts.keys()].sort()).toEqual(before.proof.cells.map(name).sort());
  for (const cell of before.proof.cells) {
    const is = order.indexOf(verdicts.get(name(cell)) ?? "");
    expect(is, name(cell)).toBeLessThanOrEqual(order.indexOf(cell.verdict.kind));
  }
  const left = [...before.findings];
  for (const one of after.findings) {
    const place = left.indexOf(one);
    expect(place, `new finding: ${one}`).toBeGreaterThanOrEqual(0);
    left.splice(place, 1);
  }
}

/** Comments and line ends are as before, and all lines but a few. */
function expectSameRest(before: string, after: string): void {
  const comments = (text: string): readonly string[] =>
    [...new Lexer().lex(text)].filter((token) => token.startsWith("#"));
  expect([...comments(after)].sort()).toEqual([...comments(before)].sort());
  expect(after.includes("\r\n")).toBe(before.includes("\r\n"));
  if (before.includes("\r\n")) expect(after).not.toMatch(/[^\r]\n/);
  const lines = new Set(after.split("\n"));
  const changed = before.split("\n").filter((line) => !lines.has(line));
  expect(changed.length).toBeLessThanOrEqual(8);
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Where one length of time was changed: one step less far, and the document does not hold. */
function expectSmallest(before: string, after: string): void {
  const [was, is] = [leaves(parse(before)), leaves(parse(after))];
  const changed = is.filter((leaf, index) => leaf.value !== was[index]?.value);
  const [leaf] = changed;
  if (was.length !== is.length || changed.length !== 1 || leaf === undefined) return;
  const old = was.find(({ path: at }) => at.join("/") === leaf.path.join("/"))?.value;
  const next = oneStepBack(String(leaf.value), String(old), leaf.path);
  if (next === undefined) return;
  const document = parse(after) as object;
  let holder = document as Record<string, unknown>;
  for (const step of leaf.path.slice(0, -1)) holder = holder[step] as Record<string, unknown>;
  holder[leaf.path.at(-1) ?? ""] = next;
  const loaded = parsePlan(JSON.stringify(document));
  if (!loaded.ok) return;
  expect(prove(loaded.plan, asOf).holds, `${leaf.path.join(".")}: ${next} does, too`).toBe(false);
}

/** A day back for delays and promises, an hour for soaks; nothing where that is where it came from. */
function oneStepBack(is: string, was: string, at: readonly string[]): string | undefined {
  const [, count, unit] = /^(\d+)([dh])$/.exec(is) ?? [];
  const [, before, beforeUnit] = /^(\d+)([dh])$/.exec(was) ?? [];
  if (count === undefined || before === undefined || unit !== beforeUnit) return undefined;
  if (!at.includes("deadlines") && at.at(-1) !== "after") return undefined;
  const next = Number(count) + (Number(count) > Number(before) ? -1 : 1);
  return next === Number(before) ? undefined : `${next}${unit}`;
}

function leaves(value: unknown, at: readonly string[] = []): readonly Leaf[] {
  if (typeof value !== "object" || value === null) return [{ path: at, value }];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, [...at, key]));
}
