/**
 * The part of the pre-event workflow that asks Resource Graph for the machines of runs. It is also the second source of a
 * run's start: an event that tells another one is not believed.
 */
import { armAction, type CallerIdentity } from "./armCalls";
import type { Action } from "./definition";
import { configurationOf, guarded, listed } from "./guardedRun";

/** Update Manager's own limit is 3,000 machines; one page of Resource Graph is what the time allows. */
const mostRows = 1000;

/** The minute of a start, as Resource Graph and the workflow write it. */
const minute = "yyyy-MM-dd HH:mm";

/**
 * For the runs in `runs`; ends with `Machines` and `Hybrid_machines`, rows of `run` and `machine` whose run's id is in
 * `wanted`.
 */
export function findMachines(
  identity: CallerIdentity,
  runs: string,
  wanted: string,
): Record<string, Action> {
  return {
    Quoted_runs: {
      type: "Select",
      inputs: { from: `@body('${runs}')`, select: "@concat('''', item()?['id'], '''')" },
      runAfter: {},
    },
    Subscriptions: {
      type: "Select",
      inputs: { from: `@body('${runs}')`, select: "@item()?['subscriptions']" },
      runAfter: { Quoted_runs: ["Succeeded"] },
    },
    Find_machines: query(identity, "queryResources", machinesOfRuns, "Subscriptions"),
    Find_shared_disks: query(identity, "queryDisks", sharedDisks, "Find_machines"),
    Shared_disks: {
      type: "Select",
      inputs: { from: "@body('Find_shared_disks')?['data']", select: "@item()?['disk']" },
      runAfter: { Find_shared_disks: ["Succeeded"] },
    },
    Seen_starts: {
      type: "Select",
      inputs: {
        from: "@body('Find_machines')?['data']",
        select: "@concat(item()?['run'], '|', coalesce(item()?['start'], ''))",
      },
      runAfter: { Shared_disks: ["Succeeded"] },
    },
    Machines: machines(wanted, true, "Seen_starts"),
    Hybrid_machines: machines(wanted, false, "Machines"),
  };
}

/** An expression over a run: Resource Graph has answered whole, and knows the run with the start that was announced. */
export function isConfirmed(run: string): string {
  const whole = (answer: string) =>
    `equals(body('${answer}')?['count'], body('${answer}')?['totalRecords'])`;
  const start = `concat(${run}?['id'], '|', formatDateTime(${run}?['start'], '${minute}'))`;
  const seen = `contains(coalesce(body('Seen_starts'), createArray()), ${start})`;
  return `and(${whole("Find_machines")}, ${whole("Find_shared_disks")}, ${seen})`;
}

/** Rows of machines of Azure, or of Azure Arc, which have no disks there. */
function machines(wanted: string, inAzure: boolean, after: string): Action {
  const isOfAzure = "contains(item()?['machine'], '/microsoft.compute/virtualmachines/')";
  return {
    type: "Query",
    inputs: {
      from: "@body('Find_machines')?['data']",
      where: `@and(${listed(wanted, "item()?['run']")}, ${inAzure ? isOfAzure : `not(${isOfAzure})`})`,
    },
    runAfter: { [after]: ["Succeeded"] },
  };
}

function query(
  identity: CallerIdentity,
  call: "queryResources" | "queryDisks",
  text: string,
  after: string,
): Action {
  return armAction(identity, call, {
    path: "'/providers/Microsoft.ResourceGraph/resources'",
    body: {
      subscriptions: "@split(join(body('Subscriptions'), ','), ',')",
      query: text,
      options: { $top: mostRows, resultFormat: "objectArray" },
    },
    runAfter: { [after]: ["Succeeded"] },
  });
}

const machinesOfRuns = `@concat(${[
  "'maintenanceresources | where type =~ ''microsoft.maintenance/applyupdates'' '",
  "'| extend run = tolower(tostring(properties.correlationId)), machine = tolower(tostring(properties.resourceId)) '",
  "'| where run in ('",
  "join(body('Quoted_runs'), ', ')",
  `') | extend start = format_datetime(todatetime(properties.startDateTime), ''${minute}'') '`,
  "'| project id, run, machine, start | order by id asc'",
].join(", ")})`;

/** No restore point takes a disk that several machines may share. */
const sharedDisks = [
  "resources | where type =~ 'microsoft.compute/disks' | where toint(properties.maxShares) > 1",
  "project id, disk = tolower(id)",
  "order by id asc",
].join(" | ");

/** An expression over a row: a property of the configuration that the machine's run belongs to. */
export function ofRow(row: string, name: Parameters<typeof guarded>[1]): string {
  return guarded(configurationOf(`${row}?['run']`), name);
}
