/** What a restore does to a machine, and what it sees of it: each of the updates, the stop and the start may take 20 minutes. */
import { armAction, type CallerIdentity } from "./armCalls";
import type { Action, RunAfter } from "./definition";
import { waitFor } from "./waiting";

/** The longest that Compute may take for one of them. */
export const minutes = 20;

export function stop(
  identity: CallerIdentity,
  name: string,
  runAfter: RunAfter,
): Record<string, Action> {
  return {
    [name]: armAction(identity, "stopMachine", {
      path: "concat(outputs('Machine'), '/deallocate')",
      runAfter,
    }),
    ...awaitMachine(
      identity,
      name,
      `contains(${statuses(`Read_${name}`)}, 'PowerState/deallocated')`,
    ),
  };
}

export function start(
  identity: CallerIdentity,
  name: string,
  runAfter: RunAfter,
): Record<string, Action> {
  return {
    [name]: armAction(identity, "startMachine", {
      path: "concat(outputs('Machine'), '/start')",
      retries: 6,
      runAfter,
    }),
    ...awaitMachine(identity, name, isRunning(`Read_${name}`)),
  };
}

export function update(
  identity: CallerIdentity,
  name: string,
  osDisk: Readonly<Record<string, unknown>> | undefined,
  dataDisks: string,
  runAfter: RunAfter,
): Record<string, Action> {
  return {
    [name]: armAction(identity, "updateMachine", {
      path: "outputs('Machine')",
      body: {
        properties: { storageProfile: { ...(osDisk !== undefined && { osDisk }), dataDisks } },
      },
      runAfter,
    }),
    ...awaitMachine(identity, name, isSettled(`Read_${name}`)),
  };
}

function awaitMachine(
  identity: CallerIdentity,
  after: string,
  until: string,
): Record<string, Action> {
  return {
    [`Await_${after}`]: waitFor({
      name: `Read_${after}`,
      read: armAction(identity, "readMachine", {
        path: "outputs('Machine')",
        query: "$expand=instanceView",
      }),
      until,
      every: 15,
      minutes,
      runAfter: { [after]: ["Succeeded"] },
    }),
  };
}

export function vmDisk(id: string): Readonly<Record<string, unknown>> {
  return { name: `@last(split(${id}, '/'))`, managedDisk: { id: `@${id}` } };
}

export function attached(read: string, runAfter: RunAfter): Action {
  return {
    type: "Select",
    inputs: {
      from: `@body('${read}')?['properties']?['storageProfile']?['dataDisks']`,
      select: "@concat(string(item()?['lun']), '|', toLower(item()?['managedDisk']?['id']))",
    },
    runAfter,
  };
}

export function systemDiskOf(machine: string): string {
  return `toLower(coalesce(${machine}?['properties']?['storageProfile']?['osDisk']?['managedDisk']?['id'], ''))`;
}

export function statuses(read: string): string {
  return `string(coalesce(body('${read}')?['properties']?['instanceView']?['statuses'], createArray()))`;
}

export function isSettled(read: string): string {
  return `contains(createArray('Succeeded', 'Failed'), coalesce(body('${read}')?['properties']?['provisioningState'], ''))`;
}

export function isRunning(read: string): string {
  return `contains(${statuses(read)}, 'PowerState/running')`;
}
