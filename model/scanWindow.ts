/** The scan of an account and region: how long it takes, and what its window is called. */
import type { AwsUnit, Plan } from "./plan";

/** The window in which machines are scanned on AWS: short, since a scan changes nothing. SSM counts in whole hours. */
export const scanWindow = { durationHours: 2, cutoffHours: 1 } as const;

/** A window of the document may have the scan's name. */
export function scanWindowName(unit: AwsUnit, { organisation }: Plan): string {
  const scan = `${organisation}-scan`;
  const isTaken = unit.windows.some((window) => window.name === scan);
  return isTaken ? `${scan}-of-compliance` : scan;
}
