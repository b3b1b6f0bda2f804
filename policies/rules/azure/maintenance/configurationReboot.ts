/** A patch that waits for a reboot that never comes is not installed. */
import type { Reboot } from "../../../../model/plan";
import { cloudBenchmark, nist80040, nist80053 } from "../../../control";
import { broken } from "../../../outcome";
import type { Check, ResourceRule } from "../../../rule";
import {
  configurationType,
  onlyGuestPatches,
  plannedConfigurations,
  plannedOf,
} from "./guestPatches";

const words: Readonly<Record<Reboot, string>> = {
  ifRequired: "IfRequired",
  never: "Never",
  always: "Always",
};

/** The service renames two of its values when they are read back. */
const readBack: Readonly<Record<string, string>> = { NeverReboot: "Never", AlwaysReboot: "Always" };

const rebootsAsPlanned: Check = (configuration, { plan }) => {
  const seen = configuration.object("installPatches")?.text("rebootSetting") ?? "IfRequired";
  const own = plannedOf(plan, configuration);
  const planned = (own ? [own] : plannedConfigurations(plan)).map(({ reboot }) => words[reboot]);
  const allowed = [...new Set(planned)];
  if (allowed.length === 0 || allowed.includes(readBack[seen] ?? seen)) {
    return [];
  }
  return [
    broken({
      problem: "machines restart otherwise than the document says",
      property: "installPatches.rebootSetting",
      seen,
      allowed: allowed.join(" or "),
      fix: `set rebootSetting to ${allowed[0]}`,
    }),
  ];
};

export const configurationReboot: ResourceRule = {
  kind: "resource",
  id: "azure-maintenance-configuration-reboot",
  title: "Guest patch schedules restart machines as the document says.",
  why: "A patch that waits for a restart which never comes is not installed, and a restart that nobody agreed to is an outage.",
  level: "mandatory",
  severity: "medium",
  controls: [nist80040("§3.5"), nist80053("SI-2"), cloudBenchmark("PV-6")],
  ruleset: "2026.11",
  fix: "Set installPatches.rebootSetting to the reboot setting of the document's group.",
  url: "https://learn.microsoft.com/en-us/azure/update-manager/scheduled-patching",
  parameters: "The reboot setting of the plan's configuration of the same name, else of any.",
  missing: "No rebootSetting is IfRequired: Azure's default.",
  types: [configurationType],
  exempt: onlyGuestPatches,
  examples: {
    bad: {
      properties: { maintenanceScope: "InGuestPatch", installPatches: { rebootSetting: "Never" } },
    },
    good: {
      properties: {
        maintenanceScope: "InGuestPatch",
        installPatches: { rebootSetting: "IfRequired" },
      },
    },
  },
  checks: [rebootsAsPlanned],
};
