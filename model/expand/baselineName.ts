/**
 * What the baseline of some rings for an operating system of SSM is called, after the first of them. A ring has one baseline a
 * system, so that no two are called alike; no system's name ends in another's.
 */
export function baselineName(firstRing: string, operatingSystem: string): string {
  return `${firstRing}-${operatingSystem.toLowerCase().replaceAll("_", "-")}`;
}
