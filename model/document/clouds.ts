/** Accounts and subscriptions that the document names. */
import * as z from "zod";
import { approvals, output, permissionsBoundary, roles } from "./awsAccess";
import { answerFaults } from "./awsAnswers";
import { access } from "./awsPeople";
import { recovery } from "./awsRecovery";
import { azureRecovery } from "./azureRecovery";
import { guidPattern, runStores, webhook } from "./azureRuns";
import { mapping, named, oneOf, patternText } from "./parsed";

const accountId = z
  .string({
    error: () =>
      'must be quoted, such as "012345678901"; unquoted it is a number to YAML, which loses its zeros',
  })
  .regex(/^\d{12}$/, { error: () => "must be the 12 digits of an AWS account" });

const subscriptionId = patternText(
  guidPattern,
  "an Azure subscription id of lower-case hex digits, such as 11111111-2222-3333-4444-555555555555",
);

const aws = mapping({
  accounts: named(
    mapping({
      id: accountId.meta({ description: "12 digits, quoted", examples: ["123456789012"] }),
    }),
    "accounts",
  ).meta({
    description: "Accounts under names of your own",
    examples: [{ prod: { id: "123456789012" } }],
  }),
  compliance: mapping({
    recorder: oneOf(["create", "existing"])
      .default("existing")
      .meta({
        description:
          "AWS Config allows one recorder an account and region: create it, or use the one that is there",
        examples: ["create"],
      }),
  })
    .prefault({})
    .meta({
      description: "How AWS Config watches compliance",
      examples: [{ recorder: "create" }],
    }),
  recovery: recovery.prefault({}).meta({
    description: "Where recovery points lie, and how many there may be",
    examples: [{ key: "create", maxPoints: 30 }],
  }),
  approvals: approvals.optional().meta({
    description:
      "Who says yes to the rings that ask, beside the role of access.approver; no ring may ask when left out",
    examples: [{ approvers: ["role/change-board"], timeout: "30m" }],
  }),
  output: output.optional().meta({
    description:
      "Where all that commands print on machines is kept, written by the machines' own role; 24,000 characters in SSM when left out",
    examples: [{ bucket: "acme-patch-output", logGroup: "/patching" }],
  }),
  roles: roles.prefault({}).meta({
    description: "Roles that every account has already, by use",
    examples: [{ window: "patching/window" }],
  }),
  access: access.prefault({}).meta({
    description: "People who get roles of their own around runs, in every account and region",
    examples: [{ auditor: { principals: ["role/audit"] } }],
  }),
  permissionsBoundary: permissionsBoundary.optional().meta({
    description: "Policy of every account that bounds each role that is made; none when left out",
    examples: ["boundaries/patching"],
  }),
}).superRefine(({ access: written, approvals: asked }, context) => {
  for (const { path, message } of answerFaults(written, asked)) {
    context.addIssue({ code: "custom", path: [...path], message });
  }
});

const azure = mapping({
  subscriptions: named(
    mapping({
      id: subscriptionId.meta({
        description: "Subscription id",
        examples: ["11111111-2222-3333-4444-555555555555"],
      }),
      runStores,
    }),
    "subscriptions",
  ).meta({
    description: "Subscriptions under names of your own",
    examples: [{ prod: { id: "11111111-2222-3333-4444-555555555555" } }],
  }),
  resourceGroup: patternText(
    /^[A-Za-z0-9_().-]{0,79}[A-Za-z0-9_()-]$/,
    "the name of an existing resource group, at most 80 characters",
  ).meta({
    description: "Existing resource group that holds the maintenance configurations",
    examples: ["rg-patching"],
  }),
  recovery: azureRecovery.optional().meta({
    description:
      "Azure Backup takes the machines of tiers with recovery points every day, beside the restore points of runs; it does not when left out",
    examples: [{ immutability: "unlocked", redundancy: "geo" }],
  }),
  webhook: webhook.optional().meta({
    description:
      "How Event Grid shows the workflows around runs who calls: with a token for an Entra application; by callback addresses, which are secrets, when left out",
    examples: [
      {
        tenant: "99999999-2222-3333-4444-555555555555",
        application: "88888888-2222-3333-4444-555555555555",
      },
    ],
  }),
});

export const clouds = mapping({
  aws: aws.optional().meta({
    description: "Amazon Web Services; nothing runs there when left out",
    examples: [{ accounts: { prod: { id: "123456789012" } } }],
  }),
  azure: azure.optional().meta({
    description: "Microsoft Azure; nothing runs there when left out",
    examples: [
      {
        subscriptions: { prod: { id: "11111111-2222-3333-4444-555555555555" } },
        resourceGroup: "rg-patching",
      },
    ],
  }),
}).refine((parsed) => parsed.aws !== undefined || parsed.azure !== undefined, {
  error: () => "must name aws, azure or both",
});
