/** What a guest schedule installs, and how the live API spells the reboot setting when it is read back. */
import {
  isRecord,
  isUnknown,
  listOf,
  type Plain,
  recordAt,
  textOf,
  textsOf,
} from "../../plainValue";
import type { Failure } from "../../service";
import { failWhen } from "../arm";
import { putConfiguration } from "./types";

interface OsBlock {
  readonly property: string;
  readonly classifications: readonly string[];
  readonly includes: string;
}

const blocks: readonly OsBlock[] = [
  {
    property: "windowsParameters",
    classifications: [
      "Critical",
      "Security",
      "UpdateRollup",
      "FeaturePack",
      "ServicePack",
      "Definition",
      "Tools",
      "Updates",
    ],
    includes: "kbNumbersToInclude",
  },
  {
    property: "linuxParameters",
    classifications: ["Critical", "Security", "Other"],
    includes: "packageNameMasksToInclude",
  },
];

const readSpelling: Readonly<Record<string, string>> = {
  Never: "NeverReboot",
  Always: "AlwaysReboot",
};
const rebootSettings = ["IfRequired", "Never", "Always", ...Object.values(readSpelling)];

export function checkInstallPatches(inputs: Plain, unknown: readonly string[]): Failure[] {
  if (inputs["maintenanceScope"] !== "InGuestPatch") {
    return [];
  }
  const patches = inputs["installPatches"];
  if (!isRecord(patches)) {
    return failWhen(
      !isUnknown(unknown, "installPatches"),
      putConfiguration,
      "installPatches",
      "installPatches is required for scope InGuestPatch",
    );
  }
  const reboot = textOf(patches["rebootSetting"]);
  const named = blocks.filter(({ property }) => isRecord(patches[property]));
  return [
    ...failWhen(
      reboot !== undefined && !rebootSettings.includes(reboot),
      putConfiguration,
      "installPatches.rebootSetting",
      `installPatches.rebootSetting '${reboot}' is not valid, allowed: IfRequired, Never, Always`,
    ),
    ...failWhen(
      named.length === 0 && !isUnknown(unknown, "installPatches"),
      putConfiguration,
      "installPatches",
      "installPatches must have windowsParameters or linuxParameters",
    ),
    ...named.flatMap((block) => checkBlock(recordAt(patches, block.property), block, unknown)),
  ];
}

function checkBlock(block: Plain, os: OsBlock, unknown: readonly string[]): Failure[] {
  const at = `installPatches.${os.property}`;
  const classifications = listOf(block["classificationsToInclude"]);
  const wrong = textsOf(classifications).find((word) => !os.classifications.includes(word));
  const selects = classifications.length > 0 || listOf(block[os.includes]).length > 0;
  const kb = [
    ...textsOf(block["kbNumbersToInclude"]),
    ...textsOf(block["kbNumbersToExclude"]),
  ].find((number) => !/^(KB)?\d+$/i.test(number));
  const mask = [
    ...textsOf(block["packageNameMasksToInclude"]),
    ...textsOf(block["packageNameMasksToExclude"]),
  ].find((text) => text === "" || /\s/.test(text));
  return [
    ...failWhen(
      wrong !== undefined,
      putConfiguration,
      `${at}.classificationsToInclude`,
      `Classification '${wrong}' is not valid in ${os.property}, allowed: ${os.classifications.join(", ")}`,
    ),
    ...failWhen(
      !selects && !isUnknown(unknown, at),
      putConfiguration,
      at,
      `${os.property} must name at least one of classificationsToInclude and ${os.includes}`,
    ),
    ...failWhen(
      kb !== undefined,
      putConfiguration,
      at,
      `KB number '${kb}' is not valid: use digits`,
    ),
    ...failWhen(
      mask !== undefined,
      putConfiguration,
      at,
      `Package name mask '${mask}' is not valid: use a name without spaces, which may hold * and end with =version`,
    ),
  ];
}

/** The live API answers NeverReboot and AlwaysReboot for what was sent as Never and Always. */
export function asRead(outputs: Plain): Plain {
  const patches = outputs["installPatches"];
  if (!isRecord(patches)) {
    return outputs;
  }
  const sent = textOf(patches["rebootSetting"]) ?? "IfRequired";
  return {
    ...outputs,
    installPatches: { ...patches, rebootSetting: readSpelling[sent] ?? sent },
  };
}
