/** What a run is asked beyond its patches: said by a group, and by a ring that differs. */
import { mostBatches } from "../azureBatches";
import { listOf, mapping, patternText, truth } from "./parsed";
import { wholeNumber } from "./rates";

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html */
const documentName = () =>
  patternText(/^[a-zA-Z0-9_\-.]{3,128}$/, "the name of a Command document of your own");

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const alarmName = patternText(
  // What the runbooks read of a ring may not look like a reference to Systems Manager.
  /^(?!.*\{\{)[^\s:](?:[^\n\r]{0,253}[^\s])?$/,
  "a CloudWatch alarm's name, without {{",
);

/**
 * Bytes of a ring's alarms as JSON writes them: a parameter of Parameter Store holds 8,192, among them the places of the ring
 * before and all else that the ring demands.
 */
export const mostOfAlarms = 2400;

export const hooks = mapping({
  before: documentName()
    .optional()
    .meta({
      description: "Command document before the install, such as draining; none when left out",
      examples: ["web-drain"],
    }),
  after: documentName()
    .optional()
    .meta({
      description: "Command document after the install and its restart; none when left out",
      examples: ["web-undrain"],
    }),
  onExit: documentName()
    .optional()
    .meta({
      description: "Command document at the end, however the run went; none when left out",
      examples: ["web-report"],
    }),
});

/** Whose defaults count is said where they stand. */
export const settings = {
  approval: truth(),
  startStopped: truth(),
  download: truth(),
};

export const awsSettings = {
  alarms: listOf(alarmName, "alarm names")
    .max(50, { error: () => "must name at most 50 alarms" })
    .refine((names) => Buffer.byteLength(JSON.stringify(names)) - 2 <= mostOfAlarms, {
      error: () => `must come to at most ${mostOfAlarms} bytes together`,
    }),
  healthCheck: documentName(),
  hooks,
};

/** Logic Apps reads a text with these signs as an expression. */
const script = (system: string) =>
  patternText(
    /^(?!@)(?!\s*$)(?:(?!@\{)[\s\S]){1,4000}$/,
    `a script for ${system} of 1–4000 characters that does not begin with @ and holds no @{`,
  );

/** A managed run command of Azure runs it; what it says is its exit code. */
export const azureHealthCheck = mapping({
  windows: script("PowerShell")
    .optional()
    .meta({
      description: "For Windows machines, by PowerShell; none when left out",
      examples: ["exit [int]((Get-Service W3SVC).Status -ne 'Running')"],
    }),
  linux: script("a shell")
    .optional()
    .meta({
      description: "For Linux machines, by a shell; none when left out",
      examples: ["systemctl is-active nginx"],
    }),
});

/** The keys of a ring that differs from its group. */
export const ringSettings = {
  approval: settings.approval.optional().meta({
    description: "Whether people are asked before each run; as the group says when left out",
    examples: [true],
  }),
  startStopped: settings.startStopped.optional().meta({
    description:
      "Whether stopped machines are started, patched and stopped again; as the group says when left out",
    examples: [true],
  }),
  download: settings.download.optional().meta({
    description: "Whether packages are fetched beforehand; as the group says when left out",
    examples: [true],
  }),
  aws: mapping({
    alarms: awsSettings.alarms.optional().meta({
      description: "CloudWatch alarms that must be OK; the group's when left out",
      examples: [["web-errors"]],
    }),
    healthCheck: awsSettings.healthCheck.optional().meta({
      description: "Command document of the health check; the group's when left out",
      examples: ["web-health"],
    }),
    hooks: awsSettings.hooks.optional().meta({
      description: "Command documents around the install; the group's, all of them, when left out",
      examples: [{ before: "web-drain", after: "web-undrain" }],
    }),
  })
    .optional()
    .meta({
      description: "What the ring does otherwise on AWS; as the group does when left out",
      examples: [{ alarms: ["web-canary-errors"] }],
    }),
  azure: mapping({
    batches: wholeNumber("of batches", 2, mostBatches)
      .optional()
      .meta({
        description:
          "Divides the window into so many equal parts, one for each batch of machines: those tagged PatchGroup=<group>.<ring> first, then <group>.<ring>.2 and on; all start together when left out",
        examples: [3],
      }),
    healthCheck: azureHealthCheck.optional().meta({
      description: "Scripts of the health check; the group's, both of them, when left out",
      examples: [{ linux: "systemctl is-active nginx" }],
    }),
  })
    .optional()
    .meta({
      description: "What the ring does otherwise on Azure; as the group does when left out",
      examples: [{ batches: 3 }],
    }),
};
