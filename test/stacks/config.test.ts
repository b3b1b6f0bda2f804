import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readSettings, type StackSettings } from "../../stacks/config";

function settings(config: Readonly<Record<string, string>>): StackSettings {
  const entries = Object.entries(config).map(([key, value]) => [`patchwarden:${key}`, value]);
  pulumi.runtime.setAllConfig(Object.fromEntries(entries));
  return readSettings();
}

beforeEach(() => {
  vi.stubEnv("PATCHWARDEN_DOCUMENT", "");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe("readSettings", () => {
  it("takes the whole of patching.yaml and enforces its proof, when nothing is said", () => {
    expect(settings({})).toEqual({ document: "patching.yaml", selection: {}, proof: "enforce" });
  });

  it("prefers the environment's document to the configured one", () => {
    vi.stubEnv("PATCHWARDEN_DOCUMENT", "other.yaml");

    expect(settings({ document: "policies/eu.yaml" }).document).toBe("other.yaml");
  });

  it.each([
    ["words with commas", "web, erp"],
    ["a JSON list", '["web","erp"]'],
  ])("reads names as %s", (_form, groups) => {
    expect(settings({ groups }).selection).toEqual({ groups: ["web", "erp"] });
  });

  it("reads what is to be adopted", () => {
    const adopt = {
      "prod/eu-west-1": {
        baselines: { linux: "pb-0123456789abcdef0" },
        patchGroups: ["web.all,pb-0123456789abcdef0"],
        windows: { "acme-scan": { windowId: "mw-0123456789abcdef0" } },
      },
    };

    expect(settings({ adopt: JSON.stringify(adopt) }).adopt).toEqual(adopt);
  });

  it.each([
    [{ proof: "off" }, 'patchwarden:proof must be one of enforce, warn, got "off"'],
    [{ recorder: "none" }, 'patchwarden:recorder must be one of create, existing, got "none"'],
    [{ groups: " , " }, "patchwarden:groups names nothing; leave it out to deploy all"],
    [{ groups: "[1]" }, "patchwarden:groups must be a list of names, got [1]"],
    [{ accounts: "[prod" }, "patchwarden:accounts is no valid JSON, got [prod"],
    [{ tags: '["a"]' }, 'patchwarden:tags must map names to texts, got ["a"]'],
    [
      { adopt: '{"prod/eu-west-1":{"baselines":{"a":1},"window":{}}}' },
      "patchwarden:adopt.prod/eu-west-1.baselines.a: Invalid input: expected string, received number\n" +
        'patchwarden:adopt.prod/eu-west-1: Unrecognized key: "window"',
    ],
  ])("refuses %j", (config: Record<string, string>, complaint) => {
    expect(() => settings(config)).toThrow(new pulumi.RunError(complaint));
  });
});
