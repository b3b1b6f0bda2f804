/** Frameworks that organisations choose: CIS Controls, ISO 27001, SOC 2. */
import type { Obligation } from "./obligation";
import { recurring, within } from "./obligation";

const cis: Obligation = {
  id: "cis-controls-8.1",
  aliases: ["cis-8.1"],
  title: "CIS Controls 8.1, control 7: patch, scan and remediate at least monthly",
  status: { kind: "inForce" },
  limits: [
    {
      control: "7.7",
      when: {},
      limit: within("1mo", "detected"),
      note: "monthly or more often: a month after its detection at the latest",
    },
  ],
  duties: [
    recurring("7.1", "12mo", "review the vulnerability management process"),
    recurring("7.2", "1mo", "review the remediation strategy, by risk"),
    recurring("7.3", "1mo", "patch operating systems: a tier with cadence 1mo is checked for it"),
    recurring("7.4", "1mo", "patch applications"),
    recurring("7.5", "3mo", "scan internal assets"),
    recurring("7.6", "1mo", "scan assets that are exposed"),
  ],
  evidence: ["cadence of the schedules", "cadence of the runs that were observed"],
  source: "CIS Critical Security Controls v8.1, safeguards 7.1 to 7.7",
};

const iso27001: Obligation = {
  id: "iso-27001-2022",
  aliases: ["iso27001-2022"],
  title: "ISO/IEC 27001:2022: technical vulnerabilities are managed in a time of one's own",
  status: { kind: "inForce" },
  limits: [{ control: "A.8.8", when: {}, limit: { own: true }, note: "no number of days is set" }],
  duties: [
    { control: "A.8.9", what: "manage configurations" },
    { control: "A.8.19", what: "control what is installed" },
    { control: "A.8.29, A.8.31", what: "test, apart from production" },
    { control: "A.8.32", what: "manage changes" },
    { control: "A.5.3", what: "segregate duties" },
    { control: "A.5.7", what: "follow threat intelligence" },
    { control: "A.5.9", what: "keep an inventory" },
    { control: "A.8.13", what: "back up, and test the restore" },
    { control: "A.8.15, A.5.28", what: "log, and keep evidence" },
  ],
  evidence: [
    "the policy document and its approval",
    "drift report",
    "segregation check",
    "restore test",
    "audit chain",
  ],
  source: "ISO/IEC 27001:2022, annex A",
};

const soc2: Obligation = {
  id: "soc2",
  aliases: [],
  title: "SOC 2: vulnerabilities are found, changes authorised, tested and deployed timely",
  status: { kind: "inForce" },
  limits: [{ control: "CC7.1", when: {}, limit: { own: true }, note: "timely, by the own policy" }],
  duties: [
    { control: "CC7.1", what: "detect new vulnerabilities and changes of configuration" },
    { control: "CC8.1", what: "authorise, test, approve and deploy changes by different people" },
    { control: "CC8.1.13", what: "have a process for emergency changes" },
    { control: "CC8.1.14", what: "patch timely, as changes" },
    { control: "CC6.8", what: "prevent or detect software that is not authorised" },
    { control: "CC7.4, CC7.5", what: "respond to incidents, and recover" },
  ],
  evidence: ["sampled change records with an independent approver and test evidence"],
  source: "AICPA Trust Services Criteria 2017, with the points of focus of 2022",
};

export const frameworks: readonly Obligation[] = [cis, iso27001, soc2];
