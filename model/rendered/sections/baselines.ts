/** Which patches are approved on which systems, and how long after their release. */
import type { Policy } from "../../policy";
import { systemFacts } from "../../systems";
import type { PolicySource } from "../source";
import { type Block, list, names, paragraph, type Section, type Text, text } from "../tree";
import { dateWords, listWords } from "../words";

type Baseline = Policy["baselines"][string];
type Rule = Baseline["approve"][number];

export function baselinesSection({ policy }: PolicySource): Section {
  const uses = Object.entries(policy.groups);
  return {
    id: "baselines",
    title: "Patch content",
    blocks: [
      paragraph(
        "A baseline says which patches are approved for a system, and from when on. What no rule approves is not installed. Where several rules fit a patch, the earliest approval counts.",
      ),
    ],
    parts: Object.entries(policy.baselines).map(([key, baseline]) => ({
      id: `baseline-${key}`,
      title: `Baseline ${key}`,
      blocks: baselineBlocks(
        baseline,
        uses.filter(([, group]) => group.baselines.includes(key)).map(([group]) => group),
      ),
    })),
  };
}

function baselineBlocks(baseline: Baseline, groups: readonly string[]): readonly Block[] {
  const titles = baseline.systems.map((system) => systemFacts(system).title);
  const used = groups.length === 0 ? text`used by no group` : text`used by ${names(groups)}`;
  return [
    paragraph(text`For ${listWords(titles)}; ${used}.`),
    ...list([...baseline.approve.map(ruleWords), ...otherTexts(baseline)]),
  ];
}

function ruleWords(rule: Rule): string {
  const what = rule.patchSet === "application" ? "Patches of Microsoft's applications" : "Patches";
  const filters = filterWords(rule);
  return `${what}${filters === "" ? "" : ` ${filters}`} are approved ${approvalWords(rule)}.`;
}

function approvalWords({ after, until }: Rule): string {
  if (until !== undefined) return `if they were released up to ${dateWords(until)}, and none later`;
  return after === 0 ? "at once" : `${after} day${after === 1 ? "" : "s"} after release`;
}

type Filters = Pick<Rule, "severity" | "priority" | "section" | "products"> & {
  readonly classification?: readonly string[] | undefined;
  readonly productFamily?: readonly string[] | undefined;
};

/** `of the kind security or critical, rated critical or high`. */
function filterWords(filters: Filters): string {
  const part = (words: string, allowed: readonly string[] | undefined): readonly string[] =>
    allowed === undefined ? [] : [`${words} ${listWords(allowed, "or")}`];
  return [
    ...part("of the kind", filters.classification),
    ...part("rated", filters.severity),
    ...part("of priority", filters.priority),
    ...part("of section", filters.section),
    ...part("for", filters.products),
    ...part("of the family", filters.productFamily),
  ].join(", ");
}

/** What a baseline says beside its rules. */
function otherTexts(baseline: Baseline): readonly Text[] {
  const { approved, reject, rejectAction, globalFilters, sources } = baseline;
  return [
    ...(globalFilters === undefined
      ? []
      : [`Of all that, only patches ${filterWords(globalFilters)} are looked at.`]),
    ...(approved.length === 0 ? [] : [text`Installed whatever the rules say: ${names(approved)}.`]),
    ...(reject.length === 0
      ? []
      : [
          text`Never installed: ${names(reject)}${rejectAction === "allowAsDependency" ? ", but as a dependency of another" : ""}.`,
        ]),
    ...(sources.length === 0
      ? []
      : [
          text`Packages come from ${names(sources.map((source) => source.name))}, in place of the machine's own repositories.`,
        ]),
    ...(baseline.excludeKbsRequiringReboot
      ? ["On Azure, Windows updates that need a restart are left out."]
      : []),
    ...(baseline.availableSecurityUpdates === "nonCompliant"
      ? ["A machine that lacks a security update counts as not compliant before its approval too."]
      : []),
  ];
}
