import { describe, expect, it } from "vitest";
import { toWindowsZone } from "../../model/azureZone";
import { toLocal } from "../../model/zone";

describe("toWindowsZone", () => {
  it.each([
    ["UTC", "UTC"],
    ["Europe/Berlin", "W. Europe Standard Time"],
    ["Europe/Madrid", "Romance Standard Time"],
    ["America/New_York", "Eastern Standard Time"],
    ["Asia/Kolkata", "India Standard Time"],
    ["Australia/Sydney", "AUS Eastern Standard Time"],
  ])("names %s %s", (zone, name) => {
    expect(toWindowsZone(zone, "2026-12-01")).toEqual({ ok: true, name });
  });

  it("refuses a zone that Windows does not name", () => {
    expect(toWindowsZone("Antarctica/Troll", "2026-12-01")).toEqual({
      ok: false,
      reason: "time zone Antarctica/Troll has no Windows name",
    });
  });

  it("refuses a zone whose clock leaves its Windows name's, and says from when on", () => {
    // Paris and Madrid share a Windows name; in 1946 Madrid kept summer time and Paris did not.
    const madrid = toWindowsZone("Europe/Madrid", "1946-01-01");

    expect(madrid).toMatchObject({ ok: false, reason: expect.stringContaining("Europe/Paris") });
    const from = /from (\S+) (\S+) UTC/.exec(madrid.ok ? "" : madrid.reason);
    const instant = Date.parse(`${from?.[1]}T${from?.[2]}Z`) / 60_000;
    expect(toLocal("Europe/Madrid", instant)).not.toBe(toLocal("Europe/Paris", instant));
  });

  it("judges by the horizon of the document, not by all of history", () => {
    expect(toWindowsZone("Europe/Madrid", "2026-12-01").ok).toBe(true);
  });
});
