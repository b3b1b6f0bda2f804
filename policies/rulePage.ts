/** The page of one rule, made from its own metadata, and from what its own checks say of its examples. */
import { controlText } from "./control";
import type { Example, StackExample } from "./example";
import { exampleProgram, stackProgram } from "./exampleProgram";
import type { ResourceRule, Rule, RuleMetadata } from "./rule";

export type Documented = RuleMetadata & {
  readonly types: readonly string[];
  readonly kind?: Rule["kind"];
};

/** Where a value that is unknown in a preview has no meaning of its own. */
const undetermined = "Undetermined: an advisory line in the preview, decided in the update.";

/** @param refusals - what the rule says of its bad example, a line each */
export function renderRulePage(rule: Rule, refusals: readonly string[]): string {
  const sections = [
    opening(rule),
    facts(rule),
    settingsTable(rule),
    exampleSection("Refused", exampleOf(rule, rule.examples.bad), refusals),
    exampleSection("Accepted", exampleOf(rule, rule.examples.good), []),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function opening({ id, title, why }: RuleMetadata): string {
  return [
    "<!-- Generated from the rule itself: npx vitest run test/policies/catalogue.test.ts -u -->",
    "",
    `# ${id}`,
    "",
    title,
    "",
    why,
  ].join("\n");
}

function facts(rule: Documented): string {
  const { level, severity, ruleset, types, controls } = rule;
  const judged = rule.kind === "stack" ? "the whole stack, for" : "each";
  return [
    `- Judges: ${judged} ${types.map((type) => `\`${type}\``).join(", ")}`,
    `- Level: ${level}, severity ${severity}, since ruleset ${ruleset}`,
    `- Controls: ${controls.map((control) => `${controlText(control)} (${control.title})`).join("; ")}`,
    `- From the document: ${rule.parameters}`,
    `- Missing value: ${rule.missing}`,
    `- Unknown value: ${rule.unknown ?? undetermined}`,
    `- Fix: ${rule.fix}`,
    ...repairLine(rule),
    `- More: <${rule.url}>`,
  ].join("\n");
}

function repairLine(rule: Documented): readonly string[] {
  const repairs = rule.kind === "resource" && (rule as ResourceRule).remediate !== undefined;
  return repairs
    ? [
        "- Repair: with the level `remediate` in the pack's configuration the deployment gets the right value by itself.",
      ]
    : [];
}

function settingsTable({ settings = {} }: RuleMetadata): string {
  const entries = Object.entries(settings);
  if (entries.length === 0) return "";
  return [
    "The pack's configuration may set, stricter than the document only:",
    "",
    "| key | what it is | unit | stricter is |",
    "|---|---|---|---|",
    ...entries.map(
      ([key, { about, unit, stricter }]) => `| \`${key}\` | ${about} | ${unit} | ${stricter} |`,
    ),
  ].join("\n");
}

function exampleOf(rule: Rule, example: Example | StackExample): string {
  return rule.kind === "stack"
    ? stackProgram(example as StackExample)
    : exampleProgram({ type: rule.types[0], ...(example as Example) });
}

function exampleSection(title: string, program: string, lines: readonly string[]): string {
  const told = lines.length === 0 ? [] : ["", ...lines.map((line) => `> ${line}`)];
  return [`## ${title}`, "", "```ts", program, "```", ...told].join("\n");
}
