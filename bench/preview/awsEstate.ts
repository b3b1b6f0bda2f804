/** The estate of the bench, made by our components: windows of two rings, each with its baseline. */

import { PatchBaseline } from "../../components/aws/baselines/patchBaseline";
import { MaintenanceWindow } from "../../components/aws/windows/maintenanceWindow";

const region = "eu-central-1";
const rings = ["canary", "broad"] as const;

/** One of many alike; its name begins the names of all that it declares. */
export function declareAwsEstate(name: string): void {
  new MaintenanceWindow(`${name}-window`, {
    region,
    schedule: { kind: "weekly", days: ["sunday"], at: { hour: 4, minute: 0 } },
    timezone: "Europe/Berlin",
    durationHours: 3,
    cutoffHours: 1,
    serviceRoleArn: "arn:aws:iam::012345678901:role/patching-window",
    work: {
      kind: "install",
      gateDocument: "gate",
      nodeDocument: "node",
      runs: rings.map((ring) => ({
        patchGroup: `${name}.${ring}`,
        concurrency: { kind: "percent", value: 25 },
        stopAfter: { kind: "count", value: 1 },
      })),
    },
  });
  new PatchBaseline(`${name}-baseline`, {
    region,
    operatingSystem: "AMAZON_LINUX_2023",
    approvalRules: [
      { approveAfterDays: 2, filters: [{ key: "CLASSIFICATION", values: ["Security"] }] },
    ],
  });
}
