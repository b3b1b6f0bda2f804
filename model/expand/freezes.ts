/** Freezes and test windows with their zones resolved and their calendars filled in. */
import type { Freeze, Plan, PlannedTestWindow } from "../plan";
import type { Policy } from "../policy";

/** What the imported calendars close, by the freeze's name. */
export type Closures = ReadonlyMap<string, Extract<Freeze["when"], { kind: "spans" }>>;

/** What bars installs, and what bars tests; some bar both. */
export function planFreezes(
  policy: Policy,
  closures: Closures,
): Pick<Plan, "freezes" | "testFreezes"> {
  const all = policy.freezes.map((freeze) => planFreeze(policy, freeze, closures));
  return { freezes: barring(policy, all, "installs"), testFreezes: barring(policy, all, "tests") };
}

/** @throws Error for an imported calendar that nobody read; the loader has read them all. */
function planFreeze(policy: Policy, freeze: Policy["freezes"][number], closures: Closures): Freeze {
  const when = freeze.when.kind === "imported" ? closures.get(freeze.name) : freeze.when;
  if (when === undefined) {
    throw new Error(`the calendar of freeze "${freeze.name}" has not been read; use loadPlan`);
  }
  return {
    name: freeze.name,
    timezone: freeze.timezone ?? policy.timezone,
    when,
    ...(freeze.groups === undefined ? {} : { groups: freeze.groups }),
  };
}

function barring(
  policy: Policy,
  freezes: readonly Freeze[],
  what: "installs" | "tests",
): readonly Freeze[] {
  return freezes.filter((_, index) => {
    const bars = policy.freezes[index]?.bars;
    return bars === what || bars === "both";
  });
}

export function planTestWindows(policy: Policy): readonly PlannedTestWindow[] {
  return Object.entries(policy.testWindows).map(([name, window]) => ({
    name,
    schedule: window.schedule,
    timezone: window.timezone ?? policy.timezone,
    duration: window.duration,
    ...(window.owner === undefined ? {} : { owner: window.owner }),
    groups: window.groups,
    for: window.for ?? window.groups,
  }));
}
