/** Rings on AWS whose preparation may leave no time for the installation, and those that miss some of their machines. */
import { formatDuration } from "../duration";
import { finding } from "../findings/finding";
import type { AwsRun, AwsWindow, Finding, Plan } from "../plan";
import { preparationOf } from "../runLimits";

export function runTimeFindings(plan: Plan): Finding[] {
  const runs = new Map<string, Placed>();
  for (const { windows } of plan.aws) {
    for (const window of windows) {
      for (const run of window.runs) runs.set(run.patchGroup, { window, run });
    }
  }
  return [...runs.values()].flatMap((placed) => [
    ...tooShort(plan, placed),
    ...missesHybrid(plan, placed),
  ]);
}

interface Placed {
  readonly window: AwsWindow;
  readonly run: AwsRun;
}

function tooShort(plan: Plan, { window: { window }, run }: Placed): Finding[] {
  const { required, when } = run.recoveryPoint;
  const parts = preparationOf(run.settings ?? {}, required ? when : undefined);
  const before = parts.reduce((sum, { minutes }) => sum + minutes, 0);
  if (before + window.perNode <= window.duration) return [];
  const listed = parts.map(({ what, minutes }) => `${what} ${formatDuration(minutes)}`).join(", ");
  const message = `group ${run.group} ring ${run.ring}: before the installation may come ${listed}, a machine takes ${formatDuration(window.perNode)}, and window ${window.name} lasts ${formatDuration(window.duration)}: a machine that is prepared for that long is not patched`;
  return [finding("window/too-short", { message, ...placeOf(plan, run, "window") })];
}

/** `hybrid` says that the group has such machines: it is what becomes of them. */
function missesHybrid(plan: Plan, { run }: Placed): Finding[] {
  if (run.settings?.startStopped !== true || run.recoveryPoint.hybrid !== "skip") return [];
  const message = `group ${run.group} ring ${run.ring}: machines that are stopped are started, so that instances of EC2 alone are reached, and hybrid machines of the ring are not patched`;
  return [finding("start-stopped/hybrid", { message, ...placeOf(plan, run, "window") })];
}

function placeOf({ groups }: Plan, { group, ring }: AwsRun, key: string) {
  const rings = groups.find(({ name }) => name === group)?.rings ?? [];
  const index = rings.findIndex(({ name }) => name === ring);
  return { group, ring, path: ["groups", group, "rings", index, key] };
}
