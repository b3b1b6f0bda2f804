/** Levers of waiting: approval delays of baselines, and soaks between rings. */
import { field, items } from "../../document/raw";
import { knowsDelay } from "../../expand/approvals";
import type { PathStep } from "../../fault";
import type { CellProof } from "../../proof/verdict";
import { minutesPerDay } from "../../time";
import type { Lever, LeversOf } from "../lever";
import { lengthText, minutesOf, shorter } from "../steps";
import { chainOf } from "./chain";

/** Lower delays of the rules of the baseline that the cell is patched with, where the cloud keeps delays. */
export const delayLevers: LeversOf = (cell, { raw, plan }) => {
  const ring = plan.groups
    .find(({ name }) => name === cell.group)
    ?.rings.find(({ name }) => name === cell.ring);
  const baseline = ring?.systems.find(
    ({ system, cloud }) => system === cell.system && cloud === cell.cloud,
  )?.baseline;
  if (baseline === undefined || !knowsDelay(cell.system, cell.cloud)) return [];
  const rules = items(field(field(field(raw, "baselines"), baseline), "approve"));
  return rules.flatMap((rule, index): readonly Lever[] => {
    const days = (minutesOf(field(rule, "after")) ?? 0) / minutesPerDay;
    const path = ["baselines", baseline, "approve", index, "after"];
    return [
      {
        kind: "approval delay",
        id: path.join("/"),
        cells: [cell],
        steps: days,
        monotone: true,
        change: (step) => {
          const after = `${days - step - 1}d`;
          return {
            kind: "approval delay",
            path,
            edits: [{ kind: "set", path, value: after }],
            size: step + 1,
            sentence: `rule ${index + 1} of baseline ${baseline} approves after ${after} instead of ${days}d`,
          };
        },
      },
    ];
  });
};

/** Shorter soaks of the ring, of those before it, and of the promotions that it waits for; never none at all. */
export const soakLevers: LeversOf = (cell, { raw, plan }) =>
  chainOf(cell, { plan }).flatMap(({ group, ring, index }) => {
    const written = field(field(raw, "groups"), group);
    const ringPath = ["groups", group, "rings", index, "soak"];
    const soak = field(items(field(written, "rings"))[index], "soak");
    const promotion = field(field(written, "promotedFrom"), "soak");
    return [
      ...soakLever(cell, soak, ringPath, `ring ${group}.${ring.name}`),
      ...(index === 0
        ? soakLever(
            cell,
            promotion,
            ["groups", group, "promotedFrom", "soak"],
            `the promotion to group ${group}`,
          )
        : []),
    ];
  });

function soakLever(
  cell: CellProof,
  written: unknown,
  path: readonly PathStep[],
  what: string,
): readonly Lever[] {
  const soak = minutesOf(written) ?? 0;
  const values = shorter(soak, 1);
  return [
    {
      kind: "soak",
      id: path.join("/"),
      cells: [cell],
      steps: values.count,
      monotone: true,
      change: (step) => {
        const value = values.at(step);
        return {
          kind: "soak",
          path,
          edits: [{ kind: "set", path, value: lengthText(value) }],
          size: soak - value,
          sentence: `${what} waits for a soak of ${lengthText(value)} instead of ${lengthText(soak)}`,
        };
      },
    },
  ];
}
