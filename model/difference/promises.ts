/** Which deadlines got tighter or looser, for whom, and who says so: what binds, not what is written. */
import { addDuration, describeDuration } from "../duration";
import { alike } from "../expand/alike";
import { clockWords } from "../obligations/describe";
import type { Deadline, PlannedGroup } from "../plan";
import { type Allowance, allowanceOf, type Horizon } from "../proof/allowance";
import { className } from "../proof/findings";
import type { Instant } from "../time";
import { beforeAndAfter, byImportance, type Effect } from "./change";
import type { Side } from "./side";
import { unique } from "./unique";

/** The deadline of some classes in some groups. */
export interface PromiseChange {
  readonly effect: Effect;
  readonly groups: readonly string[];
  readonly classes: readonly string[];
  readonly before?: string;
  readonly after?: string;
}

/** Groups that stand in both documents, by name. */
export function promiseChanges(before: Side, after: Side, asOf: Instant): readonly PromiseChange[] {
  const horizon = { from: asOf, until: addDuration(asOf, { months: 24, minutes: 0 }) };
  const now = new Map(after.plan.groups.map((group) => [group.name, group]));
  const found = before.plan.groups.flatMap((group) => {
    const other = now.get(group.name);
    return other === undefined ? [] : groupChanges(group, other, horizon);
  });
  const joined = alike(found, ({ effect, before, after }) =>
    JSON.stringify([effect, before, after]),
  ).map((changes) => ({
    ...changes[0],
    groups: unique(changes.flatMap(({ groups }) => groups)),
    classes: unique(changes.flatMap(({ classes }) => classes)),
  }));
  return byImportance(joined);
}

function groupChanges(
  before: PlannedGroup,
  after: PlannedGroup,
  horizon: Horizon,
): readonly PromiseChange[] {
  const [old, now] = [byClass(before.deadlines), byClass(after.deadlines)];
  return unique([...old.keys(), ...now.keys()]).flatMap((patchClass): PromiseChange[] => {
    const [was, is] = [old.get(patchClass) ?? [], now.get(patchClass) ?? []];
    const texts = [textOf(was), textOf(is)] as const;
    return texts[0] === texts[1]
      ? []
      : [
          {
            effect: effectOf(was, is, horizon),
            groups: [before.name],
            classes: [patchClass],
            ...beforeAndAfter(...texts),
          },
        ];
  });
}

function byClass(deadlines: readonly Deadline[]): ReadonlyMap<string, readonly Deadline[]> {
  const classes = alike(deadlines, ({ class: patchClass }) => className(patchClass));
  return new Map(classes.map((same) => [className(same[0].class), same]));
}

function textOf(deadlines: readonly Deadline[]): string | undefined {
  if (deadlines.length === 0) return undefined;
  return deadlines
    .map(({ within, of, source }) => {
      const clock = of === undefined ? "" : ` of ${clockWords[of]}`;
      return `${describeDuration(within)}${clock} (${source})`;
    })
    .join(" or ");
}

/** The allowance of each release decides: two deadlines in months and days can be tighter in turn. */
function effectOf(
  before: readonly Deadline[],
  after: readonly Deadline[],
  horizon: Horizon,
): Effect {
  if (before.length === 0 || after.length === 0) return before.length === 0 ? "stronger" : "weaker";
  const [old, now] = [allowanceOf(before, horizon), allowanceOf(after, horizon)];
  const growths = unique([...old.from, ...now.from]).map(
    (release) => minutesAt(now, release) - minutesAt(old, release),
  );
  const looser = growths.some((growth) => growth > 0);
  const tighter = growths.some((growth) => growth < 0);
  if (looser && tighter) return "mixed";
  if (looser) return "weaker";
  return tighter ? "stronger" : "neutral";
}

function minutesAt({ from, minutes }: Allowance, release: Instant): number {
  const stretch = from.findLastIndex((start) => start <= release);
  return minutes[stretch] ?? 0;
}
