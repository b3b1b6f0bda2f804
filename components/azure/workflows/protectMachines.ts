/**
 * The part of the pre-event workflow that gives every machine of a run a restore point and decides which runs are safe.
 * Loops stay one level deep, since a loop inside a loop runs one item at a time and the whole has twenty minutes.
 */
import { armAction, type CallerIdentity } from "./armCalls";
import { type Action, whateverHappens } from "./definition";

/** Update Manager's own limit is 3,000 machines; one page of Resource Graph is what the time allows. */
const mostMachines = 1000;
/** Minutes before the last moment for a cancel at which waiting for restore points ends. */
const minutesToCancel = 4;
/** Machines at once: the most that a loop of Logic Apps runs. */
const atOnce = 50;

/** Actions that end by setting the variable `safe`; they run after the action `frozen`, a Query over the runs. */
export function protectMachines(identity: CallerIdentity, frozen: string): Record<string, Action> {
  return {
    To_protect: {
      type: "Query",
      inputs: {
        from: "@body('Runs')",
        where: `@and(greater(item()?['keepDays'], 0), not(contains(body('${frozen}'), item()?['id'])))`,
      },
      runAfter: { [frozen]: ["Succeeded"] },
    },
    Deadlines: {
      type: "Select",
      inputs: {
        from: "@body('To_protect')",
        // What is not done by then is left, so that there is time to cancel.
        select: `@ticks(addMinutes(item()?['deadline'], ${-minutesToCancel}))`,
      },
      runAfter: { To_protect: ["Succeeded"] },
    },
    If_any_to_protect: {
      type: "If",
      expression: "@greater(length(body('To_protect')), 0)",
      actions: { ...findMachines(identity), ...protectEach(identity), ...findUnprotected() },
      else: { actions: {} },
      runAfter: { Deadlines: ["Succeeded"] },
    },
    Safe: {
      type: "Query",
      inputs: { from: "@body('Runs')", where: `@${isSafe(frozen)}` },
      runAfter: { If_any_to_protect: ["Succeeded"] },
    },
    Keep_safe: {
      type: "Select",
      inputs: { from: "@body('Safe')", select: "@item()?['id']" },
      runAfter: { Safe: ["Succeeded"] },
    },
    Set_safe: {
      type: "SetVariable",
      inputs: { name: "safe", value: "@body('Keep_safe')" },
      runAfter: { Keep_safe: ["Succeeded"] },
    },
  };
}

/** A run without a single machine in the answer is not safe: the answer may be late. */
function isSafe(frozen: string): string {
  const id = "item()?['id']";
  const complete =
    "equals(body('Find_machines')?['count'], body('Find_machines')?['totalRecords'])";
  const listed = (name: string) => `contains(coalesce(body('${name}'), createArray()), ${id})`;
  const every = `and(${complete}, ${listed("Seen_runs")}, not(${listed("Unprotected_runs")}))`;
  return `and(not(contains(body('${frozen}'), ${id})), or(equals(item()?['keepDays'], 0), ${every}))`;
}

function findMachines(identity: CallerIdentity): Record<string, Action> {
  return {
    Quoted_runs: {
      type: "Select",
      inputs: { from: "@body('To_protect')", select: "@concat('''', item()?['id'], '''')" },
      runAfter: {},
    },
    Subscriptions: {
      type: "Select",
      inputs: { from: "@body('To_protect')", select: "@item()?['subscriptions']" },
      runAfter: { Quoted_runs: ["Succeeded"] },
    },
    Find_machines: armAction(identity, "queryResources", {
      path: "'/providers/Microsoft.ResourceGraph/resources'",
      body: {
        subscriptions: "@split(join(body('Subscriptions'), ','), ',')",
        query: `@concat(${machinesOfRuns})`,
        options: { $top: mostMachines, resultFormat: "objectArray" },
      },
      runAfter: { Subscriptions: ["Succeeded"] },
    }),
    Seen_runs: {
      type: "Select",
      inputs: { from: "@body('Find_machines')?['data']", select: "@item()?['run']" },
      runAfter: { Find_machines: ["Succeeded"] },
    },
    Machines: {
      type: "Query",
      inputs: {
        from: "@body('Find_machines')?['data']",
        // Arc machines have no disks in Azure.
        where: "@contains(item()?['machine'], '/microsoft.compute/virtualmachines/')",
      },
      runAfter: { Seen_runs: ["Succeeded"] },
    },
  };
}

const machinesOfRuns = [
  "'maintenanceresources | where type =~ ''microsoft.maintenance/applyupdates'' '",
  "'| extend run = tolower(tostring(properties.correlationId)), machine = tolower(tostring(properties.resourceId)) '",
  "'| where run in ('",
  "join(body('Quoted_runs'), ', ')",
  "') | project id, run, machine | order by id asc'",
].join(", ");

/** Names come from machine and run, so a second event finds what the first one made. */
function protectEach(identity: CallerIdentity): Record<string, Action> {
  const point = `concat(${collectionPath}, '/restorePoints/', last(split(item()?['run'], '/')))`;
  return {
    Protect_machines: {
      type: "Foreach",
      foreach: "@body('Machines')",
      runtimeConfiguration: { concurrency: { repetitions: atOnce } },
      actions: {
        Read_machine: armAction(identity, "readMachine", { path: "item()?['machine']" }),
        Write_collection: armAction(identity, "writeCollection", {
          path: collectionPath,
          body: {
            location: "@body('Read_machine')?['location']",
            tags: { "patchwarden-keep-days": `@string(${keepDays})` },
            properties: { source: { id: "@body('Read_machine')?['id']" } },
          },
          runAfter: { Read_machine: ["Succeeded"] },
        }),
        Write_restore_point: armAction(identity, "writeRestorePoint", {
          path: point,
          body: { properties: {} },
          runAfter: { Write_collection: ["Succeeded"] },
        }),
        // A point that an earlier event made refuses the write and is as good.
        Await_restore_point: awaitPoint(identity, point),
        If_protected: {
          type: "If",
          expression:
            "@equals(body('Read_restore_point')?['properties']?['provisioningState'], 'Succeeded')",
          actions: {
            Note_protected: {
              type: "AppendToArrayVariable",
              inputs: {
                name: "protected",
                value: "@concat(item()?['run'], '|', item()?['machine'])",
              },
              runAfter: {},
            },
          },
          else: { actions: {} },
          runAfter: { Await_restore_point: ["Succeeded"] },
        },
      },
      runAfter: { Machines: ["Succeeded"] },
    },
  };
}

function awaitPoint(identity: CallerIdentity, point: string): Action {
  const state = "body('Read_restore_point')?['properties']?['provisioningState']";
  return {
    type: "Until",
    expression: `@or(equals(${state}, 'Succeeded'), equals(${state}, 'Failed'), greaterOrEquals(outputs('Read_restore_point')?['statusCode'], 400), greater(ticks(utcNow()), min(body('Deadlines'))))`,
    limit: { count: 60, timeout: "PT15M" },
    actions: {
      Read_restore_point: armAction(identity, "readRestorePoint", {
        path: point,
        runAfter: {},
      }),
      If_still_creating: {
        type: "If",
        expression: `@equals(${state}, 'Creating')`,
        actions: {
          Pause: {
            type: "Wait",
            inputs: { interval: { count: 15, unit: "Second" } },
            runAfter: {},
          },
        },
        else: { actions: {} },
        runAfter: { Read_restore_point: ["Succeeded"] },
      },
    },
    runAfter: { Write_restore_point: ["Succeeded", "Failed"] },
  };
}

/** A machine counts as protected only when its point was seen complete. */
function findUnprotected(): Record<string, Action> {
  return {
    Unprotected: {
      type: "Query",
      inputs: {
        from: "@body('Machines')",
        where:
          "@not(contains(variables('protected'), concat(item()?['run'], '|', item()?['machine'])))",
      },
      runAfter: { Protect_machines: whateverHappens },
    },
    Unprotected_runs: {
      type: "Select",
      inputs: { from: "@body('Unprotected')", select: "@item()?['run']" },
      runAfter: { Unprotected: ["Succeeded"] },
    },
  };
}

/** The machine's own GUID keeps namesakes apart; a collection's name has at most 80 characters. */
const collectionPath = [
  "concat('/subscriptions/', split(item()?['machine'], '/')[2]",
  "'/resourceGroups/', parameters('restorePointGroup')",
  "'/providers/Microsoft.Compute/restorePointCollections/'",
  "take(last(split(item()?['machine'], '/')), 40), '-', toLower(body('Read_machine')?['properties']?['vmId']))",
].join(", ");

/** Days of the configuration that the run belongs to: its id is the run's up to the provider's name. */
const keepDays =
  "parameters('configurations')?[first(split(item()?['run'], '/providers/microsoft.maintenance/applyupdates/'))]?['keepDays']";
