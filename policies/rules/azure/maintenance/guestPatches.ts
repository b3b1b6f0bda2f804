/** Which maintenance configurations patch guests, and what the plan gives those. */
import type { AzureConfiguration, Plan } from "../../../../model/plan";
import type { Properties } from "../../../properties";

export const configurationType = "azure-native:maintenance:MaintenanceConfiguration";

/** Host, disk and database schedules are not about guest patches. Azure's default scope is not one for guests. */
export function onlyGuestPatches(configuration: Properties): string | undefined {
  const scope = configuration.text("maintenanceScope");
  return scope === "InGuestPatch"
    ? undefined
    : `only schedules of scope InGuestPatch patch guests, this one is ${scope ?? "without a scope"}`;
}

export function plannedConfigurations(plan: Plan): readonly AzureConfiguration[] {
  return plan.azure.flatMap((unit) => unit.configurations);
}

/** The configuration of the plan with the resource's physical name; `undefined` for a hand-made one. */
export function plannedOf(plan: Plan, configuration: Properties): AzureConfiguration | undefined {
  const name = configuration.text("resourceName") ?? configuration.text("name");
  return plannedConfigurations(plan).find((planned) => planned.name === name);
}
