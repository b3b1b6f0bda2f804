import { describe, expect, it } from "vitest";
import { toWindowsZone, zoneInstead } from "../../model/azureZone";
import { toLocal } from "../../model/zone";

describe("toWindowsZone", () => {
  it.each([
    ["UTC", "UTC"],
    ["Europe/Berlin", "W. Europe Standard Time"],
    ["Europe/Madrid", "Romance Standard Time"],
    ["America/New_York", "Eastern Standard Time"],
    ["Asia/Kolkata", "India Standard Time"],
    ["Australia/Sydney", "AUS Eastern Standard Time"],
    ["America/Mazatlan", "Mountain Standard Time (Mexico)"],
    ["Asia/Bishkek", "Central Asia Standard Time"],
  ])("names %s %s", (zone, name) => {
    expect(toWindowsZone(zone, "2026-12-01")).toEqual({ ok: true, name });
  });

  it.each([
    ["Europe/Kyiv", "Europe/Kiev", "FLE Standard Time"],
    ["Pacific/Kanton", "Pacific/Enderbury", "UTC+13"],
    ["Asia/Kolkata", "Asia/Calcutta", "India Standard Time"],
  ])("names a zone under its new name and its old one: %s, %s", (now, before, name) => {
    expect(toWindowsZone(now, "2026-12-01")).toEqual({ ok: true, name });
    expect(toWindowsZone(before, "2026-12-01")).toEqual({ ok: true, name });
  });

  it.each([
    ["Asia/Almaty", "West Asia Standard Time", 5],
    ["Asia/Qostanay", "West Asia Standard Time", 5],
    ["America/Chihuahua", "Central Standard Time (Mexico)", -6],
  ])("names %s, whose clock was moved, %s and not as before", (zone, name, hours) => {
    const noon = Date.parse("2026-12-01T12:00Z") / 60_000;

    expect(toWindowsZone(zone, "2026-12-01")).toEqual({ ok: true, name });
    expect(toLocal(zone, noon) - noon).toBe(hours * 60);
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

describe("zoneInstead", () => {
  it("proposes a zone that Windows names and that shows the same time", () => {
    const advice = zoneInstead("America/Ciudad_Juarez", "2026-12-01");

    expect(advice).toBe("take America/Denver, which shows the same time");
    expect(toWindowsZone("America/Denver", "2026-12-01").ok).toBe(true);
  });

  it("names none where every other clock differs", () => {
    expect(zoneInstead("Antarctica/Troll", "2026-12-01")).toBe(
      "none that Windows names shows the same time: take one that it names",
    );
  });
});
