/** Fixes as people and scripts read them: numbered, each as a patch with what it does and whom it touches. */
import { formatDuration } from "../model/duration";
import type { FixSearch } from "../model/fixes/findFixes";
import type { Fix } from "../model/fixes/fix";
import { unifiedDiff } from "../model/fixes/unifiedDiff";
import { counted, shortList } from "../model/textTable";

/** Lines about every fix that was found, or why there is none. */
export function renderFixes(search: FixSearch): readonly string[] {
  return [
    ...headline(search),
    ...search.fixes.flatMap((fix, index) => ["", ...renderFix(fix, index + 1)]),
    ...renderRefused(search),
    "",
  ];
}

const mostRefused = 3;

/** What would help, and does not count: somebody may decide otherwise. */
function renderRefused({ refused }: FixSearch): readonly string[] {
  return refused
    .slice(0, mostRefused)
    .map(
      ({ sentences, because }) =>
        `  would repair, but is refused: ${sentences.join("; ")}: ${because}`,
    );
}

function headline({ found, fixes, cut, tried }: FixSearch): readonly string[] {
  const time = cut
    ? [
        `the search was cut after ${counted(tried, "change")}: there may be more; --fix-time gives it longer`,
      ]
    : [];
  switch (found) {
    case "single":
      return [`${counted(fixes.length, "fix", "fixes")}, the least disruptive first:`, ...time];
    case "set":
      return [
        "no single change repairs the document; several together do (pairs first; of a larger set nothing can be left out):",
        ...time,
      ];
    case "none":
      return cut
        ? time
        : [
            `no fix: none of ${counted(tried, "change")} to delays, soaks, paths, capacity, windows, ring order and own deadlines repairs the document without making something else worse; the findings below say what else can be done`,
          ];
  }
}

/** One fix: its number and id, a sentence a change, the patch, the groups, what is left. */
export function renderFix(fix: Fix, number: number): readonly string[] {
  return [
    `fix ${number}@${fix.id}`,
    ...fix.changes.map(
      ({ kind, sentence, position: { file, line } }) => `  ${kind}: ${sentence} (${file}:${line})`,
    ),
    ...renderPatch(fix),
    ...effects(fix).map((line) => `  ${line}`),
  ];
}

export function renderPatch({ files }: Fix): readonly string[] {
  return files.flatMap(({ file, before, after }) => [
    `--- ${file}`,
    `+++ ${file}`,
    ...unifiedDiff(before, after).split("\n"),
  ]);
}

const mostTightened = 3;

function effects(fix: Fix): readonly string[] {
  const { groups, slack, tightened, undeployed, agreementLost, neverAgreed, needless } = fix;
  const tightest = [...tightened].sort((a, b) => a.after - b.after).slice(0, mostTightened);
  return [
    `groups that share what it changes: ${groups.join(", ")}`,
    `slack after it: ${slack.join(", ")}`,
    ...(tightened.length === 0
      ? []
      : [
          `less slack, but kept: ${tightest.map(({ cell, before, after }) => `${cell} ${formatDuration(before)} → ${formatDuration(after)}`).join("; ")}${tightened.length > tightest.length ? `; and ${tightened.length - tightest.length} more` : ""}`,
        ]),
    ...(undeployed.length === 0
      ? []
      : [
          `stays unproved: ${shortList(undeployed)}: nothing of this release deploys their strategy, so even in time by the calendar check ends with 3`,
        ]),
    ...agreementLost.map(
      (window) =>
        `window ${window} loses agreedBy and agreedAt: nobody has agreed to its new times`,
    ),
    ...neverAgreed.map((window) => `nobody has agreed to window ${window} yet`),
    ...needless.map((id) => `exception ${id} is needed no longer`),
  ];
}

export function fixesJson(search: FixSearch): object {
  return {
    found: search.found,
    cut: search.cut,
    tried: search.tried,
    refused: search.refused,
    fixes: search.fixes.map((fix, index) => fixJson(fix, index + 1)),
  };
}

export function fixJson({ files, tightened, ...fix }: Fix, number: number): object {
  return {
    number,
    ...fix,
    tightened: tightened.map(({ cell, before, after }) => ({
      cell,
      beforeMinutes: before,
      afterMinutes: after,
    })),
    patches: files.map(({ file, before, after }) => ({ file, patch: unifiedDiff(before, after) })),
  };
}
