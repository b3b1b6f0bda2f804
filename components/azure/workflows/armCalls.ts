/**
 * Every call that our workflows make to Azure, with the permission that it needs. Both the HTTP action and the role of
 * the workflow's identity are made from this table, so that the role allows what is called and nothing more.
 */
import type { HttpAction, RunAfter, Text } from "./definition";

const arm = "https://management.azure.com";

/** API version and permission of one kind of call. */
interface ArmCall {
  readonly method: HttpAction["inputs"]["method"];
  readonly apiVersion: string;
  readonly permission: string;
  /** Resource Graph shows a caller only what it may read. */
  readonly sees?: string;
  /** Azure asks a permission for what the call's body names, too. */
  readonly names?: readonly string[];
}

const maintenance = "2023-09-01-preview";
const compute = "2024-11-01";
const disks = "2024-03-02";
const arc = "2024-07-10";
const resourceGraph = "2024-04-01";

const armCalls = {
  readRun: {
    method: "GET",
    apiVersion: maintenance,
    permission: "Microsoft.Maintenance/applyUpdates/read",
  },
  cancelRun: {
    method: "PUT",
    apiVersion: maintenance,
    permission: "Microsoft.Maintenance/applyUpdates/write",
  },
  queryResources: {
    method: "POST",
    apiVersion: resourceGraph,
    permission: "Microsoft.ResourceGraph/resources/read",
    sees: "Microsoft.Maintenance/applyUpdates/read",
  },
  queryArcInstallations: {
    method: "POST",
    apiVersion: resourceGraph,
    permission: "Microsoft.ResourceGraph/resources/read",
    sees: "Microsoft.HybridCompute/machines/patchInstallationResults/read",
  },
  queryArcPatches: {
    method: "POST",
    apiVersion: resourceGraph,
    permission: "Microsoft.ResourceGraph/resources/read",
    sees: "Microsoft.HybridCompute/machines/patchAssessmentResults/softwarePatches/read",
  },
  queryDisks: {
    method: "POST",
    apiVersion: resourceGraph,
    permission: "Microsoft.ResourceGraph/resources/read",
    sees: "Microsoft.Compute/disks/read",
  },
  readMachine: {
    method: "GET",
    apiVersion: compute,
    permission: "Microsoft.Compute/virtualMachines/read",
  },
  updateMachine: {
    method: "PATCH",
    apiVersion: compute,
    permission: "Microsoft.Compute/virtualMachines/write",
  },
  startMachine: {
    method: "POST",
    apiVersion: compute,
    permission: "Microsoft.Compute/virtualMachines/start/action",
  },
  stopMachine: {
    method: "POST",
    apiVersion: compute,
    permission: "Microsoft.Compute/virtualMachines/deallocate/action",
  },
  assessMachine: {
    method: "POST",
    apiVersion: compute,
    permission: "Microsoft.Compute/virtualMachines/assessPatches/action",
  },
  /** Of an operation whose address an answer of Compute has named. */
  readComputeOperation: {
    method: "GET",
    apiVersion: compute,
    permission: "Microsoft.Compute/locations/operations/read",
  },
  writeRunCommand: {
    method: "PUT",
    apiVersion: compute,
    permission: "Microsoft.Compute/virtualMachines/runCommands/write",
  },
  readRunCommand: {
    method: "GET",
    apiVersion: compute,
    permission: "Microsoft.Compute/virtualMachines/runCommands/read",
  },
  deleteRunCommand: {
    method: "DELETE",
    apiVersion: compute,
    permission: "Microsoft.Compute/virtualMachines/runCommands/delete",
  },
  readArcMachine: {
    method: "GET",
    apiVersion: arc,
    permission: "Microsoft.HybridCompute/machines/read",
  },
  assessArcMachine: {
    method: "POST",
    apiVersion: arc,
    permission: "Microsoft.HybridCompute/machines/assessPatches/action",
  },
  readArcOperation: {
    method: "GET",
    apiVersion: arc,
    permission: "Microsoft.HybridCompute/locations/operationresults/read",
  },
  writeArcRunCommand: {
    method: "PUT",
    apiVersion: arc,
    permission: "Microsoft.HybridCompute/machines/runCommands/write",
  },
  readArcRunCommand: {
    method: "GET",
    apiVersion: arc,
    permission: "Microsoft.HybridCompute/machines/runCommands/read",
  },
  deleteArcRunCommand: {
    method: "DELETE",
    apiVersion: arc,
    permission: "Microsoft.HybridCompute/machines/runCommands/delete",
  },
  readDisk: {
    method: "GET",
    apiVersion: disks,
    permission: "Microsoft.Compute/disks/read",
  },
  /** Made from a disk's restore point, with the encryption set of the old one. */
  writeDisk: {
    method: "PUT",
    apiVersion: disks,
    permission: "Microsoft.Compute/disks/write",
    names: [
      "Microsoft.Compute/restorePointCollections/restorePoints/diskRestorePoints/read",
      "Microsoft.Compute/diskEncryptionSets/read",
    ],
  },
  tagDisk: {
    method: "PATCH",
    apiVersion: disks,
    permission: "Microsoft.Compute/disks/write",
  },
  readCollection: {
    method: "GET",
    apiVersion: compute,
    permission: "Microsoft.Compute/restorePointCollections/read",
  },
  writeCollection: {
    method: "PUT",
    apiVersion: compute,
    permission: "Microsoft.Compute/restorePointCollections/write",
  },
  readRestorePoint: {
    method: "GET",
    apiVersion: compute,
    permission: "Microsoft.Compute/restorePointCollections/restorePoints/read",
  },
  writeRestorePoint: {
    method: "PUT",
    apiVersion: compute,
    permission: "Microsoft.Compute/restorePointCollections/restorePoints/write",
  },
  deleteRestorePoint: {
    method: "DELETE",
    apiVersion: compute,
    permission: "Microsoft.Compute/restorePointCollections/restorePoints/delete",
  },
} as const satisfies Readonly<Record<string, ArmCall>>;
export type ArmCallName = keyof typeof armCalls;

/** The identity that makes the calls: ARM id of a user-assigned one, or the workflow's own when absent. */
export type CallerIdentity = string | undefined;

export interface CallOptions {
  /** An expression without its `@` that gives the resource's path, beginning with `/`. */
  readonly path: string;
  readonly body?: unknown;
  readonly runAfter?: RunAfter;
  /** More of the query string, such as `$expand=restorePoints`. */
  readonly query?: string;
  readonly retries?: number;
}

/** The HTTP action of a call. */
export function armAction(
  identity: CallerIdentity,
  name: ArmCallName,
  options: CallOptions,
): HttpAction {
  const { method } = armCalls[name];
  return {
    type: "Http",
    inputs: {
      method,
      uri: `@concat(${armAddress(options.path, name, options.query)})`,
      ...(options.body !== undefined && { body: options.body }),
      authentication: {
        type: "ManagedServiceIdentity",
        audience: `${arm}/`,
        ...(identity !== undefined && { identity }),
      },
      retryPolicy: { type: "exponential", count: options.retries ?? 4, interval: "PT7S" },
    },
    runAfter: options.runAfter ?? {},
    operationOptions: "DisableAsyncPattern",
  };
}

/** The arguments of `concat` that give a call's address. */
export function armAddress(path: string, name: ArmCallName, query?: string): Text {
  const version = armCalls[name].apiVersion;
  return `'${arm}', ${path}, '?${query === undefined ? "" : `${query}&`}api-version=${version}'`;
}

/** The permissions of some calls, each once, in order. */
export function permissionsOf(calls: readonly ArmCallName[]): readonly string[] {
  const used = calls.map((call): ArmCall => armCalls[call]);
  const all = used.flatMap(({ permission, sees, names = [] }) => [
    permission,
    ...(sees === undefined ? [] : [sees]),
    ...names,
  ]);
  return [...new Set(all)].sort();
}
