/** Two texts as a unified diff: what `patch` takes, and what a person reads. */

const contextLines = 2;

type Op = readonly [sign: " " | "-" | "+", line: string];

/** The hunks, without the lines that name the files. */
export function unifiedDiff(before: string, after: string): string {
  const ops = operations(linesOf(before), linesOf(after));
  const changed = ops.flatMap(([sign], index) => (sign === " " ? [] : [index]));
  const hunks: { from: number; until: number }[] = [];
  for (const index of changed) {
    const last = hunks.at(-1);
    const [from, until] = [Math.max(0, index - contextLines), index + contextLines + 1];
    if (last !== undefined && from <= last.until) last.until = until;
    else hunks.push({ from, until });
  }
  return hunks.map(({ from, until }) => hunk(ops, from, Math.min(until, ops.length))).join("\n");
}

function hunk(ops: readonly Op[], from: number, until: number): string {
  const count = (part: readonly Op[], not: "-" | "+"): number =>
    part.filter(([sign]) => sign !== not).length;
  const part = ops.slice(from, until);
  const earlier = ops.slice(0, from);
  const span = (not: "-" | "+"): string => `${count(earlier, not) + 1},${count(part, not)}`;
  return [`@@ -${span("+")} +${span("-")} @@`, ...part.map(([sign, line]) => sign + line)].join(
    "\n",
  );
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\r?\n$/, "").split(/\r?\n/);
}

/** Lines that both have at the ends are kept; between them the shortest edit is found. */
function operations(before: readonly string[], after: readonly string[]): readonly Op[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const keep = (line: string): Op => [" ", line];
  return [
    ...before.slice(0, head).map(keep),
    ...shortestEdit(
      before.slice(head, before.length - tail),
      after.slice(head, after.length - tail),
    ),
    ...before.slice(before.length - tail).map(keep),
  ];
}

/** The operations so far, the last one first. */
interface Link {
  readonly op: Op;
  readonly before: Link | undefined;
}

/** How far the first text is read on a diagonal, and by which operations. */
interface Front {
  readonly x: number;
  readonly ops: Link | undefined;
}

/** Myers' greedy algorithm: its work grows with the number of changed lines, not with the length of the texts. */
function shortestEdit(before: readonly string[], after: readonly string[]): readonly Op[] {
  const fronts = new Map<number, Front>();
  for (let edits = 0; ; edits++) {
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const front = slide(step(fronts, diagonal, before, after), diagonal, before, after);
      if (front.x >= before.length && front.x - diagonal >= after.length) return inOrder(front.ops);
      fronts.set(diagonal, front);
    }
  }
}

/** One more operation, from the neighbouring diagonal that has come further. */
function step(
  fronts: ReadonlyMap<number, Front>,
  diagonal: number,
  before: readonly string[],
  after: readonly string[],
): Front {
  const removed = fronts.get(diagonal - 1);
  const added = fronts.get(diagonal + 1);
  if (added !== undefined && (removed === undefined || removed.x < added.x)) {
    const op: Op = ["+", after[added.x - diagonal - 1] ?? ""];
    return { x: added.x, ops: { op, before: added.ops } };
  }
  if (removed === undefined) return { x: 0, ops: undefined };
  return { x: removed.x + 1, ops: { op: ["-", before[removed.x] ?? ""], before: removed.ops } };
}

/** On over lines that both have. */
function slide(
  { x, ops }: Front,
  diagonal: number,
  before: readonly string[],
  after: readonly string[],
): Front {
  const line = before[x];
  if (line === undefined || line !== after[x - diagonal]) return { x, ops };
  let [at, links] = [x, ops];
  while (at < before.length && before[at] === after[at - diagonal]) {
    links = { op: [" ", before[at] ?? ""], before: links };
    at++;
  }
  return { x: at, ops: links };
}

function inOrder(last: Link | undefined): readonly Op[] {
  const ops: Op[] = [];
  for (let link = last; link !== undefined; link = link.before) ops.push(link.op);
  return ops.reverse();
}
