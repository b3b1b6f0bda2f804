/** Every statement of every role against AWS's service authorization reference. */
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type EveryPolicy, everyPolicy } from "../../../support/everyPolicy";
import {
  knownActions,
  missingTypes,
  requiredTypes,
  statementFaults,
} from "../../../support/iamReference";

const components = path.resolve(__dirname, "../../../../components/aws");
const sources = readdirSync(components, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => ({ name, text: readFileSync(path.join(components, name), "utf8") }));

/** What everything is allowed for though the reference names resources; the comments of the statements say the same. */
const widened: Readonly<Record<string, string>> = {
  "cloudwatch:DescribeAlarms": "several alarms are only told to who may ask for all",
  "config:GetComplianceDetailsByConfigRule": "rules come and go, and an auditor reads",
  "ssm:DescribeInstancePatchStates": "machines could be named since only a while",
  "ssm:DescribeInstancePatches": "as their states",
  "ssm:DescribeMaintenanceWindowExecutions": "also of windows that are gone",
  "ssm:DescribeMaintenanceWindowTargets": "windows come and go, and an auditor reads",
  "ssm:DescribeMaintenanceWindowTasks": "as their targets",
};

describe("the roles of all components", () => {
  let policies: EveryPolicy["policies"];
  let trusts: EveryPolicy["trusts"];
  beforeAll(async () => {
    ({ policies, trusts } = await everyPolicy());
  }, 60_000);
  const statements = () => Object.values(policies).flat();

  it("are all looked at, with each of their statements", () => {
    const written = sources.flatMap(({ text }) =>
      [...text.matchAll(/\bSid: "(\w+)"/g)].map(([, sid]) => sid),
    );
    const seen = new Set([...statements(), ...trusts].map(({ Sid }) => Sid));

    // A bucket's own policy, which names no role.
    const missed = written.filter(
      (sid) => !seen.has(sid ?? "") && sid !== "OnlyEncryptedTransport",
    );
    expect(missed).toEqual([]);
    expect(Object.keys(policies).length).toBeGreaterThan(20);
  });

  it("name for each action resources of its types, and conditions that it knows", () => {
    for (const [role, policy] of Object.entries(policies)) {
      for (const statement of policy) {
        expect(statementFaults(statement), `${role} ${statement.Sid}`).toEqual([]);
      }
    }
  });

  it("are assumed under conditions that are told", () => {
    expect(trusts.length).toBeGreaterThan(20);
    for (const { Action, Condition = {} } of trusts) {
      expect(statementFaults({ Effect: "Allow", Action, Condition })).toEqual([]);
    }
  });

  it("allow every action for each type of resource that it cannot do without", () => {
    for (const [role, policy] of Object.entries(policies)) {
      expect(missingTypes(policy), role).toEqual([]);
    }
  });

  it("allow an action for everything only where it has no resources, or for a reason", () => {
    const wide = statements()
      .filter(({ Effect, Resource }) => Effect === "Allow" && Resource?.includes("*"))
      .flatMap(({ Action }) => Action)
      .filter((action) => requiredTypes(action).length > 0);

    expect([...new Set(wide)].sort()).toEqual(Object.keys(widened));
  });

  it("say in a comment why they name everything", () => {
    const lines = sources.flatMap(({ name, text }) =>
      text.split("\n").map((line, index, all) => ({ name, line, above: all[index - 1] ?? "" })),
    );
    const bare = lines.filter(
      ({ line, above }) => /Resource: \["\*"\]/.test(line) && !above.trim().startsWith("//"),
    );

    expect(bare.map(({ name, line }) => `${name}: ${line}`)).toEqual([]);
  });

  it("name every action of the table", () => {
    const named = new Set([...statements(), ...trusts].flatMap(({ Action }) => Action));

    expect(knownActions.filter((action) => !named.has(action))).toEqual([]);
  });
});

describe("a statement", () => {
  const arn = (resource: string) => `arn:aws:ssm:eu-central-1:012345678901:${resource}`;
  const allowed = (action: string, Resource: readonly string[], key?: string) =>
    statementFaults({
      Effect: "Allow",
      Action: [action],
      Resource,
      ...(key === undefined ? {} : { Condition: { StringEquals: { [key]: "x" } } }),
    });

  it.each([
    ["a resource of another type", allowed("ssm:GetParameter", [arn("document/x")])],
    ["a resource where there are none", allowed("ssm:ListCommands", [arn("document/x")])],
    ["an action that no service has", allowed("ssm:GetParametre", ["*"])],
    [
      "a condition that is not told",
      allowed("ssm:GetParameter", [arn("parameter/x")], "ssm:DocumentVersion"),
    ],
    [
      "a condition of another service's tag",
      allowed("ssm:GetParameter", [arn("parameter/x")], "ec2:ResourceTag/PatchGroup"),
    ],
  ])("is faulty with %s", (_fault, faults) => {
    expect(faults.length).toBeGreaterThan(0);
  });

  it("that names only the older form of a started runbook is missed in what the newer demands", () => {
    const statement = {
      Effect: "Allow",
      Action: ["ssm:StartAutomationExecution"],
      Resource: [arn("automation-definition/gate:$DEFAULT")],
    } as const;

    expect(statementFaults(statement)).toEqual([]);
    expect(missingTypes([statement])).toEqual([
      "ssm:StartAutomationExecution is allowed for no ssm:automation-execution",
      "ssm:StartAutomationExecution is allowed for no ssm:document",
    ]);
  });
});
