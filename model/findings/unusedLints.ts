/** What the document defines and nothing names: it reads like a rule, and is none. */
import type { Finding } from "../plan";
import type { Policy } from "../policy";
import { finding } from "./finding";

export function unusedLints(policy: Policy): Finding[] {
  const groups = Object.values(policy.groups);
  const tiers = Object.values(policy.tiers);
  const windows = groups.flatMap(({ rings, strategy }) => [
    ...rings.map(({ window }) => window),
    ...(strategy?.image === undefined ? [] : [strategy.image]),
  ]);
  return [
    ...unused(policy, "tiers", "tier", "group is in it", new Set(groups.map(({ tier }) => tier))),
    ...unused(
      policy,
      "outOfCycle",
      "out-of-cycle path",
      "tier names it",
      new Set(tiers.flatMap(({ outOfCycle }) => outOfCycle ?? [])),
    ),
    ...unused(
      policy,
      "baselines",
      "baseline",
      "group is patched by it",
      new Set(groups.flatMap(({ baselines }) => baselines)),
    ),
    ...unused(
      policy,
      "windows",
      "window",
      "ring installs and no image is built in it",
      new Set(windows),
    ),
  ];
}

type Section = "tiers" | "outOfCycle" | "baselines" | "windows";

function unused(
  policy: Policy,
  section: Section,
  what: string,
  use: string,
  used: ReadonlySet<string>,
): Finding[] {
  return Object.keys(policy[section])
    .filter((name) => !used.has(name))
    .map((name) =>
      finding("unused/definition", {
        message: `${what} ${name} is not used: no ${use}`,
        entry: name,
        path: [section, name],
      }),
    );
}
