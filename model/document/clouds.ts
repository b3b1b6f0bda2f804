/** Accounts and subscriptions that the document names. */
import { z } from "zod";
import { mapping, named, oneOf, patternText } from "./parsed";

const accountId = z
  .string({
    error: () =>
      'must be quoted, such as "012345678901"; unquoted it is a number to YAML, which loses its zeros',
  })
  .regex(/^\d{12}$/, { error: () => "must be the 12 digits of an AWS account" });

const subscriptionId = patternText(
  /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/,
  "an Azure subscription id of lower-case hex digits, such as 11111111-2222-3333-4444-555555555555",
);

const aws = mapping({
  accounts: named(mapping({ id: accountId.describe("12 digits, quoted") }), "accounts").describe(
    "Accounts under names of your own",
  ),
  compliance: mapping({
    recorder: oneOf(["create", "existing"])
      .default("existing")
      .describe(
        "AWS Config allows one recorder an account and region: create it, or use the one that is there",
      ),
  })
    .prefault({})
    .describe("How AWS Config watches compliance"),
});

const azure = mapping({
  subscriptions: named(
    mapping({ id: subscriptionId.describe("Subscription id") }),
    "subscriptions",
  ).describe("Subscriptions under names of your own"),
  resourceGroup: patternText(
    /^[A-Za-z0-9_().-]{0,79}[A-Za-z0-9_()-]$/,
    "the name of an existing resource group, at most 80 characters",
  ).describe("Existing resource group that holds the maintenance configurations"),
});

export const clouds = mapping({
  aws: aws.optional().describe("Amazon Web Services"),
  azure: azure.optional().describe("Microsoft Azure"),
}).refine((parsed) => parsed.aws !== undefined || parsed.azure !== undefined, {
  error: () => "must name aws, azure or both",
});
