/** Time limits that standards set, as data. The tightest that applies wins and is named in every output. */
import { parseDuration } from "./duration";
import type { Exposure, PatchClass, Severity } from "./plan";
import type { Duration } from "./time";

/** One limit of an obligation, from the vendor's release. */
interface Limit {
  readonly within: Duration;
  /** Severities it covers; absent means all. */
  readonly severities?: readonly Severity[];
  /** Covers what is exploited, whatever its severity. */
  readonly exploited?: true;
  /** Absent means both. */
  readonly exposure?: Exposure;
}

export interface Obligation {
  readonly id: string;
  readonly control: string;
  readonly title: string;
  readonly source: string;
  readonly limits: readonly Limit[];
}

export const obligationIds = [
  "pci-dss-4.0.1",
  "essential-eight-ml2",
  "cyber-essentials-3.3",
] as const;
export type ObligationId = (typeof obligationIds)[number];

export const obligations: Readonly<Record<ObligationId, Obligation>> = {
  "pci-dss-4.0.1": {
    id: "pci-dss-4.0.1",
    control: "6.3.3",
    title: "PCI DSS 4.0.1: critical patches within one month of release",
    source: "PCI DSS v4.0.1, requirement 6.3.3",
    limits: [{ severities: ["critical"], within: duration("1mo") }],
  },
  "essential-eight-ml2": {
    id: "essential-eight-ml2",
    control: "ISM-1877, ISM-1694, ISM-1695",
    title: "ACSC Essential Eight, maturity level two: patch operating systems",
    source: "ACSC Essential Eight maturity model; ISM December 2025, controls 1877, 1694 and 1695",
    limits: [
      { exposure: "internet", severities: ["critical"], within: duration("48h") },
      { exposure: "internet", exploited: true, within: duration("48h") },
      { exposure: "internet", within: duration("2w") },
      { exposure: "internal", within: duration("1mo") },
    ],
  },
  "cyber-essentials-3.3": {
    id: "cyber-essentials-3.3",
    control: "A6.4",
    title: "UK Cyber Essentials 3.3: critical and high within 14 days of release",
    source:
      "NCSC Cyber Essentials requirements for IT infrastructure v3.3, security update management",
    limits: [{ severities: ["critical", "high"], within: duration("14d") }],
  },
};

/** The limits of an obligation that bind a class of patch on machines of this exposure. */
export function limitsFor(
  obligation: Obligation,
  patchClass: PatchClass,
  exposure: Exposure,
): readonly Duration[] {
  return obligation.limits
    .filter(
      (limit) =>
        (limit.exposure ?? exposure) === exposure &&
        (limit.severities?.includes(patchClass.severity) ?? true) &&
        (limit.exploited === undefined || patchClass.exploited),
    )
    .map((limit) => limit.within);
}

/** True when the obligation says something about exploitation that it does not say without it. */
export function mentionsExploited(obligation: Obligation, exposure: Exposure): boolean {
  return obligation.limits.some(
    (limit) => limit.exploited !== undefined && (limit.exposure ?? exposure) === exposure,
  );
}

function duration(text: string): Duration {
  const parsed = parseDuration(text);
  if (!parsed.ok) {
    throw new Error(`obligation limit "${text}" ${parsed.message}`);
  }
  return parsed.duration;
}
