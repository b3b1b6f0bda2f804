import { describe, expect, it } from "vitest";
import { renderPolicyDocument } from "../../../sandbox/provider/policyDocument";

const documentOf = (args: object) => JSON.parse(String(renderPolicyDocument({ ...args })["json"]));

describe("a policy document", () => {
  it("is rendered with one value plain and several in a list, sorted backwards", () => {
    const statements = [
      {
        sid: "Run",
        actions: ["ssm:StartAutomationExecution", "ssm:GetParameter"],
        resources: ["*"],
        principals: [{ type: "Service", identifiers: ["ssm.amazonaws.com"] }],
        conditions: [
          { test: "StringEquals", variable: "aws:SourceAccount", values: ["123456789012"] },
          { test: "StringEquals", variable: "aws:SourceOrgID", values: ["o-1", "o-2"] },
        ],
      },
    ];
    expect(documentOf({ statements })).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Run",
          Effect: "Allow",
          Principal: { Service: "ssm.amazonaws.com" },
          Action: ["ssm:StartAutomationExecution", "ssm:GetParameter"],
          Resource: "*",
          Condition: {
            StringEquals: {
              "aws:SourceAccount": "123456789012",
              "aws:SourceOrgID": ["o-1", "o-2"],
            },
          },
        },
      ],
    });
  });

  it("writes everyone as a star and joins principals of one type", () => {
    const everyone = { principals: [{ type: "*", identifiers: ["*"] }], effect: "Deny" };
    const two = {
      principals: [
        { type: "AWS", identifiers: ["arn:aws:iam::111111111111:root"] },
        { type: "AWS", identifiers: ["arn:aws:iam::222222222222:root"] },
      ],
    };
    expect(documentOf({ statements: [everyone, two] }).Statement).toEqual([
      { Effect: "Deny", Principal: "*" },
      {
        Effect: "Allow",
        Principal: { AWS: ["arn:aws:iam::222222222222:root", "arn:aws:iam::111111111111:root"] },
      },
    ]);
  });

  it("puts sources before and overrides in place of statements with the same sid", () => {
    const json = (sid: string, effect: string) =>
      JSON.stringify({ Statement: { Sid: sid, Effect: effect } });
    const document = documentOf({
      sourcePolicyDocuments: [json("Base", "Allow")],
      statements: [{ sid: "Own" }],
      overridePolicyDocuments: [json("Own", "Deny")],
    });
    expect(document.Statement).toEqual([
      { Sid: "Base", Effect: "Allow" },
      { Sid: "Own", Effect: "Deny" },
    ]);
  });

  it("has the same id for the same text", () => {
    const args = { statements: [{ actions: ["s3:GetObject"] }] };
    expect(renderPolicyDocument(args)).toEqual(renderPolicyDocument(args));
  });
});
