/** `azure-native.storage.ManagementPolicy`: when blobs of an account move to a cheaper tier, and when they go. */
import {
  isRecord,
  isUnknown,
  listOf,
  type Plain,
  recordAt,
  recordsOf,
  textOf,
  textsOf,
} from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ArmOperation, checkWord, failure, failWhen, knownText, refusal } from "../arm";
import { accountIdOf, accountOf } from "./types";

const put: ArmOperation = { operation: "ManagementPolicies_CreateOrUpdate" };

/** "Azure Blob Storage lifecycle management policy structure". */
const maxRules = 100;
const maxPrefixes = 10;
const maxDays = 99_999;
const conditions = [
  "daysAfterModificationGreaterThan",
  "daysAfterLastAccessTimeGreaterThan",
  "daysAfterCreationGreaterThan",
];
const kinds = ["StorageV2", "BlobStorage", "BlockBlobStorage"];

export const managementPolicy: ServiceRules = {
  type: "azure-native:storage:ManagementPolicy",
  replaceOn: ["accountName", "managementPolicyName", "resourceGroupName"],
  check: (inputs, _scope, unknown) => [
    ...checkWord(
      put,
      "managementPolicyName",
      knownText(inputs, "managementPolicyName", unknown),
      ["default"],
      "InvalidPolicyName",
    ),
    ...checkRules(inputs, unknown),
  ],
  refuseCreate: refuseKind,
  create: (request) => ({
    id: `${accountIdOf(request)}/managementPolicies/default`,
    outputs: { name: "DefaultManagementPolicy", ...answer(request) },
  }),
  update: answer,
};

function answer({ now }: ServiceRequest): Plain {
  return { lastModifiedTime: new Date(now * 60_000).toISOString() };
}

function checkRules(inputs: Plain, unknown: readonly string[]): Failure[] {
  if (isUnknown(unknown, "policy")) return [];
  const rules = recordsOf(recordAt(inputs, "policy")["rules"]);
  const names = rules.map((rule) => textOf(rule["name"]) ?? "");
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  const wrong = names.find((name) => !/^[A-Za-z0-9-]{1,256}$/.test(name));
  return [
    ...failWhen(
      rules.length === 0 || rules.length > maxRules,
      put,
      "policy.rules",
      `A policy has 1 to ${maxRules} rules, got ${rules.length}`,
      "InvalidManagementPolicy",
    ),
    ...failWhen(
      twice !== undefined,
      put,
      "policy.rules",
      `The rule name '${twice}' is not unique in the policy`,
      "InvalidManagementPolicy",
    ),
    ...failWhen(
      wrong !== undefined,
      put,
      "policy.rules",
      `The rule name '${wrong}' is not valid: use 1 to 256 letters, digits and hyphens`,
      "InvalidManagementPolicy",
    ),
    ...rules.flatMap((rule, index) => checkRule(rule, `policy.rules[${index}]`)),
  ];
}

function checkRule(rule: Plain, at: string): Failure[] {
  const filters = recordAt(rule, "definition", "filters");
  const types = textsOf(filters["blobTypes"]);
  const stray = types.find((type) => type !== "blockBlob" && type !== "appendBlob");
  const prefixes = listOf(filters["prefixMatch"]).length;
  return [
    ...checkWord(put, `${at}.type`, rule["type"], ["Lifecycle"]),
    ...failWhen(
      types.length === 0 || stray !== undefined,
      put,
      `${at}.definition.filters.blobTypes`,
      `filters.blobTypes must hold blockBlob, appendBlob or both, got '${stray ?? "none"}'`,
      "InvalidManagementPolicy",
    ),
    ...failWhen(
      prefixes > maxPrefixes,
      put,
      `${at}.definition.filters.prefixMatch`,
      `filters.prefixMatch holds at most ${maxPrefixes} prefixes, got ${prefixes}`,
      "InvalidManagementPolicy",
    ),
    ...checkActions(recordAt(rule, "definition", "actions"), types, `${at}.definition.actions`),
  ];
}

function checkActions(actions: Plain, types: readonly string[], at: string): Failure[] {
  const named = Object.entries(actions).flatMap(([target, held]) =>
    Object.entries(isRecord(held) ? held : {})
      .filter(([, action]) => isRecord(action))
      .map(([name, action]) => ({
        path: `${at}.${target}.${name}`,
        name,
        action: recordAt(action),
      })),
  );
  const tiers = named.find(({ name }) => name.startsWith("tierTo"));
  return [
    ...failWhen(
      named.length === 0,
      put,
      at,
      "A rule needs at least one action",
      "InvalidManagementPolicy",
    ),
    ...failWhen(
      tiers !== undefined && types.includes("appendBlob"),
      put,
      tiers?.path ?? at,
      `${tiers?.name} is not supported for append blobs`,
      "InvalidManagementPolicy",
    ),
    ...named.flatMap(({ path, action }) => checkCondition(path, action)),
  ];
}

function checkCondition(path: string, action: Plain): Failure[] {
  const given = conditions.filter((condition) => action[condition] !== undefined);
  if (given.length !== 1) {
    return [
      failure(
        put,
        path,
        `An action needs exactly one of ${conditions.join(", ")}, got ${given.join(", ") || "none"}`,
        "InvalidManagementPolicy",
      ),
    ];
  }
  const days = action[given[0] ?? ""];
  return failWhen(
    typeof days !== "number" || days < 0 || days > maxDays,
    put,
    path,
    `${given[0]} must be 0 to ${maxDays}, got ${days}`,
    "InvalidManagementPolicy",
  );
}

function refuseKind(request: ServiceRequest): string | undefined {
  const kind = textOf(accountOf(request)?.inputs["kind"]);
  return kind === undefined || kinds.includes(kind)
    ? undefined
    : refusal(
        put,
        "FeatureNotSupportedForAccount",
        `Lifecycle management is not supported for the account: its kind is ${kind}, allowed: ${kinds.join(", ")}`,
        409,
      );
}
