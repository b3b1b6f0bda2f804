/**
 * What Azure asks of a scale set whose image it upgrades, and of one whose guests it patches. For what `scaleSetUpgrades` makes, and
 * for scale sets that a team puts together itself.
 * @see https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-automatic-upgrade
 */
import { show } from "../../arguments";

export interface ScaleSetFacts {
  readonly orchestration: "Uniform" | "Flexible";
  readonly system: "Windows" | "Linux";
  /** `upgradePolicy.automaticOSUpgradePolicy.enableAutomaticOSUpgrade`. */
  readonly upgradesImage: boolean;
  /** Of a marketplace image. @default - the image is of a gallery */
  readonly imageVersion?: string;
  /** `networkProfile.healthProbe`. */
  readonly hasProbe: boolean;
  /** The Application Health extension. */
  readonly hasExtension: boolean;
  /** `patchSettings.patchMode`. @default - Azure's: AutomaticByOS on Windows, ImageDefault on Linux */
  readonly patchMode?: string;
  /** Of Windows. @default - Azure's: true */
  readonly enableAutomaticUpdates?: boolean;
}

type Rule = (facts: ScaleSetFacts) => string | false;

const ofUpgrades: readonly Rule[] = [
  ({ imageVersion }) =>
    imageVersion !== undefined &&
    imageVersion !== "latest" &&
    `image.version must be latest, so that there is something newer to upgrade to, got ${show(imageVersion)}`,
  ({ hasProbe, hasExtension }) =>
    hasProbe === hasExtension &&
    `health must be one of a probe and the Application Health extension, got ${hasProbe ? "both" : "neither"}; Azure stops at machines that are not well`,
  ({ system, enableAutomaticUpdates }) =>
    system === "Windows" &&
    enableAutomaticUpdates !== false &&
    `enableAutomaticUpdates must be false beside upgrades of the image, got ${show(enableAutomaticUpdates ?? true)}`,
  ({ patchMode }) =>
    patchMode === "AutomaticByPlatform" &&
    "patchMode must not be AutomaticByPlatform beside upgrades of the image: Azure takes one of the two",
];

const ofGuests: readonly Rule[] = [
  ({ orchestration }) =>
    orchestration === "Uniform" &&
    "patchMode AutomaticByPlatform is for flexible orchestration; upgrade the image of a uniform scale set",
  ({ orchestration, hasExtension }) =>
    orchestration === "Flexible" &&
    !hasExtension &&
    "health must be the Application Health extension, which guest patching of a flexible scale set needs",
];

/** Every rule that is broken; none where Azure neither upgrades the image nor patches guests. */
export function scaleSetFaults(facts: ScaleSetFacts): readonly string[] {
  const patchesGuests = facts.patchMode === "AutomaticByPlatform" && !facts.upgradesImage;
  const rules = [...(facts.upgradesImage ? ofUpgrades : []), ...(patchesGuests ? ofGuests : [])];
  return rules.map((rule) => rule(facts)).filter((fault) => fault !== false);
}
