/**
 * A schedule patches a virtual machine only when three settings agree; with other combinations Azure reports an error
 * at run time, or patches whenever it likes. The platform accepts all of them.
 */
import { cisControls, cloudBenchmark, nist80040, nist80053 } from "../../../control";
import { broken, type Outcome, show } from "../../../outcome";
import type { Properties } from "../../../properties";
import type { Check, Repair, ResourceRule } from "../../../rule";

const byPlatform = "AutomaticByPlatform";

/** The block that the machine has; one that names neither system is taken for its image's. */
function systemBlock(machine: Properties): string {
  const profile = machine.object("osProfile");
  if (profile?.has("windowsConfiguration")) {
    return "windowsConfiguration";
  }
  if (profile?.has("linuxConfiguration")) {
    return "linuxConfiguration";
  }
  const storage = machine.object("storageProfile");
  const isWindows =
    storage?.object("osDisk")?.text("osType") === "Windows" ||
    storage?.object("imageReference")?.text("publisher") === "MicrosoftWindowsServer";
  return isWindows ? "windowsConfiguration" : "linuxConfiguration";
}

function systemSettings(machine: Properties) {
  const block = systemBlock(machine);
  const system = machine.object("osProfile")?.object(block);
  const settings = system?.object("patchSettings");
  return { system, settings, path: `osProfile.${block}.patchSettings` };
}

function modeCheck(key: "patchMode" | "assessmentMode", problem: string): Check {
  return (machine) => {
    const { settings, path } = systemSettings(machine);
    const seen = settings?.text(key);
    return seen === byPlatform
      ? []
      : [
          broken({
            problem,
            property: `${path}.${key}`,
            seen: show(seen),
            allowed: byPlatform,
            fix: `set ${key} to ${byPlatform}`,
          }),
        ];
  };
}

const bypassesPlatform: Check = (machine) => {
  const { settings, path } = systemSettings(machine);
  const key = "bypassPlatformSafetyChecksOnUserSchedule";
  const seen = settings?.object("automaticByPlatformSettings")?.flag(key);
  return seen === true
    ? []
    : [
        broken({
          problem: "Azure patches the machine when it likes, and refuses the schedule",
          property: `${path}.automaticByPlatformSettings.${key}`,
          seen: show(seen),
          allowed: "true",
          fix: `set ${key} to true`,
        }),
      ];
};

/** Azure refuses the pair: hotpatches need the platform's own checks. */
const noHotpatch: Check = (machine) => {
  const { settings, path } = systemSettings(machine);
  return settings?.flag("enableHotpatching") === true
    ? [
        broken({
          problem: "hotpatching and a schedule of one's own exclude each other",
          property: `${path}.enableHotpatching`,
          seen: "true",
          allowed: "false",
          fix: "leave enableHotpatching out",
        }),
      ]
    : [];
};

const agentsAreOn: Check = (machine) => {
  const { system, path } = systemSettings(machine);
  const prefix = path.replace(/\.patchSettings$/, "");
  const profile = machine.object("osProfile");
  const switches: readonly (readonly [string, boolean | undefined])[] = [
    [`${prefix}.provisionVMAgent`, system?.flag("provisionVMAgent")],
    [`${prefix}.enableAutomaticUpdates`, system?.flag("enableAutomaticUpdates")],
    ["osProfile.allowExtensionOperations", profile?.flag("allowExtensionOperations")],
  ];
  return switches.flatMap(([property, value]): readonly Outcome[] =>
    value === false
      ? [
          broken({
            problem: "the platform cannot patch the machine",
            property,
            seen: "false",
            allowed: "true",
            fix: "set it to true or leave it out",
          }),
        ]
      : [],
  );
};

/** The three settings have one right value each; what else is wrong has more than one way out. */
function agreeing(machine: Properties): Repair {
  const settings = ["osProfile", systemBlock(machine), "patchSettings"] as const;
  return [
    { path: [...settings, "patchMode"], value: byPlatform },
    { path: [...settings, "assessmentMode"], value: byPlatform },
    {
      path: [
        ...settings,
        "automaticByPlatformSettings",
        "bypassPlatformSafetyChecksOnUserSchedule",
      ],
      value: true,
    },
  ];
}

/** A disk that is attached brings its settings with it: Azure refuses an osProfile beside it. */
function withoutProfile(machine: Properties): string | undefined {
  const attached =
    machine.object("storageProfile")?.object("osDisk")?.text("createOption") === "Attach";
  return attached && !machine.has("osProfile")
    ? "a machine made from an attached disk takes no patch settings when it is created"
    : undefined;
}

export const vmPatchSettings: ResourceRule = {
  kind: "resource",
  id: "azure-vm-patch-settings",
  title: "Virtual machines have the patch settings that a schedule of the document needs.",
  why: "Azure accepts settings with which no schedule can patch the machine, and says so only when the first run fails.",
  level: "mandatory",
  severity: "high",
  controls: [nist80040("§3.5"), nist80053("SI-2(5)"), cloudBenchmark("PV-6"), cisControls("7.3")],
  ruleset: "2026.11",
  fix: "Spread the exported Azure patch settings into osProfile: patchMode and assessmentMode AutomaticByPlatform, bypassPlatformSafetyChecksOnUserSchedule true.",
  url: "https://learn.microsoft.com/en-us/azure/update-manager/prerequsite-for-schedule-patching",
  parameters: "None: the set is Azure's.",
  missing:
    "Azure's defaults (AutomaticByOS, ImageDefault, false) do not serve a schedule: missing is a violation. Agents and updates are on by default.",
  types: ["azure-native:compute:VirtualMachine"],
  exempt: withoutProfile,
  examples: {
    bad: {
      properties: {
        osProfile: {
          linuxConfiguration: {
            patchSettings: {
              patchMode: "ImageDefault",
              assessmentMode: "AutomaticByPlatform",
              automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true },
            },
          },
        },
      },
    },
    good: {
      properties: {
        osProfile: {
          linuxConfiguration: {
            patchSettings: {
              patchMode: "AutomaticByPlatform",
              assessmentMode: "AutomaticByPlatform",
              automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true },
            },
          },
        },
      },
    },
  },
  checks: [
    modeCheck("patchMode", "no schedule can patch the machine"),
    modeCheck(
      "assessmentMode",
      "the machine is not assessed every day, so nobody knows what it lacks",
    ),
    bypassesPlatform,
    noHotpatch,
    agentsAreOn,
  ],
  remediate: agreeing,
};
