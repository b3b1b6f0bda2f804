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
