/**
 * Groups and rings that were renamed: what is deployed under the former name stays the same resource. Names of
 * resources hold the patch group, `prod-eu-central-1-web.canary-gate`, a window of the group's own, `…-acme-sunday.web-close`,
 * or end in the group, `…-freezes-web`.
 */
import * as pulumi from "@pulumi/pulumi";
import { batchTags } from "../model/azureBatches";
import type { AwsWindow, Plan, PlannedRing } from "../model/plan";
import { backupPlanName } from "./aws/unit/unitSnapshots";

/** A name now, and the one before it. */
type Renaming = readonly [now: string, before: string];

/** For the options of whatever is declared from the plan; nothing where no name ever changed. */
export function formerNames(plan: Plan): pulumi.ComponentResourceOptions {
  const former = formerNameOf(plan);
  if (former === undefined) return {};
  return {
    transformations: [
      ({ name, props, opts }) => {
        const before = former(name);
        if (before === undefined) return undefined;
        return { props, opts: pulumi.mergeOptions(opts, { aliases: [{ name: before }] }) };
      },
    ],
  };
}

/** What a resource was called before; undefined for those whose name holds no name that changed. */
export function formerNameOf(plan: Plan): ((name: string) => string | undefined) | undefined {
  const known = concerned([
    ...plan.groups.flatMap(({ name, formerly = name, rings }) => [
      [`freezes-${name}`, `freezes-${formerly}`] as const,
      ...rings.flatMap(ofBatches),
    ]),
    ...plan.aws.flatMap(({ windows }) => windows.flatMap((window) => ofWindow(plan, window))),
  ]);
  if (known.size === 0) return undefined;
  // The longest first: `my-web.all` holds `web.all`, and is another ring. A part stands between hyphens, or at an end, and
  // before the `_` of a tier.
  const parts = [...known.keys()].toSorted((a, b) => b.length - a.length).map(escaped);
  const pattern = new RegExp(`(?<![^-])(?:${parts.join("|")})(?![^-_])`, "g");
  return (name) => {
    const before = name.replace(pattern, (part, at: number) => {
      // A calendar's name ends in its group.
      const isWhole = !part.startsWith("freezes-") || at + part.length === name.length;
      return (isWhole ? known.get(part) : undefined) ?? part;
    });
    return before === name ? undefined : before;
  };
}

/** The ring's own name, and on Azure those of its batches. */
function ofBatches({
  patchGroup,
  formerly = patchGroup,
  batches,
}: PlannedRing): readonly Renaming[] {
  const former = batchTags(formerly, batches?.count);
  return batchTags(patchGroup, batches?.count).map((now, batch) => [now, former[batch] ?? now]);
}

/** A window of a group's own ends in the group, `acme-sunday.web`; the names of its backup plans may be cut. */
function ofWindow({ groups }: Plan, { name: window, runs }: AwsWindow): readonly Renaming[] {
  const own = groups.find(({ name }) => name === runs[0]?.group && window.endsWith(`.${name}`));
  if (own === undefined) return [[window, window]];
  const { name, formerly = name, tier } = own;
  const before = `${window.slice(0, -name.length)}${formerly}`;
  return [
    [window, before],
    [backupPlanName(window, tier), backupPlanName(before, tier)],
  ];
}

/** Those that changed, and those that could be taken for one: each is looked for in the name of every resource. */
function concerned(all: readonly Renaming[]): ReadonlyMap<string, string> {
  const changed = all.filter(([now, before]) => now !== before);
  return new Map(all.filter(([now]) => changed.some(([one]) => now.includes(one))));
}

function escaped(text: string): string {
  return text.replace(/[.\\^$*+?()[\]{}|]/g, "\\$&");
}
