/**
 * Warns of dates that are over. Azure's specification wants a start that is not past, and takes one all the same; an end
 * that is past leaves a schedule that looks like one and never runs.
 */
import * as pulumi from "@pulumi/pulumi";
import type { CivilDate, Instant, ZoneName } from "../../model/time";
import { toLocal } from "../../model/zone";
import { defaultAsOf } from "../asOf";
import type { MaintenanceConfigurationArgs } from "./maintenanceConfigurationArgs";

export function warnOfPast(
  component: pulumi.Resource,
  name: string,
  { timezone, effectiveFrom, expires }: MaintenanceConfigurationArgs,
): void {
  const asOf = defaultAsOf();
  pulumi.all([timezone, effectiveFrom, expires]).apply(async (dates) => {
    for (const text of pastDates(...dates, asOf)) {
      await pulumi.log.warn(`MaintenanceConfiguration "${name}": ${text}`, component);
    }
  });
}

function pastDates(
  zone: ZoneName,
  effectiveFrom: CivilDate,
  expires: string | undefined,
  asOf: Instant,
): readonly string[] {
  const now = new Date(toLocal(zone, asOf) * 60_000).toISOString().slice(0, 16).replace("T", " ");
  return [
    ...(effectiveFrom < now.slice(0, 10)
      ? [
          `effectiveFrom is past, got ${effectiveFrom}; where Azure refuses to make it, give a day from ${now.slice(0, 10)} on`,
        ]
      : []),
    ...(expires !== undefined && expires <= now
      ? [`expires is past, got ${expires}; it never runs again`]
      : []),
  ];
}
