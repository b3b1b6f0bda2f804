import { describe, expect, it } from "vitest";
import {
  VerdictReader,
  type VerdictReaderArgs,
} from "../../../../components/aws/rings/verdictReader";
import { type AccessRequest, isAllowed, parsePolicy } from "../../../support/iamPolicy";
import { deploy } from "../../../support/mocks";

const verdict = (ring: string, account = "012345678901") =>
  `arn:aws:ssm:eu-central-1:${account}:parameter/patchwarden/acme/dev/web/${ring}/close`;

const args: VerdictReaderArgs = {
  accountId: "012345678901",
  region: "eu-central-1",
  verdictArns: [verdict("web.canary")],
  readerAccountIds: ["210987654321"],
  gateRoles: ["web-gate-*"],
  externalId: "acme/dev",
};

const declared = () => deploy(() => new VerdictReader("verdicts", args));

async function refused(changed: Partial<VerdictReaderArgs>): Promise<readonly string[]> {
  const text = await deploy(() => new VerdictReader("verdicts", { ...args, ...changed })).catch(
    (error: Error) => error.message,
  );
  return String(text).replaceAll('VerdictReader "verdicts": ', "").split("\n");
}

describe("VerdictReader", () => {
  it("reads the verdicts that it is given, and does nothing else", async () => {
    const { only } = await declared();

    const policy = parsePolicy(only("aws:iam/rolePolicy:RolePolicy").inputs["policy"]);
    const read = (resource: string, action = "ssm:GetParameter") => ({ action, resource });
    expect(isAllowed(policy, read(verdict("web.canary")))).toBe(true);
    expect(policy.flatMap(({ Action }) => Action)).toEqual(["ssm:GetParameter"]);
    for (const denied of [
      read(verdict("web.broad")),
      read(verdict("web.canary").replace("/close", "/gate")),
      read(verdict("web.canary"), "ssm:PutParameter"),
    ]) {
      expect(isAllowed(policy, denied), JSON.stringify(denied)).toBe(false);
    }
  });

  const gate = "arn:aws:iam::210987654321:role/web-gate-0a1b2c3";
  it.each<[boolean, string, Readonly<Record<string, string>>]>([
    [true, "a gate", { "aws:PrincipalArn": gate, "sts:ExternalId": "acme/dev" }],
    [false, "a gate of another stack", { "aws:PrincipalArn": gate, "sts:ExternalId": "acme/prod" }],
    [false, "a gate that says nothing", { "aws:PrincipalArn": gate }],
    [
      false,
      "another role",
      { "aws:PrincipalArn": gate.replace("web-gate", "admin"), "sts:ExternalId": "acme/dev" },
    ],
  ])("lets in (%s) %s", async (expected, _who, context) => {
    const { only } = await declared();

    const trust = only("aws:iam/role:Role").inputs["assumeRolePolicy"];
    const request: AccessRequest = { action: "sts:AssumeRole", resource: "*", context };
    expect(isAllowed(parsePolicy(trust), request)).toBe(expected);
    expect(JSON.parse(String(trust)).Statement[0].Principal).toEqual({
      AWS: ["arn:aws:iam::210987654321:root"],
    });
  });

  it("refuses all faults at once", async () => {
    const found = await refused({
      verdictArns: [verdict("web.canary", "210987654321")],
      readerAccountIds: ["012345678901"],
      gateRoles: ["*"],
      externalId: "a b",
    });

    expect(found).toEqual([
      'externalId must be 2–1224 letters, digits and +=,.@:/-, got "a b"',
      `verdictArns must be verdicts of closes in account 012345678901, got "${verdict("web.canary", "210987654321")}"`,
      'readerAccountIds must be other accounts, twelve digits, got "012345678901"',
      'gateRoles must name gates\' roles, such as web-gate-*, got "*"',
    ]);
    expect(await refused({ verdictArns: [], readerAccountIds: [], gateRoles: [] })).toEqual([
      "verdictArns must name 1–1000, got 0",
      "readerAccountIds must name 1–40, got 0",
      "gateRoles must name 1–8, got 0",
    ]);
  });
});
