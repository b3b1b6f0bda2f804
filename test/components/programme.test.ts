import * as path from "node:path";
import { Provider } from "@pulumi/aws/provider";
import { afterEach, describe, expect, it, vi } from "vitest";
import { defaultAsOf } from "../../components/asOf";
import { PatchingProgramme, type PatchingProgrammeArgs } from "../../components/programme";
import { loadPlan } from "../../model/load";
import type { Plan } from "../../model/plan";
import { explainCell } from "../../model/proof/explain";
import { prove } from "../../model/proof/prove";
import { selectPlan } from "../../model/units";
import { parseInstant } from "../../model/zone";
import { type DeployOptions, deploy } from "../support/mocks";

const asOf = parseInstant("2026-12-01T00:00Z") ?? 0;
const later = parseInstant("2027-01-10T00:00Z") ?? 0;

const answers: DeployOptions = {
  invokes: {
    "azure-native:logic:listWorkflowTriggerCallbackUrl": () => ({
      value: "https://example.logic.azure.com/workflows/0/triggers/manual/paths/invoke?sig=x",
    }),
  },
};

function policy(): Plan {
  const loaded = loadPlan(path.resolve(__dirname, "../support/twoAccounts.yaml"));
  if (!loaded.ok) throw new Error(loaded.faults.map((fault) => fault.message).join("\n"));
  return loaded.plan;
}

/** The same policy with promises that no calendar of it can keep. */
function hasty(plan: Plan): Plan {
  return {
    ...plan,
    groups: plan.groups.map((group) => ({
      ...group,
      deadlines: group.deadlines.map((one) => ({ ...one, within: { months: 0, minutes: 1440 } })),
    })),
  };
}

function programme(args: PatchingProgrammeArgs) {
  return deploy(() => new PatchingProgramme("patching", { asOf, ...args }), answers);
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("PatchingProgramme", () => {
  it("deploys baselines, groups, windows, calendars and rules of one account to each region", async () => {
    const plan = selectPlan(policy(), { groups: ["web"] });

    const { ofType, rejections } = await programme({ plan });

    const counts = (types: readonly string[]) => types.map((type) => ofType(type).length);
    expect(rejections).toEqual([]);
    expect(
      counts([
        "patchwarden:aws:PatchBaseline",
        "patchwarden:aws:PatchGroup",
        "patchwarden:aws:MaintenanceWindow",
        "patchwarden:aws:ChangeCalendar",
        "patchwarden:aws:PatchRunbooks",
        "patchwarden:aws:SnapshotPolicy",
        "patchwarden:aws:ComplianceRules",
        "patchwarden:azure:MaintenanceConfiguration",
      ]),
    ).toEqual([5, 6, 5, 4, 2, 2, 2, 2]);
  });

  it("names the region of every regional child", async () => {
    const plan = selectPlan(policy(), { groups: ["web"] });

    const { resources } = await programme({ plan });

    const regional = resources.filter(
      ({ type }) => type.startsWith("aws:") && !type.startsWith("aws:iam/"),
    );
    expect(regional.length).toBeGreaterThan(40);
    for (const { inputs, name } of regional) {
      expect(inputs["region"], name).toBe(name.match(/eu-(central|west)-1/)?.[0]);
    }
  });

  it("gives each account its own provider", async () => {
    const plan = selectPlan(policy(), { environments: ["production", "development"] });
    const only = { ...plan, azure: [] };

    const { resources } = await deploy(() => {
      const aws = ["prod", "dev"].map((account) => ({
        account,
        provider: new Provider(account, { region: "eu-central-1" }),
      }));
      return new PatchingProgramme("patching", { plan: only, asOf, aws });
    });

    const children = resources.filter(({ type }) => type.startsWith("aws:"));
    expect(children.length).toBeGreaterThan(60);
    for (const { name, options } of children) {
      expect(options.provider, name).toContain(`::${name.split("-")[0]}::`);
    }
  });

  it("refuses several accounts without a provider for each", async () => {
    const plan = { ...policy(), azure: [] };

    await expect(programme({ plan })).rejects.toThrow(
      'PatchingProgramme "patching": aws must give a provider for each account of the plan, got none for prod, dev',
    );
  });

  it("refuses a policy with one error for the promises of a ring that break alike, in the words of the proof", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    const plan = hasty(selectPlan(policy(), { groups: ["web"] }));
    const { findings, cells } = prove(plan, asOf);
    const promised = findings.filter(({ rule }) => rule.startsWith("deadline/"));

    const thrown = await deploy(() => new PatchingProgramme("patching", { plan, asOf })).then(
      () => "",
      (error: Error) => error.message,
    );

    const errors = [...logged.mock.calls.map((call) => String(call.join(" "))), thrown];
    expect(promised.length).toBeGreaterThan(2);
    expect(errors).toHaveLength(promised.length);
    for (const [index, { message }] of promised.entries()) {
      expect(errors[index]).toContain(`PatchingProgramme "patching": ${message}\n`);
    }
    const late = cells.find(({ verdict }) => verdict.kind === "late");
    expect(errors[0]).toContain(late && explainCell(late));
  });

  it("registers nothing below it when the proof fails", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const plan = hasty(selectPlan(policy(), { groups: ["web"] }));

    const { resources } = await deploy(() => {
      try {
        return new PatchingProgramme("patching", { plan, asOf });
      } catch {
        return undefined;
      }
    });

    expect(resources.map(({ type }) => type)).toEqual(["patchwarden:index:PatchingProgramme"]);
  });

  it("deploys a broken policy with a warning when the proof only warns", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const plan = hasty(selectPlan(policy(), { accounts: ["dev"] }));

    const { ofType } = await programme({ plan, proof: "warn" });

    expect(ofType("patchwarden:aws:PatchBaseline")).toHaveLength(2);
    expect(warn.mock.calls.flat().join("\n")).toContain("build.all");
  });

  it("registers the same forty days later", async () => {
    const plan = selectPlan(policy(), { groups: ["web"] });

    const now = await programme({ plan });
    const then = await programme({ plan, asOf: later });

    const inputs = (deployed: typeof now) =>
      deployed.resources.map(({ urn, inputs: given }) => [urn, given] as const).sort();
    expect(inputs(then)).toEqual(inputs(now));
  });

  it("gives people a role in every account and region, named by its region", async () => {
    const operations = "arn:aws:iam::012345678901:role/operations";
    const people = { requester: { principals: [operations], roleName: "patch-requester" } };

    const { ofType, result, rejections } = await programme({
      plan: selectPlan(policy(), { groups: ["web"] }),
      people,
    });

    expect(rejections).toEqual([]);
    const names = ofType("aws:iam/role:Role")
      .filter(({ name }) => name.endsWith("-requester"))
      .map(({ inputs }) => inputs["name"]);
    expect(names.sort()).toEqual(["patch-requester-eu-central-1", "patch-requester-eu-west-1"]);
    expect(Object.values(result.aws).every(({ roleArns }) => roleArns !== undefined)).toBe(true);
  });

  const role = (name: string) => `arn:aws:iam::012345678901:role/${name}`;
  /** Of a plan whose gates ask the role of the board, and the approver's where there is one. */
  const asked = (people: PatchingProgrammeArgs["people"] & {}) => {
    const plan = selectPlan(policy(), { groups: ["web"] });
    const approvals = { approvers: ["role/board"], minimum: 1, timeout: 60 };
    const aws = plan.aws.map((unit) => ({ ...unit, approvals }));
    return programme({ plan: { ...plan, aws }, people });
  };

  it.each<[string, PatchingProgrammeArgs["people"] & {}, string]>([
    [
      "requests by its principals",
      { requester: { principals: [role("board")] } },
      "people must fit the plan, whose approvals.approvers must name nobody who may request, and role/board may; who asks does not approve",
    ],
    [
      "requests by the role that exists",
      { requester: { existingRoleArn: role("teams/Board") } },
      "people must fit the plan, whose approvals.approvers must name nobody who may request, and role/board may; who asks does not approve",
    ],
    [
      "requests by the role of who approves, named in one of the regions",
      {
        requester: { principals: [role("appr-eu-west-1")] },
        approver: { principals: [role("chief")], roleName: "appr" },
      },
      `people.requester.principals must name nobody who may answer, and ${role("appr-eu-west-1")} is the approver's role; who asks does not approve`,
    ],
    [
      "approves by the role that Pulumi names for who requests",
      {
        requester: { principals: [role("ops")] },
        approver: { principals: [role("prod-eu-central-1-requester-0a1b2c3")] },
      },
      `people.approver.principals must name nobody who may request, and ${role("prod-eu-central-1-requester-0a1b2c3")} may; who asks does not approve`,
    ],
    [
      "has a role of another's name",
      {
        requester: { principals: [role("ops")], roleName: "patch" },
        auditor: { principals: [role("audit")], roleName: "patch" },
      },
      "people.auditor.roleName must be another than the requester's: an account has one role of a name, in any case, and both would be patch-eu-central-1",
    ],
    ["is no mapping", { auditor: 7 as never }, "people.auditor must be a mapping, got 7"],
  ])(
    "refuses people of whom one %s, before anything is declared",
    async (_case, people, message) => {
      await expect(asked(people)).rejects.toThrow(`PatchingProgramme "patching": ${message}`);
    },
  );

  it("takes people who ask and others who approve, though one is in both accounts by name", async () => {
    const people = {
      requester: { principals: ["arn:aws:iam::999999999999:role/board"], roleName: "req" },
      approver: { principals: [role("board")], roleName: "appr" },
    };

    expect((await asked(people)).rejections).toEqual([]);
  });

  it("lets a ring wait for the ring before in another region of its account", async () => {
    const { result, ofType } = await programme({
      plan: selectPlan(policy(), { groups: ["web"] }),
    });

    expect(Object.keys(result.aws)).toContain("prod/eu-west-1");
    const parameters = ofType("aws:ssm/parameter:Parameter").map(({ inputs }) => inputs);
    const written = parameters.map(({ region, name }) => `${region} ${name}`);
    const asked = parameters.flatMap(({ insecureValue }) => askedBy(insecureValue));
    expect(asked.some((verdict) => verdict.startsWith("eu-central-1 "))).toBe(true);
    expect(asked.filter((verdict) => !written.includes(verdict))).toEqual([]);
  });

  /** `<region> <name>` of each verdict that a ring's settings name. */
  function askedBy(settings: unknown): readonly string[] {
    if (typeof settings !== "string") return [];
    const { RingBeforePath, RingBeforeVerdicts } = JSON.parse(settings);
    return RingBeforeVerdicts.flatMap((line: string) => {
      const [, part = "", ...regions] = line.split(" ");
      const path = String(RingBeforePath).replace("*", part);
      return regions.map((region) => `${region} ${path.replace("*", region)}`);
    });
  }

  it("merges the caller's tags into what takes tags", async () => {
    const plan = selectPlan(policy(), { accounts: ["dev"] });

    const { only } = await programme({ plan, tags: { CostCentre: "42" } });

    expect(only("aws:backup/vault:Vault").inputs["tags"]).toEqual({
      ManagedBy: "patchwarden",
      CostCentre: "42",
    });
  });
});

describe("defaultAsOf", () => {
  it("takes the instant of PATCHWARDEN_AS_OF", () => {
    expect(defaultAsOf({ PATCHWARDEN_AS_OF: "2026-12-01T00:00Z" })).toBe(asOf);
  });

  it("refuses what is no instant", () => {
    expect(() => defaultAsOf({ PATCHWARDEN_AS_OF: "yesterday" })).toThrow(
      'PATCHWARDEN_AS_OF must be an instant such as 2026-12-01T00:00Z, got "yesterday"',
    );
  });
});
