/** Where Event Grid delivers events, and where those go that nobody takes. */
import { isRecord, isUnknown, type Plain, recordAt, textOf } from "../../plainValue";
import type { Failure } from "../../service";
import { type ArmOperation, checkRange, checkWord, failWhen, isGuid } from "../arm";
import { containerForm } from "../storage/types";

const code = "InvalidRequest";
const accountForm =
  /^\/subscriptions\/[0-9a-f-]{36}\/resourcegroups\/[^/]+\/providers\/microsoft\.storage\/storageaccounts\/[a-z0-9]{3,24}$/i;

/** "Azure Event Grid quotas and limits": events and kilobytes of a batch. */
const batch = { maxEventsPerBatch: [1, 5000], preferredBatchSizeInKilobytes: [1, 1024] } as const;

/** Destinations that are resources of Azure. */
const resourceKinds = [
  "AzureFunction",
  "EventHub",
  "HybridConnection",
  "ServiceBusQueue",
  "ServiceBusTopic",
  "StorageQueue",
  "PartnerDestination",
  "MonitorAlert",
  "NamespaceTopic",
];

export function checkDestination(
  put: ArmOperation,
  inputs: Plain,
  unknown: readonly string[],
): Failure[] {
  const ways = ["destination", "deliveryWithResourceIdentity"];
  const open = ways.some((way) => isUnknown(unknown, way));
  const given = ways.filter((way) => isRecord(inputs[way]));
  const destination = recordAt(inputs, "destination");
  const type = textOf(destination["endpointType"]);
  return [
    ...failWhen(
      given.length === 0 && !open,
      put,
      "destination",
      "properties.destination is required",
      code,
    ),
    ...failWhen(
      given.length > 1,
      put,
      "destination",
      `Only one of ${ways.join(" and ")} can be given`,
      code,
    ),
    ...checkWord(put, "destination.endpointType", type, ["WebHook", ...resourceKinds], code),
    ...(type === "WebHook" ? checkHook(put, destination, unknown) : []),
  ];
}

function checkHook(put: ArmOperation, hook: Plain, unknown: readonly string[]): Failure[] {
  const endpoint = textOf(hook["endpointUrl"]);
  const at = (property: string) => `destination.${property}`;
  const limits = Object.entries(batch).flatMap(([property, range]) =>
    checkRange(put, at(property), hook[property], range),
  );
  return [
    ...failWhen(
      endpoint === undefined && !isUnknown(unknown, at("endpointUrl")),
      put,
      at("endpointUrl"),
      "A WebHook destination needs an endpointUrl",
      code,
    ),
    ...failWhen(
      endpoint !== undefined && !/^https:\/\/[^/]+/.test(endpoint),
      put,
      at("endpointUrl"),
      "Webhook endpoint must be an HTTPS URL",
      code,
    ),
    ...checkWord(
      put,
      at("minimumTlsVersionAllowed"),
      hook["minimumTlsVersionAllowed"],
      ["1.0", "1.1", "1.2"],
      code,
    ),
    ...checkEntra(put, hook, unknown),
    ...limits,
  ];
}

/** A webhook that Microsoft Entra ID protects names the tenant and the application. */
function checkEntra(put: ArmOperation, hook: Plain, unknown: readonly string[]): Failure[] {
  const pair = ["azureActiveDirectoryTenantId", "azureActiveDirectoryApplicationIdOrUri"];
  const missing = pair.filter(
    (property) => hook[property] === undefined && !isUnknown(unknown, `destination.${property}`),
  );
  const tenant = textOf(hook["azureActiveDirectoryTenantId"]);
  return [
    ...failWhen(
      missing.length === 1,
      put,
      `destination.${missing[0]}`,
      `A webhook with Microsoft Entra ID needs both ${pair.join(" and ")}`,
      code,
    ),
    ...failWhen(
      tenant !== undefined && !isGuid(tenant),
      put,
      "destination.azureActiveDirectoryTenantId",
      `azureActiveDirectoryTenantId must be a GUID, got '${tenant}'`,
      code,
    ),
  ];
}

export function checkDeadLetter(
  put: ArmOperation,
  inputs: Plain,
  unknown: readonly string[],
): Failure[] {
  const own = inputs["deadLetterDestination"];
  const identified = inputs["deadLetterWithResourceIdentity"];
  const inner = recordAt(identified, "deadLetterDestination");
  return [
    ...failWhen(
      isRecord(own) && isRecord(identified),
      put,
      "deadLetterDestination",
      "Only one of deadLetterDestination and deadLetterWithResourceIdentity can be given",
      code,
    ),
    ...(isRecord(own) ? checkContainer(put, own, "deadLetterDestination", unknown) : []),
    ...(isRecord(identified)
      ? checkContainer(put, inner, "deadLetterWithResourceIdentity.deadLetterDestination", unknown)
      : []),
  ];
}

/** Events that nobody takes are kept as blobs. */
function checkContainer(
  put: ArmOperation,
  destination: Plain,
  at: string,
  unknown: readonly string[],
): Failure[] {
  const known = (property: string) => !isUnknown(unknown, `${at}.${property}`);
  const account = textOf(destination["resourceId"]);
  const container = textOf(destination["blobContainerName"]);
  return [
    ...checkWord(
      put,
      `${at}.endpointType`,
      destination["endpointType"] ?? "none",
      ["StorageBlob"],
      code,
    ),
    ...failWhen(
      known("resourceId") && (account === undefined || !accountForm.test(account)),
      put,
      `${at}.resourceId`,
      `${at}.resourceId must be the resource id of a storage account, got '${account ?? "none"}'`,
      code,
    ),
    ...failWhen(
      known("blobContainerName") && (container === undefined || !containerForm.test(container)),
      put,
      `${at}.blobContainerName`,
      `${at}.blobContainerName must be the name of a container, got '${container ?? "none"}'`,
      code,
    ),
  ];
}
