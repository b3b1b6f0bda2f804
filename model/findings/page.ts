/** The page of all findings, made from the catalogue so that it cannot say anything else. */
import { type FindingFacts, findingFacts, findingIds } from "./catalogue";

const opening = `# The findings of \`patchwarden check\`

Generated from the catalogue itself; \`npx vitest run test/model/findings/page.test.ts -u\` writes it anew.

- Every finding has a stable id, a level and a place in the document. **error** ends \`check\` with exit code 3;
  \`--fail-on warning\` and \`--fail-on note\` are stricter.
- \`--only window,quota/windows\` shows and judges only the findings whose id is, or begins with, one of these.
- \`--sarif findings.sarif\` also writes them as SARIF 2.1.0, with paths relative to the current folder.
- An entry of the document's \`exceptions\` whose \`rule\` is the id and whose \`scope\` covers the finding accepts it until
  the day it expires: it is listed and not counted. A finding about no group in particular needs one without a scope.
`;

const accepting: Readonly<Record<FindingFacts["exception"], string>> = {
  byId: "by its id",
  deadlines: "by `deadlines`, when it holds from the due date to the installation",
  none: "no",
};

/** The whole page, Markdown. */
export function renderFindingsPage(): string {
  const rows = findingIds.map((id) => {
    const { level, title, fix, exception } = findingFacts(id);
    return `| \`${id}\` | ${level} | ${title} | ${fix} | ${accepting[exception]} |`;
  });
  const header =
    "| finding | level | what is wrong | what to do | exception |\n|---|---|---|---|---|";
  return `${opening}\n${header}\n${rows.join("\n")}\n`;
}
