/** A dynamic scope without the tag takes every machine of the subscription into one schedule. */
import { nist80040, nist80053 } from "../../../control";
import { broken, type Outcome, show } from "../../../outcome";
import { unplannedPatchGroup } from "../../../patchGroups";
import type { Properties } from "../../../properties";
import type { Check, ResourceRule } from "../../../rule";

const tagPath = "filter.tagSettings.tags.PatchGroup";

function tagSettings(assignment: Properties): Properties | undefined {
  return assignment.object("filter")?.object("tagSettings");
}

function tagValues(assignment: Properties): readonly string[] {
  return tagSettings(assignment)?.object("tags")?.texts("PatchGroup") ?? [];
}

const filtersByTag: Check = (assignment, { plan }) => {
  const values = tagValues(assignment);
  if (values.length === 0) {
    return [
      broken({
        problem: "the scope takes every machine, whatever its patch group",
        property: tagPath,
        seen: "not set",
        allowed: "at least one patch group of the document",
        fix: "filter by the tag PatchGroup, or use the DynamicScope component",
      }),
    ];
  }
  return values.flatMap((value): readonly Outcome[] =>
    unplannedPatchGroup(plan, "azure", tagPath, value),
  );
};

/** With `Any`, a machine needs only one of the tags: it may have another and no patch group. */
const needsTheTag: Check = (assignment) => {
  const settings = tagSettings(assignment);
  const keys = settings?.object("tags")?.keys() ?? [];
  if (settings?.text("filterOperator") !== "Any" || keys.length < 2) {
    return [];
  }
  return [
    broken({
      problem: "machines without a patch group get into the scope",
      property: settings.pathOf("filterOperator"),
      seen: `Any over ${show(keys)}`,
      allowed: "All",
      fix: "set filterOperator to All, or filter by PatchGroup alone",
    }),
  ];
};

export const dynamicScopeTag: ResourceRule = {
  kind: "resource",
  id: "azure-dynamic-scope-tag",
  title: "Dynamic scopes choose machines by a PatchGroup tag of the document.",
  why: "A scope without the tag takes every machine of its subscription, also those whose owners agreed to another window.",
  level: "mandatory",
  severity: "high",
  controls: [nist80040("§3.4"), nist80053("CM-8")],
  ruleset: "2026.11",
  fix: "Set filter.tagSettings.tags.PatchGroup to patch groups of the document, or use the DynamicScope component.",
  url: "https://learn.microsoft.com/en-us/azure/update-manager/manage-dynamic-scoping",
  parameters: "The patch groups of the plan's rings on Azure.",
  missing: "No filter by the tag is a violation; no filterOperator is All.",
  types: [
    "azure-native:maintenance:ConfigurationAssignmentsForSubscription",
    "azure-native:maintenance:ConfigurationAssignmentsForResourceGroup",
  ],
  patchGroupOf: (assignment) => tagValues(assignment)[0],
  examples: {
    bad: {
      properties: {
        filter: {
          tagSettings: {
            tags: { PatchGroup: ["web.canary"], team: ["shop"] },
            filterOperator: "Any",
          },
        },
      },
    },
    good: {
      properties: {
        filter: {
          tagSettings: {
            tags: { PatchGroup: ["web.canary"], team: ["shop"] },
            filterOperator: "All",
          },
        },
      },
    },
  },
  checks: [filtersByTag, needsTheTag],
};
