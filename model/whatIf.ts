/** What would become of one patch: where and when it lands, everywhere, by the proof's own arithmetic. */
import { dueOf } from "./due/due";
import type { DueRoute } from "./due/routes";
import type { Cloud, Plan, Severity } from "./plan";
import type { Policy } from "./policy";
import type { SystemId } from "./systems";
import type { Instant, Minutes } from "./time";

export interface WhatIf {
  readonly release: Instant;
  readonly severity: Severity;
  readonly exploited: boolean;
  readonly group?: string | undefined;
  readonly ring?: string | undefined;
  readonly cloud?: Cloud | undefined;
  readonly system?: SystemId | undefined;
}

/** One landing, of all rings and systems that fare the same. */
export interface WhatIfLanding {
  readonly rings: readonly string[];
  readonly systems: readonly SystemId[];
  readonly cloud: Cloud;
  /** `in time` also where nothing is promised. */
  readonly verdict: "in time" | "not deployed" | "late" | "accepted" | "never";
  readonly by?: "routine" | "outOfCycle";
  /** Name of the window or of the path. */
  readonly through?: string;
  /** When the run starts that installs it. */
  readonly start?: Instant;
  readonly finish?: Instant;
  /** Absent where nothing is promised. */
  readonly due?: Instant;
  readonly toSpare?: Minutes;
  /** Nothing of this release follows the group's strategy. */
  readonly undeployed?: true;
  /** Why it is not routine, or late. */
  readonly reason?: string;
}

/** In order of landing; what never lands comes last. */
export function whatIf(
  document: { readonly policy: Policy; readonly plan: Plan },
  { release, severity, exploited, group, ring, cloud, system }: WhatIf,
): readonly WhatIfLanding[] {
  const vulnerability = {
    severity,
    exploited,
    events: { released: release },
    ...(cloud === undefined ? {} : { cloud }),
    ...(system === undefined ? {} : { system }),
  };
  const groups = dueOf(document, { vulnerability, asOf: release, group, ring });
  const landings = groups.flatMap(({ group: name, limits, routes }) =>
    routes.flatMap((route) => landingsOn(name, limits[0]?.due, route)),
  );
  return together(landings).sort((a, b) => (a.finish ?? Infinity) - (b.finish ?? Infinity));
}

/** One a cloud: systems with the same name on both are two. */
function landingsOn(
  group: string,
  due: Instant | undefined,
  route: DueRoute,
): readonly WhatIfLanding[] {
  const clouds = [...new Set(route.systems.map(({ cloud }) => cloud))];
  return clouds.map((cloud) => landingOn(group, due, route, cloud));
}

function landingOn(
  group: string,
  due: Instant | undefined,
  { ring, systems, kind, attempt, toSpare, reason, accepted, undeployed }: DueRoute,
  cloud: Cloud,
): WhatIfLanding {
  return {
    rings: [`${group}.${ring}`],
    systems: systems.flatMap((one) => (one.cloud === cloud ? [one.system] : [])),
    cloud,
    verdict: verdictOf(kind, attempt !== undefined, accepted !== undefined),
    ...(attempt === undefined
      ? {}
      : {
          by: attempt.by,
          through: attempt.name,
          start: attempt.start,
          finish: attempt.finish,
        }),
    ...(due === undefined ? {} : { due }),
    ...(toSpare === undefined ? {} : { toSpare }),
    ...(undeployed === undefined ? {} : { undeployed }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function verdictOf(
  kind: DueRoute["kind"],
  lands: boolean,
  accepted: boolean,
): WhatIfLanding["verdict"] {
  if (kind === "notDeployed") return "not deployed";
  if (kind !== "notServed") return "in time";
  if (accepted) return "accepted";
  return lands ? "late" : "never";
}

function together(landings: readonly WhatIfLanding[]): WhatIfLanding[] {
  const alike = new Map<string, WhatIfLanding>();
  for (const landing of landings) {
    const { rings, ...rest } = landing;
    const key = JSON.stringify(rest);
    alike.set(key, { ...landing, rings: [...(alike.get(key)?.rings ?? []), ...rings] });
  }
  return [...alike.values()];
}
