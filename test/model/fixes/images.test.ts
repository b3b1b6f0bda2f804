/** Fixes of groups that images replace: the calendar of the images is a calendar like another. */
import { describe, expect, it } from "vitest";
import { parsePlan } from "../../../model/load";
import { whatIf } from "../../../model/whatIf";
import { changedLines, fixOfKind, searchOf } from "../../support/fixes";

const policy = (image: string, deadline: string): string => `version: 1
organisation: acme
timezone: UTC
effectiveFrom: 2026-12-01
clouds: { aws: { accounts: { main: { id: "123456789012" } } } }
tiers: { gold: { deadlines: { critical: ${deadline} } } }
baselines:
  linux: { systems: [rhel-9], approve: [{ classification: [security], after: 0d }] }
windows:
  images:
    schedule: ${image}
  sunday:
    schedule: every sunday at 04:00
groups:
  web:
    tier: gold
    owner: shop
    strategy: { kind: replace, reason: the machines hold nothing, image: images }
    baselines: [linux]
    aws: { regions: [eu-central-1] }
    rings:
      - { name: all, window: sunday }
`;
// Built on the first of a month and brought up on the next Sunday: up to 31 + 7 days. Weekly builds take up to 14.
const monthly = "day 1 at 04:00";

describe("fixes of groups that images replace", () => {
  it("build images more often", () => {
    const search = searchOf(policy(monthly, "21d"));

    expect(changedLines(fixOfKind(search, "window chosen"))).toEqual([
      "-    strategy: { kind: replace, reason: the machines hold nothing, image: images }",
      "+    strategy: { kind: replace, reason: the machines hold nothing, image: sunday }",
    ]);
    expect(fixOfKind(search, "window chosen").changes[0]?.sentence).toBe(
      "images of web are built in window sunday instead of images",
    );
    expect(fixOfKind(search, "window extended").groups).toEqual(["web"]);
  });

  it("are not looked for where only nothing follows the calendar", () => {
    expect(searchOf(policy("every saturday at 04:00", "21d"))).toMatchObject({
      found: "none",
      tried: 0,
    });
  });
});

describe("one release of a group that images replace", () => {
  const landing = (deadline: string) => {
    const loaded = parsePlan(policy("every saturday at 04:00", deadline));
    if (!loaded.ok) throw new Error("not valid");
    const release = Date.parse("2026-12-05T04:01Z") / 60_000;
    return whatIf(loaded, { release, severity: "critical", exploited: false })[0];
  };

  it("lands with the image of the next Saturday on the Sunday after, if anything did that", () => {
    expect(landing("21d")).toMatchObject({
      verdict: "not deployed",
      through: "sunday",
      start: Date.parse("2026-12-13T04:00Z") / 60_000,
      reason: "strategy replace is not deployed by this release",
    });
  });

  it("is late where the calendar is late", () => {
    expect(landing("8d")).toMatchObject({ verdict: "late" });
    expect(landing("8d")?.reason).toContain("by its images: ");
  });
});
