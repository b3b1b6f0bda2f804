/** Text for GitHub-flavoured Markdown that shows as it is: it formats nothing, links nothing and calls nobody. */
import { visible } from "./visibleText";

/** Fit for paragraphs, headings, list items and cells of tables. */
export function escapeMarkdown(text: string): string {
  return (
    visible(text)
      .replace(/[\\`*_[\]{}|~$]/g, "\\$&")
      .replace(/&/g, "&amp;")
      .replace(/</g, "&lt;")
      .replace(/>/g, "&gt;")
      // What makes a line a heading, a list or a rule stands at its start.
      .replace(/^(\s*)([#+=-])/, "$1\\$2")
      .replace(/^(\s*\d+)([.)])(?=\s|$)/, "$1\\$2")
      // An empty comment parts the mark from the name, so that nobody is notified.
      .replace(/(^|[^\w.])@(?=\w)/g, "$1@<!-- -->")
  );
}

/** A code span that holds any text, backticks among it. */
export function codeSpan(text: string): string {
  const shown = visible(text).replace(/\|/g, "\\|");
  if (shown.trim() === "") return escapeMarkdown(shown);
  const runs = shown.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const padding = /^[` ]|[` ]$/.test(shown) ? " " : "";
  return `${fence}${padding}${shown}${padding}${fence}`;
}
