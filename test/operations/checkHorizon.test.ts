/** What `check` says of the stretch of time that it proved, in words and as JSON. */
import { describe, expect, it } from "vitest";
import type { Fix } from "../../model/fixes/fix";
import { starterPolicy } from "../../model/starter";
import { fixJson } from "../../operations/fixText";
import { workplace } from "../support/commandLine";

const { run, write } = workplace();
const late = starterPolicy.replace(/critical: \d+d/, "critical: 7d");

interface ToldCell {
  readonly ring: string;
  readonly survives: number | null;
  readonly verdict: object;
  readonly worstLateness: object;
}

describe("patchwarden check before the policy is in force", () => {
  it("says that releases are proved from the effective day on, not from the day of the check", () => {
    write(starterPolicy);

    const { out } = run("check", "--as-of", "2026-03-01T12:00Z");

    expect(out).toContain(
      "proved for every release from 2026-12-01 00:00 UTC to 2028-12-01 00:00 UTC",
    );
    expect(run("render", "--as-of", "2026-03-01T12:00Z").out).toContain(
      "for every minute from 1 December 2026 to 1 December 2028",
    );
  });

  it("gives both ends beside the day of the check in its JSON", () => {
    write(starterPolicy);

    const { asOf, proof } = JSON.parse(run("check", "--json", "--as-of", "2026-03-01T12:00Z").out);

    expect(asOf).toBe("2026-03-01T12:00Z");
    expect(proof).toMatchObject({
      asOf: "2026-03-01T12:00Z",
      from: "2026-12-01T00:00Z",
      until: "2028-12-01T00:00Z",
    });
  });
});

describe("the JSON of patchwarden check", () => {
  it("has instants in ISO 8601, lengths with their unit, and no number of lost runs where none can be told", () => {
    write(late);

    const { proof } = JSON.parse(run("check", "--json", "--no-fix").out);
    const broad = proof.cells.find(
      ({ ring, survives }: ToldCell) => ring === "broad" && survives === null,
    );

    expect(broad).toMatchObject({
      survives: null,
      verdict: { kind: "late", lateMinutes: 9 * 1440 + 180 },
      worstLateness: {
        release: "2027-12-13T03:00Z",
        landing: "2027-12-29T06:00Z",
        due: "2027-12-20T03:00Z",
      },
    });
    expect(broad.worstLateness.steps[0]).toMatchObject({
      from: "2027-12-13T03:00Z",
      until: "2027-12-22T03:01Z",
    });
    expect(proof.soaks).toMatchObject([
      { ring: "canary", askedMinutes: 0, shortestMinutes: null },
      { ring: "broad", askedMinutes: 2880, shortestMinutes: 2 * 1440 + 21 * 60 },
    ]);
  });

  it("gives the lengths of fixes in minutes", () => {
    const fix: Fix = {
      id: "3fa2c1d0",
      changes: [],
      files: [],
      groups: [],
      slack: [],
      tightened: [{ cell: "web.all", before: 90, after: 60 }],
      undeployed: [],
      agreementLost: [],
      neverAgreed: [],
      needless: [],
    };

    expect(fixJson(fix, 1)).toMatchObject({
      tightened: [{ cell: "web.all", beforeMinutes: 90, afterMinutes: 60 }],
    });
  });
});
