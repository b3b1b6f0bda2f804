/** Which standards bind: presets by name, and obligations of the organisation's own in the same form. */
import * as z from "zod";
import type { Obligation, Stage, TimeLimit } from "../obligations/obligation";
import { presetNames } from "../obligations/presets";
import { type Clock, clocks, type Duration } from "../time";
import { listOf, mapping, nameText, oneOf, patternText, sentence, truth } from "./parsed";
import { promisedDuration } from "./times";

const obligationId = patternText(
  /^[a-z][a-z0-9.-]{0,38}[a-z0-9]$/,
  "an id of at most 40 lower-case letters, digits, dots and hyphens, such as acme-7",
);

/** What a group names: a preset, or an obligation that the document defines. */
export const obligationName = patternText(
  /^[a-z][a-z0-9.-]{0,38}[a-z0-9]$/,
  "the id of a preset such as pci-dss-4.0.1, or of an obligation of this document",
);

const atLeastOne = { error: () => "must name at least one, or be left out for all" };
const clock = oneOf(clocks);
/** Of a limit within a time; it has no other. */
const defaultClock: Clock = "released";
const fromClock = "What the time counts from; the proof counts each from the release, the earliest";

const applicability = mapping({
  exposure: oneOf(["internet", "internal"])
    .optional()
    .meta({
      description: "Groups of this exposure only; all when left out",
      examples: ["internet"],
    }),
  tier: listOf(nameText, "tiers")
    .min(1, atLeastOne)
    .optional()
    .meta({ description: "Groups of these of `tiers`; all when left out", examples: [["gold"]] }),
  environment: listOf(nameText, "environments")
    .min(1, atLeastOne)
    .optional()
    .meta({
      description: "Groups of these of `environments`; all when left out",
      examples: [["production"]],
    }),
  severity: listOf(oneOf(["critical", "high", "medium", "low"]), "severities")
    .min(1, atLeastOne)
    .optional()
    .meta({
      description: "Only these severities; all when left out",
      examples: [["critical", "high"]],
    }),
  exploited: truth()
    .optional()
    .meta({
      description: "What is known to be exploited, or what is not; both when left out",
      examples: [true],
    }),
  automatable: truth()
    .optional()
    .meta({
      description: "Whether an attack can be automated; unknown fits both, both when left out",
      examples: [true],
    }),
  technicalImpact: oneOf(["partial", "total"])
    .optional()
    .meta({
      description: "Technical impact; unknown fits both, both when left out",
      examples: ["total"],
    }),
  likelyExploitable: truth()
    .optional()
    .meta({
      description: "Likely to be exploited; unknown fits both, both when left out",
      examples: [true],
    }),
});

const stage = mapping({
  act: sentence("what is done, such as evaluate").meta({
    description: "What is done; the last stage is the fix",
    examples: ["evaluate"],
  }),
  within: promisedDuration().meta({ description: "How long it may take", examples: ["35d"] }),
  of: clock.meta({ description: fromClock, examples: ["detected"] }),
});

const duty = mapping({
  what: sentence("what must be done, in a sentence").meta({
    description: "What must be done",
    examples: ["scan inside"],
  }),
  every: promisedDuration()
    .optional()
    .meta({ description: "How often; always when left out", examples: ["3mo"] }),
});

const limitKinds = ["within", "own", "onUpgrade", "stages"] as const;

const definition = mapping({
  id: obligationId.meta({ description: "Unique id; every output names it", examples: ["acme-7"] }),
  control: sentence("the control that demands it").meta({
    description: "The control that demands it",
    examples: ["SEC-7"],
  }),
  title: sentence("a title")
    .optional()
    .meta({
      description: "One line; the id when left out",
      examples: ["Acme: critical in a week"],
    }),
  when: applicability.prefault({}).meta({
    description: "Where it applies; everywhere when left out",
    examples: [{ severity: ["critical"], exposure: "internet" }],
  }),
  within: promisedDuration()
    .optional()
    .meta({
      description:
        "How long a patch may take; own, onUpgrade or stages stand instead when left out",
      examples: ["7d"],
    }),
  of: clock.optional().meta({
    description: `${fromClock}; stands beside within`,
    default: defaultClock,
    examples: ["detected"],
  }),
  own: z
    .literal(true, { error: () => "must be true" })
    .optional()
    .meta({
      description:
        "It asks for a limit of one's own: the tiers' deadlines are the limit; it does not when left out",
      examples: [true],
    }),
  onUpgrade: z
    .literal(true, { error: () => "must be true" })
    .optional()
    .meta({
      description: "Fixed with the next upgrade of the system; it is not when left out",
      examples: [true],
    }),
  stages: listOf(stage, "stages")
    .min(2, { error: () => "must have at least two stages; write within and of for one" })
    .optional()
    .meta({
      description:
        "Limits one after the other, such as evaluate and then fix; one limit when left out",
      examples: [
        [
          { act: "evaluate", within: "5d", of: "detected" },
          { act: "fix", within: "9d", of: "evaluated" },
        ],
      ],
    }),
  duties: listOf(duty, "duties")
    .default([])
    .meta({
      description: "What must be done beside patching in time",
      examples: [[{ what: "scan inside", every: "3mo" }]],
    }),
  evidence: listOf(sentence("what shows it"), "evidence")
    .default([])
    .meta({ description: "What shows it", examples: [["ledger of scans"]] }),
  source: sentence("where it is written").meta({
    description: "Where it is written",
    examples: ["security handbook, section 7"],
  }),
  status: oneOf(["inForce", "proposed", "revoked"])
    .default("inForce")
    .meta({ description: "Only what is in force binds", examples: ["proposed"] }),
})
  .superRefine((written, context) => {
    const [first, second] = limitKinds.filter((kind) => written[kind] !== undefined);
    if (first === undefined) {
      const message =
        "must say how long a patch may take; own, onUpgrade or stages can stand instead";
      context.addIssue({ code: "custom", path: ["within"], message });
    }
    if (second !== undefined) {
      const message = `must not stand beside ${first}; an obligation has one of ${limitKinds.join(", ")}`;
      context.addIssue({ code: "custom", path: [second], message });
    }
    if (written.of !== undefined && written.within === undefined) {
      const message = "must stand beside within; a stage names its own clock";
      context.addIssue({ code: "custom", path: ["of"], message });
    }
  })
  .transform(
    ({ id, control, title, when, duties, evidence, source, status, ...time }): Obligation => ({
      id,
      aliases: [],
      title: title ?? id,
      status: { kind: status },
      limits: [{ control, when, limit: limitOf(time) }],
      duties: duties.map((one) => ({ control, ...one })),
      evidence,
      source,
    }),
  );

type Time = Partial<
  Readonly<Record<"own" | "onUpgrade", true | undefined>> & {
    readonly within: Duration | undefined;
    readonly of: Clock | undefined;
    readonly stages: readonly Stage[] | undefined;
  }
>;

function limitOf({ within, of = defaultClock, stages, onUpgrade }: Time): TimeLimit {
  if (within !== undefined) {
    return { within, of };
  }
  if (stages !== undefined) {
    return { stages };
  }
  return onUpgrade ? { onUpgrade } : { own: true };
}

/** What the document names or defines. */
export const obligationEntry = z.union([oneOf(presetNames), definition]);
