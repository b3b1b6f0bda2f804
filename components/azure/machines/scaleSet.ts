/**
 * How a scale set is patched: no schedule serves its guests, so its image is replaced, batch by batch, and machines that are not
 * well afterwards get their former disks back.
 */
import type { types } from "@pulumi/azure-native";
import * as pulumi from "@pulumi/pulumi";
import { show, wholeNumber } from "../../arguments";
import { scaleSetFaults } from "./scaleSetRules";

type Compute = {
  readonly upgradePolicy: types.input.compute.UpgradePolicyArgs;
  readonly image: types.input.compute.ImageReferenceArgs;
  readonly windows: types.input.compute.WindowsConfigurationArgs;
  readonly linux: types.input.compute.LinuxConfigurationArgs;
  readonly probe: types.input.compute.ApiEntityReferenceArgs;
  readonly extension: types.input.compute.VirtualMachineScaleSetExtensionArgs;
};

/** What the Application Health extension asks on the machine itself. */
export interface HealthQuestion {
  readonly protocol: "http" | "https" | "tcp";
  /** 1–65535 */
  readonly port: number;
  /** Of http and https, such as `/health`. @default - none */
  readonly requestPath?: string;
}

export interface ScaleSetOptions {
  readonly system: "Windows" | "Linux";
  /** A marketplace image, of which the latest version counts; or the ARM id of an image definition of a gallery. */
  readonly image:
    | { readonly publisher: string; readonly offer: string; readonly sku: string }
    | { readonly id: pulumi.Input<string> };
  /** Who tells whether a machine is well: a probe of the load balancer, by its ARM id, or the extension. */
  readonly health:
    | { readonly probeId: pulumi.Input<string> }
    | { readonly extension: HealthQuestion };
  /** Machines at a time, in percent, 5–100. @default 20 */
  readonly batchPercent?: number;
  /** Machines that may be unwell before it stops, in percent, 5–100. @default 20 */
  readonly unhealthyPercent?: number;
  /** Upgraded machines that may be unwell before it stops, in percent, 0–100. @default 20 */
  readonly unhealthyUpgradedPercent?: number;
  /** Minutes between two batches, 0–720. @default 0 */
  readonly pauseMinutes?: number;
}

/** Parts of a `compute.VirtualMachineScaleSet`, each for the property of its name. */
export interface ScaleSetParts {
  readonly upgradePolicy: Compute["upgradePolicy"];
  /** For `virtualMachineProfile.storageProfile`. */
  readonly imageReference: Compute["image"];
  /** For `virtualMachineProfile.osProfile` of Windows. */
  readonly windowsConfiguration?: Compute["windows"];
  /** For `virtualMachineProfile.osProfile` of Linux. */
  readonly linuxConfiguration?: Compute["linux"];
  /** For `virtualMachineProfile.networkProfile`. */
  readonly healthProbe?: Compute["probe"];
  /** For `virtualMachineProfile.extensionProfile`. */
  readonly extensions?: Compute["extension"][];
}

/**
 * @example
 * const { upgradePolicy, imageReference, healthProbe, linuxConfiguration } = scaleSetUpgrades({
 *   system: "Linux",
 *   image: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server" },
 *   health: { probeId: probe.id },
 * });
 * @throws pulumi.RunError with every fault, one a line
 */
export function scaleSetUpgrades(options: ScaleSetOptions): ScaleSetParts {
  const faults = [...numberFaults(options), ...scaleSetFaults(factsOf(options))];
  if (faults.length > 0) {
    throw new pulumi.RunError(faults.map((fault) => `scaleSetUpgrades: ${fault}`).join("\n"));
  }
  return {
    upgradePolicy: upgradePolicyOf(options),
    imageReference: "id" in options.image ? options.image : { ...options.image, version: "latest" },
    ...(options.system === "Windows"
      ? { windowsConfiguration: { provisionVMAgent: true, enableAutomaticUpdates: false } }
      : { linuxConfiguration: { provisionVMAgent: true } }),
    ...healthOf(options),
  };
}

function upgradePolicyOf(options: ScaleSetOptions): Compute["upgradePolicy"] {
  return {
    mode: "Rolling",
    automaticOSUpgradePolicy: {
      enableAutomaticOSUpgrade: true,
      disableAutomaticRollback: false,
      useRollingUpgradePolicy: true,
    },
    rollingUpgradePolicy: {
      maxBatchInstancePercent: options.batchPercent ?? 20,
      maxUnhealthyInstancePercent: options.unhealthyPercent ?? 20,
      maxUnhealthyUpgradedInstancePercent: options.unhealthyUpgradedPercent ?? 20,
      pauseTimeBetweenBatches: `PT${options.pauseMinutes ?? 0}M`,
      rollbackFailedInstancesOnPolicyBreach: true,
    },
  };
}

function healthOf({ health, system }: ScaleSetOptions): Partial<ScaleSetParts> {
  if ("probeId" in health) return { healthProbe: { id: health.probeId } };
  return {
    extensions: [
      {
        name: "ApplicationHealth",
        publisher: "Microsoft.ManagedServices",
        type: `ApplicationHealth${system}`,
        typeHandlerVersion: "1.0",
        autoUpgradeMinorVersion: true,
        settings: health.extension,
      },
    ],
  };
}

/** A program in plain JavaScript may give both, or a version. */
function factsOf({ image, health, system }: ScaleSetOptions) {
  const { version } = image as { readonly version?: string };
  return {
    orchestration: "Uniform" as const,
    system,
    upgradesImage: true,
    ...(version === undefined ? {} : { imageVersion: version }),
    hasProbe: "probeId" in health,
    hasExtension: "extension" in health,
    enableAutomaticUpdates: false,
  };
}

type Pace = "batchPercent" | "unhealthyPercent" | "unhealthyUpgradedPercent" | "pauseMinutes";

const ranges: Readonly<Record<Pace, readonly [from: number, to: number]>> = {
  batchPercent: [5, 100],
  unhealthyPercent: [5, 100],
  unhealthyUpgradedPercent: [0, 100],
  pauseMinutes: [0, 720],
};

function numberFaults(options: ScaleSetOptions): readonly string[] {
  const numbers = Object.entries(ranges).flatMap(([key, [from, to]]) => {
    const value = options[key as Pace];
    const complaint = value === undefined ? undefined : wholeNumber(from, to)(value);
    return complaint === undefined ? [] : [`${key} ${complaint}`];
  });
  return [...numbers, ...questionFaults(options)];
}

function questionFaults({ health }: ScaleSetOptions): readonly string[] {
  if (!("extension" in health)) return [];
  const { protocol, port, requestPath } = health.extension;
  const complaint = wholeNumber(1, 65_535)(port);
  return [
    ...(complaint === undefined ? [] : [`health.extension.port ${complaint}`]),
    ...(protocol === "tcp" && requestPath !== undefined
      ? [`health.extension.requestPath must be left out with tcp, got ${show(requestPath)}`]
      : []),
  ];
}
