/** The parameters of a guard's workflows, made from what the component is told. */
import * as pulumi from "@pulumi/pulumi";
import type { GuardedConfiguration, SnapshotPolicyArgs } from "./snapshotPolicyArgs";
import { type GuardedRun, type RingBeforeVerdict, verdictBlob } from "./workflows/guardedRun";

/** The workflows' `configurations` parameter: by lower-case id, as Azure changes the case of ids at will. */
export function guardedRuns(
  configurations: readonly GuardedConfiguration[],
): pulumi.Output<Readonly<Record<string, GuardedRun>>> {
  return idsOf(configurations).apply((ids) =>
    Object.fromEntries(
      configurations.map((configuration, index) => {
        const id = ids[index] ?? "";
        return [id.toLowerCase(), guardedRun(id, configuration)];
      }),
    ),
  );
}

function guardedRun(id: string, configuration: GuardedConfiguration): GuardedRun {
  return {
    id,
    group: configuration.group,
    patchGroup: configuration.patchGroup ?? configuration.key,
    minutes: configuration.duration,
    gapMinutes: configuration.gap,
    keepDays: configuration.keepDays,
    startStopped: configuration.startStopped ?? false,
    hybrid: configuration.hybrid ?? "refuse",
    unsupportedDisks: configuration.unsupportedDisks ?? "cancel",
  };
}

/** The pre-event workflow's `ringsBefore` parameter. */
export function verdictsBefore({
  configurations,
  runStore,
  verdictPlaces = {},
}: SnapshotPolicyArgs): pulumi.Output<readonly RingBeforeVerdict[]> {
  const keys = Object.keys(verdictPlaces);
  const urls = pulumi.all([
    runStore.containerUrl,
    ...keys.map((key) => verdictPlaces[key]?.containerUrl ?? ""),
  ]);
  return pulumi.all([idsOf(configurations), urls]).apply(([ids, [here = "", ...elsewhere]]) =>
    configurations.flatMap(({ ringBefore }, index): RingBeforeVerdict[] => {
      if (ringBefore === undefined) return [];
      const { patchGroup } = ringBefore;
      const places = [
        ...(ringBefore.here ? [{ place: "here", url: here }] : []),
        ...(ringBefore.elsewhere ?? []).map((key) => ({
          place: key,
          url: elsewhere[keys.indexOf(key)] ?? "",
        })),
      ];
      return places.map(({ place, url }) => ({
        configuration: (ids[index] ?? "").toLowerCase(),
        patchGroup,
        place,
        verdict: verdictBlob(url, patchGroup),
      }));
    }),
  );
}

function idsOf(configurations: readonly GuardedConfiguration[]): pulumi.Output<string[]> {
  return pulumi.all(configurations.map((configuration) => configuration.configurationId));
}
