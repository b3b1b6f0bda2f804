/** What the arguments of a component that closes runs must be. */
import { mostPackageMasks } from "../../model/packageMasks";
import { checkKeys, type KeysOf } from "../argumentForms";
import { type ArgumentChecks, checkGiven, show, trueOrFalse } from "../arguments";
import { type ArgRule, joined, refuseAll } from "./argRules";
import { tagsComplaint } from "./azureTags";
import { isTopicName } from "./guardedRules";
import { tagValueComplaint } from "./listForms";
import { linuxComplaint, windowsComplaint } from "./patchContent";
import {
  configurationIdComplaint,
  groupComplaint,
  locationComplaint,
  subscriptionComplaint,
} from "./place";
import type { ClosedConfiguration, HealthScripts, PostRunArgs, PostRunRoles } from "./postRunArgs";
import { masksOf } from "./postRunParameters";
import { rebootComplaint } from "./reboot";
import { checkActing, checkRunStore } from "./runForms";

/** Characters of a script: it stands in the workflow and in every call that runs it. */
const longestScript = 4000;

const closedKeys: KeysOf<ClosedConfiguration> = {
  key: "needed text",
  configurationId: "needed",
  patchGroup: "text",
  gap: "needed",
  reboot: true,
  windows: "mapping",
  linux: "mapping",
  healthCheck: "mapping",
  onFailure: "text",
  systemTopicName: "needed",
  deadLetters: true,
};

const scriptKeys: KeysOf<HealthScripts> = { windows: "text", linux: "text" };

const roleKeys: KeysOf<PostRunRoles> = {
  postEvent: true,
  postEventStore: true,
  restore: true,
  restoreStore: true,
};

/** Forms first, each of which throws what it cannot look into; then what the plain parts must be together. */
export function checkClosing(checks: ArgumentChecks, args: PostRunArgs): void {
  for (const [index, one] of args.configurations.entries()) checkClosed(checks, index, one);
  checkRunStore(checks, args.runStore);
  checkActing(checks, args, roleKeys);
  const configurations = closedComplaint(args.configurations);
  if (configurations !== undefined) checks.refuse("configurations", configurations);
}

function checkClosed(checks: ArgumentChecks, index: number, one: ClosedConfiguration): void {
  const at = `configurations[${index}]`;
  checkKeys(checks, at, one, closedKeys);
  checks.check(`${at}.configurationId`, one.configurationId, configurationIdComplaint);
  checkGiven(checks, `${at}.patchGroup`, one.patchGroup, tagValueComplaint);
  checks.check(`${at}.systemTopicName`, one.systemTopicName, isTopicName);
  checkGiven(checks, `${at}.deadLetters`, one.deadLetters, trueOrFalse);
  if (one.healthCheck !== undefined) {
    checkKeys(checks, `${at}.healthCheck`, one.healthCheck, scriptKeys);
  }
  // No rule could look for masks in what is no list.
  const patches = { windows: windowsComplaint(one.windows), linux: linuxComplaint(one.linux) };
  if (Object.values(patches).some((complaint) => complaint !== undefined)) {
    refuseAll(checks, { [`${at}.windows`]: patches.windows, [`${at}.linux`]: patches.linux });
    checks.throwFaults();
  }
}

/** Words that follow `configurations`. */
function closedComplaint(configurations: readonly ClosedConfiguration[]): string | undefined {
  const keys = configurations.map(({ key }) => key);
  const repeated = keys.filter((key, index) => keys.indexOf(key) !== index);
  const masks = masksOf(configurations);
  return joined([
    configurations.length === 0 ? "must name at least one, got none" : undefined,
    ...repeated.map((key) => `must have keys of their own, got ${show(key)} more than once`),
    masks.length > mostPackageMasks
      ? `must exclude at most ${mostPackageMasks} different masks with * together, got ${masks.length}; write whole names`
      : undefined,
    ...configurations.map((configuration) => joined(ownComplaints(configuration))),
  ]);
}

function ownComplaints(configuration: ClosedConfiguration): readonly (string | undefined)[] {
  const { key, gap, windows, linux, reboot, healthCheck, onFailure } = configuration;
  const about = (property: string, complaint: string | undefined): string | undefined =>
    complaint === undefined ? undefined : `${key}.${property} ${complaint}`;
  return [
    /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(key)
      ? undefined
      : `must have keys of letters, digits and ._-, got ${show(key)}`,
    Number.isInteger(gap) && gap > 0
      ? undefined
      : about(
          "gap",
          `must be whole minutes of the longest time between the ends of two runs, got ${show(gap)}`,
        ),
    windows === undefined && linux === undefined
      ? `${key} must say what it installs, windows or linux, got neither`
      : undefined,
    about("reboot", rebootComplaint(reboot)),
    ...scriptComplaints(key, healthCheck),
    onFailure === undefined || ["leave", "restore"].includes(onFailure)
      ? undefined
      : about("onFailure", `must be leave or restore, got ${show(onFailure)}`),
  ];
}

/** Logic Apps reads a text with these signs as an expression. */
const expression = /^@|@\{/;

function scriptComplaints(
  key: string,
  scripts: HealthScripts = {},
): readonly (string | undefined)[] {
  return (["windows", "linux"] as const).map((system) => {
    const script = scripts[system];
    if (script === undefined) return undefined;
    const isRight =
      script.trim() !== "" && script.length <= longestScript && !expression.test(script);
    const shown = script.length > 40 ? `${script.slice(0, 40)}…` : script;
    return isRight
      ? undefined
      : `${key}.healthCheck.${system} must be a script of 1–${longestScript} characters that does not begin with @ and holds no @{, got ${show(shown)}`;
  });
}

export const postRunRules: readonly ArgRule<PostRunArgs>[] = [
  { property: "resourceGroupName", complaint: (args) => groupComplaint(args.resourceGroupName) },
  {
    property: "restorePointGroup",
    complaint: ({ restorePointGroup: group }) =>
      group === undefined ? undefined : groupComplaint(group),
  },
  { property: "location", complaint: ({ location }) => locationComplaint(location) },
  {
    property: "subscriptionId",
    complaint: ({ subscriptionId }) => subscriptionComplaint(subscriptionId),
  },
  { property: "tags", complaint: ({ tags }) => tagsComplaint(tags) },
];
