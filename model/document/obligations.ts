/** Which standards bind: presets by name, and obligations of the organisation's own in the same form. */
import { z } from "zod";
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
const fromClock = "What the time counts from; the proof counts each from the release, the earliest";

const applicability = mapping({
  exposure: oneOf(["internet", "internal"]).optional().describe("Groups of this exposure only"),
  tier: listOf(nameText, "tiers").min(1, atLeastOne).optional().describe("Groups of these tiers"),
  environment: listOf(nameText, "environments")
    .min(1, atLeastOne)
    .optional()
    .describe("Groups of these environments"),
  severity: listOf(oneOf(["critical", "high", "medium", "low"]), "severities")
    .min(1, atLeastOne)
    .optional()
    .describe("Only these severities"),
  exploited: truth().optional().describe("What is known to be exploited, or what is not"),
  automatable: truth().optional().describe("Whether an attack can be automated; unknown fits both"),
  technicalImpact: oneOf(["partial", "total"])
    .optional()
    .describe("Technical impact; unknown fits both"),
  likelyExploitable: truth().optional().describe("Likely to be exploited; unknown fits both"),
});

const stage = mapping({
  act: sentence("what is done, such as evaluate").describe(
    "What is done; the last stage is the fix",
  ),
  within: promisedDuration().describe("How long it may take"),
  of: clock.describe(fromClock),
});

const duty = mapping({
  what: sentence("what must be done, in a sentence").describe("What must be done"),
  every: promisedDuration().optional().describe("How often; always when left out"),
});

const limitKinds = ["within", "own", "onUpgrade", "stages"] as const;

const definition = mapping({
  id: obligationId.describe("Unique id; every output names it"),
  control: sentence("the control that demands it").describe("The control that demands it"),
  title: sentence("a title").optional().describe("One line; the id when left out"),
  when: applicability.prefault({}).describe("Where it applies; everywhere when left out"),
  within: promisedDuration().optional().describe("How long a patch may take"),
  of: clock.optional().describe(`${fromClock}; released when left out`),
  own: z
    .literal(true, { error: () => "must be true" })
    .optional()
    .describe("It asks for a limit of one's own: the tiers' deadlines are the limit"),
  onUpgrade: z
    .literal(true, { error: () => "must be true" })
    .optional()
    .describe("Fixed with the next upgrade of the system"),
  stages: listOf(stage, "stages")
    .min(2, { error: () => "must have at least two stages; write within and of for one" })
    .optional()
    .describe("Limits one after the other, such as evaluate and then fix"),
  duties: listOf(duty, "duties").default([]).describe("What must be done beside patching in time"),
  evidence: listOf(sentence("what shows it"), "evidence").default([]).describe("What shows it"),
  source: sentence("where it is written").describe("Where it is written"),
  status: oneOf(["inForce", "proposed", "revoked"])
    .default("inForce")
    .describe("Only what is in force binds"),
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

function limitOf({ within, of = "released", stages, onUpgrade }: Time): TimeLimit {
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
