/** The baselines of a unit, their registrations, and what its rings are told of them. */
import type * as pulumi from "@pulumi/pulumi";
import type { AwsBaseline } from "../../../model/plan";
import { PatchBaseline } from "../baselines/patchBaseline";
import { PatchGroup } from "../baselines/patchGroup";
import type { RingRun } from "../rings/patchRunbooks";
import { adoptedGroup } from "./adoptedUnit";
import { plannedBaselineArgs } from "./plannedBaseline";
import type { UnitContext } from "./unitContext";

export interface DeclaredBaseline {
  /** Physical name. */
  readonly name: string;
  readonly baselineId: pulumi.Output<string>;
  readonly contentMark: pulumi.Output<string>;
  readonly patchGroups: readonly string[];
}

export function declareBaselines(context: UnitContext): readonly DeclaredBaseline[] {
  return context.unit.baselines.map((baseline) => declareBaseline(context, baseline));
}

function declareBaseline(context: UnitContext, planned: AwsBaseline): DeclaredBaseline {
  const { name, place, tags, opts, adopt } = context;
  const existing = adopt.baselines?.[planned.name];
  const { baselineId, contentMark } = new PatchBaseline(
    `${name}-${planned.name}`,
    {
      region: place.region,
      ...plannedBaselineArgs(planned),
      ...(existing === undefined ? {} : { adopt: existing }),
      ...tags,
    },
    opts,
  );
  for (const patchGroup of planned.patchGroups) {
    // Named by ring and system, not by baseline: a ring that moves to another baseline stays itself.
    const system = planned.operatingSystem.toLowerCase();
    const registered = adoptedGroup(adopt, planned.name, patchGroup);
    new PatchGroup(
      `${name}-${patchGroup}-${system}`,
      {
        ...{ region: place.region, patchGroup, baselineId },
        ...(registered === undefined ? {} : { adopt: registered }),
      },
      opts,
    );
  }
  return { name: planned.name, baselineId, contentMark, patchGroups: planned.patchGroups };
}

/** A ring without any baseline is told so: SSM would patch its machines by the account's default. */
export function withBaselines(
  rings: Readonly<Record<string, RingRun>>,
  baselines: readonly DeclaredBaseline[],
): Readonly<Record<string, RingRun>> {
  return Object.fromEntries(
    Object.entries(rings).map(([patchGroup, ring]) => {
      const own = baselines.filter(({ patchGroups }) => patchGroups.includes(patchGroup));
      return [patchGroup, { ...ring, baselines: own.map(({ contentMark }) => contentMark) }];
    }),
  );
}
