/**
 * What is known of a machine after a run, the same for virtual machines and for those of Azure Arc, and what of it is wrong.
 * What Azure did not say is held for the worse.
 */
import type { Action } from "./definition";
import { healthFailed, type MachineKind } from "./machineHealth";

/** Each an expression without its `@`. */
export interface Facts {
  /** Status of the answer to the read of the machine. */
  readonly read: string;
  readonly running: string;
  /** What the ring installs on its system; null where it installs nothing. */
  readonly wanted: string;
  /** Whether an installation of this very run is known. */
  readonly reached: string;
  readonly installed: string;
  readonly exceeded: string;
  readonly failed: string;
  readonly pending: string;
  /** Whether there is an assessment from after the run. */
  readonly fresh: string;
  readonly assessed: string;
  readonly rebootPending: string;
  /** How many patches it lacks; -1 when that cannot be told. */
  readonly missing: string;
  readonly example: string;
  readonly health: string;
}

export function factsOf(facts: Facts): Readonly<Record<keyof Facts, string>> {
  const entries = Object.entries(facts).map(([name, expression]) => [name, `@${expression}`]);
  return Object.fromEntries(entries) as Record<keyof Facts, string>;
}

const timestamp = (value: string): string => `coalesce(${value}, '1900-01-01T00:00:00Z')`;

/** Whether an instant is known and not before another one. */
export function notBefore(value: string, instant: string): string {
  return `greaterOrEquals(ticks(${timestamp(value)}), ticks(${instant}))`;
}

/** Facts that an answer to a finished assessment gives. */
export function assessmentFacts(
  kind: MachineKind,
  askedAt: string,
): Pick<Facts, "fresh" | "assessed" | "rebootPending"> {
  const answer = assessmentOf(kind);
  return {
    // Clocks of two services differ by seconds.
    fresh: notBefore(
      `${answer}?['startDateTime']`,
      `addMinutes(coalesce(${askedAt}, utcNow()), -2)`,
    ),
    assessed: `coalesce(${answer}?['status'], concat('unknown (', string(coalesce(outputs('Poll_assessment_${kind}')?['statusCode'], outputs('Assess_${kind}')?['statusCode'], 0)), ')'))`,
    rebootPending: `coalesce(${answer}?['rebootPending'], true)`,
  };
}

/** Azure may answer the call itself with the result. Until the end the answers to the poll are empty. */
export function assessmentOf(kind: MachineKind): string {
  return `if(equals(outputs('Assess_${kind}')?['statusCode'], 200), body('Assess_${kind}'), body('Poll_assessment_${kind}'))`;
}

/** How many patches a query has found, and the first of them. Its outputs are nothing when the query has failed. */
export function lacking(query: string): Action {
  return {
    type: "Compose",
    inputs: {
      count: `@length(body('${query}'))`,
      first: `@coalesce(first(body('${query}'))?['name'], 'unknown')`,
    },
    runAfter: { [query]: ["Succeeded"] },
  };
}

/**
 * An expression: the first thing that is wrong with the machine, or an empty text.
 *
 * @param facts expression that gives the facts; null when there was no time for them
 * @param reboot expression that gives the ring's reboot setting
 */
export function firstFault(facts: string, reboot: string): string {
  const of = (name: keyof Facts): string => `${facts}?['${name}']`;
  const count = (name: keyof Facts): string => `string(coalesce(${of(name)}, -1))`;
  const faults: readonly (readonly [string, string])[] = [
    [`equals(${facts}, null)`, "'could not be judged in time'"],
    [
      `not(equals(${of("read")}, 200))`,
      `concat('cannot be read: status ', string(coalesce(${of("read")}, 0)))`,
    ],
    [`not(equals(${of("running")}, true))`, "'is not running'"],
    [`equals(${of("wanted")}, null)`, "'is of a system that the ring does not patch'"],
    [`not(equals(${of("reached")}, true))`, "'has no installation of this run'"],
    [`not(equals(${of("exceeded")}, false))`, "'has exceeded the window'"],
    [
      `not(equals(${of("installed")}, 'Succeeded'))`,
      `concat('has an installation that ended as ', coalesce(${of("installed")}, 'unknown'))`,
    ],
    [`not(equals(${of("failed")}, 0))`, `concat(${count("failed")}, ' patches have failed')`],
    [`not(equals(${of("pending")}, 0))`, `concat(${count("pending")}, ' patches are pending')`],
    [
      `not(equals(${of("assessed")}, 'Succeeded'))`,
      `concat('has an assessment that ended as ', coalesce(${of("assessed")}, 'unknown'))`,
    ],
    [`not(equals(${of("fresh")}, true))`, "'has no assessment from after the run'"],
    [
      `and(not(equals(${of("rebootPending")}, false)), not(equals(${reboot}, 'never')))`,
      "'waits for a restart'",
    ],
    [`equals(coalesce(${of("missing")}, -1), -1)`, "'does not say which patches it lacks'"],
    [
      `not(equals(${of("missing")}, 0))`,
      `concat('lacks ', ${count("missing")}, ' patches, first ', coalesce(${of("example")}, 'unknown'))`,
    ],
    [
      `not(contains(createArray('passed', 'none'), coalesce(${of("health")}, 'unknown')))`,
      `coalesce(${of("health")}, 'the health check is unknown')`,
    ],
  ];
  return faults.reduceRight((rest, [when, says]) => `if(${when}, ${says}, ${rest})`, "''");
}

/**
 * An expression: whether the run has done harm that a restore undoes. Its installation has ended on the machine, and has failed
 * or left the machine unhealthy; where something is not known, nothing is taken back.
 */
export function isBroken(facts: string): string {
  const of = (name: keyof Facts): string => `${facts}?['${name}']`;
  const ended = `contains(createArray('Succeeded', 'Failed', 'CompletedWithWarnings'), coalesce(${of("installed")}, ''))`;
  const bad = [
    `not(equals(${of("installed")}, 'Succeeded'))`,
    `greater(coalesce(${of("failed")}, 0), 0)`,
    `startsWith(coalesce(${of("health")}, ''), '${healthFailed}')`,
  ].join(", ");
  return `and(equals(${of("reached")}, true), ${ended}, or(${bad}))`;
}
