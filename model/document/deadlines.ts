/** What is promised by when: by severity, exploitation and exposure, in sets of which later ones start on a day. */
import * as z from "zod";
import type { Exposure, Severity } from "../plan";
import type { CivilDate, Duration } from "../time";
import { listOf, mapping } from "./parsed";
import { civilDate, promisedDuration } from "./times";

export type PromiseByExposure = Readonly<Record<Exposure, Duration>>;

export type PromiseBySeverity = {
  readonly [severity in Severity]?: PromiseByExposure | undefined;
};

/** A complete set of promises, for releases from its day on; what it leaves out is not promised. */
export interface DeadlineSet {
  /** The first day of releases that it is for, UTC; absent for the first set. */
  readonly from?: CivilDate;
  readonly severities: PromiseBySeverity;
  /** What is promised besides for what is known to be exploited. */
  readonly exploited: PromiseBySeverity;
}

const severities = ["critical", "high", "medium", "low"] as const;
const exposures = ["internet", "internal"] as const;

const internet = "For groups that the internet reaches";
const internal = "For the other groups";

const deadline = z
  .union([
    promisedDuration(),
    mapping({
      internet: promisedDuration().meta({ description: internet, examples: ["14d"] }),
      internal: promisedDuration().meta({ description: internal, examples: ["21d"] }),
    }),
  ])
  .transform((written) => ("months" in written ? everywhere(written) : written));

function everywhere(within: Duration): PromiseByExposure {
  return { internet: within, internal: within };
}

/** A severity's promise; the description says which. */
function promised(severity: string, example: string) {
  return deadline.optional().meta({
    description: `How long after the release ${severity} patches may take, for all machines or by exposure; no promise when left out`,
    examples: [example, { internet: example, internal: "60d" }],
  });
}

const exploitedBy = mapping({
  internet: promisedDuration()
    .optional()
    .meta({ description: `${internet}; by severity when left out`, examples: ["48h"] }),
  internal: promisedDuration()
    .optional()
    .meta({ description: `${internal}; by severity when left out`, examples: ["72h"] }),
  critical: promised("exploited critical", "48h"),
  high: promised("exploited high", "72h"),
  medium: promised("exploited medium", "7d"),
  low: promised("exploited low", "14d"),
}).superRefine((written, context) => {
  // A misspelt key is a fault already, and the only one.
  if (context.issues.length > 0) return;
  const [exposure, ...more] = exposures.filter((key) => written[key] !== undefined);
  const [severity] = severities.filter((key) => written[key] !== undefined);
  const refuse = (key: string, message: string): void =>
    context.addIssue({ code: "custom", path: [key], message });
  if (exposure === undefined && severity === undefined) {
    refuse(
      "critical",
      "must be a duration; promise one severity at least, or internet and internal",
    );
  } else if (exposure !== undefined && severity !== undefined) {
    refuse(exposure, `must not stand beside ${severity}; write the exposures below each severity`);
  } else if (exposure !== undefined && more.length === 0) {
    const other = exposure === "internet" ? "internal" : "internet";
    refuse(other, `must stand beside ${exposure}; write both exposures, or one duration for all`);
  }
});

const exploited = z.union([promisedDuration(), exploitedBy]).transform((written) => {
  if ("months" in written) return forEverySeverity(everywhere(written));
  const { internet: reached, internal: hidden, ...bySeverity } = written;
  return reached === undefined || hidden === undefined
    ? bySeverity
    : forEverySeverity({ internet: reached, internal: hidden });
});

function forEverySeverity(promise: PromiseByExposure): PromiseBySeverity {
  return { critical: promise, high: promise, medium: promise, low: promise };
}

const deadlineSet = mapping({
  from: civilDate()
    .optional()
    .meta({
      description:
        "First day of the releases that this set is for, from 00:00 UTC on, in a list of sets; since ever, as the first set and a single one are, when left out",
      examples: ["2027-07-01"],
    }),
  critical: promised("critical", "14d"),
  high: promised("high", "30d"),
  medium: promised("medium", "60d"),
  low: promised("low", "180d"),
  exploited: exploited.optional().meta({
    description:
      "For what is known to be exploited: for all severities or by severity, each for all machines or by exposure; the tighter one counts; no promise of its own when left out",
    examples: ["72h", { internet: "48h", internal: "72h" }, { critical: "48h", high: "72h" }],
  }),
})
  .superRefine(({ from: _, ...promises }, context) => {
    // A misspelt key is a fault already, and the only one.
    if (context.issues.length > 0 || Object.values(promises).some((one) => one !== undefined))
      return;
    const message = "must promise at least one class, such as critical: 14d";
    context.addIssue({ code: "custom", message });
  })
  .transform(
    ({ from, exploited: more = {}, ...promises }): DeadlineSet => ({
      ...(from === undefined ? {} : { from }),
      severities: promises,
      exploited: more,
    }),
  );

const onlySet = deadlineSet.superRefine(({ from }, context) => {
  if (from !== undefined) {
    const message =
      "must stand in a list of sets, of which the first has none; write - before each";
    context.addIssue({ code: "custom", path: ["from"], message });
  }
});

const setList = listOf(deadlineSet, "sets of deadlines").superRefine((sets, context) => {
  if (sets.length === 0) {
    const message = "must be a set of deadlines such as { critical: 14d }";
    context.addIssue({ code: "custom", path: [0], message });
  }
  sets.forEach(({ from }, index) => {
    const message = fromFault(sets, from, index);
    if (message !== undefined) {
      context.addIssue({ code: "custom", path: [index, "from"], message });
    }
  });
});

function fromFault(
  sets: readonly DeadlineSet[],
  from: CivilDate | undefined,
  index: number,
): string | undefined {
  const before = sets[index - 1]?.from;
  if (index === 0) {
    return from === undefined
      ? undefined
      : "must not stand in the first set; it counts until the second one starts";
  }
  if (from === undefined) return "must say on which day this set starts, such as 2027-07-01";
  return before === undefined || before < from
    ? undefined
    : `must be later than ${before}, the day of the set before; write the sets in order`;
}

/** One set, or a list of them in the order of their days. */
export const deadlines = z
  .union([onlySet, setList])
  .transform((written): readonly DeadlineSet[] => (Array.isArray(written) ? written : [written]));
