import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { PatchAccess, type PatchAccessArgs } from "../../../../components/aws";
import { type AccessRequest, isAllowed, parsePolicy } from "../../../support/iamPolicy";
import { type Deployment, deploy } from "../../../support/mocks";
import {
  approverTasks,
  auditorTasks,
  forbidden,
  mine,
  place,
  requesterTasks,
  start,
  versions,
} from "../../../support/peopleTasks";

const who = (name: string) => `arn:aws:iam::012345678901:role/${name}`;

const args: PatchAccessArgs = {
  ...place,
  runbooks: {
    gateDocument: "gate",
    nodeDocument: "node",
    restoreDocument: "restore",
    gateVersion: versions["gate"] ?? "",
    nodeVersion: versions["node"] ?? "",
    restoreVersion: versions["restore"] ?? "",
    gateRoleArn: mine.role("gate"),
    nodeRoleArn: mine.role("node"),
    restoreRoleArn: mine.role("restore"),
    verdictPath: "/patchwarden",
  },
  windowIds: [mine.window],
  calendarArns: [mine.calendar],
  vaultArn: mine.vault,
  requester: { principals: [who("operations")], sessionHours: 4 },
  approver: { principals: [who("board")], roleName: "patch-approver" },
  auditor: {
    principals: ["arn:aws:iam::210987654321:role/audit"],
    externalId: "audit-2027",
    requireMfa: false,
  },
};

const known = <T>(output: pulumi.Output<T>) =>
  new Promise<T>((resolve) => {
    output.apply(resolve);
  });

const declared = () => deploy(() => new PatchAccess("web", args));

type Person = "requester" | "approver" | "auditor";
const tasks = { requester: requesterTasks, approver: approverTasks, auditor: auditorTasks };
const persons: readonly Person[] = ["requester", "approver", "auditor"];

function policyOf({ ofType }: Deployment<unknown>, person: Person) {
  const found = ofType("aws:iam/rolePolicy:RolePolicy").find(
    ({ name }) => name === `web-${person}`,
  );
  return parsePolicy(found?.inputs["policy"]);
}

const actionsOf = (person: Person): readonly string[] => [
  ...new Set(
    Object.values(tasks[person])
      .flat()
      .map(({ action }) => action),
  ),
];

describe("PatchAccess", () => {
  it.each(persons)("allows the %s every task", async (person) => {
    const policy = policyOf(await declared(), person);

    for (const [task, requests] of Object.entries(tasks[person])) {
      const denied = requests.filter((request) => !isAllowed(policy, request));
      expect(denied, task).toEqual([]);
    }
  });

  it.each(persons)("allows the %s no action that no task needs", async (person) => {
    const allowed = policyOf(await declared(), person)
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ Action }) => Action);

    expect([...new Set(allowed)].sort()).toEqual([...actionsOf(person)].sort());
  });

  it.each(persons)("denies the %s what none of the three may do", async (person) => {
    const policy = policyOf(await declared(), person);

    expect(forbidden.filter((request) => isAllowed(policy, request))).toEqual([]);
  });

  it.each(persons)("denies the %s the tasks that are only others'", async (person) => {
    const policy = policyOf(await declared(), person);

    const others = persons
      .filter((one) => one !== person)
      .flatMap((one) => Object.values(tasks[one]).flat())
      .filter(({ action }) => !actionsOf(person).includes(action));
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((request) => isAllowed(policy, request))).toEqual([]);
  });

  it("keeps who asks from approving and who approves from asking, whatever else is attached", async () => {
    const deployment = await declared();
    const everything = { Effect: "Allow", Action: ["*"], Resource: ["*"] } as const;

    const answers: readonly AccessRequest[] = Object.values(approverTasks).flat().slice(0, 1);
    const requester = [...policyOf(deployment, "requester"), everything];
    expect(answers.filter((request) => isAllowed(requester, request))).toEqual([]);
    const approver = [...policyOf(deployment, "approver"), everything];
    const started = start("gate").filter((request) => isAllowed(approver, request));
    expect(started.map(({ action }) => action)).toEqual(["iam:PassRole"]);
    for (const action of ["ssm:PutParameter", "ssm:DeleteParameter", "ssm:DeleteParameters"]) {
      for (const whose of ["settings", "gate", "close"]) {
        const resource = mine.gateVerdict.replace(/gate$/, whose);
        expect(isAllowed(requester, { action, resource }), `${action} ${whose}`).toBe(false);
        expect(isAllowed(approver, { action, resource }), `${action} ${whose}`).toBe(false);
      }
    }
  });

  it("lets only the given principals in: with a second factor, or an external id", async () => {
    const { ofType } = await declared();

    const roles = Object.fromEntries(
      ofType("aws:iam/role:Role").map(({ name, inputs }) => [name, inputs]),
    );
    const trust = (person: Person) =>
      JSON.parse(String(roles[`web-${person}`]?.["assumeRolePolicy"])).Statement;
    // What AssumeRole gives to a role carries no mark of a second factor.
    expect(trust("requester")).toEqual([
      expect.objectContaining({ Sid: "Roles", Principal: { AWS: [who("operations")] } }),
    ]);
    expect(trust("requester")[0]).not.toHaveProperty("Condition");
    expect(trust("auditor")[0].Condition).toEqual({
      StringEquals: { "sts:ExternalId": "audit-2027" },
    });
    expect(roles["web-requester"]?.["maxSessionDuration"]).toBe(4 * 3600);
    expect(roles["web-approver"]?.["name"]).toBe("patch-approver");
  });

  it("asks users for a second factor, and takes roles beside them without one", async () => {
    const users = ["arn:aws:iam::012345678901:user/ops/ada", "arn:aws:iam::210987654321:user/bob"];
    const principals = [...users, who("operations")];
    const statementsOf = async (requireMfa?: boolean) => {
      const asked = requireMfa === undefined ? {} : { requireMfa };
      const { ofType } = await deploy(
        () => new PatchAccess("web", { ...args, requester: { principals, ...asked } }),
      );
      const role = ofType("aws:iam/role:Role").find(({ name }) => name === "web-requester");
      return JSON.parse(String(role?.inputs["assumeRolePolicy"])).Statement;
    };
    const mfa = { Bool: { "aws:MultiFactorAuthPresent": "true" } };

    expect(await statementsOf()).toEqual([
      expect.objectContaining({ Sid: "Users", Principal: { AWS: users }, Condition: mfa }),
      expect.objectContaining({ Sid: "Roles", Principal: { AWS: [who("operations")] } }),
    ]);
    expect(JSON.stringify(await statementsOf(false))).not.toContain("MultiFactor");
  });

  it("takes a role that exists, makes none that nobody has, and bounds those that it makes", async () => {
    const permissionsBoundary = "arn:aws:iam::012345678901:policy/boundary";
    const { approver: _approver, ...others } = args;

    const { ofType } = await deploy(
      () =>
        new PatchAccess("web", {
          ...others,
          auditor: { existingRoleArn: who("audit") },
          permissionsBoundary,
        }),
    );

    const made = ofType("aws:iam/role:Role");
    expect(made.map(({ name, inputs }) => [name, inputs["permissionsBoundary"]])).toEqual([
      ["web-requester", permissionsBoundary],
    ]);
  });

  const refused = (wrong: Partial<PatchAccessArgs>) =>
    deploy(() => new PatchAccess("web", { ...args, ...wrong })).then(
      () => [],
      (error: Error) =>
        error.message.split("\n").map((line) => line.replace('PatchAccess "web": ', "")),
    );

  it("knows a person by a role, by one of its sessions and in any case", async () => {
    const session = "arn:aws:sts::012345678901:assumed-role/Operations/ada";
    const existingRoleArn = who("OPERATIONS");

    expect(await refused({ approver: { principals: [session] } })).toEqual([
      `approver.principals must name nobody who may request, and ${session} may; who asks does not approve`,
    ]);
    expect(await refused({ approver: { existingRoleArn } })).toEqual([
      `approver.existingRoleArn must name nobody who may request, and ${existingRoleArn} may; who asks does not approve`,
    ]);
  });

  it("refuses a person who could ask and approve", async () => {
    const approver = { principals: [who("board"), who("operations")] };

    expect(await refused({ approver })).toEqual([
      `approver.principals must name nobody who may request, and ${who("operations")} may; who asks does not approve`,
    ]);
  });

  it("refuses what would be asked in vain of a role that exists", async () => {
    const auditor = { existingRoleArn: who("audit"), requireMfa: true };

    expect(await refused({ auditor })).toEqual([
      'auditor must have no other keys than existingRoleArn; got "requireMfa"',
    ]);
  });

  it("refuses a chain of roles from who asks to who approves, also by a name that Pulumi gives", async () => {
    const made = who("web-requester-0a1b2c3");

    expect(await refused({ approver: { principals: [made] } })).toEqual([
      `approver.principals must name nobody who may request, and ${made} may; who asks does not approve`,
    ]);
    const neighbour = who("web-requester-operations");
    expect(await refused({ approver: { principals: [neighbour] } })).toEqual([]);
  });

  it("refuses a requester whom the gate asks, as PatchRunbooks names them", async () => {
    const approvers = ["ada", who("teams/Operations")];

    expect(await refused({ runbooks: { ...args.runbooks, approvers } })).toEqual([
      `runbooks.approvers must name nobody who may request, and ${who("teams/Operations")} may; who asks does not approve`,
    ]);
  });

  it("refuses one role for both when the deployment makes it known, and says so in the same words", async () => {
    const later = { existingRoleArn: pulumi.output(who("Operations")) };
    const rejected = async (wrong: Partial<PatchAccessArgs>) =>
      (await deploy(() => new PatchAccess("web", { ...args, ...wrong }))).rejections.join();

    const approvers = pulumi.output([who("teams/Operations")]);
    expect(
      await rejected({ runbooks: { ...args.runbooks, approvers: approvers as never } }),
    ).toContain(
      `runbooks.approvers must name nobody who may request, and ${who("teams/Operations")} may`,
    );
    expect(await rejected({ approver: later })).toContain(
      `approver.existingRoleArn must name nobody who may request, and ${who("Operations")} may`,
    );
    expect(
      await rejected({ requester: later, approver: { principals: [who("operations")] } }),
    ).toContain(
      "requester.existingRoleArn must fit the others: approver.principals must name nobody who may request",
    );
    const board = { existingRoleArn: pulumi.output(who("board")) };
    const { rejections, result } = await deploy(
      () => new PatchAccess("web", { ...args, approver: board }),
    );
    expect(rejections).toEqual([]);
    expect(await known(result.approverRoleArn)).toBe(who("board"));
  });

  it.each(["*", "arn:aws:iam::012345678901:root", "ada"])(
    "refuses to let %s in",
    async (principal) => {
      expect(await refused({ requester: { principals: [principal] } })).toEqual([
        `requester.principals must be ARNs of users and roles, got "${principal}"`,
      ]);
    },
  );

  it("refuses all wrong values at once", async () => {
    const auditor = { principals: [], externalId: "?", sessionHours: 13, roleName: "a b" };

    expect(await refused({ auditor })).toEqual([
      "auditor.principals must be ARNs of users and roles, got none",
      'auditor.externalId must be 2–1224 letters, digits and +=,.@:/-, got "?"',
      "auditor.sessionHours must be 1–12, got 13",
      'auditor.roleName must be 1–64 letters, digits and +=,.@-, got "a b"',
    ]);
  });

  it("refuses to make no role at all", async () => {
    const nobody = await deploy(
      () => new PatchAccess("web", { ...place, runbooks: args.runbooks }),
    ).catch((error: Error) => error.message);

    expect(nobody).toContain("requester must be given, or approver, or auditor");
  });
});
