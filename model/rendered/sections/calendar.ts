/** The next runs, so that everybody sees what the schedules above come to. */

import { weekdayIndex } from "../../civilDay";
import { nextRuns } from "../../plannedRuns";
import { weekdays } from "../../schedule";
import { type Instant, minutesPerDay, type ZoneName } from "../../time";
import { formatInstant, toLocal } from "../../zone";
import type { PolicySource } from "../source";
import { name, names, paragraph, type Section, type Text, table, text } from "../tree";
import { capitalised } from "../words";

const shownRuns = 12;

export function calendarSection({ plan, asOf }: PolicySource): Section | undefined {
  const runs = nextRuns(plan, asOf, shownRuns);
  if (runs.length === 0) return undefined;
  return {
    id: "calendar",
    title: "Next runs",
    blocks: [
      paragraph(
        "These are the first runs under this policy, and those that a freeze bars among them.",
      ),
      ...table(
        ["Starts, local time", "Zone", "Starts, UTC", "Window", "Rings"],
        runs.map(({ kind, start, timezone, window, rings, frozenBy }) => [
          localText(start, timezone),
          timezone,
          formatInstant(start).slice(0, -" UTC".length),
          kind === "test" ? text`${name(window)}, a test` : name(window),
          frozenBy === undefined ? ringsText(rings) : text`barred by freeze ${name(frozenBy)}`,
        ]),
      ),
    ],
  };
}

/** `Tue 2026-12-01 04:00` */
function localText(start: Instant, zone: ZoneName): string {
  const day = Math.floor(toLocal(zone, start) / minutesPerDay);
  const weekday = capitalised((weekdays[weekdayIndex(day)] ?? "").slice(0, 3));
  return `${weekday} ${formatInstant(start, zone).slice(0, -zone.length - 1)}`;
}

const mostRings = 8;

function ringsText(rings: readonly string[]): Text {
  const shown = rings.slice(0, mostRings);
  const more = rings.length - shown.length;
  return more === 0 ? names(shown) : text`${names(shown)} and ${more} more`;
}
