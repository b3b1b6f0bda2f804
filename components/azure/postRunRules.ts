/** What the arguments of a component that closes runs must be. */
import { show } from "../arguments";
import { type ArgRule, joined } from "./argRules";
import { linuxComplaint, windowsComplaint } from "./patchContent";
import { groupComplaint, locationComplaint, subscriptionComplaint } from "./place";
import type { ClosedConfiguration, HealthScripts, PostRunArgs } from "./postRunArgs";
import { masksOf } from "./postRunParameters";
import { rebootComplaint } from "./reboot";

/** Each mask is a part of one expression, of which Logic Apps takes 8,192 characters. */
const mostMasks = 40;
/** Characters of a script: it stands in the workflow and in every call that runs it. */
const longestScript = 4000;

/** Words that follow `configurations`. */
export function closedComplaint(
  configurations: readonly ClosedConfiguration[],
): string | undefined {
  // What is no list at all is told by its form.
  if (!Array.isArray(configurations)) return undefined;
  const keys = configurations.map(({ key }) => key);
  const repeated = keys.filter((key, index) => keys.indexOf(key) !== index);
  const masks = masksOf(configurations);
  return joined([
    configurations.length === 0 ? "must name at least one, got none" : undefined,
    ...repeated.map((key) => `must have keys of their own, got ${show(key)} more than once`),
    masks.length > mostMasks
      ? `must exclude at most ${mostMasks} different masks with * together, got ${masks.length}; write whole names`
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
    about("windows", windowsComplaint(windows)),
    about("linux", linuxComplaint(linux)),
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
];
