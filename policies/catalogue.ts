/** The page of all rules, made from their own metadata so that it cannot say anything else. */
import { documentRule } from "./documentRule";
import { everyResourceRule } from "./everyResource";
import type { Rule } from "./rule";
import type { Documented } from "./rulePage";

const opening = `# The rules of the policy pack

Generated from the rules themselves; \`npx vitest run test/policies/catalogue.test.ts -u\` writes it anew.

- **mandatory** rules fail a preview and an update; **advisory** ones are printed.
- A *stack* rule sees the whole stack at the end of a preview, where it gates; in an update it comes after the deployment.
- Every number comes from the policy document: \`PATCHWARDEN_DOCUMENT\`, else \`policyFile\` in the configuration of
  \`patchwarden-document\`, else \`patching.yaml\` beside the pack's folder or above it.
- A value that a preview does not know leaves the one check that needs it *undetermined* (an advisory line); the update decides.
- An entry of the document's \`exceptions\` with the rule's id silences its findings until the day it expires. Its scope can name a
  group, a ring, URNs (\`urn\`) or tags (\`tags\`) of resources. With \`pointed: true\` it counts only where the resource's tag
  \`PatchException\` names it; the tag by itself accepts nothing.
- A rule that is newer than the document's \`enforcement.ruleset\` only advises.
- A rule's configuration in the pack may set the numbers on its page, stricter than the document only. Any other key is refused.
- A rule for several resource types is one policy a type, \`<rule>.<Type>\`; configure its level under that name.
`;

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function row(rule: Documented): string {
  const kind = rule.kind === "stack" ? " (stack)" : "";
  const types = rule.types.map((type) => `\`${type}\``).join("<br>");
  const cells = [
    rule.id.startsWith("patchwarden-") ? `\`${rule.id}\`` : `[\`${rule.id}\`](rules/${rule.id}.md)`,
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

/** The whole page, Markdown. */
export function renderCatalogue(rules: readonly Rule[]): string {
  const entries: readonly Documented[] = [documentRule, everyResourceRule, ...rules];
  const table = [
    "| rule | resource types | what it asks for | level | severity | from the document | a missing value | fix |",
    "|---|---|---|---|---|---|---|---|",
    ...entries.map(row),
  ].join("\n");
  return `${opening.trimEnd()}\n\n${table}\n`;
}
