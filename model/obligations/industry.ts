/** Obligations of trades: payment cards, electricity, health. */
import type { Obligation } from "./obligation";
import { length, recurring, within } from "./obligation";

const pciDss: Obligation = {
  id: "pci-dss-4.0.1",
  aliases: ["pci-4.0.1"],
  title: "PCI DSS 4.0.1: critical patches within one month of release",
  status: { kind: "inForce" },
  limits: [
    { control: "6.3.3", when: { severity: ["critical"] }, limit: within("1mo", "released") },
    {
      control: "6.3.3",
      when: { severity: ["high", "medium", "low"] },
      limit: { own: true },
      note: "a time of the organisation's own, by risk",
    },
  ],
  duties: [
    { control: "6.3.1", what: "rank vulnerabilities from the industry's sources, CERTs included" },
    { control: "6.3.2", what: "keep an inventory of software and its components" },
    { control: "6.5.1", what: "record reason, security impact, approval, test and back-out" },
    { control: "6.5.2", what: "confirm the requirements again after a significant change" },
    recurring("11.3.1", "3mo", "scan inside; fix high and critical, and scan again"),
    { control: "11.3.1.1", what: "fix the other findings as the targeted risk analysis says" },
    { control: "11.3.1.2", what: "scan inside with credentials" },
    { control: "11.3.1.3", what: "scan inside after a significant change" },
    recurring("11.3.2", "3mo", "have an approved vendor scan from outside"),
    { control: "11.3.2.1", what: "scan outside after a change; fix CVSS 4.0 and above" },
    recurring("12.3.1", "12mo", "review each targeted risk analysis"),
    recurring("12.3.4", "12mo", "review hardware and software, and their end of support"),
    { control: "10.5.1", what: "keep logs for 12 months, 3 of them at hand" },
  ],
  evidence: [
    "release, installation and delta by asset and patch, with the ranking",
    "an overdue list that is empty or excepted",
    "change records",
    "ledger of scans and rescans",
  ],
  source: "PCI DSS v4.0.1, requirements 6.3, 6.5, 10.5.1, 11.3 and 12.3",
};

const nercCip: Obligation = {
  id: "nerc-cip-007-6",
  aliases: [],
  title: "NERC CIP-007-6 R2: evaluate in 35 days, then apply or plan in 35 days",
  status: { kind: "inForce" },
  limits: [
    {
      control: "R2.2, R2.3",
      when: {},
      limit: {
        stages: [
          { act: "evaluate", within: length("35d"), of: "released" },
          { act: "fix", within: length("35d"), of: "evaluated" },
        ],
      },
      note: "or a dated mitigation plan; the CIP senior manager may extend it",
    },
  ],
  duties: [
    { control: "R2.1", what: "track the sources of patches" },
    recurring("R2.2", "35d", "evaluate the patches that were released"),
  ],
  evidence: ["ledger of evaluations", "mitigation plans with their dates and approver"],
  source: "NERC CIP-007-6, requirement R2",
};

const hipaaProposal: Obligation = {
  id: "hipaa-nprm",
  aliases: [],
  title: "HIPAA security rule as proposed: critical in 15 days, high in 30",
  status: {
    kind: "proposed",
    since: "2025-01-06",
    note: "90 FR 898; still a proposal in June 2026",
  },
  limits: [
    { control: "90 FR 898", when: { severity: ["critical"] }, limit: within("15d", "detected") },
    { control: "90 FR 898", when: { severity: ["high"] }, limit: within("30d", "detected") },
  ],
  duties: [recurring("90 FR 898", "6mo", "scan for vulnerabilities")],
  evidence: ["detection, installation and delta by asset and patch", "log of scans"],
  source: "HHS, notice of proposed rulemaking, 90 FR 898, January 2025",
};

export const industry: readonly Obligation[] = [pciDss, nercCip, hipaaProposal];
