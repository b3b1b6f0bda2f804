import { describe, expect, it } from "vitest";
import { planned } from "../planned";

const messages = (approved: string, soak = "2d") =>
  planned({
    baselines: `baselines:\n  linux: { systems: [amazon-linux-2023], approve: [{ classification: [security] }]${approved} }`,
    groups: `groups:\n  web: { tier: gold, owner: a, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: canary, window: sunday }, { name: broad, window: sunday, soak: ${soak} }] }`,
  })
    .findings.filter(({ rule }) => rule === "soak/skipped")
    .map(({ message, path }) => [message, path.join(".")]);

describe("patches that a baseline approves by name", () => {
  it("are told where a ring has a soak that they pass", () => {
    expect(messages(', approved: ["kernel*"]')).toEqual([
      [
        "baseline linux approves kernel* by name, in every ring at once: the soak of web.broad is not kept for them",
        "baselines.linux.approved",
      ],
    ]);
  });

  it("are no finding without a soak, nor is a baseline without names", () => {
    expect(messages(', approved: ["kernel*"]', "0d")).toEqual([]);
    expect(messages("")).toEqual([]);
  });

  it("are counted where there are many", () => {
    expect(messages(', approved: ["a", "b", "c", "d"]')[0]?.[0]).toContain(
      "approves a, b, c, … by name",
    );
  });
});
