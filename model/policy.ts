/** The policy document: what an organisation promises about patching, and how it keeps it. */
import * as z from "zod";
import { baseline, severities } from "./document/baselines";
import { clouds } from "./document/clouds";
import { enforcement } from "./document/enforcement";
import { escalationStep } from "./document/escalation";
import { exception } from "./document/exceptions";
import { freeze } from "./document/freezes";
import { group } from "./document/groups";
import { includedPath } from "./document/include";
import { layers } from "./document/layers";
import { documentLimits } from "./document/limits";
import { obligationEntry } from "./document/obligations";
import { outOfCyclePath } from "./document/outOfCycle";
import { atLeastOne, listOf, mapping, named, nameText, sentence } from "./document/parsed";
import { onCall, person } from "./document/people";
import { responsibility } from "./document/responsibilities";
import { environment, team } from "./document/teams";
import { tier } from "./document/tiers";
import { anchorDate, civilDate, scheduleText, zoneName } from "./document/times";
import { vendor } from "./document/vendors";
import { testWindow, window } from "./document/windows";

function versionMessage(written: unknown): string {
  if (written === undefined) return "must be 1; add `version: 1` as the document's first line";
  return written === "1"
    ? "must be the number 1; leave out the quotes"
    : "must be 1; this release reads no other, and a document of a higher version needs a newer patchwarden";
}

export const policySchema = mapping({
  version: z
    .literal(1, {
      error: ({ input }) => versionMessage(input),
    })
    .meta({ description: "Version of the document's language", examples: [1] }),
  include: listOf(includedPath, "files")
    .default([])
    .meta({
      description: "Further files of the document, in its folder or below",
      examples: [["teams.yaml", "groups/*.yaml"]],
    }),
  organisation: nameText.meta({
    description: "Short name; starts the names of what is deployed",
    examples: ["acme"],
  }),
  timezone: zoneName()
    .default("UTC")
    .meta({ description: "Default of windows and freezes", examples: ["Europe/Berlin"] }),
  effectiveFrom: anchorDate().meta({
    description: "Anchor of every schedule: nothing that is deployed depends on today's date",
    examples: ["2026-12-01"],
  }),
  revision: sentence("the revision in a word or number")
    .optional()
    .meta({
      description: "The organisation's own number of this text; none when left out",
      examples: ["2026.4"],
    }),
  owner: sentence("the team that answers for the document")
    .optional()
    .meta({
      description: "Team of `teams` that answers for the document; nobody when left out",
      examples: ["platform-security"],
    }),
  approvedBy: sentence("who approved the document")
    .optional()
    .meta({
      description:
        "Team of `teams`, or one of `people`, that approved it; not approved when left out",
      examples: ["ciso"],
    }),
  approvedAt: civilDate()
    .optional()
    .meta({ description: "Day of the approval; unknown when left out", examples: ["2026-11-20"] }),
  reviewBy: civilDate()
    .optional()
    .meta({
      description: "Day by which the document is reviewed; no review is due when left out",
      examples: ["2027-06-01"],
    }),
  escalation: listOf(escalationStep, "escalation steps")
    .default([])
    .meta({
      description: "Who hears of a deadline in danger or missed, in order",
      examples: [[{ when: "dueSoon", before: "24h", to: "platform" }]],
    }),
  teams: named(team, "teams")
    .optional()
    .meta({
      description:
        "Teams; once they stand here, whoever the document names must be one of them, and free text when left out",
      examples: [{ payments: { title: "Payments", contact: "payments@acme.example" } }],
    }),
  environments: named(environment, "environments")
    .optional()
    .meta({
      description:
        "Environments; once they stand here, those of groups must be among them, and free names when left out",
      examples: [{ production: { title: "Production" } }],
    }),
  layers: layers.optional().meta({
    description:
      "Who answers for which layer of the machines, for all groups; not said when left out",
    examples: [{ operatingSystem: { accountable: "platform" } }],
  }),
  people: named(person, "people")
    .default({})
    .meta({
      description: "Who may be on call and decide, and until when; nobody when left out",
      examples: [{ ada: { name: "Ada Lovelace", team: "platform" } }],
    }),
  onCall: onCall.optional().meta({
    description:
      "Who is on call when; covers the out-of-cycle paths that groups use, which nobody does when left out",
    examples: [{ shifts: [{ people: ["ada"], from: "2026-12-01", to: "2027-03-01" }] }],
  }),
  responsibilities: named(responsibility, "kinds of service")
    .optional()
    .meta({
      description: "For each kind of cloud service who patches what; not said when left out",
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
      description:
        "Vendors of the systems: promised delivery and end of support; not registered when left out",
      examples: [{ canonical: { systems: ["ubuntu-24.04"], supportEnds: "2029-05-31" } }],
    }),
  clouds: clouds.meta({
    description: "Where machines run; at least one cloud",
    examples: [{ aws: { accounts: { prod: { id: "123456789012" } } } }],
  }),
  severities: severities.prefault({}).meta({
    description: "Vendors' severity words for ours",
    examples: [{ high: ["important"] }],
  }),
  tiers: named(tier, "tiers").meta({
    description: "Business criticality, the most critical first: what is promised",
    examples: [{ gold: { deadlines: { critical: "14d", high: "30d" } } }],
  }),
  outOfCycle: named(outOfCyclePath, "out-of-cycle paths")
    .default({})
    .meta({
      description: "Paths for what routine windows cannot serve in time",
      examples: [{ urgent: { when: ["exploited"], notice: "4h", perRing: "6h" } }],
    }),
  obligations: listOf(obligationEntry, "obligations")
    .default([])
    .meta({
      description: "Standards that bind, and your own; the tightest deadline that applies wins",
      examples: [["pci-dss-4.0.1", "essential-eight-ml2"]],
    }),
  baselines: named(baseline, "baselines").meta({
    description: "Which patches are approved, and when",
    examples: [{ linux: { systems: ["amazon-linux-2023"] } }],
  }),
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
  groups: atLeastOne(named(group, "groups"), "group").meta({
    description: "Which machines, and the rings through them",
    examples: [
      {
        web: {
          tier: "gold",
          owner: "shop",
          baselines: ["linux"],
          aws: { regions: ["eu-central-1"] },
          rings: [{ name: "all", window: "early" }],
        },
      },
    ],
  }),
  enforcement: enforcement.prefault({}).meta({
    description: "What the policy pack enforces, and how strictly",
    examples: [{ ruleset: "2026.11" }],
  }),
  exceptions: listOf(exception, "exceptions")
    .default([])
    .meta({
      description: "Accepted risks",
      examples: [
        [
          {
            id: "RISK-17",
            rule: "deadlines",
            reason: "The vendor certifies no newer release before spring.",
            owner: "payments",
            approvedBy: "ciso",
            expires: "2027-03-31",
          },
        ],
      ],
    }),
});

/** The document after validation, with every default filled in. */
export type Policy = z.output<typeof policySchema>;
