/** Plain text tables for the terminal: columns as wide as their widest cell, two spaces between them. */

/** Lines of a table with a header row. Cells are single-line strings. */
export function renderTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const widths = header.map((title) => title.length);
  // Row by row: of a large table no column is a list of its own.
  for (const row of rows) {
    for (let column = 0; column < widths.length; column++) {
      widths[column] = Math.max(widths[column] ?? 0, (row[column] ?? "").length);
    }
  }
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [line(header), ...rows.map(line)];
}

/** `1 window`, `2 windows`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

const mostListed = 4;

/** `a, b, c`; of a long list the first three and the last. */
export function shortList(words: readonly string[]): string {
  return words.length <= mostListed
    ? words.join(", ")
    : `${words.slice(0, mostListed - 1).join(", ")}, … ${words.at(-1)}`;
}
