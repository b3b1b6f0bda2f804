/**
 * The machines of the runs that are closed: those that the pre-event has recorded, and those that Resource Graph lists with the run.
 * A machine that only one of them knows is expected all the same.
 */
import { armAction, type CallerIdentity } from "./armCalls";
import { type Action, whateverHappens } from "./definition";
import { waitFor } from "./waiting";

/** One page of Resource Graph. */
const mostMachines = 1000;
/** Resource Graph may be late: the longest that the installations of Arc machines are waited for, in minutes. */
const lateMinutes = 15;

const resourceGraph = "'/providers/Microsoft.ResourceGraph/resources'";

/** Actions that end with `Machines`, the items of the loop that judges. They run after `after`. */
export function findMachines(identity: CallerIdentity, after: string): Record<string, Action> {
  return {
    Protected: {
      type: "Query",
      inputs: {
        from: "@variables('closing')",
        where: "@equals(item()?['state'], 'protected')",
      },
      runAfter: { [after]: whateverHappens },
    },
    Quoted_runs: {
      type: "Select",
      inputs: { from: "@body('Protected')", select: "@concat('''', item()?['id'], '''')" },
      runAfter: { Protected: ["Succeeded"] },
    },
    If_any_protected: {
      type: "If",
      expression: "@greater(length(body('Protected')), 0)",
      actions: {
        Find_machines: armAction(identity, "queryResources", {
          path: resourceGraph,
          body: question(machinesOfRuns),
        }),
      },
      else: { actions: {} },
      runAfter: { Quoted_runs: ["Succeeded"] },
    },
    Listed: {
      type: "Select",
      inputs: {
        from: "@coalesce(body('Find_machines')?['data'], createArray())",
        select: { run: "@item()?['run']", machine: "@item()?['machine']" },
      },
      runAfter: { If_any_protected: whateverHappens },
    },
    Machines: {
      type: "Compose",
      inputs: "@union(variables('machines'), body('Listed'))",
      runAfter: { Listed: ["Succeeded"] },
    },
    ...findArcInstalls(identity),
  };
}

function findArcInstalls(identity: CallerIdentity): Record<string, Action> {
  return {
    Arc_machines: {
      type: "Query",
      inputs: {
        from: "@outputs('Machines')",
        where: "@contains(item()?['machine'], '/microsoft.hybridcompute/machines/')",
      },
      runAfter: { Machines: ["Succeeded"] },
    },
    If_any_arc: {
      type: "If",
      expression: "@greater(length(body('Arc_machines')), 0)",
      actions: {
        Await_arc_installs: waitFor({
          name: "Find_arc_installs",
          read: armAction(identity, "queryArcInstallations", {
            path: resourceGraph,
            body: question(installsOfRuns),
          }),
          until:
            "greaterOrEquals(coalesce(body('Find_arc_installs')?['count'], 0), length(body('Arc_machines')))",
          every: 60,
          minutes: lateMinutes,
          runAfter: {},
        }),
      },
      else: { actions: {} },
      runAfter: { Arc_machines: ["Succeeded"] },
    },
  };
}

function question(query: readonly string[]) {
  return {
    subscriptions: ["@parameters('subscription')"],
    query: `@concat(${query.join(", ")})`,
    options: { $top: mostMachines, resultFormat: "objectArray" },
  };
}

const machinesOfRuns = [
  "'maintenanceresources | where type =~ ''microsoft.maintenance/applyupdates'' '",
  "'| extend run = tolower(tostring(properties.correlationId)), machine = tolower(tostring(properties.resourceId)) '",
  "'| where run in ('",
  "join(body('Quoted_runs'), ', ')",
  "') | project id, run, machine | order by id asc'",
];

const installsOfRuns = [
  "'patchinstallationresources | where type =~ ''microsoft.hybridcompute/machines/patchinstallationresults'' '",
  "'| extend run = tolower(tostring(properties.maintenanceRunId)), machine = tostring(split(tolower(id), ''/patchinstallationresults/'')[0]) '",
  "'| where run in ('",
  "join(body('Quoted_runs'), ', ')",
  "') | project id, run, machine, status = tostring(properties.status), exceeded = tobool(properties.maintenanceWindowExceeded), '",
  "'failed = toint(properties.failedPatchCount), pending = toint(properties.pendingPatchCount) | order by id asc'",
];
