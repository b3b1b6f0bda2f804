/** How findings are told: in one line, at the level they have, answered by exceptions of the document. */
import type { ReportViolation } from "@pulumi/policy";
import { answerOf, type Concerned, type ExceptionAnswer } from "./exceptions";
import {
  type Broken,
  brokenMessage,
  type Outcome,
  type Undetermined,
  undeterminedMessage,
} from "./outcome";
import type { Rule, World } from "./rule";
import { isNewerThan } from "./ruleset";

/** The SDK accepts an object where its types say string: the one way to report at a level of its own. */
type Report = (finding: {
  readonly message: string;
  readonly name?: string;
  readonly enforcementLevel?: Rule["level"];
  readonly severity?: Rule["severity"];
  readonly urn?: string;
}) => void;

/** Where the page of a rule stands; what the pack itself asks for stands on the page of all rules. */
function pageOf(ruleId: string): string {
  return ruleId.startsWith("patchwarden-") ? "docs/rules.md" : `docs/rules/${ruleId}.md`;
}

/** The end of every line: the rule's id and its page. */
function signature({ id }: Pick<Rule, "id">): string {
  return `[${id}, ${pageOf(id)}]`;
}

export interface Told {
  readonly rule: Rule;
  readonly world: World;
  readonly report: ReportViolation;
  /** What exceptions are matched by: the patch group and the resource that a finding knows. */
  readonly concerned: (patchGroup: string | undefined, urn: string | undefined) => Concerned;
}

/** The exception of the document that answers a finding of the rule. */
export function answerTo(rule: Rule, world: World, concerned: Concerned): ExceptionAnswer {
  const { plan, asOf } = world;
  return answerOf(plan.exceptions, { ...concerned, rule: rule.id, asOf });
}

/** Tells what a rule has found about a resource, or about a stack. */
export function reportAll(told: Told, outcomes: readonly Outcome[]): void {
  for (const outcome of outcomes) {
    if (outcome.kind === "broken") reportBroken(told, outcome);
  }
  const waiting = outcomes.filter((one): one is Undetermined => one.kind === "undetermined");
  if (waiting.length > 0) {
    advise(told.report, `${undeterminedMessage(waiting)} ${signature(told.rule)}`);
  }
}

function advise(report: ReportViolation, message: string, urn?: string): void {
  const finding = { message, enforcementLevel: "advisory" as const };
  (report as unknown as Report)(urn === undefined ? finding : { ...finding, urn });
}

function reportBroken(told: Told, found: Broken): void {
  const { rule, world, report } = told;
  const answer = answerTo(rule, world, told.concerned(found.patchGroup, found.urn));
  if (answer.kind === "accepted") return;
  const lapsed =
    answer.kind === "expired"
      ? ` (exception ${answer.exception.id} of ${answer.exception.owner} expired on ${answer.exception.expires}: renew it or remove it)`
      : "";
  const message = `${brokenMessage(found)} ${signature(rule)}${lapsed}`;
  const agreed = world.plan.enforcement.ruleset;
  if (isNewerThan(rule.ruleset, agreed)) {
    const newer = ` (advice: the rule came with ruleset ${rule.ruleset}, and the document has agreed to ${agreed})`;
    advise(report, `${rule.title}\n${message}${newer}`, found.urn);
    return;
  }
  report(message, found.urn);
}

/** Findings that no exception can accept: they are about exceptions themselves. */
export function tellUnaccepted(
  rule: Pick<Rule, "id">,
  outcomes: readonly Outcome[],
  report: ReportViolation,
): void {
  for (const found of outcomes) {
    if (found.kind === "broken") report(`${brokenMessage(found)} ${signature(rule)}`);
  }
}

/** Reports under the name, level and severity of a rule's own policy, from within another one. */
export function reportAs(rule: Rule, name: string, report: ReportViolation): ReportViolation {
  const own = { name, enforcementLevel: rule.level, severity: rule.severity };
  return (message, urn) => {
    const finding =
      typeof message === "object"
        ? { ...own, ...(message as object), name }
        : { ...own, message: `${rule.title}\n${message}` };
    const whole = urn === undefined ? finding : { ...finding, urn };
    (report as unknown as Report)(whole as Parameters<Report>[0]);
  };
}

/** What is wrong with the pack's configuration of a rule; nobody can accept that. */
export function reportConfiguration(
  told: Pick<Told, "rule" | "report">,
  faults: readonly string[],
): void {
  for (const fault of faults) told.report(`${fault} ${signature(told.rule)}`);
}
