/** What recurs in a plan: every window with the rings in it and every test window, with the freezes that can bar them. */
import type { Cloud, Freeze, Plan } from "./plan";
import type { Schedule } from "./schedule";
import type { Minutes, ZoneName } from "./time";

/** A ring that is patched, or a group that is tested. */
export interface SeriesMember {
  readonly group: string;
  /** Patch group, or the group's name. */
  readonly label: string;
  /** None for a test. */
  readonly clouds: readonly Cloud[];
}

export interface RunSeries {
  readonly kind: "install" | "test";
  readonly window: {
    readonly name: string;
    readonly schedule: Schedule;
    readonly timezone: ZoneName;
    readonly duration: Minutes;
  };
  readonly members: readonly SeriesMember[];
  /** Freezes that bar this kind of run, for whichever group. */
  readonly freezes: readonly Freeze[];
}

/** All series of a plan, or those that concern a group: its rings, and the tests of it or for it. */
export function seriesOf(plan: Plan, group?: string): readonly RunSeries[] {
  return [...installs(plan, group), ...tests(plan, group)];
}

function installs(plan: Plan, only?: string): readonly RunSeries[] {
  const windows = new Map<string, RunSeries & { readonly members: SeriesMember[] }>();
  for (const group of plan.groups.filter(({ name }) => only === undefined || name === only)) {
    for (const { window, patchGroup, systems } of group.rings) {
      const key = JSON.stringify(window);
      const series = windows.get(key) ?? {
        kind: "install",
        window,
        members: [],
        freezes: plan.freezes,
      };
      const clouds = [...new Set(systems.map(({ cloud }) => cloud))];
      series.members.push({ group: group.name, label: patchGroup, clouds });
      windows.set(key, series);
    }
  }
  return [...windows.values()];
}

function tests(plan: Plan, only?: string): readonly RunSeries[] {
  return plan.testWindows
    .filter(
      (window) => only === undefined || window.groups.includes(only) || window.for.includes(only),
    )
    .map((window) => ({
      kind: "test",
      window,
      members: window.groups.map((group) => ({ group, label: group, clouds: [] })),
      freezes: plan.testFreezes,
    }));
}
