import { beforeEach, describe, expect, it } from "vitest";
import { formatInstant } from "../../../model/zone";
import { azureRules } from "../../../sandbox/azure";
import { eventSubscriptionType, systemTopicType } from "../../../sandbox/azure/eventgrid/types";
import { configurationType } from "../../../sandbox/azure/maintenance/types";
import type { StoredResource } from "../../../sandbox/service";
import { azureHome, type ServiceCloud, serviceCloud } from "../../support/serviceCloud";

/** The clock of a new `serviceCloud`. */
const began = 29_700_000;

const configuration = (startsIn: number, change: object = {}) => ({
  resourceGroupName: "rg-patching",
  resourceName: "mc-web",
  location: "westeurope",
  maintenanceScope: "InGuestPatch",
  startDateTime: formatInstant(began + startsIn).replace(" UTC", ""),
  duration: "03:00",
  timeZone: "UTC",
  recurEvery: "Day",
  ...change,
});

let cloud: ServiceCloud;
beforeEach(() => {
  cloud = serviceCloud(azureRules, azureHome);
});

function listenTo(source: string, includedEventTypes?: readonly string[]): void {
  const names = { resourceGroupName: "rg-patching", systemTopicName: "events" };
  cloud.create(systemTopicType, {
    ...names,
    location: "westeurope",
    topicType: "Microsoft.Maintenance.MaintenanceConfigurations",
    source: source.toUpperCase(),
  });
  cloud.create(eventSubscriptionType, {
    ...names,
    systemTopicName: "EVENTS",
    eventSubscriptionName: "listener",
    filter: { includedEventTypes },
  });
}

const changed = (made: StoredResource, inputs: object) =>
  cloud.update(made, { ...inputs }).cancelledRuns ?? [];

describe("a change shortly before a run", () => {
  it.each([
    [45, false],
    [46, true],
    [59, true],
    [61, false],
  ])("cancels a run in an hour when it comes %s minutes on: %s", (waited, isCancelled) => {
    const made = cloud.create(configurationType, configuration(60));
    cloud.wait(waited);

    expect(changed(made, configuration(60, { duration: "02:00" }))).toEqual(
      isCancelled ? [{ start: began + 60, changedAt: began + waited }] : [],
    );
  });

  it.each([
    [["Microsoft.Maintenance.PreMaintenanceEvent"], 20, false],
    [["Microsoft.Maintenance.PreMaintenanceEvent"], 21, true],
    [undefined, 21, true],
    [["Microsoft.Maintenance.PostMaintenanceEvent"], 21, false],
  ])(
    "cancels, with a listener to %s, a run in an hour when it comes %s minutes on: %s",
    (events, waited, isCancelled) => {
      const made = cloud.create(configurationType, configuration(60));
      listenTo(made.id, events);
      cloud.wait(waited);

      expect(changed(made, configuration(60, { tags: { a: "b" } })).length).toBe(
        isCancelled ? 1 : 0,
      );
    },
  );

  it("cancels a run that the change itself brings near, and remembers those before", () => {
    const made = cloud.create(configurationType, configuration(600));
    const first = cloud.update(made, configuration(10));
    cloud.wait(1440);
    const second = cloud.update(first, configuration(10));

    expect(second.cancelledRuns).toEqual([
      { start: began + 10, changedAt: began },
      { start: began + 1450, changedAt: began + 1440 },
    ]);
  });
});

describe("a new schedule", () => {
  it.each([
    [14, true],
    [15, false],
    [1, true],
    [0, false],
    [-5, false],
    [-100_000, false],
  ])("that starts in %s minutes is refused: %s", (startsIn, isRefused) => {
    const create = () => cloud.create(configurationType, configuration(startsIn));

    if (isRefused) expect(create).toThrow(`at least 15 minutes after the creation`);
    else expect(create).not.toThrow();
  });
});
