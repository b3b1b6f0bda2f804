/** Deletes restore points that are older than their collection's days, once a day: Azure never deletes one by itself. */
import { type ArmCallName, armAction, armAddress, type CallerIdentity } from "./armCalls";
import {
  type Action,
  definitionSchema,
  type WorkflowDefinition,
  whateverHappens,
} from "./definition";

export const cleanUpCalls: readonly ArmCallName[] = ["readCollection", "deleteRestorePoint"];

const collections =
  "'/subscriptions/', parameters('subscription'), '/resourceGroups/', parameters('restorePointGroup'), '/providers/Microsoft.Compute/restorePointCollections'";

/** The definition; its parameters `subscription` (id) and `restorePointGroup` (name) are given by the deployment. */
export function cleanUpWorkflow(identity?: CallerIdentity): WorkflowDefinition {
  return {
    $schema: definitionSchema,
    contentVersion: "1.0.0.0",
    parameters: { subscription: { type: "String" }, restorePointGroup: { type: "String" } },
    triggers: {
      daily: {
        type: "Recurrence",
        recurrence: {
          frequency: "Day",
          interval: 1,
          timeZone: "UTC",
          schedule: { hours: ["3"], minutes: [17] },
        },
      },
    },
    actions: {
      Next_page: variable(
        "next",
        "string",
        `@concat(${armAddress(`concat(${collections})`, "readCollection")})`,
      ),
      Any_failure: variable("failed", "boolean", false, "Next_page"),
      Pages: {
        type: "Until",
        expression: "@equals(variables('next'), '')",
        limit: { count: 200, timeout: "PT6H" },
        actions: cleanPage(identity),
        runAfter: { Any_failure: ["Succeeded"] },
      },
      If_failed: {
        type: "If",
        expression: "@or(variables('failed'), not(equals(variables('next'), '')))",
        actions: {
          End_as_failed: {
            type: "Terminate",
            inputs: {
              runStatus: "Failed",
              runError: {
                code: "RestorePointsNotCleaned",
                message:
                  "Some restore points could not be read or deleted; they are tried again tomorrow",
              },
            },
            runAfter: {},
          },
        },
        else: { actions: {} },
        runAfter: { Pages: whateverHappens },
      },
    },
  };
}

function cleanPage(identity: CallerIdentity): Record<string, Action> {
  const page = armAction(identity, "readCollection", { path: "''" });
  return {
    Read_collections: { ...page, inputs: { ...page.inputs, uri: "@variables('next')" } },
    Ours: {
      type: "Query",
      inputs: {
        from: "@body('Read_collections')?['value']",
        where: "@not(equals(item()?['tags']?['patchwarden-keep-days'], null))",
      },
      runAfter: { Read_collections: ["Succeeded"] },
    },
    Clean_collections: {
      type: "Foreach",
      foreach: "@body('Ours')",
      actions: cleanCollection(identity),
      runAfter: { Ours: ["Succeeded"] },
    },
    Turn_page: {
      type: "SetVariable",
      inputs: { name: "next", value: "@coalesce(body('Read_collections')?['nextLink'], '')" },
      runAfter: { Clean_collections: whateverHappens },
    },
    Note_failure: {
      type: "SetVariable",
      inputs: { name: "failed", value: true },
      runAfter: { Clean_collections: ["Failed", "TimedOut", "Skipped"] },
    },
  };
}

function cleanCollection(identity: CallerIdentity): Record<string, Action> {
  const days = "int(items('Clean_collections')?['tags']?['patchwarden-keep-days'])";
  return {
    Read_points: armAction(identity, "readCollection", {
      path: "items('Clean_collections')?['id']",
      query: "$expand=restorePoints",
    }),
    Expired: {
      type: "Query",
      inputs: {
        from: "@coalesce(body('Read_points')?['properties']?['restorePoints'], createArray())",
        where: `@less(ticks(item()?['properties']?['timeCreated']), ticks(addDays(utcNow(), sub(0, ${days}))))`,
      },
      runAfter: { Read_points: ["Succeeded"] },
    },
    Delete_expired: {
      type: "Foreach",
      foreach: "@body('Expired')",
      actions: {
        Delete_point: armAction(identity, "deleteRestorePoint", {
          path: "items('Delete_expired')?['id']",
        }),
      },
      runAfter: { Expired: ["Succeeded"] },
    },
  };
}

function variable(
  name: string,
  type: "string" | "boolean",
  value: unknown,
  after?: string,
): Action {
  return {
    type: "InitializeVariable",
    inputs: { variables: [{ name, type, value }] },
    runAfter: after === undefined ? {} : { [after]: ["Succeeded"] },
  };
}
