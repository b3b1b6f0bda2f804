/** Event Grid's own names for what patching listens to. */

export const systemTopicType = "azure-native:eventgrid:SystemTopic";
export const eventSubscriptionType = "azure-native:eventgrid:SystemTopicEventSubscription";
export const maintenanceTopic = "Microsoft.Maintenance.MaintenanceConfigurations";

export const maintenanceEvents = [
  "Microsoft.Maintenance.PreMaintenanceEvent",
  "Microsoft.Maintenance.PostMaintenanceEvent",
];
