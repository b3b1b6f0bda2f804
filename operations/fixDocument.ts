/** Looks for the fixes of a document within a time, and applies one of them to its files. */
import * as path from "node:path";
import { InvalidArgumentError } from "commander";
import { type FixSearch, findFixes } from "../model/fixes/findFixes";
import type { Fix } from "../model/fixes/fix";
import type { Judged } from "../model/fixes/judged";
import type { DocumentText } from "../model/load";
import { counted } from "../model/textTable";
import type { CommandContext, ExitCode } from "./context";
import { renderFix } from "./fixText";
import { replaceFiles } from "./writeFiles";

/** The number that a fix was printed with, and its id where it was given. */
export interface WantedFix {
  readonly number: number;
  readonly id?: string;
}

export function parseWantedFix(text: string): WantedFix {
  const [, number, id] = /^(\d{1,3})(?:@([0-9a-f]{8}))?$/.exec(text) ?? [];
  if (number === undefined || Number(number) === 0) {
    throw new InvalidArgumentError(
      `got "${text}"; write the number of a fix, such as 1 or 1@3fa2c1d0`,
    );
  }
  return { number: Number(number), ...(id === undefined ? {} : { id }) };
}

const quietMilliseconds = 2000;

/** Says on standard error that it is still looking, once that takes a while. */
export function searchFixes(
  document: DocumentText,
  judged: Judged,
  seconds: number,
  { asOf, now, err }: CommandContext,
): FixSearch {
  const started = now();
  let told = started;
  return findFixes(document, judged, asOf, {
    expired: () => now() - started > seconds * 1000,
    progress: (tried) => {
      if (now() - told < quietMilliseconds) return;
      told = now();
      err(`check: looking for fixes, ${counted(tried, "change")} tried`);
    },
  });
}

/** Why a fix was not written. */
export interface FixRefusal {
  readonly message: string;
  readonly exit: ExitCode;
}

/** The fix that was asked for, written into its files; or why not. */
export function applyFix(
  wanted: WantedFix,
  { fixes }: FixSearch,
  context: CommandContext,
): { readonly applied: Fix } | FixRefusal {
  const fix = fixes[wanted.number - 1];
  const refuse = (message: string, exit: ExitCode): FixRefusal => ({ message, exit });
  if (fix === undefined) {
    return refuse(
      `there is no fix ${wanted.number}; ${fixes.length === 0 ? "none was found" : `there are 1 to ${fixes.length}`}`,
      2,
    );
  }
  if (wanted.id !== undefined && wanted.id !== fix.id) {
    return refuse(
      `fix ${wanted.number} is ${fix.id} now, not ${wanted.id}: the document or the day has changed; run check again and choose anew`,
      2,
    );
  }
  const written = replaceFiles(
    fix.files.map(({ file, before, after }) => ({
      path: path.resolve(context.cwd, file),
      before,
      after,
    })),
  );
  return written.ok
    ? { applied: fix }
    : refuse(`${fix.files.map(({ file }) => file).join(", ")}: ${written.message}`, 1);
}

/** What was changed, and what people have to do about it. */
export function renderApplied(fix: Fix, number: number): readonly string[] {
  return [
    "applied:",
    ...renderFix(fix, number),
    ...[...fix.agreementLost, ...fix.neverAgreed].map(
      (window) =>
        `to do: agree on window ${window} with ${fix.groups.join(", ")}, then write agreedBy and agreedAt`,
    ),
    ...fix.needless.map((id) => `to do: remove exception ${id}`),
    "to do: look at the change (git diff), and commit it with who decided it",
    "",
  ];
}
