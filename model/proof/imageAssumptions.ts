/** What the proof takes for granted of images: of machines that they replace, and of machines that start from old ones. */
import type { Plan, PlannedGroup } from "../plan";
import { shortList } from "../textTable";

export function imageAssumptions({ groups }: Plan): readonly string[] {
  const replaced = groups.filter(({ strategy }) => strategy?.image !== undefined);
  const launching = groups.filter(({ strategy }) => strategy?.onLaunch === true);
  const late = replaced.filter((group) => !launching.includes(group));
  const about = (some: readonly PlannedGroup[], sentences: (names: string) => readonly string[]) =>
    some.length === 0 ? [] : sentences(namesOf(some));
  return [
    ...about(replaced, (names) => [
      `Images replace the machines of ${names}: their calendar is proved, and nothing of this release follows it.`,
      "An image has every patch that the one before it had, and a ring takes the newest one that has rested in the ring before.",
    ]),
    ...about(late, (names) => [
      `A machine of ${names} that starts later from an old image is outside the proof.`,
    ]),
    ...about(launching, (names) => [
      `A machine of ${names} that starts later from an old image patches itself when it starts, as onLaunch asks; nothing of this release makes it.`,
    ]),
  ];
}

function namesOf(groups: readonly PlannedGroup[]): string {
  return shortList(groups.map(({ name }) => name));
}
