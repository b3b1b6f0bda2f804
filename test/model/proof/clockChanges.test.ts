/** Starts that clocks show twice, and days that begin elsewhere: all times are UTC unless a zone is named. */
import { describe, expect, it } from "vitest";
import type { Freeze } from "../../../model/plan";
import { prove } from "../../../model/proof/prove";
import type { Proof } from "../../../model/proof/verdict";
import {
  closed,
  daily,
  days,
  deadline,
  group,
  minute,
  plan,
  ring,
  system,
  weekly,
  window,
} from "../../support/plans";

const day = 1440;
// Sundays 01:30 New York for 3 h; on 7 November 2027 clocks show it twice, at 05:30 and 06:30.
const newYork = window(weekly("sunday", "01:30"), { timezone: "America/New_York" });

function provedFrom(
  from: string,
  rings: Parameters<typeof group>[0],
  freezes: readonly Freeze[],
): Proof {
  return prove(plan([group(rings, [deadline(days(40))])], { freezes }), minute(from));
}

describe("a start that clocks show twice", () => {
  const only = (delay: number) => [ring("all", newYork, [system(delay)])];
  const youngest = (gap: readonly [from: string, until: string]) =>
    provedFrom("2026-12-01T00:00", only(1), [
      closed(["2026-12-01T00:00", gap[0]], [gap[1], "2030-01-01T00:00"]),
    ]).soaks[0]?.youngest;

  it("is no sure run when a freeze touches the second", () => {
    // Frozen from 09:00 to 10:00 on that day: the first start is over at 08:30, the second at 09:30. So a patch released
    // 31 October 05:31 is sure of the run of 14 November, 06:30 to 09:30: 14 d 3 h 59 m.
    const { cells } = provedFrom("2026-12-01T00:00", only(0), [
      closed(["2027-11-07T09:00", "2027-11-07T10:00"]),
    ]);
    expect(cells[0]?.worstWait).toMatchObject({
      release: minute("2027-10-31T05:31"),
      landing: minute("2027-11-14T09:30"),
    });
  });

  it("may happen at the second when a freeze touches the first", () => {
    // Open from 06:00 to 10:00 of that day and never else. At 06:30 it takes patches with a delay of a day that came
    // out until 6 November 23:59: 6 h 31 m old.
    expect(youngest(["2027-11-07T06:00", "2027-11-07T10:00"])).toBe(391);
  });

  it("may happen at the first when a freeze touches the second", () => {
    // Open from 05:00 to 09:00: at 05:30, 5 h 31 m.
    expect(youngest(["2027-11-07T05:00", "2027-11-07T09:00"])).toBe(331);
  });

  it("does not happen when a freeze touches both", () => {
    // Open from 06:00 to 09:00: the first starts before it, the second ends after it.
    expect(youngest(["2027-11-07T06:00", "2027-11-07T09:00"])).toBe("never");
  });

  it("gives the ring after it the rest from the second one's finish", () => {
    // The later ring runs on Sundays at 12:00, a week after: a delay of 7 d by UTC days. In summer time 05:30 + 3 h to
    // 12:00 is 3 h 30 m; on 7 November it may be 06:30 + 3 h, 2 h 30 m. Winters are frozen.
    const later = ring("broad", window(weekly("sunday", "12:00")), [
      system(7, { soakKept: "native" }),
    ]);
    const winters = closed(
      ["2026-12-01T00:00", "2027-04-01T00:00"],
      ["2027-11-08T00:00", "2028-04-01T00:00"],
      ["2028-10-20T00:00", "2030-01-01T00:00"],
    );
    const { soaks } = provedFrom("2026-12-01T00:00", [...only(0), later], [winters]);
    expect(soaks[1]?.shortest).toBe(150);
  });
});

describe("days of a zone", () => {
  const waitOf = (only: Proof): number => {
    const worst = only.cells[0]?.worstWait;
    return worst === undefined || worst.landing === "never"
      ? Number.NaN
      : worst.landing - worst.release;
  };
  const nightly = (time: string, timezone = "UTC") => [
    ring("all", window(daily(time), { timezone }), [system(0)]),
  ];

  it("are those of the freeze", () => {
    // Berlin's 24 December ends at 23:00. Of the nightly runs at 23:00 only that of the 23rd is barred, so that a patch
    // waits from the 22nd 23:01 to the 25th 02:00: 2 d less a minute, and 3 h.
    const freeze: Freeze = {
      name: "christmas",
      timezone: "Europe/Berlin",
      when: { kind: "yearly", from: "12-24", to: "12-24" },
    };
    expect(waitOf(provedFrom("2026-12-01T00:00", nightly("23:00"), [freeze]))).toBe(
      2 * day - 1 + 180,
    );
  });

  it("are those of the window on the day on which the policy begins", () => {
    // New York's 1 December 2026 begins at 05:00: the run of 21:00 there is at 02:00 of the 2nd. The one at 02:00 of
    // the 1st is of the day before. Released 1 December 00:00: 1 d 2 h, and 3 h for the run.
    const proof = provedFrom("2026-12-01T00:00", nightly("21:00", "America/New_York"), []);
    expect(waitOf(proof)).toBe(day + 120 + 180);
    expect(proof.cells[0]?.worstWait.release).toBe(minute("2026-12-01T00:00"));
  });
});
