import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity";
import * as kms from "@pulumi/aws/kms";
import * as aws from "@pulumi/aws/provider";
import * as sns from "@pulumi/aws/sns";
import * as ssm from "@pulumi/aws/ssm";
import * as authorization from "@pulumi/azure-native/authorization";
import { MaintenanceConfiguration } from "@pulumi/azure-native/maintenance";
import * as azure from "@pulumi/azure-native/provider";
import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { failureOf, projectRoot, useSandbox } from "../support/sandbox";

const sandbox = useSandbox();
class Misspelt extends pulumi.CustomResource {
  constructor(token: string, inputs: pulumi.Inputs) {
    super(token, "misspelt", inputs);
  }
}

const subscription = "99999999-0000-4000-8000-000000000001";

describe("a stack on both clouds", () => {
  it("is created, kept, updated, replaced, refreshed and destroyed", async () => {
    const program = (displayName: string, location: string) => async () => {
      const topic = new sns.Topic("alerts", { displayName });
      const group = new resources.ResourceGroup("patching", { location });
      const account = new storage.StorageAccount("logs", {
        resourceGroupName: group.name,
        kind: "StorageV2",
        sku: { name: "Standard_LRS" },
      });
      return { topic: topic.arn, account: account.id, location: account.location };
    };
    const stack = await sandbox.stack({ program: program("one", "westeurope") });

    expect((await stack.preview()).changes).toEqual({ create: 4 });
    expect((await stack.up()).changes).toEqual({ create: 4 });
    const { topic, account } = await stack.outputs();
    expect(topic?.value).toMatch(/^arn:aws:sns:eu-central-1:123456789012:alerts-/);
    expect(account?.value).toMatch(/\/storageAccounts\/logs[0-9a-f]{8}$/);
    expect((await stack.up()).changes).toEqual({ same: 4 });
    expect((await stack.refresh()).changes).toEqual({ same: 4 });

    stack.program(program("two", "westeurope"));
    expect((await stack.up()).changes).toEqual({ same: 3, update: 1 });
    stack.program(program("two", "northeurope"));
    expect((await stack.up()).changes).toEqual({ same: 2, replace: 2 });
    expect((await stack.outputs())["location"]?.value).toBe("northeurope");
    expect((await stack.destroy()).changes).toEqual({ delete: 4 });
  });

  it("adopts by import what another stack made, with no change", async () => {
    const baseline = { operatingSystem: "UBUNTU", name: "linux", region: "eu-west-1" };
    const maker = await sandbox.stack({
      stack: "maker",
      program: async () => ({ id: new ssm.PatchBaseline("linux", baseline).id }),
    });
    await maker.up();
    const outputs = await maker.outputs();
    const id = `${outputs["id"]?.value}@eu-west-1`;
    const adopter = await sandbox.stack({
      stack: "adopter",
      program: async () => {
        new ssm.PatchBaseline("adopted", baseline, { import: id });
      },
    });

    expect((await adopter.up()).changes).toEqual({ create: 1, import: 1 });
    expect((await adopter.up()).changes).toEqual({ same: 2 });
    expect((await adopter.destroy()).changes).toEqual({ delete: 2 });
    expect((await maker.refresh()).changes).toMatchObject({ delete: 1 });
  });
});

describe("a stack's providers", () => {
  it("give each resource its account, region and subscription", async () => {
    const stack = await sandbox.stack({
      stack: "providers",
      config: { "aws:region": "eu-north-1", "azure-native:subscriptionId": subscription },
      program: async () => {
        const roleArn = "arn:aws:iam::210987654321:role/deploy";
        const other = new aws.Provider("other", {
          region: "us-east-1",
          assumeRoles: [{ roleArn }],
        });
        const subscriptionId = "99999999-0000-4000-8000-000000000002";
        const second = new azure.Provider("second", { subscriptionId });
        const identity = await getCallerIdentity({}, { provider: other });
        const mine = await authorization.getClientConfig();
        return {
          here: new sns.Topic("here").arn,
          there: new sns.Topic("there", {}, { provider: other }).arn,
          group: new resources.ResourceGroup("one", { location: "westeurope" }).id,
          group2: new resources.ResourceGroup(
            "two",
            { location: "westeurope" },
            { provider: second },
          ).id,
          account: identity.accountId,
          subscription: mine.subscriptionId,
        };
      },
    });
    await stack.up();
    const outputs = await stack.outputs();
    const text = (name: string) => String(outputs[name]?.value);

    expect(text("here")).toContain(":eu-north-1:123456789012:");
    expect(text("there")).toContain(":us-east-1:210987654321:");
    expect(text("group")).toContain(`/subscriptions/${subscription}/`);
    expect(text("group2")).toContain("-000000000002/");
    expect(text("account")).toBe("210987654321");
    expect(text("subscription")).toBe(subscription);
    await stack.destroy();
  });

  it("are refused when misconfigured", async () => {
    const stack = await sandbox.stack({
      stack: "misconfigured",
      config: { "aws:region": "frankfurt" },
      program: async () => {
        new sns.Topic("alerts");
      },
    });
    expect(await failureOf(stack.preview())).toContain("invalid AWS Region: frankfurt");
  });
});

describe("a preview", () => {
  it.each([
    {
      cloud: "aws",
      program: async () => {
        new Misspelt("aws:ssm/maintenanceWindow:MaintenanceWindow", {
          schedule: "rate(7 days)",
          duration: 3,
          cutof: 1,
        });
      },
      words: 'An argument named "cutof" is not expected here. Did you mean "cutoff"?',
    },
    {
      cloud: "azure-native",
      program: async () => {
        new Misspelt("azure-native:maintenance:MaintenanceConfiguration", {
          resourceGroupName: "rg",
          maintenanceScop: "InGuestPatch",
        });
      },
      words: "Could not find member 'maintenanceScop' on object of type 'MaintenanceConfiguration'",
    },
  ])("refuses a misspelt property for $cloud", async ({ cloud, program, words }) => {
    const stack = await sandbox.stack({ stack: `misspelt-${cloud}`, program });
    expect(await failureOf(stack.preview())).toContain(words);
  });

  it.each([
    {
      what: "a window whose cutoff is as long as the window",
      program: async () => {
        new ssm.MaintenanceWindow("raw", { schedule: "rate(7 days)", duration: 3, cutoff: 3 });
      },
      words: "operation error SSM: CreateMaintenanceWindow, ValidationException",
    },
    {
      what: "a configuration longer than Azure patches in",
      program: async () => {
        new MaintenanceConfiguration("raw", {
          resourceGroupName: "rg",
          location: "westeurope",
          maintenanceScope: "InGuestPatch",
          startDateTime: "2027-01-03 04:00",
          duration: "05:00",
          timeZone: "UTC",
          recurEvery: "1Week Sunday",
          extensionProperties: { InGuestPatchMode: "User" },
          installPatches: {
            rebootSetting: "IfRequired",
            linuxParameters: { classificationsToInclude: ["Security"] },
          },
        });
      },
      words: 'Code="',
    },
  ])("refuses $what, by the service's rules alone", async ({ what, program, words }) => {
    const stack = await sandbox.stack({ stack: `raw-${what.length}`, program });
    expect(await failureOf(stack.preview())).toContain(words);
  });

  it("refuses a function that the sandbox does not know, by its name", async () => {
    const stack = await sandbox.stack({
      stack: "invoke",
      program: async () => {
        await kms.getAlias({ name: "alias/main" });
      },
    });
    expect(await failureOf(stack.preview())).toContain("aws:kms/getAlias:getAlias");
  });
});

describe("secrets", () => {
  it("stay marked through create, state and refresh", async () => {
    const stack = await sandbox.stack({
      stack: "secrets",
      program: async () => {
        new ssm.Parameter("token", { type: "SecureString", value: pulumi.secret("s3cret") });
      },
    });
    await stack.up();
    expect((await stack.refresh()).changes).toEqual({ same: 2 });
    const [parameter] = await stack.resources("aws:ssm/parameter:Parameter");
    // The automation API exports secrets in plain text, but marked.
    const marked = expect.objectContaining({ plaintext: '"s3cret"' });
    expect(parameter).toMatchObject({ inputs: { value: marked }, outputs: { value: marked } });
    await stack.destroy();
  });
});

describe("a project folder", () => {
  it("runs as its language host runs it", async () => {
    const folder = path.join(sandbox.folder, "project");
    mkdirSync(folder);
    symlinkSync(path.join(projectRoot, "node_modules"), path.join(folder, "node_modules"));
    writeFileSync(path.join(folder, "Pulumi.yaml"), "name: folder\nruntime: nodejs\n");
    writeFileSync(path.join(folder, "package.json"), '{ "main": "index.js" }\n');
    writeFileSync(
      path.join(folder, "index.js"),
      'const { Topic } = require("@pulumi/aws/sns");\nexports.arn = new Topic("alerts").arn;\n',
    );
    const stack = await sandbox.stack({ program: folder, config: { "aws:region": "us-west-2" } });
    await stack.up();
    expect((await stack.outputs())["arn"]?.value).toContain(":us-west-2:");
    expect(readdirSync(path.join(sandbox.folder, "cloud"))).toContain("folder.dev.json");
    await stack.destroy();
  });
});
