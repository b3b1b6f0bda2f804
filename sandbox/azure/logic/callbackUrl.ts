/** The address of a workflow's Request trigger. It holds a signature; the sandbox's is made from the workflow's id. */
import { createHash } from "node:crypto";
import { textOf } from "../../plainValue";
import type { Invoke } from "../../provider/cloudKind";

export const listWorkflowTriggerCallbackUrl: Invoke = (args, { cloud }) => {
  const name = textOf(args["workflowName"]) ?? "";
  const group = textOf(args["resourceGroupName"]) ?? "";
  const trigger = textOf(args["triggerName"]) ?? "";
  const path = `/resourcegroups/${group}/providers/microsoft.logic/workflows/${name}`.toLowerCase();
  const workflow = cloud
    .all("azure-native:logic:Workflow")
    .find(({ id }) => id.toLowerCase().endsWith(path));
  if (workflow === undefined) {
    throw new Error(
      `Status=404 Code="ResourceNotFound" Message="The Resource 'Microsoft.Logic/workflows/${name}' under resource group '${group}' was not found."`,
    );
  }
  refuseUnknownTrigger(workflow.inputs["definition"], name, trigger);
  return addressOf(workflow.id, textOf(workflow.inputs["location"]) ?? "westeurope", trigger);
};

function refuseUnknownTrigger(definition: unknown, workflow: string, trigger: string): void {
  const { triggers = {} } = (definition ?? {}) as {
    triggers?: Readonly<Record<string, { type?: string }>>;
  };
  const found = triggers[trigger];
  if (found === undefined) {
    throw new Error(
      `Status=404 Code="WorkflowTriggerNotFound" Message="The workflow '${workflow}' trigger '${trigger}' could not be found."`,
    );
  }
  if (found.type !== "Request") {
    throw new Error(
      `Status=400 Code="TriggerNotSupported" Message="The workflow '${workflow}' trigger '${trigger}' of type '${found.type}' has no callback URL."`,
    );
  }
}

function addressOf(id: string, location: string, trigger: string) {
  const sign = (part: string) => createHash("sha256").update(`${part} ${id}`);
  const basePath = `https://prod-01.${location}.logic.azure.com/workflows/${sign("workflow").digest("hex").slice(0, 32)}/triggers/${trigger}/paths/invoke`;
  const queries = {
    apiVersion: "2016-10-01",
    sp: `/triggers/${trigger}/run`,
    sv: "1.0",
    sig: sign("signature").digest("base64url"),
  };
  const query = `api-version=${queries.apiVersion}&sp=${encodeURIComponent(queries.sp)}&sv=${queries.sv}&sig=${queries.sig}`;
  return {
    basePath,
    method: "POST",
    queries,
    relativePath: "",
    value: `${basePath}?${query}`,
  };
}
