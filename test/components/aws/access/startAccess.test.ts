import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { policyDocument } from "../../../../components/aws/access/serviceRole";
import { definitionArn, startStatements } from "../../../../components/aws/access/startAccess";
import { isAllowed, parsePolicy } from "../../../support/iamPolicy";
import { outputValue } from "../../../support/mocks";
import { otherVersions, type StartedDocument, startRequests } from "../../../support/startRequests";

const place = { accountId: "012345678901", region: "eu-central-1" };
const arn = (name: string) => `arn:aws:ssm:eu-central-1:${place.accountId}:document/${name}`;
const gate: StartedDocument = { arn: arn("gate"), version: "3" };
const node: StartedDocument = { arn: arn("node"), version: "2" };

const policy = async (...names: readonly [name: string, version: string][]) => {
  const runbooks = names.map(([name, version]) => ({ name, version: pulumi.output(version) }));
  return parsePolicy(
    await outputValue(policyDocument(startStatements(place, { runbooks, roleArns: [arn("x")] }))),
  );
};

describe("starting runbooks", () => {
  it("is allowed in the default version, however IAM sees it, and in no other", async () => {
    const statements = await policy(["gate", "3"], ["node", "2"]);

    for (const started of [gate, node]) {
      expect(startRequests(started).filter((one) => !isAllowed(statements, one))).toEqual([]);
      expect(otherVersions(started).filter((one) => isAllowed(statements, one))).toEqual([]);
    }
  });

  it("takes the number of one runbook's default for an older version of another", async () => {
    const statements = await policy(["gate", "3"], ["node", "2"]);

    expect(
      otherVersions(gate).map(({ context }) => context?.["ssm:DocumentVersion"]),
    ).toContainEqual([node.version]);
    const other = { action: "ssm:StartAutomationExecution", resource: gate.arn };
    const context = { "ssm:DocumentVersion": [node.version] };
    expect(isAllowed(statements, { ...other, context })).toBe(false);
  });

  it("takes a document by its ARN too", async () => {
    const shared = "arn:aws:ssm:eu-central-1:210987654321:document/gate";

    const statements = await policy([shared, "3"]);

    expect(
      startRequests({ arn: shared, version: "3" })
        .filter(({ resource }) => !resource.includes(":automation-execution/"))
        .filter((one) => !isAllowed(statements, one)),
    ).toEqual([]);
    expect(startRequests(gate).filter((one) => isAllowed(statements, one))).toHaveLength(1);
  });

  it.each([
    ["gate", `arn:aws:ssm:eu-central-1:${place.accountId}:automation-definition/gate:$DEFAULT`],
    ["AWS-Stop", "arn:aws:ssm:eu-central-1::automation-definition/AWS-Stop:$DEFAULT"],
    [
      "arn:aws:ssm:eu-central-1:210987654321:document/gate",
      "arn:aws:ssm:eu-central-1:210987654321:automation-definition/gate:$DEFAULT",
    ],
  ])("names the default version of %s", async (name, definition) => {
    expect(await outputValue(definitionArn(place, name))).toBe(definition);
  });
});
