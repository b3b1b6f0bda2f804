/** Which machines: groups, where they run, and the rings in which a patch travels through them. */
import type { Rate } from "../plan";
import { region } from "./awsRecovery";
import { location } from "./azureRuns";
import { classification } from "./classification";
import { layers } from "./layers";
import { groupLimits } from "./limits";
import { obligationName } from "./obligations";
import { listOf, mapping, nameText, oneOf, sentence } from "./parsed";
import { rate, wholeNumber } from "./rates";
import { groupRecoveryPoint } from "./recoveryPoint";
import { awsSettings, azureHealthCheck, ringSettings, settings } from "./runSettings";
import { strategy } from "./strategy";
import { elapsed } from "./times";

/** Left out and written stay apart: only one that is written is told where a cloud does not keep it. */
const leftOut = { concurrency: "25%", stopAfter: "5%" };
export const defaultConcurrency: Rate = rate(1).parse(leftOut.concurrency);
export const defaultStopAfter: Rate = rate(0).parse(leftOut.stopAfter);

const ring = mapping({
  name: nameText.meta({
    description: "Unique in the group; machines carry the tag PatchGroup=<group>.<ring>",
    examples: ["canary"],
  }),
  formerly: nameText.optional().meta({
    description:
      "Name that it was deployed under before, so that renaming it replaces only what must be; never renamed when left out",
    examples: ["first"],
  }),
  window: nameText.meta({
    description: "Window of `windows` in which it is patched",
    examples: ["sunday"],
  }),
  soak: elapsed()
    .prefault("0m")
    .meta({
      description: "Rest between the finish of the ring before and the start of this one",
      examples: ["2d"],
    }),
  regions: listOf(region, "AWS regions")
    .optional()
    .meta({ description: "AWS regions; the group's when left out", examples: [["eu-central-1"]] }),
  locations: listOf(location, "Azure locations")
    .optional()
    .meta({
      description: "Azure locations; the group's when left out",
      examples: [["westeurope"]],
    }),
  concurrency: rate(1)
    .optional()
    .meta({
      description: "Machines at a time, on AWS",
      default: leftOut.concurrency,
      examples: ["50%", 5],
    }),
  stopAfter: rate(0)
    .optional()
    .meta({
      description: "Failures after which a run stops, on AWS",
      default: leftOut.stopAfter,
      examples: ["5%", 1],
    }),
  maxNodes: wholeNumber("of machines", 1, 100_000)
    .optional()
    .meta({
      description:
        "The most machines that the ring will have, so that the proof can count the time for a number of machines at a time; assumed to fit when left out",
      examples: [20],
    }),
  ...ringSettings,
});

const aws = mapping({
  accounts: listOf(nameText, "account names")
    .optional()
    .meta({
      description: "Accounts of `clouds.aws.accounts`; all when left out",
      examples: [["prod"]],
    }),
  regions: listOf(region, "AWS regions")
    .min(1, { error: () => "must name at least one region" })
    .meta({ description: "AWS regions", examples: [["eu-central-1"]] }),
  alarms: awsSettings.alarms.default([]).meta({
    description:
      "CloudWatch alarms of each of its accounts and regions that must all be OK, or nothing is patched",
    examples: [["web-errors"]],
  }),
  healthCheck: awsSettings.healthCheck.optional().meta({
    description:
      "Command document that fails when a patched machine's service is not well; none when left out",
    examples: ["web-health"],
  }),
  hooks: awsSettings.hooks.default({}).meta({
    description: "Command documents around the install of each machine",
    examples: [{ before: "web-drain", after: "web-undrain" }],
  }),
});

const azure = mapping({
  subscriptions: listOf(nameText, "subscription names")
    .optional()
    .meta({
      description: "Subscriptions of `clouds.azure.subscriptions`; all when left out",
      examples: [["prod"]],
    }),
  locations: listOf(location, "Azure locations")
    .min(1, {
      error: () => "must name at least one location",
    })
    .meta({ description: "Azure locations", examples: [["westeurope"]] }),
  healthCheck: azureHealthCheck.optional().meta({
    description:
      "Scripts that end with 0 when a patched machine's service is well; none when left out",
    examples: [{ linux: "systemctl is-active nginx" }],
  }),
});

const promotedFrom = mapping({
  group: nameText.meta({
    description: "Another group of `groups`; its patches rest there first",
    examples: ["payments-staging"],
  }),
  ring: nameText
    .optional()
    .meta({ description: "Ring of its `rings`; the last one when left out", examples: ["broad"] }),
  soak: elapsed("a duration such as 3d", 1).meta({
    description: "Rest between the finish of that ring and the start of this group's first one",
    examples: ["3d"],
  }),
});

export const group = mapping({
  tier: nameText.meta({ description: "Tier of `tiers`: what is promised", examples: ["gold"] }),
  formerly: nameText.optional().meta({
    description:
      "Name that it was deployed under before, so that renaming it replaces only what must be; never renamed when left out",
    examples: ["website"],
  }),
  owner: sentence("the team that answers for the group").meta({
    description: "Team of `teams` that answers for the group",
    examples: ["payments"],
  }),
  classification: classification.optional().meta({
    description: "How critical the group is; unclassified when left out",
    examples: [{ businessImpact: "severe", dataClass: "restricted" }],
  }),
  layers: layers.optional().meta({
    description:
      "Layers that others answer for here; each replaces the document's whole, which counts when left out",
    examples: [{ application: { accountable: "payments" } }],
  }),
  exposure: oneOf(["internet", "internal"])
    .default("internet")
    .meta({
      description: "Whether the internet reaches its machines; the stricter one when left out",
      examples: ["internal"],
    }),
  environment: nameText.default("production").meta({
    description:
      "Environment of `environments`, if the document has some; stacks can deploy one only",
    examples: ["production"],
  }),
  dependsOn: listOf(nameText, "group names")
    .default([])
    .meta({
      description:
        "Groups of `groups` that are patched before this one: it orders runs, not patches",
      examples: [["database"]],
    }),
  promotedFrom: promotedFrom.optional().meta({
    description:
      "A patch reaches the first ring only after it rested in another group's; it comes straight from the vendor when left out",
    examples: [{ group: "payments-staging", soak: "3d" }],
  }),
  strategy: strategy.optional().meta({
    description: "How the group is patched and why; none recorded when left out",
    examples: [{ kind: "rolling", stateful: true, rollback: "snapshot", minHealthy: "75%" }],
  }),
  limits: groupLimits.optional().meta({
    description:
      "How many of its machines are patched at once; the rings' concurrency when left out",
    examples: [{ perCluster: 1, perZone: "50%" }],
  }),
  baselines: listOf(nameText, "baseline names")
    .min(1, {
      error: () => "must name at least one baseline",
    })
    .meta({ description: "Baselines of `baselines`: which patches", examples: [["linux"]] }),
  obligations: listOf(obligationName, "obligations")
    .optional()
    .meta({
      description: "Obligations that bind it; the document's `obligations` when left out",
      examples: [["pci-dss-4.0.1"]],
    }),
  reboot: oneOf(["ifRequired", "never", "always"])
    .default("ifRequired")
    .meta({ description: "Whether machines restart after an install", examples: ["ifRequired"] }),
  recoveryPoint: groupRecoveryPoint.default({}).meta({
    description: "How its recovery points are had, where not as its tier says",
    examples: [{ when: "inWindow" }],
  }),
  approval: settings.approval.optional().meta({
    description: "Whether people are asked before each run, as `clouds.aws.approvals` says",
    default: false,
    examples: [true],
  }),
  startStopped: settings.startStopped.optional().meta({
    description: "Whether machines that are stopped are started, patched and stopped again",
    default: false,
    examples: [true],
  }),
  download: settings.download.optional().meta({
    description:
      "Whether a machine fetches all packages before anything on it is changed, so that a missing one stops its run",
    default: false,
    examples: [true],
  }),
  aws: aws.optional().meta({
    description: "Where on AWS; nowhere when left out",
    examples: [{ accounts: ["prod"], regions: ["eu-central-1"] }],
  }),
  azure: azure.optional().meta({
    description: "Where on Azure; nowhere when left out",
    examples: [{ subscriptions: ["prod"], locations: ["westeurope"] }],
  }),
  rings: listOf(ring, "rings")
    .min(1, { error: () => "must have at least one ring" })
    .meta({
      description: "In the order in which a patch travels",
      examples: [[{ name: "canary", window: "sunday" }]],
    }),
}).refine((parsed) => parsed.aws !== undefined || parsed.azure !== undefined, {
  error: () => "must say where its machines run: aws, azure or both",
});
