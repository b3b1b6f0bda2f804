/** What SSM accepts in the targets and tasks of a maintenance window. */
import type { Rate } from "../../../model/plan";
import { checkKeys, checkKind, type KeysOf } from "../../argumentForms";
import { type ArgumentChecks, oneOf, type Rule, show, wholeNumber } from "../../arguments";
import { documentName, resourceGroup } from "../names";
import { checkOutput } from "../rings/patchRunbooksRules";
import type { InstallRun, MaintenanceWindowArgs, WindowWork } from "./maintenanceWindowArgs";

/** SSM takes 20 tasks a window: a scan needs one for fifty rings, a ring's patch run two. */
const tasksPerWindow = 20;

/** Records every fault, and returns the work with its Output values checked. */
export function checkWork(checks: ArgumentChecks, { work }: MaintenanceWindowArgs): WindowWork {
  checkForms(checks, work);
  const groups = work.kind === "scan" ? work.patchGroups : work.runs.map((run) => run.patchGroup);
  const path = work.kind === "scan" ? "work.patchGroups" : "work.runs";
  const resourceGroups = work.kind === "scan" ? (work.resourceGroups ?? []) : [];
  if (groups.length + resourceGroups.length === 0) {
    checks.refuse(path, "must name a patch group, got none");
  }
  checkNames(checks, groups, path, isPatchGroup);
  checkNames(checks, resourceGroups, "work.resourceGroups", resourceGroup);
  const scans = Math.ceil(groups.length / 50) + resourceGroups.length;
  const tasks = work.kind === "scan" ? scans : groups.length * 2;
  if (tasks > tasksPerWindow) {
    checks.refuse(
      path,
      `must need at most ${tasksPerWindow} tasks, got ${tasks}; split the window`,
    );
  }
  return work.kind === "install" ? checkInstall(checks, work) : checkScan(checks, work);
}

/** Throws where no rule could look into it. */
function checkForms(checks: ArgumentChecks, work: WindowWork): void {
  checkKind(checks, "work", work, { install: installKeys, scan: scanKeys });
  if (work.kind === "scan") return;
  for (const [index, run] of work.runs.entries()) {
    checkKeys(checks, `work.runs[${index}]`, run, runKeys);
  }
}

type Install = Extract<WindowWork, { readonly kind: "install" }>;
type Scan = Extract<WindowWork, { readonly kind: "scan" }>;

const installKeys: KeysOf<Install> = {
  kind: "needed",
  runs: "needed list of mappings",
  gateDocument: "needed",
  nodeDocument: "needed",
};

function checkInstall(checks: ArgumentChecks, work: Install): Install {
  const runs = work.runs.map((run, index) => checkRun(checks, run, `work.runs[${index}]`));
  const { gateDocument, nodeDocument } = work;
  return {
    ...work,
    runs,
    gateDocument: checks.check("work.gateDocument", gateDocument, documentName),
    nodeDocument: checks.check("work.nodeDocument", nodeDocument, documentName),
  };
}

const scanKeys: KeysOf<Scan> = {
  kind: "needed",
  patchGroups: "needed list of texts",
  resourceGroups: "list of texts",
  concurrency: "mapping",
  output: "mapping",
};

function checkScan(checks: ArgumentChecks, work: Scan): Scan {
  if (work.concurrency !== undefined) {
    checkRate(checks, work.concurrency, "work.concurrency", 1);
  }
  if (work.output !== undefined) checkOutput(checks, work.output, "work.output");
  return work;
}

function checkNames(
  checks: ArgumentChecks,
  names: readonly string[],
  path: string,
  rule: Rule<string>,
): void {
  const noun = path.endsWith("resourceGroups") ? "resource group" : "patch group";
  const twice = names.find((group, index) => names.indexOf(group) !== index);
  if (twice !== undefined)
    checks.refuse(path, `must name each ${noun} once, got ${show(twice)} twice`);
  for (const [index, group] of names.entries()) checks.check(`${path}[${index}]`, group, rule);
}

function isPatchGroup(group: string): string | undefined {
  return group.length >= 1 && group.length <= 256
    ? undefined
    : `must be 1–256 characters, got ${show(group)}`;
}

const runKeys: KeysOf<InstallRun> = {
  patchGroup: "needed text",
  resourceGroup: true,
  concurrency: "needed mapping",
  stopAfter: "needed mapping",
};

function checkRun(checks: ArgumentChecks, run: InstallRun, path: string): InstallRun {
  checkRate(checks, run.concurrency, `${path}.concurrency`, 1);
  checkRate(checks, run.stopAfter, `${path}.stopAfter`, 0);
  if (run.resourceGroup === undefined) return run;
  return {
    ...run,
    resourceGroup: checks.check(`${path}.resourceGroup`, run.resourceGroup, resourceGroup),
  };
}

/** SSM writes a rate in at most 7 characters. */
function checkRate(checks: ArgumentChecks, rate: Rate, path: string, least: number): void {
  checks.check(`${path}.kind`, rate.kind, oneOf(["percent", "count"]));
  checks.check(path, rate.value, wholeNumber(least, rate.kind === "percent" ? 100 : 9_999_999));
}
