/** `azure-native.storage.StorageAccount`: a name taken in all of Azure, and which kinds and SKUs go together. */
import { isUnknown, type Plain, recordAt, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import {
  type ArmOperation,
  checkName,
  checkWord,
  failWhen,
  groupId,
  identityOutputs,
  knownText,
  locationOf,
  nameOf,
  refusal,
  refuseUnlocated,
  sameId,
} from "../arm";
import { accountType } from "./types";

const put: ArmOperation = { operation: "StorageAccounts_Create" };

const replications = ["LRS", "GRS", "RAGRS", "ZRS", "GZRS", "RAGZRS"];
const skus = [
  ...replications.map((name) => `Standard_${name}`),
  "Premium_LRS",
  "Premium_ZRS",
  ...["LRS", "GRS", "ZRS", "GZRS"].map((name) => `StandardV2_${name}`),
  "PremiumV2_LRS",
  "PremiumV2_ZRS",
];

/** The SKUs of each kind. Source: "Storage account overview", types of storage accounts. */
const skusOf: Readonly<Record<string, RegExp>> = {
  Storage: /^(Standard_(LRS|GRS|RAGRS|ZRS)|Premium_LRS)$/,
  StorageV2: /^(Standard_|Premium_LRS$)/,
  BlobStorage: /^Standard_(LRS|GRS|RAGRS)$/,
  BlockBlobStorage: /^Premium_(LRS|ZRS)$/,
  FileStorage: /^(Premium|StandardV2|PremiumV2)_/,
};

export const storageAccount: ServiceRules = {
  type: accountType,
  replaceOn: ["accountName", "isHnsEnabled", "location", "resourceGroupName"],
  check: (inputs, _scope, unknown) => [
    ...checkName(put, "accountName", knownText(inputs, "accountName", unknown), {
      form: /^[a-z0-9]{3,24}$/,
      hint: "3 to 24 lower-case letters and digits",
      code: "AccountNameInvalid",
    }),
    ...checkKind(inputs, unknown),
    ...checkSettings(inputs, unknown),
  ],
  refuseCreate: (request) => refuseUnlocated(request, put) ?? refuseTaken(request),
  refuseUpdate: (request) => refuseKind(request) ?? refuseSku(request),
  create: (request) => {
    const name = nameOf(request, "accountName");
    const made = new Date(request.now * 60_000).toISOString();
    return {
      id: groupId(request, "Microsoft.Storage/storageAccounts", name),
      outputs: {
        ...answer(request),
        creationTime: made,
        keyCreationTime: { key1: made, key2: made },
        primaryEndpoints: endpoints(name),
        primaryLocation: locationOf(request.inputs["location"]),
        statusOfPrimary: "available",
      },
    };
  },
  update: answer,
};

function skuOf(inputs: unknown): string {
  return textOf(recordAt(inputs, "sku")["name"]) ?? "";
}

function answer(request: ServiceRequest): Plain {
  const { inputs } = request;
  const sku = recordAt(inputs, "sku");
  const tier = skuOf(inputs).startsWith("Premium") ? "Premium" : "Standard";
  return { ...identityOutputs(request), sku: { ...sku, tier } };
}

function endpoints(name: string): Plain {
  const services = ["blob", "dfs", "file", "queue", "table"];
  return Object.fromEntries(
    services.map((service) => [service, `https://${name}.${service}.core.windows.net/`]),
  );
}

function checkKind(inputs: Plain, unknown: readonly string[]): Failure[] {
  const kind = knownText(inputs, "kind", unknown);
  const sku = isUnknown(unknown, "sku.name") ? undefined : textOf(recordAt(inputs, "sku")["name"]);
  return [
    ...checkWord(put, "kind", kind, Object.keys(skusOf)),
    ...checkWord(put, "sku.name", sku, skus),
    ...failWhen(
      kind !== undefined && sku !== undefined && skusOf[kind]?.test(sku) === false,
      put,
      "sku.name",
      `The account kind ${kind} does not support the SKU '${sku}'`,
      "InvalidAccountType",
    ),
  ];
}

function checkSettings(inputs: Plain, unknown: readonly string[]): Failure[] {
  const tier = inputs["accessTier"];
  const kind = knownText(inputs, "kind", unknown);
  const versions = ["TLS1_0", "TLS1_1", "TLS1_2", "TLS1_3"];
  const isPremium = skuOf(inputs).startsWith("Premium");
  return [
    ...checkWord(put, "accessTier", tier, ["Hot", "Cool", "Cold", "Premium"]),
    ...checkWord(put, "minimumTlsVersion", inputs["minimumTlsVersion"], versions),
    ...checkWord(
      put,
      "networkRuleSet.defaultAction",
      recordAt(inputs, "networkRuleSet")["defaultAction"],
      ["Allow", "Deny"],
    ),
    ...failWhen(
      kind === "BlobStorage" && tier === undefined && !isUnknown(unknown, "accessTier"),
      put,
      "accessTier",
      "The account property 'accessTier' is required for the account kind BlobStorage",
      "AccountPropertyMissing",
    ),
    ...failWhen(
      tier !== undefined && (kind === "Storage" || (isPremium && tier !== "Premium")),
      put,
      "accessTier",
      `The account property 'accessTier' is not supported for the kind ${kind} and the SKU ${skuOf(inputs)}`,
      "AccountPropertyIsInvalid",
    ),
  ];
}

function refuseTaken(request: ServiceRequest): string | undefined {
  const name = nameOf(request, "accountName");
  const own = groupId(request, "Microsoft.Storage/storageAccounts", name);
  const taken = request.cloud
    .everywhere(accountType)
    .some(({ id }) => !sameId(id, own) && sameId(id.split("/").at(-1), name));
  return taken
    ? refusal(
        put,
        "StorageAccountAlreadyTaken",
        `The storage account named ${name} is already taken.`,
        409,
      )
    : undefined;
}

/** An account of the first kind can become one of the second, for good. */
function refuseKind({ inputs, old }: ServiceRequest): string | undefined {
  const before = old?.inputs["kind"];
  const after = inputs["kind"];
  const upgrade = after === "StorageV2" && (before === "Storage" || before === "BlobStorage");
  return before === after || upgrade
    ? undefined
    : refusal(
        put,
        "AccountKindCannotBeChanged",
        `The kind of a storage account can't be changed from ${before} to ${after}`,
        409,
      );
}

/** Performance is for good, and another redundancy across zones is a conversion that is asked for elsewhere. */
function refuseSku({ inputs, old }: ServiceRequest): string | undefined {
  const before = skuOf(old?.inputs);
  const after = skuOf(inputs);
  const family = (sku: string) =>
    `${sku.split("_")[0]} ${/ZRS$/.test(sku) ? "zones" : "one place"}`;
  return family(before) === family(after)
    ? undefined
    : refusal(
        put,
        "StorageAccountTypeCannotBeChanged",
        `The SKU of a storage account can't be changed from ${before} to ${after}`,
        409,
      );
}
