/** Where waiting ends: after 400 days, or after twelve updates that supersede one another. All times are UTC. */
import { describe, expect, it } from "vitest";
import type { RingSystem } from "../../../model/plan";
import { prove } from "../../../model/proof/prove";
import type { CellProof } from "../../../model/proof/verdict";
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
  window,
} from "../../support/plans";

/** The releases that are proved, and those that are promised anything. */
interface Releases {
  readonly promisedFrom?: string;
  readonly asOf?: string;
}

/** A promise of 500 days to one ring. */
function proveFrozen(
  nightly: ReturnType<typeof window>,
  only: RingSystem,
  frozen: readonly [from: string, until: string],
  { promisedFrom, asOf = "2026-12-01T00:00" }: Releases = {},
): CellProof {
  const dated = promisedFrom === undefined ? {} : { from: promisedFrom };
  const promise = deadline(days(500), dated);
  const proof = prove(
    plan([group([ring("all", nightly, [only])], [promise])], { freezes: [closed(frozen)] }),
    minute(asOf),
  );
  const [cell] = proof.cells;
  if (cell === undefined) throw new Error("no cell");
  return cell;
}

describe("a patch that waits for 400 days", () => {
  // Runs at 19:01 of a minute or two. The freeze leaves those of 2 January 2027 and of 6 February 2028, 400 days later.
  const freeze = ["2027-01-02T20:00", "2028-02-06T19:00"] as const;
  const running = (duration: number) =>
    window(daily("19:01"), { duration, cutoff: duration, perNode: duration });

  it("lands when it is there with the last minute of them", () => {
    // Released a minute after the run of 2 January, 19:02, it lands 6 February 19:01 + 1 m: 400 d to the minute.
    const cell = proveFrozen(running(1), system(0), freeze);
    expect(cell.worstWait).toMatchObject({
      release: minute("2027-01-02T19:02"),
      landing: minute("2028-02-06T19:02"),
    });
    expect(cell.verdict).toEqual({ kind: "kept", slack: 100 * 1440, by: "routine" });
  });

  it("never lands a minute later", () => {
    expect(proveFrozen(running(2), system(0), freeze).verdict).toEqual({
      kind: "notServed",
      reason: "no run that can install it finishes within 400 days",
    });
  });

  it("counts them from its own release, not from the first one that waits for the same run", () => {
    // Released 1 June 00:00, landing 6 February 19:03: 250 d 19 h 3 m, though what came out on 2 January never lands.
    const cell = proveFrozen(running(2), system(0), freeze, { promisedFrom: "2027-06-01" });
    const slack = 500 * 1440 - (250 * 1440 + 19 * 60 + 3);
    expect(cell.verdict).toEqual({ kind: "kept", slack, by: "routine" });
  });
});

describe("a Windows update that others supersede", () => {
  // Nightly at 22:00. The freeze begins when the run of 2 January 2027 ends; then twelve updates come out, from 12
  // January to 14 December, and the thirteenth on 11 January 2028 at 18:00.
  const windows = system(0, { system: "windows-server-2022", baseline: "windows" });
  const nightly = window(daily("22:00"));
  const after = "2027-01-03T01:00";

  it("lands with the twelfth of them", () => {
    // 2 January 22:01 to 11 January 2028 01:00, when the run of the 10th ends: the twelfth is the newest by then.
    const cell = proveFrozen(nightly, windows, [after, "2028-01-10T00:00"]);
    expect(cell.worstWait).toMatchObject({
      release: minute("2027-01-02T22:01"),
      landing: minute("2028-01-11T01:00"),
    });
  });

  it("starves with the thirteenth", () => {
    // A day later the run starts after the update of 11 January, and 400 days are not over.
    expect(proveFrozen(nightly, windows, [after, "2028-01-11T00:00"]).verdict).toMatchObject({
      kind: "notServed",
      reason: expect.stringContaining("starves"),
    });
  });

  it("counts those after its own release", () => {
    // Releases from 13 January on have the first update behind them, and the thirteenth is their twelfth. Released
    // 13 January 00:00, landing 12 January 2028 01:00: 364 d 1 h.
    const cell = proveFrozen(nightly, windows, [after, "2028-01-11T00:00"], {
      promisedFrom: "2027-01-13",
    });
    const slack = 500 * 1440 - (364 * 1440 + 60);
    expect(cell.verdict).toEqual({ kind: "kept", slack, by: "routine" });
  });

  it("does not count itself", () => {
    // The first release of all is the update of 12 January at 18:00: twelve come after it. 364 d 7 h until 12 January
    // 2028 01:00.
    const cell = proveFrozen(nightly, windows, [after, "2028-01-11T00:00"], {
      asOf: "2027-01-12T18:00",
    });
    const slack = 500 * 1440 - (364 * 1440 + 7 * 60);
    expect(cell.verdict).toEqual({ kind: "kept", slack, by: "routine" });
  });
});
