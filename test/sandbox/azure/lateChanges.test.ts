import { beforeEach, describe, expect, it } from "vitest";
import { formatInstant, instantOf, parseInstant } from "../../../model/zone";
import { azureRules } from "../../../sandbox/azure";
import { eventSubscriptionType, systemTopicType } from "../../../sandbox/azure/eventgrid/types";
import { runsBetween } from "../../../sandbox/azure/maintenance/runs";
import { configurationType } from "../../../sandbox/azure/maintenance/types";
import type { StoredResource } from "../../../sandbox/service";
import { azureHome, type ServiceCloud, serviceCloud } from "../../support/serviceCloud";

/** The clock of a new `serviceCloud`. */
const began = 29_700_000;
const minutes = (text: string): number => parseInstant(text) ?? Number.NaN;

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

describe("the runs of a schedule", () => {
  const runs = (recurEvery: string | undefined, from: string, until: string, change: object = {}) =>
    runsBetween(
      {
        startDateTime: "2026-12-01 04:00",
        timeZone: "W. Europe Standard Time",
        recurEvery,
        ...change,
      },
      minutes(from),
      minutes(until),
    ).map((run) => formatInstant(run, "Europe/Berlin").slice(0, 16));

  it.each([
    [undefined, ["2026-12-01 04:00"]],
    ["10Days", ["2026-12-01 04:00", "2026-12-11 04:00", "2026-12-21 04:00", "2026-12-31 04:00"]],
    ["Week Sunday", ["2026-12-06", "2026-12-13", "2026-12-20", "2026-12-27", "2027-01-03"]],
    [
      "2Weeks Monday,Friday",
      ["2026-12-04", "2026-12-14", "2026-12-18", "2026-12-28", "2027-01-01"],
    ],
    ["2Weeks", ["2026-12-01", "2026-12-15", "2026-12-29"]],
    ["Month day2,day31", ["2026-12-02", "2026-12-31", "2027-01-02"]],
    ["Month", ["2026-12-01", "2027-01-01"]],
    ["Month Second Tuesday Offset4", ["2026-12-12"]],
    ["Month Last Sunday", ["2026-12-27"]],
    ["Month First Tuesday Offset-2", ["2027-01-03"]],
    ["480Hours", ["2026-12-01 04:00", "2026-12-21 04:00"]],
  ])("every %s are the days that the service counts", (recurEvery, expected) => {
    const found = runs(recurEvery, "2026-11-25T00:00Z", "2027-01-04T00:00Z");

    expect(found.map((run, index) => run.slice(0, expected[index]?.length ?? 16))).toEqual(
      expected,
    );
  });

  it("keep the zone's clock, and end with the schedule", () => {
    const year = { recurEvery: "6Months", expirationDateTime: "2027-06-01 04:00" };

    expect(runs("6Months", "2026-11-25T00:00Z", "2029-01-01T00:00Z", year)).toEqual([
      "2026-12-01 04:00",
      "2027-06-01 04:00",
    ]);
    const summer = { startDateTime: "2027-06-01 04:00", timeZone: "W. Europe Standard Time" };
    const at = instantOf("Europe/Berlin", minutes("2027-06-01T04:00Z"));
    expect(runsBetween(summer, at, at + 1)).toEqual([minutes("2027-06-01T02:00Z")]);
  });
});
