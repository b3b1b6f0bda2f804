import { describe, expect, it } from "vitest";
import type { Finding, Plan } from "../../../model/plan";
import { prove } from "../../../model/proof/prove";
import { planned } from "../planned";
import type { Sections } from "../policyText";

const windows =
  "windows:\n  monday: { schedule: every monday at 20:00 }\n  sunday: { schedule: every sunday at 04:00 }";
const baselines = (staging: string, web = "classification: [security], after: 1d"): string =>
  `baselines:\n  staging: { systems: [rhel-9], approve: [{ ${staging} }] }\n  web: { systems: [rhel-9], approve: [{ ${web} }] }`;
const same = baselines("classification: [security], after: 1d");

interface Written {
  readonly baseline?: string;
  readonly ring?: string;
  readonly cloud?: string;
}

const onAws = "aws: { regions: [eu-central-1] }";
function group(name: string, more: string, written: Written = {}): string {
  const { baseline = name, ring = "{ name: all, window: sunday }", cloud = onAws } = written;
  return `  ${name}: { tier: gold, owner: a, baselines: [${baseline}], ${cloud}, rings: [${ring}]${more === "" ? "" : `, ${more}`} }`;
}

const staging = group("staging", "", { ring: "{ name: all, window: monday }" });
const promoted = "promotedFrom: { group: staging, soak: 3d }";
const document = (groups: readonly string[], over: Sections = {}): Sections => ({
  ...{ windows, baselines: same, groups: `groups:\n${groups.join("\n")}` },
  ...over,
});

function delays(
  plan: Plan,
  name: string,
): readonly (readonly [string, number | undefined, string])[] {
  const group = plan.groups.find((one) => one.name === name);
  return (group?.rings ?? []).flatMap((ring) =>
    ring.systems.map(
      ({ system, approvals, soakKept }) =>
        [system, approvals[0]?.afterDays, soakKept] as [string, number | undefined, string],
    ),
  );
}

const unkept = (found: readonly Finding[]): readonly Finding[] =>
  found.filter(({ rule }) => rule === "promotion/not-kept");

describe("a group promoted from another", () => {
  it("has the delay that keeps the rest, and its order in the document", () => {
    const plan = planned(document([group("web", promoted), staging]));

    // Released after Sunday 20:00 it is approved for staging on the Monday of the next week, 23:00 local; three days
    // later is Thursday. The Sunday before is closed by 7 days: the release is 6 days and 8 hours before it.
    expect(delays(plan, "web")).toEqual([["rhel-9", 7, "native"]]);
    expect(plan.groups.map(({ name }) => name)).toEqual(["web", "staging"]);
    expect(unkept(plan.findings)).toEqual([]);
    const proof = prove(plan, Date.parse("2026-12-01T00:00Z") / 60_000);
    expect(proof.soaks[0]?.shortest).toBeGreaterThanOrEqual(3 * 1440);
    expect(proof.findings.filter(({ rule }) => rule.startsWith("soak"))).toEqual([]);
  });

  it("follows the delays of a chain, whatever the order of the groups", () => {
    const chain = [
      group("live", "promotedFrom: { group: web, soak: 3d }", { baseline: "web" }),
      group("web", promoted),
      staging,
    ];
    const reversed = [...chain].reverse();

    const live = delays(planned(document(chain)), "live");

    expect(live).toEqual(delays(planned(document(reversed)), "live"));
    expect(live[0]?.[1]).toBeGreaterThan(7);
  });

  it("rests in the ring that is named, and in the last one when none is", () => {
    const two = group("staging", "", {
      ring: "{ name: first, window: monday }, { name: last, window: sunday }",
    });
    const from = (more: string) =>
      planned(document([two, group("web", `promotedFrom: { group: staging, soak: 1d${more} }`)]))
        .groups[1]?.promotedFrom?.ring.name;

    expect(from("")).toBe("last");
    expect(from(", ring: first")).toBe("first");
  });

  it("looks at every kind of patch, not at rules in their order", () => {
    // Staging is slow for medium patches only, which the one rule of web approves too.
    const plan = planned(
      document([staging, group("web", promoted)], {
        baselines:
          "baselines:\n  staging:\n    systems: [rhel-9]\n    approve:\n      - { classification: [security], severity: [critical, high], after: 1d }\n      - { classification: [security], after: 15d }\n  web: { systems: [rhel-9], approve: [{ classification: [security], after: 1d }] }",
      }),
    );
    expect(delays(plan, "web")).toEqual([["rhel-9", 21, "native"]]);
  });

  it.each([
    [
      "a kind that the source does not approve",
      { baselines: baselines("classification: [security]", "classification: [security, bugfix]") },
      "ring all of staging does not approve all security and bugfix patches",
    ],
    [
      "a severity that the source does not approve",
      { baselines: baselines("classification: [security], severity: [critical]") },
      "ring all of staging does not approve all security patches",
    ],
    [
      "a vendor's severity that the document does not name",
      {
        rest: "severities: { low: [] }",
        baselines: baselines("classification: [security], severity: [critical, high, medium, low]"),
      },
      "ring all of staging does not approve all security patches",
    ],
    [
      "what the source rejects",
      {
        baselines: same.replace("approve", "reject: [kernel-debug], approve"),
      },
      "ring all of staging rejects kernel-debug",
    ],
  ])("keeps nothing of %s", (_, over, why) => {
    const plan = planned(document([staging, group("web", promoted)], over));

    expect(delays(plan, "web")[0]?.[2]).toBe("notKept");
    expect(unkept(plan.findings).map(({ message, path }) => [message, path])).toEqual([
      [
        `group web ring all: the rest of 3d in staging.all is not kept for rhel-9 on aws: ${why}`,
        ["groups", "web", "promotedFrom"],
      ],
    ]);
  });

  it("keeps the rest where the source rejects no more than the group itself", () => {
    const rejecting = same.replaceAll("approve", "reject: [kernel-debug], approve");
    const plan = planned(document([staging, group("web", promoted)], { baselines: rejecting }));
    expect(unkept(plan.findings)).toEqual([]);
  });

  it("keeps nothing on a cloud or system that the source lacks, and none where no delay is known", () => {
    const both = `${onAws}, azure: { locations: [westeurope] }`;
    const [one] = unkept(
      planned(document([staging, group("web", promoted, { cloud: both })])).findings,
    );
    expect(one?.message).toContain("rhel-9 on azure: ring all of staging does not patch it there");

    const apt = same.replaceAll("rhel-9", "ubuntu-24.04").replaceAll(", after: 1d", "");
    const [other] = unkept(
      planned(document([staging, group("web", promoted)], { baselines: apt })).findings,
    );
    expect(other?.message).toContain("there is no approval delay there that could keep it");
  });

  it("counts both groups' freezes", () => {
    const freezes =
      "freezes:\n  - { name: tests, every: year, from: 03-01, to: 03-14, groups: [staging] }";
    const plan = planned(document([staging, group("web", promoted)], { freezes }));

    const [web] = delays(plan, "web");

    // Up to two more Mondays pass without a run of staging.
    expect(web?.[1]).toBe(21);
    expect(web?.[2]).toBe("native");
  });

  it("holds for the first ring of each system, and leaves soaks between rings to themselves", () => {
    const rings = "{ name: canary, window: sunday }, { name: broad, window: sunday, soak: 2d }";
    const plan = planned(document([staging, group("web", promoted, { ring: rings })]));

    expect(delays(plan, "web").map(([, , kept]) => kept)).toEqual(["native", "native"]);
    expect(prove(plan, 0).soaks.map(({ ring, after }) => [ring, after])).toEqual([
      ["all", undefined],
      ["canary", "staging.all"],
      ["broad", "web.canary"],
    ]);
  });
});
