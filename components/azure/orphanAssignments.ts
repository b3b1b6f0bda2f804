/**
 * What a machine leaves behind: an assignment lives on its machine's id, and outlives the machine. Of one that is deleted, or moved to
 * another resource group or subscription, the assignment patches nobody, and the machine at its new id has none.
 */

const machineTypes = ["microsoft.compute/virtualmachines", "microsoft.hybridcompute/machines"];

const machines = [
  "resources",
  `where type in~ (${machineTypes.map((type) => `'${type}'`).join(", ")})`,
  "project found = tolower(id)",
].join(" | ");

/**
 * A query for Azure Resource Graph: the assignments of virtual and Arc machines that are there no more, as `id`, `machine` and
 * `configuration`. Who asks must see every machine: one that is hidden from the reader looks gone. Resource Graph may take 30 hours to
 * learn of a machine that is new or deleted.
 * @see https://learn.microsoft.com/azure/governance/resource-graph/concepts/query-language
 */
export const orphanAssignmentsQuery: string = [
  "maintenanceresources",
  "where type =~ 'microsoft.maintenance/configurationassignments'",
  // `split` minds the case, and Azure's services do not agree on the case of ids.
  "extend machine = tostring(split(tolower(id), '/providers/microsoft.maintenance/')[0])",
  `where ${machineTypes.map((type) => `machine contains '/providers/${type}/'`).join(" or ")}`,
  `join kind=leftouter (${machines}) on $left.machine == $right.found`,
  "where isempty(found)",
  "project id, machine, configuration = tolower(tostring(properties.maintenanceConfigurationId))",
  "order by id asc",
].join("\n  | ");
