/** Wrong arguments of what closes patch runs and keeps what is known of them; with those that all of it shares. */
import {
  PostRun,
  type PostRunArgs,
  RunStore,
  type RunStoreArgs,
} from "../../../../components/azure";
import { runStorePlace } from "../../azureMocks";
import { configurationId, subscription } from "../../patchRun";
import { planted, type Row } from "../plantedArgument";

const ofPlace: readonly Row[] = [
  [
    "a location's display name",
    { location: "West Europe" },
    'location must be a short name such as westeurope, got "West Europe"',
  ],
  [
    "a resource group's id",
    { resourceGroupName: "/resourceGroups/rg" },
    'resourceGroupName must be 1–90 letters, digits and _.()- without a final dot, got "/resourceGroups/rg"',
  ],
  [
    "a subscription's name",
    { subscriptionId: "prod" },
    'subscriptionId must be a GUID, got "prod"',
  ],
  [
    "a reserved tag",
    { tags: { azureOwner: "x" } },
    'tags must have names of 1–512 characters without <>%&\\?/ and texts of up to 256 as values, got "azureOwner"',
  ],
];

/** Of what acts on runs: their store, who acts, and how events come. */
export const ofRuns: readonly Row[] = [
  ...ofPlace,
  [
    "a store by its account",
    { runStore: { ...runStorePlace(), containerId: runStorePlace().accountId } },
    `runStore.containerId must be the ARM id of a blob container, got "${runStorePlace().accountId}"`,
  ],
  [
    "a store by an open address",
    { runStore: { ...runStorePlace(), containerUrl: "http://runs/patch-runs" } },
    'runStore.containerUrl must be the https address of a container, got "http://runs/patch-runs"',
  ],
  [
    "a group of restore points by its id",
    { restorePointGroup: "/resourceGroups/rg-points" },
    'restorePointGroup must be 1–90 letters, digits and _.()- without a final dot, got "/resourceGroups/rg-points"',
  ],
  [
    "an identity of a machine",
    {
      identity: {
        id: configurationId,
        principalId: "aaaaaaaa-2222-4333-8444-555555555555",
      },
    },
    `identity.id must be the ARM id of a user-assigned identity, got "${configurationId}"`,
  ],
  [
    "an application by its name",
    { entra: { tenantId: subscription, applicationId: "api://patching" } },
    'entra.applicationId must be a GUID, got "api://patching"',
  ],
  [
    "a tenant by its domain",
    { entra: { tenantId: "acme.example", applicationId: subscription } },
    'entra.tenantId must be a GUID, got "acme.example"',
  ],
];

const closed = {
  key: "web.broad",
  configurationId,
  gap: 10_080,
  linux: { classifications: ["Security"] },
  systemTopicName: "web-broad",
};
const with1 = (changes: object) => ({ configurations: [{ ...closed, ...changes }] });
const script = "must be a script of 1–4000 characters that does not begin with @ and holds no @{";

const ofClosing: readonly Row[] = [
  ["no configuration", { configurations: [] }, "configurations must name at least one, got none"],
  [
    "one key twice",
    { configurations: [closed, closed] },
    'configurations must have keys of their own, got "web.broad" more than once',
  ],
  [
    "nothing that is installed",
    with1({ linux: undefined }),
    "configurations web.broad must say what it installs, windows or linux, got neither",
  ],
  [
    "a gap of no time",
    with1({ gap: 0 }),
    "configurations web.broad.gap must be whole minutes of the longest time between the ends of two runs, got 0",
  ],
  [
    "a word of another service for a reboot",
    with1({ reboot: "RebootIfNeeded" }),
    'configurations web.broad.reboot must be ifRequired, never or always, got "RebootIfNeeded"',
  ],
  [
    "a classification that is none",
    with1({ linux: { classifications: ["Definition"] } }),
    'configurations[0].linux classifications must be of Critical, Security, Other, got "Definition"',
  ],
  [
    "more masks than one expression takes",
    with1({
      linux: {
        classifications: ["Security"],
        excludePackages: Array.from({ length: 41 }, (_, index) => `lib${index}*`),
      },
    }),
    "configurations must exclude at most 40 different masks with * together, got 41; write whole names",
  ],
  [
    "an empty script",
    with1({ healthCheck: { linux: " " } }),
    `configurations web.broad.healthCheck.linux ${script}, got " "`,
  ],
  [
    "a script that Logic Apps would read",
    with1({ healthCheck: { windows: "echo @{parameters('x')}" } }),
    `configurations web.broad.healthCheck.windows ${script}, got "echo @{parameters('x')}"`,
  ],
  [
    "a script of a system that is none",
    with1({ healthCheck: { macos: "true" } }),
    'configurations[0].healthCheck must have no other keys than windows, linux; got "macos"',
  ],
  [
    "a word that is none for a failure",
    with1({ onFailure: "rollback" }),
    'configurations web.broad.onFailure must be leave or restore, got "rollback"',
  ],
  [
    "no topic",
    with1({ systemTopicName: undefined }),
    "configurations[0].systemTopicName must be given: it has no default",
  ],
  [
    "a number for a switch",
    with1({ deadLetters: 1 }),
    "configurations[0].deadLetters must be true or false, got 1",
  ],
  [
    "a role by its name",
    { roles: { restore: "Contributor" } },
    'roles.restore must be the ARM id of a role definition, got "Contributor"',
  ],
];

export const closeFaults = planted(
  "PostRun",
  (args) =>
    new PostRun("web", {
      resourceGroupName: "rg-patching",
      location: "westeurope",
      subscriptionId: subscription,
      configurations: [closed],
      runStore: runStorePlace(),
      ...args,
    } as unknown as PostRunArgs),
  [...ofClosing, ...ofRuns],
);

const declareStore = (args: object) =>
  new RunStore("web", {
    resourceGroupName: "rg-patching",
    location: "westeurope",
    subscriptionId: subscription,
    ...args,
  } as unknown as RunStoreArgs);

export const storeFaults = planted("RunStore", declareStore, [
  ...ofPlace,
  [
    "a role by its name",
    { readerRoleDefinitionId: "Storage Blob Data Reader" },
    'readerRoleDefinitionId must be the ARM id of a role definition, got "Storage Blob Data Reader"',
  ],
  ["a month of records", { keepDays: 30 }, "keepDays must be whole days 31–3650, got 30"],
  ["days as a text", { keepDays: "400" }, 'keepDays must be whole days 31–3650, got "400"'],
]);

/** One by one only: what is decided beside others. */
export const existingStoreFaults = planted("RunStore", declareStore, [
  [
    "an account with a hyphen",
    { accountName: "patch-runs" },
    'accountName must be 3–24 lower-case letters and digits, got "patch-runs"',
  ],
  [
    "days for an account of somebody else",
    { accountName: "patchruns", keepDays: 400 },
    "keepDays must be left out beside accountName, whose lifecycle policy is its owner's, got 400",
  ],
]);
