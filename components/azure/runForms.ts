/** Forms of what the components of patch runs share: the run store, identities, roles and the webhook, before anything looks into them. */
import * as pulumi from "@pulumi/pulumi";
import { checkKeys, isMapping, type KeysOf } from "../argumentForms";
import { type ArgumentChecks, checkGiven, isText, type Rule, show } from "../arguments";
import type { EntraWebhook, RunStorePlace, VerdictPlace } from "./snapshotPolicyArgs";
import type { ExistingIdentity } from "./workflowWithRole";

type Texts = Readonly<Record<string, pulumi.Input<string> | undefined>>;

const storeKeys: KeysOf<RunStorePlace> = {
  accountId: "needed",
  containerId: "needed",
  containerUrl: "needed",
  deadLetterContainerId: "needed",
  deadLetterContainerName: "needed",
};

/** Whoever has a store's outputs gives all of them. */
const placeKeys: KeysOf<VerdictPlace & Partial<RunStorePlace>> = {
  containerId: "needed",
  containerUrl: "needed",
  readerRoleDefinitionId: "needed",
  accountId: true,
  deadLetterContainerId: true,
  deadLetterContainerName: true,
};

const identityKeys: KeysOf<ExistingIdentity> = { id: "needed", principalId: "needed" };

const entraKeys: KeysOf<EntraWebhook> = { tenantId: "needed", applicationId: "needed" };

const guid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

function text(pattern: RegExp, what: string): Rule<string> {
  return (value) => (isText(value, pattern) ? undefined : `must be ${what}, got ${show(value)}`);
}

export const isGuid = text(new RegExp(`^${guid}$`, "i"), "a GUID");
export const isRoleId = text(
  new RegExp(`/providers/Microsoft\\.Authorization/roleDefinitions/${guid}$`, "i"),
  "the ARM id of a role definition",
);
const isContainerId = text(
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Storage\/storageAccounts\/[^/]+\/blobServices\/default\/containers\/[^/]+$/i,
  "the ARM id of a blob container",
);
const isAccountId = text(
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Storage\/storageAccounts\/[^/]+$/i,
  "the ARM id of a storage account",
);
const isIdentityId = text(
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/[^/]+$/i,
  "the ARM id of a user-assigned identity",
);
const isContainerUrl = text(
  /^https:\/\/[^\s/?#]+\/[a-z0-9-]+$/,
  "the https address of a container",
);
const isContainerName = text(/^[a-z0-9](?:-?[a-z0-9]){2,62}$/, "the name of a blob container");

const ruleOf: Readonly<Record<string, Rule<string>>> = {
  accountId: isAccountId,
  containerId: isContainerId,
  containerUrl: isContainerUrl,
  deadLetterContainerId: isContainerId,
  deadLetterContainerName: isContainerName,
  readerRoleDefinitionId: isRoleId,
  id: isIdentityId,
  principalId: isGuid,
  tenantId: isGuid,
  applicationId: isGuid,
};

/** Keys first, then each text by its own rule, now or once it is known. */
function checkTexts<T extends object>(
  checks: ArgumentChecks,
  at: string,
  value: T,
  keys: KeysOf<T>,
): void {
  if (!checkKeys(checks, at, value, keys)) checks.throwFaults();
  for (const [key, one] of Object.entries(value as Texts)) {
    const rule = ruleOf[key];
    if (rule !== undefined) checkGiven(checks, `${at}.${key}`, one, rule);
  }
}

export function checkRunStore(checks: ArgumentChecks, store: RunStorePlace): void {
  checkTexts(checks, "runStore", outputsOf(store, storeKeys), storeKeys);
}

export function checkVerdictPlaces(
  checks: ArgumentChecks,
  places: Readonly<Record<string, VerdictPlace>>,
): void {
  for (const [key, place] of Object.entries(places)) {
    checkTexts(checks, `verdictPlaces.${key}`, outputsOf(place, placeKeys), placeKeys);
  }
}

/** A `RunStore` itself has these outputs, and more keys of Pulumi's own. */
function outputsOf<T extends object>(value: T, keys: KeysOf<T>): T {
  if (!pulumi.Resource.isInstance(value)) return value;
  const names = Object.keys(keys) as (keyof T)[];
  return Object.fromEntries(names.map((name) => [name, value[name]])) as T;
}

/** Who acts, with which roles that exist, and how events come. */
export function checkActing<R extends object>(
  checks: ArgumentChecks,
  args: {
    readonly identity?: ExistingIdentity | undefined;
    readonly entra?: EntraWebhook | undefined;
    readonly roles?: R | undefined;
  },
  roleKeys: KeysOf<R>,
): void {
  if (args.identity !== undefined) checkTexts(checks, "identity", args.identity, identityKeys);
  if (args.entra !== undefined) checkTexts(checks, "entra", args.entra, entraKeys);
  const { roles } = args;
  if (roles === undefined || !isMapping(checks, "roles", roles)) return;
  checkKeys(checks, "roles", roles, roleKeys);
  for (const [key, role] of Object.entries(roles as Texts)) {
    checkGiven(checks, `roles.${key}`, role, isRoleId);
  }
}
