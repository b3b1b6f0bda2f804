import { describe, expect, it } from "vitest";
import { LastGoodImage, type LastGoodImageArgs } from "../../../../components/aws";
import { allSteps, readRunbook } from "../../../support/automation/rendered";
import { scriptCalls } from "../../../support/automation/requests";
import { type AccessRequest, isAllowed, parsePolicy } from "../../../support/iamPolicy";
import { type Deployment, deploy } from "../../../support/mocks";
import { sandboxCloud } from "../../../support/sandboxCloud";

const account = "012345678901";
const path = "/patchwarden/project/stack/web";
const args: LastGoodImageArgs = {
  accountId: account,
  region: "eu-central-1",
  groupName: "web-asg",
  imageId: "ami-0123456789abcdef0",
};
const declared = (change: Partial<LastGoodImageArgs> = {}) =>
  deploy(() => new LastGoodImage("web", { ...args, ...change }));

const parameterArn = (name: string) =>
  `arn:aws:ssm:eu-central-1:${account}:parameter${path}/${name}`;
const groupArn = (name: string) =>
  `arn:aws:autoscaling:eu-central-1:${account}:autoScalingGroup:0a1b:autoScalingGroupName/${name}`;

function inputsOf({ ofType }: Deployment<unknown>, type: string, use: string) {
  const found = ofType(type).find(({ name }) => name === `web-${use}`);
  if (found === undefined) throw new Error(`no ${type} web-${use}`);
  return found.inputs;
}

const policyOf = (deployment: Deployment<unknown>, use: string) =>
  parsePolicy(inputsOf(deployment, "aws:iam/rolePolicy:RolePolicy", use)["policy"]);

/** What each step asks of IAM. */
function requests(content: string): readonly AccessRequest[] {
  return allSteps(readRunbook(content).mainSteps).flatMap(({ action, inputs }) => {
    const calls =
      action === "aws:executeScript"
        ? scriptCalls(String(inputs["Script"]))
        : [`${inputs["Service"]}:${inputs["Api"]}`];
    return calls.flatMap((call) => callRequests(call, String(inputs["Name"])));
  });
}

function callRequests(action: string, parameter: string): readonly AccessRequest[] {
  if (/^ssm:/.test(action)) {
    return [{ action, resource: `arn:aws:ssm:eu-central-1:${account}:parameter${parameter}` }];
  }
  if (/Protection$/.test(action)) {
    return [{ action, resource: `arn:aws:ec2:eu-central-1::image/${args.imageId}` }];
  }
  const whole = { action, resource: groupArn("web-asg") };
  if (action === "autoscaling:CancelInstanceRefresh") return [whole];
  // The launch template names the parameter, and whoever uses it must be allowed to read that.
  if (action === "autoscaling:StartInstanceRefresh") {
    return [whole, { action: "ssm:GetParameters", resource: parameterArn("current") }];
  }
  return [{ action, resource: "*" }];
}

describe("LastGoodImage", () => {
  it("holds both images in parameters that a launch template can name, and takes none back", async () => {
    const { ofType, result } = await declared();

    const parameters = ofType("aws:ssm/parameter:Parameter");
    expect(parameters.map(({ inputs }) => inputs["name"])).toEqual([
      `${path}/current`,
      `${path}/last-good`,
    ]);
    for (const { inputs, options } of parameters) {
      expect(inputs["dataType"]).toBe("aws:ec2:image");
      expect(JSON.stringify(inputs["value"])).toContain(args.imageId);
      expect(options.ignoreChanges).toEqual(["value"]);
    }
    const reference = await new Promise((resolve) => result.imageReference.apply(resolve));
    expect(reference).toBe(`resolve:ssm:${path}/current`);
  });

  it.each(["promote", "rollback"])(
    "allows the %s role every call of its runbook, and nothing else",
    async (use) => {
      for (const protectsImages of [true, false]) {
        const deployment = await declared({ protectsImages });

        const policy = policyOf(deployment, use);
        const content = inputsOf(deployment, "aws:ssm/document:Document", use)["content"];
        const asked = requests(String(content));
        expect(asked.filter((request) => !isAllowed(policy, request))).toEqual([]);
        const allowed = policy.flatMap(({ Action }) => Action);
        expect([...new Set(allowed)].sort()).toEqual(
          [...new Set(asked.map(({ action }) => action))].sort(),
        );
      }
    },
  );

  it.each<[string, string, AccessRequest]>([
    [
      "rollback",
      "write the last good image",
      { action: "ssm:PutParameter", resource: parameterArn("last-good") },
    ],
    [
      "rollback",
      "refresh another group",
      { action: "autoscaling:StartInstanceRefresh", resource: groupArn("web-asg-2") },
    ],
    [
      "promote",
      "refresh the group",
      { action: "autoscaling:StartInstanceRefresh", resource: groupArn("web-asg") },
    ],
    [
      "promote",
      "write another parameter",
      { action: "ssm:PutParameter", resource: parameterArn("web.all/gate") },
    ],
  ])("does not let the %s role %s", async (use, _case, request) => {
    expect(isAllowed(policyOf(await declared(), use), request)).toBe(false);
  });

  it("lets only Automation, and only for this account, assume its roles, within a boundary", async () => {
    const permissionsBoundary = `arn:aws:iam::${account}:policy/boundary`;

    const { ofType } = await declared({ permissionsBoundary });

    const roles = ofType("aws:iam/role:Role").map(({ inputs }) => inputs);
    expect(roles).toHaveLength(2);
    for (const inputs of roles) {
      const [trust] = JSON.parse(String(inputs["assumeRolePolicy"])).Statement;
      expect(trust.Principal).toEqual({ Service: "ssm.amazonaws.com" });
      expect(trust.Condition.StringEquals).toEqual({ "aws:SourceAccount": account });
      expect(inputs["permissionsBoundary"]).toBe(permissionsBoundary);
    }
  });

  it("is refused by no service", async () => {
    const cloud = await sandboxCloud(account);

    await deploy(() => new LastGoodImage("web", args), { create: cloud.create });

    expect(cloud.refusals).toEqual([]);
    expect(cloud.all("aws:ssm/parameter:Parameter")).toHaveLength(2);
    expect(cloud.all("aws:ssm/document:Document")).toHaveLength(2);
  });

  it("refuses all that is wrong at once", async () => {
    const wrong = { accountId: "1", groupName: "{{ a }}", imageId: "web", minHealthyPercent: 101 };

    const found = await declared(wrong).catch((error: Error) => error.message);

    expect(String(found).replaceAll('LastGoodImage "web": ', "").split("\n")).toEqual([
      'accountId must be twelve digits, got "1"',
      'groupName must be 1–255 letters, digits and _.+=@-, got "{{ a }}"',
      "minHealthyPercent must be a whole number 0–100, got 101",
      'imageId must be an image\'s id such as ami-0123456789abcdef0, got "web"',
    ]);
  });
});
