/** The plan that is proved: the large organisation's, read from memory. */
import { appliesTo } from "../../model/calendar";
import { parsePlan } from "../../model/load";
import type { Plan } from "../../model/plan";
import { runsKey } from "../../model/proof/runs";
import { organisation } from "../document/organisation";

export function planOfOrganisation(groups: number): Plan {
  const { root, files } = organisation(groups);
  const loaded = parsePlan(root, "patching.yaml", {
    read: (name) => {
      const text = files[name];
      return text === undefined
        ? { ok: false, message: "no such file" }
        : { ok: true, text, bytes: text.length, identity: name };
    },
    list: (folder) =>
      Object.keys(files)
        .filter((name) => name.startsWith(`${folder}/`))
        .map((name) => name.slice(folder.length + 1)),
  });
  if (!loaded.ok) throw new Error(loaded.faults[0]?.message ?? "the bench's plan is not valid");
  return loaded.plan;
}

/** What rings patch: one system each, or all of their baselines on both clouds, which makes four times the promises. */
export const breadths = ["one system a ring", "all systems"] as const;
export type Breadth = (typeof breadths)[number];

export function narrowed(plan: Plan, breadth: Breadth): Plan {
  return breadth === "all systems"
    ? plan
    : {
        ...plan,
        groups: plan.groups.map((group) => ({
          ...group,
          rings: group.rings.map((ring) => ({ ...ring, systems: ring.systems.slice(0, 1) })),
        })),
      };
}

/** How many calendars differ, so that nobody has to believe that the proof shares no more than it may. */
export function calendarsOf(plan: Plan): { readonly calendars: number; readonly daily: number } {
  const daily = new Map<string, boolean>();
  for (const { name, rings } of plan.groups) {
    const barring = plan.freezes.filter((freeze) => appliesTo(freeze, name));
    for (const { window } of rings) {
      const key = `${runsKey(window)} ${barring.map((freeze) => freeze.name).join()}`;
      daily.set(key, window.schedule.kind === "daily");
    }
  }
  return { calendars: daily.size, daily: [...daily.values()].filter(Boolean).length };
}
