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
  const rings = plan.groups.flatMap((group) =>
    group.rings.map((ring): Renaming => [ring.patchGroup, ring.formerly ?? ring.patchGroup]),
  );
  const groups = plan.groups.map(
    ({ name, formerly }): Renaming => [`freezes-${name}`, `freezes-${formerly ?? name}`],
  );
  if (![...rings, ...groups].some(([now, before]) => now !== before)) return undefined;
  // The longest first: `my-web.all` holds `web.all`, and is another ring.
  const known = rings.toSorted(([a], [b]) => b.length - a.length);
  return (name) => {
    const [now, before] =
      groups.find(([calendar]) => bounded(name).endsWith(bounded(calendar))) ??
      known.find(([patchGroup]) => holds(name, patchGroup)) ??
      [];
    return now === undefined || before === undefined || now === before
      ? undefined
      : bounded(name)
          .replace(bounded(now), () => bounded(before))
          .slice(1, -1);
  };
}

function holds(name: string, part: string): boolean {
  return bounded(name).includes(bounded(part));
}

/** A part stands between hyphens, or at an end. */
function bounded(name: string): string {
  return `-${name}-`;
}
