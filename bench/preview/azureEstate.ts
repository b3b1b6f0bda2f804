/** The same on Azure: rings with their configurations and scopes, whose runs are guarded and recorded. */

import { DynamicScope } from "../../components/azure/dynamicScope";
import { MaintenanceConfiguration } from "../../components/azure/maintenanceConfiguration";
import { RunStore } from "../../components/azure/runs/runStore";
import { SnapshotPolicy } from "../../components/azure/snapshotPolicy";

const place = {
  resourceGroupName: "rg-patching",
  location: "westeurope",
  subscriptionId: "11111111-2222-3333-4444-555555555555",
};
const effectiveFrom = "2026-12-01";
const duration = 180;
const rings = ["canary", "early", "broad", "last"] as const;

/** One of many alike; its name begins the names of all that it declares. */
export function declareAzureEstate(name: string): void {
  const runStore = new RunStore(`${name}-runs`, place);
  new SnapshotPolicy(`${name}-guard`, {
    ...place,
    effectiveFrom,
    runStore,
    configurations: rings.map((ring) => ({
      key: `${name}.${ring}`,
      configurationId: declareRing(`${name}.${ring}`).configurationId,
      group: name,
      duration,
      gap: 7 * 24 * 60,
      keepDays: 14,
    })),
  });
}

function declareRing(patchGroup: string): MaintenanceConfiguration {
  const configuration = new MaintenanceConfiguration(patchGroup, {
    resourceGroupName: place.resourceGroupName,
    location: place.location,
    schedule: "every sunday at 04:00",
    timezone: "Europe/Berlin",
    effectiveFrom,
    duration,
    linux: { classifications: ["Critical", "Security"] },
  });
  new DynamicScope(patchGroup, {
    maintenanceConfigurationId: configuration.configurationId,
    patchGroups: [patchGroup],
    locations: [place.location],
    osTypes: ["Linux"],
  });
  return configuration;
}
