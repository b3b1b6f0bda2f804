/** The parameters of the workflows that close runs and restore machines, made from what the component is told. */
import * as pulumi from "@pulumi/pulumi";
import { isPackageMask } from "../../model/packageMasks";
import { present } from "../../model/present";
import type { LinuxPatches, WindowsPatches } from "./patchContent";
import type { ClosedConfiguration } from "./postRunArgs";
import { toAzureReboot } from "./reboot";
import type { ClosedRun } from "./workflows/endedRuns";
import type { WantedPatches } from "./workflows/missingPatches";
import type { RestoredRun } from "./workflows/restore";

/** The post-event's `configurations`: by lower-case id, as Azure changes the case of ids at will. */
export function closedRuns(
  configurations: readonly ClosedConfiguration[],
): pulumi.Output<Readonly<Record<string, ClosedRun>>> {
  return byId(configurations, closedRun);
}

/** The same for the workflow that restores. */
export function restoredRuns(
  configurations: readonly ClosedConfiguration[],
): pulumi.Output<Readonly<Record<string, RestoredRun>>> {
  return byId(configurations, (_id, { key, patchGroup = key, healthCheck = {} }) => ({
    patchGroup,
    health: present(healthCheck),
  }));
}

function byId<T>(
  configurations: readonly ClosedConfiguration[],
  made: (id: string, configuration: ClosedConfiguration) => T,
): pulumi.Output<Readonly<Record<string, T>>> {
  return pulumi.all(configurations.map(({ configurationId }) => configurationId)).apply((ids) =>
    Object.fromEntries(
      configurations.map((configuration, index) => {
        const id = ids[index] ?? "";
        return [id.toLowerCase(), made(id, configuration)];
      }),
    ),
  );
}

function closedRun(id: string, configuration: ClosedConfiguration): ClosedRun {
  const { key, windows, linux, reboot = "ifRequired", healthCheck = {} } = configuration;
  return {
    id,
    patchGroup: configuration.patchGroup ?? key,
    gapMinutes: configuration.gap,
    reboot: toAzureReboot(reboot) === "Never" ? "never" : "may",
    onFailure: configuration.onFailure ?? "leave",
    patches: present({
      windows: windows && wantedOnWindows(windows),
      linux: linux && wantedOnLinux(linux),
    }),
    health: present(healthCheck),
  };
}

function wantedOnWindows(windows: WindowsPatches): WantedPatches {
  const numbers = (kbs: readonly string[] = []) => kbs.map((kb) => kb.replace(/^KB/i, ""));
  return {
    classifications: lower(windows.classifications),
    include: numbers(windows.includeKbs),
    exclude: numbers(windows.excludeKbs),
    masks: [],
    excludesRestarts: windows.excludeKbsRequiringReboot ?? false,
  };
}

function wantedOnLinux(linux: LinuxPatches): WantedPatches {
  const excluded = lower(linux.excludePackages);
  return {
    classifications: lower(linux.classifications),
    include: lower(linux.includePackages),
    exclude: excluded.filter((mask) => !isPackageMask(mask)),
    masks: excluded.filter(isPackageMask),
    excludesRestarts: false,
  };
}

/** Excluded packages with a `*`, of all configurations, each once. */
export function masksOf(configurations: readonly ClosedConfiguration[]): readonly string[] {
  const masks = configurations.flatMap(({ linux }) =>
    lower(linux?.excludePackages).filter(isPackageMask),
  );
  return [...new Set(masks)].sort();
}

function lower(words: readonly string[] = []): readonly string[] {
  return words.map((word) => word.toLowerCase());
}
