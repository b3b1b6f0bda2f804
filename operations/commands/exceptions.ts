/** `patchwarden exceptions`: every accepted risk, how long it still counts, and whether its tier allows it. */
import { type JudgedException, judgeExceptions } from "../../model/acceptance/judge";
import { findingFacts } from "../../model/findings/catalogue";
import type { Policy } from "../../model/policy";
import { counted, renderTable } from "../../model/textTable";
import {
  type AddCommand,
  asOfOption,
  commandContext,
  example,
  onDocument,
} from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";
import { type DocumentOptions, openDocument } from "../documentArgument";

export const addExceptions: AddCommand = (program, outside, state) => {
  onDocument(program.command("exceptions"))
    .description("show the accepted risks: how long they count, and whether their tiers allow them")
    .addOption(asOfOption())
    .addHelpText("after", example("patchwarden exceptions --as-of 2026-12-01T00:00Z"))
    .action((options) => {
      state.exit = runExceptions(options, commandContext(outside, options.asOf));
    });
};

export function runExceptions(options: DocumentOptions, context: CommandContext): ExitCode {
  const opened = openDocument(options, context);
  if ("exit" in opened) return opened.exit;
  const { policy } = opened.loaded;
  const judged = judgeExceptions(policy, context.asOf);
  const failing = judged.filter(fails);
  const exit = failing.length > 0 ? 3 : 0;
  if (options.json) {
    const exceptions = judged.map((one) => toJson(policy, one));
    context.out(JSON.stringify({ exit, exceptions }, null, 2));
    return exit;
  }
  for (const line of renderExceptions(policy, judged)) context.out(line);
  for (const { message } of judged.flatMap(({ objections }) => objections)) context.out(message);
  context.out(`${counted(judged.length, "exception")}, ${failing.length} not to be let stand`);
  context.out(
    exit === 0
      ? "next: patchwarden check shows what they accept"
      : "next: remove the cause, or have the risk accepted again as its tier allows",
  );
  return exit;
}

/** What the findings call an error, and what lasts too long whatever the finding's level. */
function fails({ objections }: JudgedException): boolean {
  return objections.some(
    ({ rule }) => rule === "exception/too-long" || findingFacts(rule).level === "error",
  );
}

const stateWords: Readonly<Record<string, string>> = {
  "exception/over-long": "TOO LONG",
  "exception/too-long": "TOO LONG",
  "exception/not-allowed": "NOT ALLOWED",
  "exception/renewed-too-often": "NOT ALLOWED",
  "exception/uncompensated": "NOT ALLOWED",
};

/** Expired first, then what the tier objects to, then how near the end is. */
function stateOf({ state, objections }: JudgedException): string {
  if (state === "expired") return "EXPIRED";
  const words = objections.flatMap(({ rule }) => stateWords[rule] ?? []);
  return words.length === 0 ? state : [...new Set(words)].join(", ");
}

function renderExceptions(policy: Policy, judged: readonly JudgedException[]): readonly string[] {
  return judged.length === 0
    ? []
    : renderTable(
        ["id", "state", "left", "expires", "renewals", "approved by", "tier", "scope", "accepts"],
        judged.map((one) => [
          one.exception.id,
          stateOf(one),
          `${one.daysLeft}d`,
          one.exception.expires,
          renewalsText(policy, one),
          one.exception.approvedBy,
          one.tier ?? "-",
          scopeText(one),
          one.exception.rule,
        ]),
      );
}

function renewalsText(policy: Policy, { exception, tier }: JudgedException): string {
  const allowed = policy.tiers[tier ?? ""]?.acceptance?.renewals;
  return allowed === undefined ? String(exception.renewals) : `${exception.renewals} of ${allowed}`;
}

function scopeText({ exception: { scope } }: JudgedException): string {
  const { group, ring } = scope;
  if (group === undefined && ring === undefined) return "everything";
  return `${group ?? "*"}${ring === undefined ? "" : `.${ring}`}`;
}

function toJson(policy: Policy, one: JudgedException): object {
  const { exception, state, daysLeft, tier, objections } = one;
  return {
    ...exception,
    state,
    daysLeft,
    tier,
    renewalsAllowed: policy.tiers[tier ?? ""]?.acceptance?.renewals,
    objections: objections.map(({ rule, message }) => ({ rule, message })),
  };
}
