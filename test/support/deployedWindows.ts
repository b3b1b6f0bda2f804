/**
 * When the machines of a patch group are patched, read from what the clouds keep: on AWS from the window whose task has the ring's
 * target, on Azure from the configuration that a dynamic scope of the tag is assigned to. Nothing here knows the plan.
 */
import { Temporal } from "temporal-polyfill";
import { findIana } from "windows-iana";
import type { CloudResource } from "../../sandbox/cloud/cloudStore";
import { numberOf, recordAt, textOf, textsOf } from "../../sandbox/plainValue";
import { azureStarts, ssmStarts } from "../model/vendorCalendars";
import { type DeployedState, windowOf } from "./deployedRings";

/** Start and end, in minutes since 1970. */
export type DeployedRun = readonly [start: number, end: number];

export interface Between {
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
}

/**
 * By the interpreter of SSM's grammar. A window counts from its creation, or from its start date where that is later; a day of the
 * cron that lies before then is skipped, with the run that its offset would have made of it.
 */
export function runsOnAws(
  cloud: DeployedState,
  patchGroup: string,
  createdAt: Temporal.PlainDate,
  { from, until }: Between,
): readonly DeployedRun[] {
  const { inputs } = windowOf(cloud, patchGroup);
  const zone = String(inputs["scheduleTimezone"]);
  const days = numberOf(inputs["scheduleOffset"]) ?? 0;
  const written = textOf(inputs["startDate"]);
  const opens = written === undefined ? createdAt : Temporal.PlainDate.from(written.slice(0, 10));
  const counted = Temporal.PlainDate.compare(opens, createdAt) > 0 ? opens : createdAt;
  const firstStart = counted.add({ days });
  const starts = ssmStarts(String(inputs["schedule"]), days, zone, firstStart, until);
  const minutes = (numberOf(inputs["duration"]) ?? 0) * 60;
  return within(starts, zone, { from, until }).map((start) => [start, start + minutes]);
}

/** By the interpreter of Azure's grammar, in the first zone that Unicode's table has for the Windows name. */
export function runsOnAzure(
  cloud: DeployedState,
  patchGroup: string,
  { from, until }: Between,
): readonly DeployedRun[] {
  const { inputs } = configurationOf(cloud, patchGroup);
  const zone = ianaOf(String(inputs["timeZone"]));
  const expires = textOf(inputs["expirationDateTime"]) ?? "9999-12-31 23:59";
  const starts = azureStarts(
    String(inputs["recurEvery"]),
    String(inputs["startDateTime"]),
    zone,
    until,
  ).filter((start) => localText(start, zone) <= expires);
  const [hours = 0, minutes = 0] = String(inputs["duration"]).split(":").map(Number);
  const length = hours * 60 + minutes;
  return within(starts, zone, { from, until }).map((start) => [start, start + length]);
}

function within(starts: readonly number[], zone: string, { from, until }: Between) {
  const [begin, end] = [from, until].map(
    (day) => day.toZonedDateTime(zone).epochMilliseconds / 60_000,
  );
  return starts.filter((start) => start >= Number(begin) && start < Number(end));
}

function localText(start: number, zone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(start * 60_000).toZonedDateTimeISO(zone);
  return at.toPlainDateTime().toString({ smallestUnit: "minute" }).replace("T", " ");
}

function ianaOf(windowsName: string): string {
  const [zone] = findIana(windowsName, "001");
  if (zone === undefined) throw new Error(`Unicode's table has no zone for ${windowsName}`);
  return zone;
}

const scopeTypes = [
  "azure-native:maintenance:ConfigurationAssignmentsForSubscription",
  "azure-native:maintenance:ConfigurationAssignmentsForResourceGroup",
] as const;

/** ARM compares ids without case. */
function configurationOf(cloud: DeployedState, patchGroup: string): CloudResource {
  const scopes = scopeTypes
    .flatMap((type) => cloud.all(type))
    .filter(({ inputs }) => {
      const tags = recordAt(recordAt(recordAt(inputs["filter"])["tagSettings"])["tags"]);
      return textsOf(tags["PatchGroup"]).includes(patchGroup);
    });
  const ids = scopes.map(({ inputs }) =>
    String(inputs["maintenanceConfigurationId"]).toLowerCase(),
  );
  const found = cloud
    .all("azure-native:maintenance:MaintenanceConfiguration")
    .find(({ id }) => ids.includes(id.toLowerCase()));
  if (found === undefined) throw new Error(`no configuration patches ${patchGroup}`);
  return found;
}
