/** What Azure has already for the workflows around runs: named by the document, kept in the plan. */
import { describe, expect, it } from "vitest";
import { planned, refused } from "./planned";

const document = (prod: string, more = "") => ({
  clouds: `clouds: { azure: { subscriptions: { prod: { id: 11111111-2222-3333-4444-555555555555${prod} }, dev: { id: 22222222-2222-3333-4444-555555555555 } }, resourceGroup: rg-patching${more} } }`,
  groups: `groups:
  web:
    tier: gold
    owner: a
    baselines: [linux]
    azure: { subscriptions: [prod], locations: [westeurope, northeurope] }
    rings: [{ name: all, window: sunday }]`,
  windows: "windows:\n  sunday: { schedule: every sunday at 04:00, duration: 3h }",
});

describe("a run store that exists", () => {
  it("is of its location; another one is made where none is named", () => {
    const { azure } = planned(document(", runStores: { westeurope: acmepatchruns }"));

    expect(azure.map(({ location, runStore }) => [location, runStore])).toEqual([
      ["northeurope", undefined],
      ["westeurope", "acmepatchruns"],
    ]);
  });

  it.each([
    [
      "westeurope: acme-runs",
      /runStores\.westeurope must be the name of a storage account, 3–24 lower-case letters and digits, got acme-runs/,
    ],
    [
      "westeurope: one1, northeurope: one1",
      /runStores\.northeurope: one account serves one location, and clouds\.azure\.subscriptions\.prod\.runStores\.westeurope has one1 too; name another, or leave it out/,
    ],
    ["uksouth: one1", /runStores\.uksouth: no group is patched in uksouth of prod; remove it/],
    ["West Europe: one1", /runStores/],
  ])("is refused where it cannot serve: %s", (stores, message) => {
    const messages = refused(document(`, runStores: { ${stores} }`));

    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(message);
  });

  it("is refused in a subscription where nothing is patched", () => {
    const { clouds, ...rest } = document("");
    const inDev = clouds.replace("dev: { id:", "dev: { runStores: { westeurope: one1 }, id:");

    expect(refused({ clouds: inDev, ...rest })).toEqual([
      expect.stringContaining("no group is patched in westeurope of dev; remove it"),
    ]);
  });
});

describe("a webhook with an application of Entra", () => {
  const ids = {
    tenant: "99999999-2222-3333-4444-555555555555",
    application: "88888888-2222-3333-4444-555555555555",
  };

  it("is of every unit", () => {
    const { azure } = planned(document("", `, webhook: ${JSON.stringify(ids)}`));

    expect(azure.map(({ webhook }) => webhook)).toEqual([ids, ids]);
  });

  it.each([
    [
      "{ tenant: acme, application: 88888888-2222-3333-4444-555555555555 }",
      /webhook\.tenant must be/,
    ],
    ["{ tenant: 99999999-2222-3333-4444-555555555555 }", /webhook\.application/],
  ])("is refused without both ids: %s", (written, message) => {
    expect(refused(document("", `, webhook: ${written}`))).toEqual([
      expect.stringMatching(message),
    ]);
  });
});
