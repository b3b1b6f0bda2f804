/** `patchwarden strategy`: how each group is patched, what the decision table recommends, and why. */

import { adviseStrategies, type StrategyAdvice } from "../../model/strategy/advise";
import { decisionTableVersion, type StrategyFacts } from "../../model/strategy/decisionTable";
import { renderTable } from "../../model/textTable";
import { type AddCommand, commandContext, example, onDocument } from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";
import type { DocumentOptions } from "../documentArgument";
import { openWithGroup } from "../groupArgument";

export const addStrategy: AddCommand = (program, outside, state) => {
  onDocument(program.command("strategy"))
    .description("show how each group is patched, and the strategy that is recommended")
    .argument("[group]", "one group, explained fact by fact")
    .addHelpText("after", example("patchwarden strategy payments"))
    .action((group, options) => {
      state.exit = runStrategy(group, options, commandContext(outside));
    });
};

export function runStrategy(
  group: string | undefined,
  options: DocumentOptions,
  context: CommandContext,
): ExitCode {
  const opened = openWithGroup("strategy", group, options, context);
  if ("exit" in opened) return opened.exit;
  const { policy } = opened.loaded;
  const advice = adviseStrategies(policy, group);
  const wrong = advice.find((one) => one.verdict === "unexplained" || !one.deployed);
  if (options.json) {
    context.out(JSON.stringify({ decisionTable: decisionTableVersion, groups: advice }, null, 2));
  } else {
    const [first] = advice;
    const isOne = group !== undefined && first !== undefined;
    for (const line of isOne ? explain(first) : renderAll(advice)) context.out(line);
    context.out(nextStep(wrong, group));
  }
  return wrong === undefined ? 0 : 3;
}

const verdictWords: Readonly<Record<StrategyAdvice["verdict"], string>> = {
  agrees: "as recommended",
  explained: "another, with a reason",
  unexplained: "another, without a reason",
  unrecorded: "not recorded",
};

function renderAll(advice: readonly StrategyAdvice[]): readonly string[] {
  const rows = advice.map(
    ({ group, chosen = "-", recommended, verdict, deployed, reason = "-" }) => [
      group,
      chosen,
      recommended,
      deployed ? verdictWords[verdict] : `${verdictWords[verdict]}; not deployed`,
      reason,
    ],
  );
  return renderTable(["group", "chosen", "recommended", "verdict", "reason"], rows);
}

const factTitles: Readonly<Record<keyof StrategyFacts, string>> = {
  need: "availability needed",
  stateful: "machines hold data",
  rollback: "way back",
  rings: "rings",
};

function explain(advice: StrategyAdvice): readonly string[] {
  const { group, chosen, recommended, because, reason, facts, sources, deployed } = advice;
  const words = { ...facts, stateful: facts.stateful ? "yes" : "no" };
  const rows = (["need", "stateful", "rollback", "rings"] as const).map((fact) => [
    `  ${factTitles[fact]}`,
    words[fact],
    sources[fact],
  ]);
  return [
    `${group}: ${chosen ?? "no strategy recorded"}, ${verdictWords[advice.verdict]}`,
    ...renderTable(["  fact", "value", "from"], rows),
    `recommended: ${recommended}, since ${because}`,
    `chosen: ${chosen ?? "nothing; its rings are patched in place"}`,
    `reason: ${reason ?? "none recorded"}`,
    ...(deployed
      ? []
      : [
          "not deployed by this release: its windows would patch machines in place, and the proof calls none of its promises kept",
        ]),
    `decision table: version ${decisionTableVersion}`,
  ];
}

function nextStep(wrong: StrategyAdvice | undefined, group: string | undefined): string {
  if (wrong !== undefined && !wrong.deployed)
    return `next: choose inPlace, rolling or canary for group ${wrong.group}, or patch it with another tool`;
  if (wrong !== undefined)
    return `next: record the reason of group ${wrong.group} in its strategy, or choose ${wrong.recommended}`;
  return group === undefined
    ? "next: patchwarden strategy GROUP explains one; patchwarden waves shows in which order they go"
    : "next: patchwarden waves shows in which order groups go";
}
