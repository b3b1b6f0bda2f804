import { beforeEach, describe, expect, it } from "vitest";
import { azureRules } from "../../../sandbox/azure";
import { systemTopicType } from "../../../sandbox/azure/eventgrid/types";
import { configurationType } from "../../../sandbox/azure/maintenance/types";
import { azureHome, type ServiceCloud, serviceCloud, told } from "../../support/serviceCloud";

const subscriptionType = "azure-native:eventgrid:SystemTopicEventSubscription";
const subscription = `/subscriptions/${azureHome.account}`;
const guid = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;

let cloud: ServiceCloud;
const failuresOf = (type: string, inputs: object, unknown: string[] = []) =>
  told(cloud.check(type, { ...inputs }, unknown));

beforeEach(() => {
  cloud = serviceCloud(azureRules, azureHome);
});

describe("event grid", () => {
  const configuration = {
    resourceGroupName: "rg-patching",
    resourceName: "mc-web",
    location: "West Europe",
    maintenanceScope: "InGuestPatch",
  };
  const topic = (source: string, change: object = {}) => ({
    resourceGroupName: "rg-patching",
    systemTopicName: "mc-web-events",
    location: "westeurope",
    topicType: "Microsoft.Maintenance.MaintenanceConfigurations",
    source,
    ...change,
  });
  const listener = (change: object = {}) => ({
    resourceGroupName: "rg-patching",
    systemTopicName: "mc-web-events",
    eventSubscriptionName: "pre-event",
    destination: {
      endpointType: "WebHook",
      endpointUrl: "https://prod-1.example.org/run?sig=secret",
    },
    filter: { includedEventTypes: ["Microsoft.Maintenance.PreMaintenanceEvent"] },
    ...change,
  });

  const deadLetter = (change: object = {}) => ({
    endpointType: "StorageBlob",
    resourceId: `${subscription}/resourceGroups/rg-patching/providers/Microsoft.Storage/storageAccounts/runs1`,
    blobContainerName: "dead-letters",
    ...change,
  });
  const hook = (change: object) => ({
    destination: { endpointType: "WebHook", endpointUrl: "https://example.org/run", ...change },
  });
  const entra = {
    azureActiveDirectoryTenantId: guid(7),
    azureActiveDirectoryApplicationIdOrUri: "api://pre-event",
  };

  it("sends in a topic's name only where the topic has an identity", () => {
    const { id } = cloud.create(configurationType, configuration);
    const made = cloud.create(systemTopicType, topic(id));
    const identified = {
      deadLetterWithResourceIdentity: {
        identity: { type: "SystemAssigned" },
        deadLetterDestination: deadLetter(),
      },
    };

    expect(() => cloud.create(subscriptionType, listener(identified))).toThrow(
      "deadLetterWithResourceIdentity needs an identity of the system topic",
    );
    cloud.update(made, topic(id, { identity: { type: "SystemAssigned" } }));
    expect(() => cloud.create(subscriptionType, listener(identified))).not.toThrow();
  });

  it("has at most 500 subscriptions a topic", () => {
    for (let index = 0; index < 500; index += 1) {
      cloud.create(subscriptionType, listener({ eventSubscriptionName: `listener-${index}` }));
    }

    expect(() => cloud.create(subscriptionType, listener())).toThrow(
      "500 event subscriptions already",
    );
    expect(() =>
      cloud.create(subscriptionType, listener({ systemTopicName: "mc-db-events" })),
    ).not.toThrow();
  });

  it("takes one topic for a configuration that exists, in its location", () => {
    const { id } = cloud.create(configurationType, configuration);

    expect(failuresOf(systemTopicType, topic(id))).toBe("");
    expect(() => cloud.create(systemTopicType, topic(`${id}-gone`))).toThrow("was not found");
    expect(() => cloud.create(systemTopicType, topic(id, { location: "northeurope" }))).toThrow(
      "must match its source's: got 'northeurope', expected 'westeurope'",
    );
    cloud.create(systemTopicType, topic(id.toLowerCase()));
    expect(() => cloud.create(systemTopicType, topic(id, { systemTopicName: "two" }), "b")).toThrow(
      "Only one system topic is allowed per source",
    );
  });

  it.each([
    [{}, ""],
    [{ filter: { includedEventTypes: ["Microsoft.Maintenance.DuringEvent"] } }, "not published by"],
    [{ destination: { endpointType: "WebHook", endpointUrl: "http://example.org" } }, "HTTPS"],
    [{ destination: { endpointType: "WebHook" } }, "needs an endpointUrl"],
    [{ destination: undefined }, "destination is required"],
    [{ retryPolicy: { maxDeliveryAttempts: 31 } }, "1 to 30, got 31"],
    [{ retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 } }, ""],
    [{ retryPolicy: { maxDeliveryAttempts: 1, eventTimeToLiveInMinutes: 1 } }, ""],
    [{ retryPolicy: { eventTimeToLiveInMinutes: 0 } }, "1 to 1440, got 0"],
    [{ eventSubscriptionName: "a" }, "3 to 64"],
    [{ deadLetterDestination: deadLetter() }, ""],
    [{ deadLetterDestination: deadLetter({ resourceId: "web" }) }, "id of a storage account"],
    [{ deadLetterDestination: deadLetter({ blobContainerName: "Lost" }) }, "name of a container"],
    [{ deadLetterDestination: deadLetter({ endpointType: "Queue" }) }, "allowed: StorageBlob"],
    [
      {
        deadLetterDestination: deadLetter(),
        deadLetterWithResourceIdentity: { deadLetterDestination: deadLetter() },
      },
      "Only one of deadLetterDestination",
    ],
    [
      {
        deadLetterWithResourceIdentity: { deadLetterDestination: deadLetter({ resourceId: "x" }) },
      },
      "deadLetterWithResourceIdentity.deadLetterDestination.resourceId",
    ],
    [hook({ ...entra }), ""],
    [hook({ ...entra, azureActiveDirectoryTenantId: undefined }), "needs both"],
    [hook({ ...entra, azureActiveDirectoryTenantId: "acme" }), "must be a GUID, got 'acme'"],
    [hook({ maxEventsPerBatch: 1, minimumTlsVersionAllowed: "1.2" }), ""],
    [hook({ maxEventsPerBatch: 5001 }), "must be 1 to 5000, got 5001"],
    [hook({ preferredBatchSizeInKilobytes: 1025 }), "must be 1 to 1024, got 1025"],
    [hook({ minimumTlsVersionAllowed: "0.9" }), "allowed: 1.0, 1.1, 1.2"],
    [{ destination: { endpointType: "Fax" } }, "allowed: WebHook"],
    [{ filter: { advancedFilters: Array(25).fill({}) } }, ""],
    [{ filter: { advancedFilters: Array(26).fill({}) } }, "at most 25 advanced filters"],
    [{ deliveryWithResourceIdentity: { destination: {} } }, "Only one of destination and"],
  ])("judges the event subscription %o", (change, message) => {
    const failures = failuresOf(subscriptionType, listener(change));

    expect(failures === "").toBe(message === "");
    expect(failures).toContain(message);
  });

  it("refuses an event that the topic's service does not publish", () => {
    const { id } = cloud.create(configurationType, configuration);
    cloud.create(systemTopicType, topic(id));
    const stray = listener({ filter: { includedEventTypes: ["Microsoft.Storage.BlobCreated"] } });

    expect(() => cloud.create(subscriptionType, stray)).toThrow("not published by");
    expect(() => cloud.create(subscriptionType, listener())).not.toThrow();
  });

  it("never reads a webhook's key back", () => {
    const made = cloud.create(subscriptionType, listener());

    expect(cloud.read(made)["destination"]).toEqual({
      endpointType: "WebHook",
      endpointBaseUrl: "https://prod-1.example.org/run",
    });
  });
});
