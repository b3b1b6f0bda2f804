/** The policy document: what an organisation promises about patching, and how it keeps it. */
import { z } from "zod";
import { baseline, severities } from "./document/baselines";
import { clouds } from "./document/clouds";
import { exception } from "./document/exceptions";
import { group } from "./document/groups";
import { includedPath } from "./document/include";
import { documentLimits } from "./document/limits";
import { obligationEntry } from "./document/obligations";
import { outOfCyclePath } from "./document/outOfCycle";
import { listOf, mapping, named, nameText } from "./document/parsed";
import { tier } from "./document/tiers";
import { civilDate, scheduleText, zoneName } from "./document/times";
import { freeze, window } from "./document/windows";

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
  reviewBy: civilDate().optional().describe("Day by which the document is reviewed"),
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
    .describe("When machines are scanned, in the document's zone"),
  windows: named(window, "windows").describe("When patches are installed"),
  freezes: listOf(freeze, "freezes").default([]).describe("Days on which nothing is installed"),
  limits: documentLimits.prefault({}).meta({
    description: "Machines patched at once, over all groups; no limits when left out",
    examples: [{ perAccount: 50, perMirror: 100 }],
  }),
  groups: named(group, "groups").describe("Which machines, and the rings through them"),
  exceptions: listOf(exception, "exceptions").default([]).describe("Accepted risks"),
});

/** The document after validation, with every default filled in. */
export type Policy = z.output<typeof policySchema>;
