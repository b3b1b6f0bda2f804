/** What a guest patch schedule installs: Azure knows no severity and no delay, so classifications are all there is. */
import type { AzureConfiguration, Plan } from "../../../../model/plan";
import { cloudBenchmark, nist80040, nist80053, pciDss } from "../../../control";
import { broken, show } from "../../../outcome";
import type { Properties } from "../../../properties";
import type { Check, ResourceRule } from "../../../rule";
import {
  configurationType,
  onlyGuestPatches,
  plannedConfigurations,
  plannedOf,
} from "./guestPatches";

interface OfSystem {
  readonly system: "Windows" | "Linux";
  readonly block: "windowsParameters" | "linuxParameters";
  readonly exclude: "kbNumbersToExclude" | "packageNameMasksToExclude";
  readonly classifications: (planned: AzureConfiguration) => readonly string[] | undefined;
  readonly excluded: (planned: AzureConfiguration) => readonly string[];
}

const systems: readonly OfSystem[] = [
  {
    system: "Windows",
    block: "windowsParameters",
    exclude: "kbNumbersToExclude",
    classifications: (planned) => planned.windowsClassifications,
    excluded: (planned) => planned.excludeKbs,
  },
  {
    system: "Linux",
    block: "linuxParameters",
    exclude: "packageNameMasksToExclude",
    classifications: (planned) => planned.linuxClassifications,
    excluded: (planned) => planned.excludePackages,
  },
];

function parametersOf(configuration: Properties, of: OfSystem): Properties | undefined {
  return configuration.object("installPatches")?.object(of.block);
}

/** What its own configuration in the plan installs; for a hand-made one, what every planned one does. */
function required(plan: Plan, configuration: Properties, of: OfSystem): readonly string[] {
  const own = plannedOf(plan, configuration);
  const all = (own ? [own] : plannedConfigurations(plan)).flatMap((planned) => {
    const classifications = of.classifications(planned);
    return classifications ? [classifications] : [];
  });
  return (all[0] ?? []).filter((word) => all.every((words) => words.includes(word)));
}

function installsCheck(of: OfSystem): Check {
  return (configuration, { plan }) => {
    const parameters = parametersOf(configuration, of);
    // A schedule without the block installs nothing on that system: right for one that has no such machines.
    if (!parameters) {
      return [];
    }
    const included = parameters.texts("classificationsToInclude");
    const left = required(plan, configuration, of).filter((word) => !included.includes(word));
    if (left.length === 0) {
      return [];
    }
    return [
      broken({
        problem: `${of.system} machines never get ${left.join(" and ")} updates`,
        property: parameters.pathOf("classificationsToInclude"),
        seen: included.length === 0 ? "not set" : show(included),
        allowed: `a list with ${required(plan, configuration, of).join(", ")}`,
        fix: `add ${left.join(", ")}`,
      }),
    ];
  };
}

function excludesCheck(of: OfSystem): Check {
  return (configuration, { plan }) => {
    const parameters = parametersOf(configuration, of);
    const allowed = plannedConfigurations(plan).flatMap(of.excluded);
    const extra = (parameters?.texts(of.exclude) ?? []).filter((mask) => !allowed.includes(mask));
    if (!parameters || extra.length === 0) {
      return [];
    }
    return [
      broken({
        problem: "updates are left out that the document does not reject",
        property: parameters.pathOf(of.exclude),
        seen: show(extra),
        allowed: allowed.length === 0 ? "no entries" : `only ${[...new Set(allowed)].join(", ")}`,
        fix: "remove them, or reject them in the document's baseline",
      }),
    ];
  };
}

const installsSomething: Check = (configuration) =>
  systems.some((of) => parametersOf(configuration, of))
    ? []
    : [
        broken({
          problem: "the schedule installs nothing",
          property: "installPatches",
          seen: "without windowsParameters and linuxParameters",
          allowed: "classifications for at least one of them",
          fix: "set windowsParameters or linuxParameters with classificationsToInclude",
        }),
      ];

export const configurationContent: ResourceRule = {
  kind: "resource",
  id: "azure-maintenance-configuration-classifications",
  title:
    "Guest patch schedules install the classifications of the document and leave out only what it rejects.",
  why: "A schedule knows no severity and no delay: what its classifications leave out is never installed.",
  level: "mandatory",
  severity: "high",
  controls: [nist80040("§3.5"), nist80053("SI-2"), cloudBenchmark("PV-6"), pciDss("6.3.3")],
  ruleset: "2026.11",
  fix: "Include the document's classifications and exclude only its rejected patches, or use the MaintenanceConfiguration component.",
  url: "https://learn.microsoft.com/en-us/azure/update-manager/scheduled-patching",
  parameters:
    "The classifications of the plan's configurations (of the same name, else those that all share) and its rejected patches.",
  missing:
    "A schedule without both blocks is a violation; without one of them it leaves that system alone.",
  types: [configurationType],
  exempt: onlyGuestPatches,
  examples: {
    bad: {
      properties: {
        maintenanceScope: "InGuestPatch",
        installPatches: { linuxParameters: { classificationsToInclude: ["Critical"] } },
      },
    },
    good: {
      properties: {
        maintenanceScope: "InGuestPatch",
        installPatches: { linuxParameters: { classificationsToInclude: ["Critical", "Security"] } },
      },
    },
  },
  checks: [installsSomething, ...systems.map(installsCheck), ...systems.map(excludesCheck)],
};
