import { describe, expect, it } from "vitest";
import { ownerFindings } from "../../../model/ownership/findings";
import { effectiveLayers } from "../../../model/ownership/raci";
import type { Policy } from "../../../model/policy";
import { twoClouds } from "../policyText";
import { loaded } from "../rosterText";

const all =
  "application: { accountable: web-team }, operatingSystem: { accountable: platform }, platform: { accountable: platform }";
const documentLayers = (text: string): string => `layers: { ${text} }`;

function policyOf(rest: string, own = ""): Policy {
  const groups = twoClouds.replace("owner: web-team", `owner: web-team\n    ${own}`);
  return loaded({ groups, rest }).policy;
}

function found(rest: string, own = ""): readonly unknown[] {
  return ownerFindings(policyOf(rest, own)).map(({ rule, group, path }) => [
    rule,
    group,
    path.join("."),
  ]);
}

describe("layers", () => {
  it("are asked for only where the document or the group has some", () => {
    expect(found("")).toEqual([]);
    expect(found("", `layers: { ${all}, security: { accountable: a } }`)).toEqual([]);
    expect(found("", "layers: { application: { accountable: a } }")).toHaveLength(3);
  });

  it("that nobody answers for are one error for all groups that inherit them", () => {
    expect(found(documentLayers(all))).toEqual([
      ["owner/accountable-missing", undefined, "layers.security"],
    ]);
    expect(ownerFindings(policyOf(documentLayers(all)))[0]?.message).toBe(
      "layer security of web, build: nobody is accountable",
    );
  });

  it("that two answer for are an error, and that one answers for are none", () => {
    expect(found(documentLayers(`${all}, security: { accountable: [a, b] }`))).toEqual([
      ["owner/accountable-several", undefined, "layers.security"],
    ]);
    expect(found(documentLayers(`${all}, security: { accountable: [a] }`))).toEqual([]);
  });

  it("of a group are its own fault", () => {
    const rest = documentLayers(`${all}, security: { accountable: a }`);

    expect(found(rest, "layers: { security: { accountable: [] } }")).toEqual([
      ["owner/accountable-missing", "web", "groups.web.layers.security"],
    ]);
  });

  it("of a group replace the document's whole, one by one", () => {
    const rest = documentLayers(
      `${all}, security: { accountable: a, responsible: [b], informed: [c] }`,
    );
    const layers = effectiveLayers(policyOf(rest, "layers: { security: { accountable: d } }"));
    const security = layers.filter(({ layer }) => layer === "security");

    expect(security).toMatchObject([
      { group: "web", accountable: ["d"], responsible: ["d"], informed: [], from: "group" },
      { group: "build", accountable: ["a"], responsible: ["b"], informed: ["c"], from: "document" },
    ]);
    expect(layers.find(({ group }) => group === "web")).toMatchObject({
      layer: "application",
      accountable: ["web-team"],
    });
  });
});
