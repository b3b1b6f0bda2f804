/** Obligations of Europe: the Union's rules for operators and finance, and the United Kingdom's scheme. */
import type { Obligation } from "./obligation";
import { recurring, within } from "./obligation";

const cyberEssentials: Obligation = {
  id: "cyber-essentials-3.3",
  aliases: [],
  title: "UK Cyber Essentials 3.3: critical and high within 14 days of release",
  status: { kind: "inForce", since: "2026-04-27" },
  limits: [
    {
      control: "A6.4, A6.5",
      when: { severity: ["critical", "high"] },
      limit: within("14d", "released"),
      note: "also what has CVSS v3 of 7 or more or no stated severity, and fixes that are no patch",
    },
  ],
  duties: [{ control: "A6", what: "remove software that is no longer supported" }],
  evidence: ["14-day report by asset", "end-of-support check", "steps of fixes that are no patch"],
  source:
    "NCSC Cyber Essentials requirements for IT infrastructure v3.3, security update management",
};

const nis2: Obligation = {
  id: "nis2-2024-2690",
  aliases: [],
  title: "EU NIS2 implementing regulation 2024/2690: patches within a reasonable time",
  status: { kind: "inForce" },
  limits: [
    {
      control: "6.6.1",
      when: {},
      limit: { own: true },
      note: "reasonable time; not patching only when documented and substantiated",
    },
  ],
  duties: [
    { control: "6.6.1", what: "test before production" },
    { control: "6.6.1", what: "take patches from trusted sources and check their integrity" },
    { control: "6.6.2", what: "document and substantiate why a patch is not applied" },
    { control: "6.4.3", what: "explain each emergency change that left the procedure" },
    { control: "6.10", what: "handle vulnerabilities" },
  ],
  evidence: ["signature records", "test records", "exceptions with their rationale"],
  source: "Commission Implementing Regulation (EU) 2024/2690, annex, 6.4.3, 6.6 and 6.10",
};

const dora: Obligation = {
  id: "dora-rts-2024-1774",
  aliases: ["dora-rts-1774"],
  title: "EU DORA RTS 2024/1774: own deadlines, and escalation when they are missed",
  status: { kind: "inForce" },
  limits: [
    {
      control: "Art. 10",
      when: {},
      limit: { own: true },
      note: "own deadlines, and escalation when one is missed",
    },
  ],
  duties: [
    recurring("Art. 10", "1w", "scan the assets behind critical functions automatically"),
    { control: "Art. 10", what: "record and monitor every vulnerability" },
    { control: "Art. 10", what: "test patches, and have a procedure for emergencies" },
    { control: "Art. 17(1)(g)", what: "document and approve emergency changes afterwards" },
  ],
  evidence: ["escalation log", "approvals after emergencies, with their deadline"],
  source: "Commission Delegated Regulation (EU) 2024/1774, articles 10 and 17",
};

export const europe: readonly Obligation[] = [cyberEssentials, nis2, dora];
