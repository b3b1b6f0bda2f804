/** One approval rule of a baseline, and the filters that stand before all of them. */
import { classifications, priorities } from "../systems";
import { complianceLevel } from "./complianceLevel";
import { listOf, mapping, oneOf, patternText } from "./parsed";
import { civilDate, wholeDays } from "./times";

const severity = oneOf(["critical", "high", "medium", "low"]);

/** SSM's limit of values in a filter (PatchFilterValueList). */
const mostValues = 20;

function filterText(form: string) {
  return patternText(/^(?=\S)[ -)+-~]{1,64}(?<=\S)$/, `${form} of at most 64 characters`);
}

/** The filters that a rule and the global filters share. */
function filters() {
  return {
    classification: listOf(oneOf(classifications), "classifications such as security").min(1, {
      error: () => "must name at least one classification",
    }),
    severity: listOf(severity, "severities")
      .min(1, { error: () => "must name at least one severity, or be left out for all" })
      .optional()
      .meta({
        description: "Only these severities; all when left out",
        examples: [["critical", "high"]],
      }),
    priority: listOf(oneOf(priorities), "priorities such as required")
      .min(1, { error: () => "must name at least one priority, or be left out for all" })
      .optional()
      .meta({
        description:
          "Only packages of these priorities: for systems of Debian's family alone; all when left out",
        examples: [["required", "important"]],
      }),
    section: values("a section such as net")
      .optional()
      .meta({
        description:
          "Only packages of these sections: for systems of Debian's family alone; all when left out",
        examples: [["net", "libs"]],
      }),
    products: values("a product name of SSM such as RedhatEnterpriseLinux9.4")
      .optional()
      .meta({
        description:
          "Only these of SSM's products; every release of the baseline's systems when left out",
        examples: [["RedhatEnterpriseLinux9.4"], ["Office 2019"]],
      }),
  };
}

function values(form: string) {
  return listOf(filterText(form), "texts")
    .min(1, { error: () => "must name at least one, or be left out for all" })
    .max(mostValues, {
      error: () => `must have at most ${mostValues} values, which is SSM's limit`,
    });
}

const shared = filters();

export const approval = mapping({
  ...shared,
  classification: shared.classification.prefault(["security"]).meta({
    description: "Kinds of patch that the rule approves",
    examples: [["security"], ["security", "critical"]],
  }),
  patchSet: oneOf(["os", "application"])
    .default("os")
    .meta({
      description:
        "application: updates of Microsoft's applications instead of Windows (AWS); no promise rests on those",
      examples: ["application"],
    }),
  productFamily: values("a product family of SSM such as Office")
    .optional()
    .meta({
      description: "Only these of Microsoft's product families; all when left out",
      examples: [["Office", "SQL Server"]],
    }),
  after: wholeDays(0, 360)
    .prefault("0d")
    .meta({
      description: "Days between release and approval; SSM takes up to 360",
      examples: ["2d", "1w"],
    }),
  until: civilDate()
    .optional()
    .meta({
      description:
        "Instead of after: approves what was released up to this day (inclusive, UTC), and nothing later (AWS); for good when left out",
      examples: ["2026-12-31"],
    }),
  complianceLevel: complianceLevel()
    .optional()
    .meta({
      description:
        "How bad it is when such a patch is missing (AWS); the gravest severity that the rule selects when left out",
      examples: ["high"],
    }),
});

export const globalFilters = mapping({
  ...shared,
  classification: shared.classification.optional().meta({
    description: "Only these kinds of patch; all when left out",
    examples: [["security"]],
  }),
});
