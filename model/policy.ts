/** The policy document: what an organisation promises about patching, and how it keeps it. */
import { z } from "zod";
import { baseline, severities } from "./document/baselines";
import { clouds } from "./document/clouds";
import { escalationStep } from "./document/escalation";
import { exception } from "./document/exceptions";
import { freeze } from "./document/freezes";
import { group } from "./document/groups";
import { includedPath } from "./document/include";
import { layers } from "./document/layers";
import { documentLimits } from "./document/limits";
import { obligationEntry } from "./document/obligations";
import { outOfCyclePath } from "./document/outOfCycle";
import { listOf, mapping, named, nameText, sentence } from "./document/parsed";
import { onCall, person } from "./document/people";
import { responsibility } from "./document/responsibilities";
import { environment, team } from "./document/teams";
import { tier } from "./document/tiers";
import { civilDate, scheduleText, zoneName } from "./document/times";
import { vendor } from "./document/vendors";
import { testWindow, window } from "./document/windows";

export const policySchema = mapping({
  version: z
    .literal(1, {
      error: () =>
        "must be 1; this release reads no other, and a document of a higher version needs a newer patchwarden",
    })
    .describe("Version of the document's language"),
  include: listOf(includedPath, "files")
    .optional()
    .meta({
      description:
        "Further files of the document, in its folder or below; nothing is included when left out",
      examples: [["teams.yaml", "groups/*.yaml"]],
    }),
  organisation: nameText.describe("Short name; starts the names of what is deployed"),
  timezone: zoneName().default("UTC").describe("Default of windows and freezes"),
  effectiveFrom: civilDate().describe(
    "Anchor of every schedule: nothing that is deployed depends on today's date",
  ),
  revision: sentence("the revision in a word or number")
    .optional()
    .meta({ description: "The organisation's own number of this text", examples: ["2026.4"] }),
  owner: sentence("the team that answers for the document")
    .optional()
    .meta({ description: "Team that answers for the document", examples: ["platform-security"] }),
  approvedBy: sentence("who approved the document")
    .optional()
    .meta({ description: "Team or person that approved it", examples: ["ciso"] }),
  approvedAt: civilDate()
    .optional()
    .meta({ description: "Day of the approval", examples: ["2026-11-20"] }),
  reviewBy: civilDate().optional().describe("Day by which the document is reviewed"),
  escalation: listOf(escalationStep, "escalation steps")
    .default([])
    .meta({
      description: "Who hears of a deadline in danger or missed, in order",
      examples: [[{ when: "dueSoon", before: "24h", to: "platform" }]],
    }),
  teams: named(team, "teams")
    .optional()
    .meta({
      description: "Teams; once they stand here, whoever the document names must be one of them",
      examples: [{ payments: { title: "Payments", contact: "payments@acme.example" } }],
    }),
  environments: named(environment, "environments")
    .optional()
    .meta({
      description: "Environments; once they stand here, those of groups must be among them",
      examples: [{ production: { title: "Production" } }],
    }),
  layers: layers.optional().meta({
    description: "Who answers for which layer of the machines, for all groups",
    examples: [{ operatingSystem: { accountable: "platform" } }],
  }),
  people: named(person, "people")
    .optional()
    .meta({
      description: "Who may be on call and decide, and until when",
      examples: [{ ada: { name: "Ada Lovelace", team: "platform" } }],
    }),
  onCall: onCall.optional().meta({
    description: "Who is on call when; covers the out-of-cycle paths that groups use",
    examples: [{ shifts: [{ people: ["ada"], from: "2026-12-01", to: "2027-03-01" }] }],
  }),
  responsibilities: named(responsibility, "kinds of service")
    .optional()
    .meta({
      description: "For each kind of cloud service who patches what",
      examples: [
        {
          rds: {
            types: ["aws:rds/*"],
            service: "paas",
            operatingSystem: "provider",
            runtime: "provider",
            engine: "provider",
            application: "payments",
          },
        },
      ],
    }),
  vendors: named(vendor, "vendors")
    .optional()
    .meta({
      description: "Vendors of the systems: promised delivery and end of support",
      examples: [{ canonical: { systems: ["ubuntu-24.04"], supportEnds: "2029-05-31" } }],
    }),
  clouds: clouds.describe("Where machines run; at least one cloud"),
  severities: severities.prefault({}).describe("Vendors' severity words for ours"),
  tiers: named(tier, "tiers").describe("Business criticality: what is promised"),
  outOfCycle: named(outOfCyclePath, "out-of-cycle paths")
    .default({})
    .describe("Paths for what routine windows cannot serve in time"),
  obligations: listOf(obligationEntry, "obligations")
    .default([])
    .describe("Standards that bind, and your own; the tightest deadline that applies wins"),
  baselines: named(baseline, "baselines").describe("Which patches are approved, and when"),
  scan: scheduleText()
    .prefault("every day at 12:00")
    .meta({
      description: "When machines are scanned, in the document's zone",
      examples: ["every day at 06:00"],
    }),
  windows: named(window, "windows").meta({
    description: "When patches are installed",
    examples: [{ early: { schedule: "every sunday at 04:00" } }],
  }),
  testWindows: named(testWindow, "test windows")
    .default({})
    .meta({
      description: "When patches are tested, and by whom; nothing is installed by them",
      examples: [
        { regression: { schedule: "every monday at 10:00", owner: "payments", groups: ["web"] } },
      ],
    }),
  freezes: listOf(freeze, "freezes")
    .default([])
    .meta({
      description: "Days on which nothing is installed, or nothing tested",
      examples: [[{ name: "year-end", every: "year", from: "12-18", to: "01-04" }]],
    }),
  limits: documentLimits.prefault({}).meta({
    description: "Machines patched at once, over all groups; no limits when left out",
    examples: [{ perAccount: 50, perMirror: 100 }],
  }),
  groups: named(group, "groups").describe("Which machines, and the rings through them"),
  exceptions: listOf(exception, "exceptions").default([]).describe("Accepted risks"),
});

/** The document after validation, with every default filled in. */
export type Policy = z.output<typeof policySchema>;
