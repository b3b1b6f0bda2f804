/** The events that say that runs have ended: only the names of the runs are taken from them, of configurations that are known. */
import type { Action } from "./definition";
import type { WantedPatches } from "./missingPatches";

/** What the workflow knows of a configuration: the value of its `configurations` parameter, by id in lower case. */
export interface ClosedRun {
  /** ARM id of the maintenance configuration. */
  readonly id: string;
  readonly patchGroup: string;
  /** Longest time between the ends of two runs that follow one another, in minutes. */
  readonly gapMinutes: number;
  /** Whether the configuration may restart a machine. */
  readonly reboot: "may" | "never";
  readonly onFailure: "leave" | "restore";
  /** Absent for a kind of system that the ring does not patch. */
  readonly patches: { readonly windows?: WantedPatches; readonly linux?: WantedPatches };
  /** Scripts of the health check. */
  readonly health: { readonly windows?: string; readonly linux?: string };
}

/** Azure writes the names of an event's properties in two ways. */
function property(name: string, otherCase: string): string {
  return `item()?['data']?['${name}'], item()?['data']?['${otherCase}']`;
}

const correlation = `coalesce(${property("correlationId", "CorrelationId")}, '')`;
const configuration = `toLower(coalesce(${property("maintenanceConfigurationId", "MaintenanceConfigurationId")}, ''))`;
const runName = `uriComponent(replace(last(split(${correlation}, '/')), '''', ''))`;

function closed(name: keyof ClosedRun): string {
  return `parameters('configurations')?[${configuration}]?['${name}']`;
}

export function readEnds(): Record<string, Action> {
  return {
    Announced: {
      type: "Query",
      inputs: {
        from: "@outputs('Events')",
        where: "@equals(item()?['eventType'], 'Microsoft.Maintenance.PostMaintenanceEvent')",
      },
      runAfter: { Accept_events: ["Succeeded"] },
    },
    Known: {
      type: "Query",
      inputs: {
        from: "@body('Announced')",
        where: `@and(not(equals(${closed("patchGroup")}, null)), startsWith(toLower(${correlation}), concat(${configuration}, '/')))`,
      },
      runAfter: { Announced: ["Succeeded"] },
    },
    Told: {
      type: "Select",
      inputs: {
        from: "@body('Known')",
        select: {
          id: `@toLower(concat(${closed("id")}, '/providers/Microsoft.Maintenance/applyUpdates/', ${runName}))`,
          name: `@${runName}`,
          configuration: `@${configuration}`,
          patchGroup: `@${closed("patchGroup")}`,
        },
      },
      runAfter: { Known: ["Succeeded"] },
    },
    Runs: {
      type: "Compose",
      inputs: "@union(body('Told'), createArray())",
      runAfter: { Told: ["Succeeded"] },
    },
  };
}
