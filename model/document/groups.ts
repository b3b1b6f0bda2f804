/** Which machines: groups, where they run, and the rings in which a patch travels through them. */
import { z } from "zod";
import type { Rate } from "../plan";
import { obligationName } from "./obligations";
import { listOf, mapping, nameText, oneOf, patternText, sentence } from "./parsed";
import { elapsed } from "./times";

const region = patternText(/^[a-z]{2}(?:-[a-z]+)+-\d$/, "an AWS region such as eu-central-1");
const location = patternText(
  /^[a-z][a-z0-9]{1,19}$/,
  "an Azure location in its short form, such as westeurope",
);

const rateForm = "a share such as 50% or a whole number of machines";

/** `50%` or a number. `least` is 0 where none at all is a sensible answer. */
function rate(least: 0 | 1) {
  return z
    .union([z.string(), z.number()], { error: () => `must be ${rateForm}` })
    .transform((written, context): Rate => {
      const match = /^(\d{1,3})(%?)$/.exec(String(written));
      const value = Number(match?.[1] ?? -1);
      const percent = match?.[2] === "%";
      if (value < least || (percent && value > 100)) {
        const message = `must be ${rateForm}, from ${least}% to 100% or from ${least} to 999`;
        context.issues.push({ code: "custom", message, input: written });
      }
      return { kind: percent ? "percent" : "count", value };
    });
}

const ring = mapping({
  name: nameText.describe("Unique in the group; machines carry the tag PatchGroup=<group>.<ring>"),
  window: nameText.describe("Name of a window"),
  soak: elapsed()
    .prefault("0m")
    .describe("Rest between the finish of the ring before and the start of this one"),
  regions: listOf(region, "AWS regions").optional().describe("The group's when left out"),
  locations: listOf(location, "Azure locations").optional().describe("The group's when left out"),
  concurrency: rate(1).optional().describe("Machines at a time, on AWS; 25% when left out"),
  stopAfter: rate(0)
    .optional()
    .describe("Failures after which a run stops, on AWS; 5% when left out"),
});

export const defaultConcurrency: Rate = { kind: "percent", value: 25 };
export const defaultStopAfter: Rate = { kind: "percent", value: 5 };

const aws = mapping({
  accounts: listOf(nameText, "account names")
    .optional()
    .describe("All of the document's when left out"),
  regions: listOf(region, "AWS regions")
    .min(1, { error: () => "must name at least one region" })
    .describe("AWS regions"),
});

const azure = mapping({
  subscriptions: listOf(nameText, "subscription names")
    .optional()
    .describe("All of the document's when left out"),
  locations: listOf(location, "Azure locations")
    .min(1, {
      error: () => "must name at least one location",
    })
    .describe("Azure locations"),
});

export const group = mapping({
  tier: nameText.describe("Name of a tier: what is promised"),
  owner: sentence("the team that answers for the group").describe(
    "Team that answers for the group",
  ),
  exposure: oneOf(["internet", "internal"])
    .default("internet")
    .describe("internet, the stricter one, when left out"),
  environment: nameText.default("production").describe("Stacks can deploy one environment only"),
  baselines: listOf(nameText, "baseline names")
    .min(1, {
      error: () => "must name at least one baseline",
    })
    .describe("Names of baselines: which patches"),
  obligations: listOf(obligationName, "obligations")
    .optional()
    .describe("The document's when left out"),
  reboot: oneOf(["ifRequired", "never", "always"])
    .default("ifRequired")
    .describe("Whether machines restart after an install"),
  aws: aws.optional().describe("Where on AWS"),
  azure: azure.optional().describe("Where on Azure"),
  rings: listOf(ring, "rings")
    .min(1, { error: () => "must have at least one ring" })
    .describe("In the order in which a patch travels"),
}).refine((parsed) => parsed.aws !== undefined || parsed.azure !== undefined, {
  error: () => "must say where its machines run: aws, azure or both",
});
