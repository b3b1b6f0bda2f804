/** The window in which machines are scanned on AWS: short, since a scan changes nothing. SSM counts in whole hours. */
export const scanWindow = { durationHours: 2, cutoffHours: 1 } as const;
