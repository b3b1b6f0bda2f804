/**
 * Calls of our workflows to the run store: blobs of one container, reached with the workflow's identity and an audience of
 * their own. Action and role are made from one table, as for the calls to Azure Resource Manager.
 * @see https://learn.microsoft.com/azure/storage/blobs/authorize-access-azure-active-directory
 */
import type { CallerIdentity } from "./armCalls";
import type { HttpAction, RunAfter, Text } from "./definition";

export const storeAudience = "https://storage.azure.com/";

/** The oldest version that knows all that is asked here and tokens of Entra. */
const version = "2021-12-02";

const blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";

const storeCalls = {
  readBlob: { method: "GET", permission: `${blobs}/read` },
  writeBlob: { method: "PUT", permission: `${blobs}/write` },
} as const;
export type StoreCallName = keyof typeof storeCalls;

export interface StoreCallOptions {
  /** An expression without its `@` that gives the blob's whole address. */
  readonly address: string;
  /** What the blob holds from now on. */
  readonly body?: unknown;
  /** Refused with 409 or 412 when the blob is there already. */
  readonly onlyNew?: boolean;
  /** An expression that gives the blob's entity tag: refused with 412 when it has another one by now. */
  readonly replaces?: string;
  readonly runAfter?: RunAfter;
  readonly retries?: number;
}

/** The HTTP action of a call. */
export function storeAction(
  identity: CallerIdentity,
  name: StoreCallName,
  options: StoreCallOptions,
): HttpAction {
  return {
    type: "Http",
    inputs: {
      method: storeCalls[name].method,
      uri: `@${options.address}`,
      headers: {
        "x-ms-version": version,
        "x-ms-date": "@formatDateTime(utcNow(), 'r')",
        ...(name === "writeBlob" && {
          "x-ms-blob-type": "BlockBlob",
          "Content-Type": "application/json",
        }),
        ...(options.onlyNew && { "If-None-Match": "*" }),
        ...(options.replaces !== undefined && { "If-Match": `@${options.replaces}` }),
      },
      ...(options.body !== undefined && { body: options.body }),
      authentication: {
        type: "ManagedServiceIdentity",
        audience: storeAudience,
        ...(identity !== undefined && { identity }),
      },
      retryPolicy: { type: "exponential", count: options.retries ?? 4, interval: "PT7S" },
    },
    runAfter: options.runAfter ?? {},
    operationOptions: "DisableAsyncPattern",
  };
}

/** Data actions of some calls, each once, in order. */
export function dataActionsOf(calls: readonly StoreCallName[]): readonly string[] {
  return [...new Set(calls.map((call) => storeCalls[call].permission))].sort();
}

/** Parameter of a workflow: address of the container, without a final `/`. */
export const storeParameter = "runStore";

/** Address of a run's record; both arguments are expressions. */
export function recordAddress(patchGroup: Text, runName: Text): Text {
  return `concat(parameters('${storeParameter}'), '/runs/', ${patchGroup}, '/', ${runName}, '.json')`;
}

/** Address of a ring's verdict; the argument is an expression. */
export function verdictAddress(patchGroup: Text): Text {
  return `concat(parameters('${storeParameter}'), '/verdicts/', ${patchGroup}, '.json')`;
}
