/** Which deadlines got tighter or looser, for whom, and who says so: what binds, not what is written. */
import { describeReleases } from "../deadline";
import { describeDuration } from "../duration";
import { alike } from "../expand/alike";
import { clockWords } from "../obligations/describe";
import type { Deadline, PlannedGroup } from "../plan";
import { className } from "../proof/findings";
import type { Instant } from "../time";
import { beforeAndAfter, byImportance, type Effect } from "./change";
import { effectOfDeadlines } from "./releases";
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
  const now = new Map(after.plan.groups.map((group) => [group.name, group]));
  const found = before.plan.groups.flatMap((group) => {
    const other = now.get(group.name);
    return other === undefined ? [] : groupChanges(group, other, asOf);
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
  asOf: Instant,
): readonly PromiseChange[] {
  const [old, now] = [byClass(before.deadlines), byClass(after.deadlines)];
  return unique([...old.keys(), ...now.keys()]).flatMap((patchClass): PromiseChange[] => {
    const [was, is] = [old.get(patchClass) ?? [], now.get(patchClass) ?? []];
    const texts = [textOf(was), textOf(is)] as const;
    return texts[0] === texts[1]
      ? []
      : [
          {
            effect: effectOfDeadlines(was, is, asOf),
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
    .map((deadline) => {
      const { within, of, source } = deadline;
      const clock = of === undefined ? "" : ` of ${clockWords[of]}`;
      const releases = describeReleases(deadline);
      return `${describeDuration(within)}${clock} (${[source, releases ?? []].flat().join(", ")})`;
    })
    .join(" or ");
}
