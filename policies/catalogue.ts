/** The page of all rules, made from their own metadata so that it cannot say anything else. */
import { documentRule } from "./documentRule";
import type { Rule, RuleMetadata } from "./rule";

type Entry = RuleMetadata & { readonly types: readonly string[]; readonly kind?: Rule["kind"] };

const opening = `# The rules of the policy pack

Generated from the rules themselves; \`npx vitest run test/policies/catalogue.test.ts -u\` writes it anew.

- **mandatory** rules fail a preview and an update; **advisory** ones are printed.
- A *stack* rule sees the whole stack at the end of a preview, where it gates; in an update it comes after the deployment.
- Every number comes from the policy document: \`PATCHWARDEN_DOCUMENT\`, else \`policyFile\` in the configuration of
  \`patchwarden-document\`, else \`patching.yaml\` beside the pack's folder or above it.
- A value that a preview does not know leaves the one check that needs it *undetermined* (an advisory line); the update decides.
- An entry of the document's \`exceptions\` with the rule's id silences its findings until the day it expires.
- A rule for several resource types is one policy a type, \`<rule>.<Type>\`; configure its level under that name.
`;

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function row(rule: Entry): string {
  const kind = rule.kind === "stack" ? " (stack)" : "";
  const types = rule.types.map((type) => `\`${type}\``).join("<br>");
  const cells = [
    `[\`${rule.id}\`](#${rule.id})`,
    `${types}${kind}`,
    rule.title,
    rule.level,
    rule.severity,
    rule.parameters,
    rule.missing,
    rule.fix,
  ];
  return `| ${cells.map(cell).join(" | ")} |`;
}

function section(rule: Entry): string {
  const { framework } = rule;
  const unknown =
    rule.unknown ?? "Undetermined: an advisory line in the preview, decided in the update.";
  return [
    `### ${rule.id}`,
    "",
    `${rule.title} (${framework.name} ${framework.version}, ${framework.reference}: ${framework.specification}.)`,
    "",
    `- From the document: ${rule.parameters}`,
    `- Missing value: ${rule.missing}`,
    `- Unknown value: ${unknown}`,
    `- Fix: ${rule.fix}`,
    `- More: <${rule.url}>`,
  ].join("\n");
}

/** The whole page, Markdown. */
export function renderCatalogue(rules: readonly Rule[]): string {
  const entries: readonly Entry[] = [documentRule, ...rules];
  const table = [
    "| rule | resource types | what it asks for | level | severity | from the document | a missing value | fix |",
    "|---|---|---|---|---|---|---|---|",
    ...entries.map(row),
  ].join("\n");
  return `${[opening.trimEnd(), table, ...entries.map(section)].join("\n\n")}\n`;
}
