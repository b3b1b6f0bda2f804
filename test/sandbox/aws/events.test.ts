import { beforeEach, describe, expect, it } from "vitest";
import { awsRules } from "../../../sandbox/aws";
import { eventRuleType, eventTargetType } from "../../../sandbox/aws/cloudwatch/types";
import { parameterType } from "../../../sandbox/aws/ssm/types";
import { awsHome, type ServiceCloud, serviceCloud, told } from "../../support/serviceCloud";

let cloud: ServiceCloud;
const failuresOf = (type: string, inputs: object, unknown: string[] = []) =>
  told(cloud.check(type, { ...inputs }, unknown));

beforeEach(() => {
  cloud = serviceCloud(awsRules, awsHome);
});

describe("EventBridge", () => {
  const rule = { name: "ends", eventPattern: JSON.stringify({ source: ["aws.ssm"] }) };
  const target = {
    rule: "ends",
    arn: "arn:aws:ssm:eu-central-1:012345678901:automation-definition/close:$DEFAULT",
    roleArn: "arn:aws:iam::012345678901:role/event",
    inputTransformer: {
      inputPaths: { run: "$.detail.window-execution-id" },
      inputTemplate: '{"WindowExecutionId":[<run>]}',
    },
  };

  it("takes a rule and a runbook that it starts", () => {
    expect(failuresOf(eventRuleType, rule)).toBe("");
    expect(failuresOf(eventTargetType, target)).toBe("");
    expect(cloud.create(eventRuleType, rule).outputs["arn"]).toBe(
      "arn:aws:events:eu-central-1:012345678901:rule/ends",
    );
    expect(cloud.create(eventTargetType, target).id).toMatch(/^ends-terraform-/);
  });

  it("keeps 300 rules on a bus", () => {
    for (let index = 0; index < 300; index += 1) {
      cloud.create(eventRuleType, { ...rule, name: `rule-${index}` });
    }

    expect(() => cloud.create(eventRuleType, rule)).toThrow("300 rules on the bus default");
    expect(() => cloud.create(eventRuleType, { ...rule, eventBusName: "own" })).not.toThrow();
  });

  it.each([
    [{ name: "ends" }, "EventPattern or ScheduleExpression must be specified"],
    [{ ...rule, eventPattern: "{" }, "InvalidEventPatternException"],
    [{ ...rule, eventPattern: '{"source":"aws.ssm"}' }, "InvalidEventPatternException"],
    [{ ...rule, eventPattern: '{"source":[]}' }, "InvalidEventPatternException"],
    [{ ...rule, name: "x".repeat(65) }, "less than or equal to 64"],
  ])("refuses the rule %j", (inputs, message) => {
    expect(failuresOf(eventRuleType, inputs)).toContain(message);
  });

  it.each([
    [{ ...target, input: "{}" }, "Only one of Input, InputPath and InputTransformer"],
    [{ ...target, roleArn: undefined }, "RoleArn is required"],
    [
      { ...target, inputTransformer: { inputPaths: {}, inputTemplate: '{"A":[<run>]}' } },
      "<run> is not in InputPathsMap",
    ],
  ])("refuses the target %j", (inputs, message) => {
    expect(failuresOf(eventTargetType, inputs)).toContain(message);
  });

  it("waits for what it does not know in a preview", () => {
    const { roleArn: _role, ...rest } = target;

    expect(failuresOf(eventRuleType, { name: "ends" }, ["eventPattern"])).toBe("");
    expect(failuresOf(eventTargetType, rest, ["roleArn"])).toBe("");
  });

  it("knows no target without its rule, no sixth one, and no rule twice", () => {
    expect(() => cloud.create(eventTargetType, target)).toThrow("Rule ends does not exist");
    cloud.create(eventRuleType, rule);
    expect(() => cloud.create(eventRuleType, rule)).toThrow("already exists");
    for (let index = 0; index < 5; index += 1) cloud.create(eventTargetType, target);
    expect(() => cloud.create(eventTargetType, target)).toThrow("LimitExceededException");
  });

  it("deletes a rule after its targets only", () => {
    const made = cloud.create(eventRuleType, rule);
    const own = cloud.create(eventTargetType, target);

    expect(() => cloud.remove(made)).toThrow("it has targets");
    cloud.remove(own);
    expect(() => cloud.remove(made)).not.toThrow();
  });
});

describe("Parameter Store", () => {
  const parameter = { name: "/patchwarden/web.all/gate", type: "String", value: "none" };

  it("takes a parameter and gives its ARN with one slash", () => {
    expect(failuresOf(parameterType, parameter)).toBe("");
    expect(cloud.create(parameterType, parameter).outputs["arn"]).toBe(
      "arn:aws:ssm:eu-central-1:012345678901:parameter/patchwarden/web.all/gate",
    );
  });

  it.each([
    [{ name: "web/gate" }, "must be a fully qualified name"],
    [{ name: "/aws/gate" }, 'must not begin with "aws" or "ssm"'],
    [{ name: "/web gate" }, "must only contain letters"],
    [{ name: "/a".repeat(16) }, "no more than 15 levels"],
    [{ type: "Text" }, "enum value set"],
    [{ value: "x".repeat(4097) }, "at most 4096 bytes"],
    [{ dataType: "image" }, "DataType must be one of text, aws:ec2:image, aws:ssm:integration"],
    [{ dataType: "aws:ec2:image" }, "The value 'none' is no id of an Amazon Machine Image"],
  ])("refuses %j", (change, message) => {
    expect(failuresOf(parameterType, { ...parameter, ...change })).toContain(message);
  });

  it("takes the id of an image for one", () => {
    const image = { ...parameter, dataType: "aws:ec2:image", value: "ami-0123456789abcdef0" };

    expect(failuresOf(parameterType, image)).toBe("");
  });

  it("holds more in the advanced tier, and a name once", () => {
    const long = { ...parameter, tier: "Advanced", value: "x".repeat(8000) };

    expect(failuresOf(parameterType, long)).toBe("");
    cloud.create(parameterType, parameter);
    expect(() => cloud.create(parameterType, parameter)).toThrow("ParameterAlreadyExists");
  });

  it("gets the tier that its size needs where the service may choose, and keeps the advanced one", () => {
    const chosen = { ...parameter, tier: "Intelligent-Tiering" };
    const long = { ...chosen, value: "x".repeat(4097) };

    expect(failuresOf(parameterType, long)).toBe("");
    expect(failuresOf(parameterType, { ...chosen, value: "x".repeat(8193) })).toContain("8192");
    const made = cloud.create(parameterType, chosen);
    expect(made.outputs["tier"]).toBe("Standard");
    const grown = cloud.update(made, long);
    expect(grown.outputs["tier"]).toBe("Advanced");
    const shrunk = cloud.update(grown, chosen);
    expect(shrunk.outputs["tier"]).toBe("Advanced");
    expect(() => cloud.update(shrunk, { ...parameter, tier: "Standard" })).toThrow(
      "You can't downgrade a parameter",
    );
  });
});
