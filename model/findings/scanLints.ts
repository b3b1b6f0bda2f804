/**
 * Scans that run while windows patch the same machines. Both ask one package manager, which serves one at a time, and SSM
 * keeps a machine's last report only.
 */
import type { Finding, PlannedWindow } from "../plan";
import { finishAfter } from "../proof/runs";
import { shortList } from "../textTable";
import { formatInstant } from "../zone";
import { finding } from "./finding";
import { scanAsWindow } from "./openWindows";
import { firstOverlap, type LintContext } from "./runSpans";

export function scanLints(context: LintContext): Finding[] {
  const { plan, openRuns } = context;
  const [unit] = plan.aws;
  if (unit === undefined) return [];
  const common = plan.freezes.filter(({ groups }) => groups === undefined);
  const scans = openRuns(scanAsWindow(unit.scan), []);
  const met = [...patching(context).values()].flatMap((window) => {
    const whole = { ...window, duration: finishAfter(window, "aws") };
    const at = firstOverlap(openRuns(whole, common), scans);
    return at === undefined ? [] : [{ name: window.name, at }];
  });
  if (met.length === 0) return [];
  const first = Math.min(...met.map(({ at }) => at));
  const names = shortList(met.map(({ name }) => name));
  const message = `machines are scanned while ${met.length === 1 ? "window" : "windows"} ${names} ${met.length === 1 ? "patches" : "patch"} them, first on ${formatInstant(first, plan.timezone)}`;
  return [finding("scan/during-run", { message, path: ["scan"] })];
}

/** By name: those that patch on AWS, where scans have a time of ours. */
function patching({ plan }: LintContext): ReadonlyMap<string, PlannedWindow> {
  return new Map(
    plan.aws.flatMap(({ windows }) => windows.map(({ window }) => [window.name, window] as const)),
  );
}
