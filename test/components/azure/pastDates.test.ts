import { ComponentResource, log } from "@pulumi/pulumi";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MaintenanceConfiguration } from "../../../components/azure";
import { deploy } from "../../support/mocks";

const args = {
  resourceGroupName: "rg-patching",
  location: "westeurope",
  schedule: "every sunday at 04:00",
  timezone: "Europe/Berlin",
  effectiveFrom: "2026-12-01",
  duration: 180,
  linux: { classifications: ["Security" as const] },
  expires: "2027-06-01 00:00",
};

/** What is warned of when it is deployed at an instant. */
async function warnings(asOf: string, parent: () => { parent?: ComponentResource } = () => ({})) {
  vi.stubEnv("PATCHWARDEN_AS_OF", asOf);
  const warn = vi.spyOn(log, "warn").mockResolvedValue(undefined);
  await deploy(() => new MaintenanceConfiguration("web", args, parent()));
  return warn.mock.calls.map(([text]) => text);
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe("dates that are over", () => {
  it("are none on the day itself, in the zone of the schedule", async () => {
    expect(await warnings("2026-12-01T22:59Z")).toEqual([]);
  });

  it("are told of a start, by the zone's own day", async () => {
    expect(await warnings("2026-12-01T23:00Z")).toEqual([
      'MaintenanceConfiguration "web": effectiveFrom is past, got 2026-12-01; where Azure refuses to make it, give a day from 2026-12-02 on',
    ]);
  });

  it("are told of an end, after which it never runs", async () => {
    expect(await warnings("2027-05-31T22:00Z")).toContain(
      'MaintenanceConfiguration "web": expires is past, got 2027-06-01 00:00; it never runs again',
    );
  });

  it("are left to whoever composes it", async () => {
    const parent = () => ({ parent: new ComponentResource("patchwarden:test:Parent", "parent") });

    expect(await warnings("2030-01-01T00:00Z", parent)).toEqual([]);
  });
});
