/** Levers of the calendar: another window for a ring, a window at another time, more runs of one, or a new one. */
import { entries, field } from "../../document/raw";
import type { PlannedWindow } from "../../plan";
import type { CellProof } from "../../proof/verdict";
import { formatSchedule, type Schedule } from "../../schedule";
import type { Edit, Plain } from "../edit";
import type { Change, FixKind, Lever, LeversOf, Situation } from "../lever";
import { denserSchedules, movedSchedules, type NearSchedule, runsAYear } from "../schedules";
import { windowsOf } from "./chain";

/** The ring takes another window of the document: the one with the fewest runs first, of those one without a finding. */
export const chosenWindowLevers: LeversOf = (cell, situation) => {
  const doubt = (name: string): number => Number(situation.doubtful.has(name));
  const others = Object.entries(situation.policy.windows)
    .map(([name, { schedule }]) => ({ name, runs: runsAYear(schedule) }))
    .sort((a, b) => a.runs - b.runs || doubt(a.name) - doubt(b.name));
  return windowsOf(cell, situation).map(({ window, path, what }): Lever => {
    const choices = others.filter(({ name }) => name !== window.name);
    const now = runsAYear(window.schedule);
    return {
      kind: "window chosen",
      id: path.join("/"),
      cells: [cell],
      steps: choices.length,
      monotone: false,
      change: (step) => {
        const { name = "", runs = 0 } = choices[step] ?? {};
        return {
          kind: "window chosen",
          path,
          edits: [{ kind: "set", path, value: name }],
          size: Math.abs(runs - now),
          sentence: `${what} in window ${name} instead of ${window.name}`,
          ...(agreementKeys(situation.raw, name).length > 0
            ? {}
            : { unagreed: { window: name, wasAgreed: false } }),
        };
      },
    };
  });
};

/** The window is somewhere else in the week or month, for all rings that use it. */
export const movedWindowLevers: LeversOf = (cell, situation) =>
  rescheduled(cell, situation, "window moved", movedSchedules, "runs");

/** The window runs more often, for all rings that use it. */
export const extendedWindowLevers: LeversOf = (cell, situation) =>
  rescheduled(cell, situation, "window extended", denserSchedules, "runs more often:");

function rescheduled(
  cell: CellProof,
  situation: Situation,
  kind: FixKind,
  near: (schedule: Schedule) => readonly NearSchedule[],
  verb: string,
): readonly Lever[] {
  return windowsOf(cell, situation).map(({ window }): Lever => {
    const { name, schedule } = window;
    const values = near(schedule);
    return {
      kind,
      id: `${kind}/${name}`,
      cells: [cell],
      steps: values.length,
      monotone: false,
      change: (step) => newTimes(situation, window, kind, values[step], verb),
    };
  });
}

function newTimes(
  { raw }: Situation,
  { name, schedule: before }: PlannedWindow,
  kind: FixKind,
  value: NearSchedule | undefined,
  verb: string,
): Change {
  const path = ["windows", name, "schedule"];
  const text = formatSchedule(value?.schedule ?? before);
  const agreement = agreementKeys(raw, name);
  return {
    kind,
    path,
    edits: [
      { kind: "set", path, value: text },
      ...agreement.map((key): Edit => ({ kind: "remove", path: ["windows", name, key] })),
    ],
    size: value?.size ?? 0,
    sentence: `window ${name} ${verb} ${text} instead of ${formatSchedule(before)}`,
    unagreed: { window: name, wasAgreed: agreement.length > 0 },
  };
}

/** Who agreed to a window agreed to its times. */
const agreement = ["agreedBy", "agreedAt"];

function agreementKeys(raw: unknown, window: string): readonly string[] {
  const written = field(field(raw, "windows"), window);
  return agreement.filter((key) => field(written, key) !== undefined);
}

/** A window of the ring's own, like the one it has but with more runs: no other ring changes. */
export const addedWindowLevers: LeversOf = (cell, situation) =>
  windowsOf(cell, situation).map(({ window, path, what }): Lever => {
    const values = denserSchedules(window.schedule);
    const name = newName(window.name, Object.keys(situation.policy.windows));
    const written = entries(field(field(situation.raw, "windows"), window.name));
    const like = Object.fromEntries(written.filter(([key]) => !agreement.includes(key))) as Record<
      string,
      Plain
    >;
    return {
      kind: "window added",
      id: `window added/${path.join("/")}`,
      cells: [cell],
      steps: values.length,
      monotone: false,
      change: (step) => {
        const { schedule = window.schedule, size = 0 } = values[step] ?? {};
        const text = formatSchedule(schedule);
        return {
          kind: "window added",
          path,
          edits: [
            { kind: "set", path: ["windows", name], value: { ...like, schedule: text } },
            { kind: "set", path, value: name },
          ],
          size,
          sentence: `${what} in a new window ${name}, ${text}, instead of ${window.name}`,
          unagreed: { window: name, wasAgreed: false },
        };
      },
    };
  });

const longestName = 40;

function newName(like: string, taken: readonly string[]): string {
  for (let number = 2; ; number++) {
    const name = `${like.slice(0, longestName - 4)}-${number}`;
    if (!taken.includes(name)) return name;
  }
}
