/**
 * Groups and rings that were renamed: what is deployed under the former name stays the same resource. Names of
 * resources hold the patch group, `prod-eu-central-1-web.canary-close`, or end in the group, `…-freezes-web`.
 */
import * as pulumi from "@pulumi/pulumi";
import type { Plan } from "../model/plan";

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
  const rings = concerned(
    plan.groups.flatMap((group) =>
      group.rings.map((ring): Renaming => [ring.patchGroup, ring.formerly ?? ring.patchGroup]),
    ),
  );
  const groups = concerned(
    plan.groups.map(({ name, formerly }) => [`freezes-${name}`, `freezes-${formerly ?? name}`]),
  );
  if (rings.length + groups.length === 0) return undefined;
  // The longest first: `my-web.all` holds `web.all`, and is another ring.
  const known = rings.toSorted(([a], [b]) => b.length - a.length);
  return (name) => {
    const whole = bounded(name);
    const [now, before] =
      groups.find(([calendar]) => whole.endsWith(calendar)) ??
      known.find(([patchGroup]) => whole.includes(patchGroup)) ??
      [];
    return now === undefined || before === undefined || now === before
      ? undefined
      : whole.replace(now, () => before).slice(1, -1);
  };
}

/** Bounded, those that changed and those that could be taken for one: each is looked for in the name of every resource. */
function concerned(all: readonly Renaming[]): readonly Renaming[] {
  const names = all.map(([now, before]): Renaming => [bounded(now), bounded(before)]);
  const changed = names.filter(([now, before]) => now !== before);
  return names.filter(([now]) => changed.some(([one]) => now.includes(one)));
}

/** A part stands between hyphens, or at an end. */
function bounded(name: string): string {
  return `-${name}-`;
}
