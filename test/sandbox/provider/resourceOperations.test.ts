import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { diffResource } from "../../../sandbox/provider/diffResource";
import * as operations from "../../../sandbox/provider/resourceOperations";
import {
  isObject,
  reveal,
  secret,
  unknown,
  type WireObject,
} from "../../../sandbox/provider/wireValue";
import {
  check,
  deploy,
  genericTypes,
  liveOnce,
  type TestProvider,
  testProvider,
  urnOf,
} from "../../support/provider";

const opened: TestProvider[] = [];

async function provider(...args: Parameters<typeof testProvider>): Promise<TestProvider> {
  const made = await testProvider(...args);
  opened.push(made);
  return made;
}

afterAll(() => {
  for (const { remove } of opened) remove();
});

const role = "aws:iam/role:Role";
const group = "azure-native:resources:ResourceGroup";
const topic = "aws:sns/topic:Topic";

describe("an AWS resource", () => {
  it("gets a generated name, an id, an ARN and all tags", async () => {
    const aws = await provider("aws", { defaultTags: { tags: { team: "web" } } });
    const { id, outputs } = deploy(aws, urnOf(topic, "alerts"), { tags: { stage: "prod" } });

    expect(id).toMatch(/^arn:aws:sns:eu-central-1:123456789012:alerts-[0-9a-f]{7}$/);
    expect(outputs).toMatchObject({
      arn: id,
      region: "eu-central-1",
      owner: expect.any(String),
      tags: { stage: "prod" },
      tagsAll: { stage: "prod", team: "web" },
    });
    expect(outputs["name"]).toMatch(/^alerts-[0-9a-f]{7}$/);
  });

  it.each([
    ["Advanced", "Standard", [["tier", true]], true],
    ["Standard", "Advanced", [["tier", false]], false],
    ["Advanced", "Intelligent-Tiering", [], false],
    ["Standard", "Intelligent-Tiering", [], false],
    ["Advanced", undefined, [], false],
  ] as const)(
    "that is a parameter goes from the %s tier to %s as the provider does it",
    async (from, to, expected, isDeletedFirst) => {
      const aws = await provider("aws");
      const urn = urnOf("aws:ssm/parameter:Parameter", "settings");
      const given = { name: "/web/settings", type: "String", value: "none" };
      const olds = deploy(aws, urn, { ...given, tier: from });

      const news = check(aws.provider, urn, olds.inputs, { ...given, ...(to && { tier: to }) });
      const { changes, deleteBeforeReplace } = diffResource(aws.provider, urn, olds, news, []);

      expect(changes.map(({ path, replaces }) => [path, replaces])).toEqual(expected);
      expect(deleteBeforeReplace).toBe(isDeletedFirst);
    },
  );

  it("keeps its generated name, and gets none beside a given name or a prefix", async () => {
    const { provider: aws } = await provider("aws");
    const urn = urnOf(topic, "alerts");
    const first = check(aws, urn, {}, {});
    expect(check(aws, urn, first, {})["name"]).toBe(first["name"]);
    expect(check(aws, urn, first, { name: "mine" })).toEqual({ name: "mine" });
    expect(check(aws, urn, {}, { namePrefix: "mine-" })["name"]).toBeUndefined();
  });

  it("lives in the region of its input, else of its provider", async () => {
    const aws = await provider("aws", { region: "us-east-1" });
    const here = deploy(aws, urnOf(topic, "a"), {});
    const there = deploy(aws, urnOf(topic, "b"), { region: "eu-west-1" });

    expect(here.outputs["arn"]).toContain(":us-east-1:");
    expect(there.outputs["arn"]).toContain(":eu-west-1:");
    expect(there.outputs["region"]).toBe("eu-west-1");
  });

  it("is replaced when the region that it follows changes", async () => {
    const before = await provider("aws", { region: "us-east-1" });
    const { inputs, outputs } = deploy(before, urnOf(topic, "a"), {});
    const { provider: after } = await provider("aws", { region: "eu-west-1" });
    const olds = { inputs, outputs };

    const { changes } = diffResource(after, urnOf(topic, "a"), olds, inputs, []);
    expect(changes).toEqual([{ path: "region", kind: "update", replaces: true }]);
    const kept = { ...inputs, region: "us-east-1" };
    expect(diffResource(after, urnOf(topic, "a"), olds, kept, []).changes).toEqual([]);
  });

  it("is seen by other stacks of its account only", async () => {
    const one = await provider("aws");
    const role12 = "arn:aws:iam::210987654321:role/deploy";
    const other = await testProvider("aws", { assumeRoles: [{ roleArn: role12 }] }, one.folder);
    const urn = urnOf(topic, "alerts", "first");
    const { id } = deploy(one, urn, { name: "alerts" });
    const read = (from: TestProvider) =>
      operations.read(from.provider, { urn: urnOf(topic, "x", "second"), id, inputs: {} });

    expect(read(one)?.outputs["name"]).toBe("alerts");
    expect(other.provider.account.account).toBe("210987654321");
    expect(read(other)).toBeUndefined();
  });

  it("is found by an id that says its region", async () => {
    const aws = await provider("aws");
    const urn = urnOf("aws:ec2/vpc:Vpc", "net");
    const { id } = deploy(aws, urn, { region: "eu-west-1", cidrBlock: "10.0.0.0/16" });

    expect(operations.read(aws.provider, { urn, id, inputs: {} })).toBeUndefined();
    const found = operations.read(aws.provider, { urn, id: `${id}@eu-west-1`, inputs: {} });
    expect(found).toMatchObject({ id, inputs: { region: "eu-west-1" } });
  });

  it("sends a policy document that is an object as JSON", async () => {
    const { provider: aws } = await provider("aws");
    const assumeRolePolicy = {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "ssm.amazonaws.com" },
        },
      ],
    };
    const inputs = check(aws, urnOf(role, "r"), {}, { assumeRolePolicy });
    expect(inputs["assumeRolePolicy"]).toBe(JSON.stringify(assumeRolePolicy));
  });
});

describe("an Azure resource", () => {
  it("gets a generated name, an ARM id in its subscription and its group's location", async () => {
    const subscriptionId = "99999999-0000-4000-8000-000000000001";
    const azure = await provider("azure-native", { subscriptionId });
    const { id: groupId } = deploy(azure, urnOf(group, "patching"), { location: "westeurope" });
    const resourceGroupName = groupId.split("/").at(-1);
    const urn = urnOf("azure-native:storage:StorageAccount", "logs");
    const { id, outputs } = deploy(azure, urn, {
      resourceGroupName,
      kind: "StorageV2",
      sku: { name: "Standard_LRS" },
    });

    expect(groupId).toMatch(new RegExp(`^/subscriptions/${subscriptionId}/.*patching[0-9a-f]{8}$`));
    expect(id).toMatch(
      new RegExp(
        `^/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}/providers/Microsoft.Storage/storageAccounts/logs[0-9a-f]{8}$`,
      ),
    );
    expect(outputs).toMatchObject({ location: "westeurope", provisioningState: "Succeeded" });
    expect(outputs["resourceGroupName"]).toBeUndefined();
  });

  it("is refused when its id is taken", async () => {
    const azure = await provider("azure-native");
    const inputs = { resourceGroupName: "rg", location: "westeurope" };
    const { id } = deploy(azure, urnOf(group, "one"), inputs);
    expect(() => deploy(azure, urnOf(group, "two"), inputs)).toThrow(
      `cannot create already existing resource '${id}'`,
    );
  });

  it("is replaced, the old one first, when its location changes under a given name", async () => {
    const azure = await provider("azure-native");
    const urn = urnOf(group, "one");
    const { inputs, outputs } = deploy(azure, urn, {
      resourceGroupName: "rg",
      location: "westeurope",
    });
    const news = { ...inputs, location: "northeurope" };
    expect(diffResource(azure.provider, urn, { inputs, outputs }, news, [])).toEqual({
      changes: [{ path: "location", kind: "update", replaces: true }],
      deleteBeforeReplace: true,
    });
  });
});

describe("secrets and unknown values", () => {
  it("keeps a secret marked in the outputs, and when it is read again", async () => {
    const { provider: aws } = await provider("aws");
    const urn = urnOf("aws:ssm/parameter:Parameter", "token");
    const given: WireObject = { type: "SecureString", name: "/token", value: secret("s3cret") };
    const { id, outputs } = operations.create(aws, urn, given, false);

    expect(outputs["value"]).toEqual(secret("s3cret"));
    const again = operations.read(aws, { urn, id, inputs: given });
    expect(again?.inputs["value"]).toEqual(secret("s3cret"));
    expect(again?.outputs["value"]).toEqual(secret("s3cret"));
    expect(again?.outputs["name"]).toBe("/token");
  });

  it("answers a preview with what is not known yet, and creates nothing", async () => {
    const { provider: aws } = await provider("aws");
    const urn = urnOf(topic, "alerts");
    const { id, outputs } = operations.create(aws, urn, { name: unknown, displayName: "x" }, true);

    expect(id).toBe("");
    expect(outputs).toMatchObject({ name: unknown, arn: unknown, displayName: "x" });
    expect(aws.store.all()).toEqual([]);
  });

  it("does not say the version of a document before its new content is there", async () => {
    const aws = await provider("aws");
    const urn = urnOf("aws:ssm/document:Document", "gate");
    const content = (text: string) =>
      JSON.stringify({
        schemaVersion: "0.3",
        mainSteps: [{ name: "rest", action: "aws:sleep", inputs: { Duration: text } }],
      });
    const given = { documentType: "Automation", content: content("PT1M") };
    const { id, inputs, outputs } = deploy(aws, urn, given);
    const previewed = (change: object) =>
      operations.update(
        aws.provider,
        { urn, id, olds: outputs, news: { ...inputs, ...change } },
        true,
      )["defaultVersion"];

    expect(previewed({ content: content("PT2M") })).toBe(unknown);
    expect(previewed({ tags: { team: "web" } })).toBe("1");
  });

  it("reports a property that becomes unknown as a change", async () => {
    const aws = await provider("aws");
    const urn = urnOf(topic, "alerts");
    const { inputs, outputs } = deploy(aws, urn, { displayName: "x" });
    const news = { ...inputs, displayName: unknown };
    expect(diffResource(aws.provider, urn, { inputs, outputs }, news, []).changes).toEqual([
      { path: "displayName", kind: "update", replaces: false },
    ]);
  });
});

describe("an unknown type", () => {
  it("is refused by its name, with the nearest one", async () => {
    const { provider: aws } = await provider("aws");
    expect(() =>
      check(aws, urnOf("aws:ssm/maintenanceWindw:MaintenanceWindw", "x"), {}, {}),
    ).toThrow(
      /unrecognized resource type .*MaintenanceWindw.* Did you mean "ssm:MaintenanceWindow"/,
    );
  });
});

describe.each(["aws", "azure-native"] as const)("resource types of %s drawn at random", (sdk) => {
  it("are created, read, found unchanged, and deleted", async () => {
    const test = await provider(sdk);
    const types = genericTypes(test);
    const lives = fc.property(fc.constantFrom(...types), (shape) => liveOnce(test, shape));
    fc.assert(lives, { numRuns: 100 });
    expect(test.provider.store.all()).toEqual([]);
  });
});

it("reveals what stands under the marks", () => {
  const value = reveal({ a: secret({ b: [secret("x"), null] }), c: unknown });
  expect(isObject(value as WireObject)).toBe(true);
  expect(value).toEqual({ a: { b: ["x", undefined] } });
});
