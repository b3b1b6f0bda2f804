import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WireObject } from "../../../sandbox/provider/wireValue";
import { checkInputs } from "../../../sandbox/schema/checkInputs";
import { loadSchema } from "../../../sandbox/schema/loadSchema";
import { findResource, type ResourceShape, type Schema } from "../../../sandbox/schema/shape";
import { sampleInputs } from "../../support/samples";

const secretMark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function faults(schema: Schema, token: string, inputs: unknown): string[] {
  const shape = findResource(schema, token);
  if (shape === undefined) throw new Error(`no such type: ${token}`);
  const found = checkInputs(schema, shape.name, shape.inputs, inputs as WireObject);
  return found.map(({ property, reason }) => `${property}: ${reason}`);
}

describe("inputs of aws", async () => {
  const aws = await loadSchema("aws");
  const window = (inputs: object) =>
    faults(aws, "aws:ssm/maintenanceWindow:MaintenanceWindow", {
      schedule: "rate(7 days)",
      duration: 3,
      cutoff: 1,
      ...inputs,
    });

  it("accepts what the type has", () => {
    expect(
      window({ name: "sunday", tags: { "cost.centre": "7" }, allowUnassociatedTargets: true }),
    ).toEqual([]);
  });

  it("refuses a misspelt property and names the nearest", () => {
    expect(window({ schedulTimezone: "UTC" })).toEqual([
      'schedulTimezone: Unsupported argument. An argument named "schedulTimezone" is not expected here. Did you mean "scheduleTimezone"?',
    ]);
  });

  it("refuses a misspelt property inside a list of objects", () => {
    const inputs = { approvalRules: [{ approveAfterDay: 3, patchFilters: [] }] };
    expect(faults(aws, "aws:ssm/patchBaseline:PatchBaseline", inputs)).toEqual([
      'approvalRules[0].approveAfterDay: Unsupported argument. An argument named "approveAfterDay" is not expected here. Did you mean "approveAfterDays"?',
    ]);
  });

  it("refuses wrong types and missing properties, all at once", () => {
    const inputs = { schedule: 5, duration: "3", tags: ["a"] };
    expect(faults(aws, "aws:ssm/maintenanceWindow:MaintenanceWindow", inputs)).toEqual([
      'schedule: Inappropriate value for attribute "schedule": a string is required, got 5.',
      'duration: Inappropriate value for attribute "duration": a number is required, got "3".',
      'tags: Inappropriate value for attribute "tags": a map is required, got a list.',
      'cutoff: Missing required argument. The argument "cutoff" is required, but no definition was found.',
    ]);
  });

  it("looks under secrets, and lets pass what is not known yet", () => {
    expect(window({ name: { ...secretMark, value: 7 } })).toHaveLength(1);
    expect(
      window({ name: { ...secretMark, value: "x" }, schedule: unknown, tags: unknown }),
    ).toEqual([]);
  });

  it("takes any text where the enumeration is a help for the editor", () => {
    const inputs = { instanceType: "m99.huge", ami: "ami-1" };
    expect(faults(aws, "aws:ec2/instance:Instance", inputs)).toEqual([]);
  });

  it("takes a policy document as text or as an object, not as a number", () => {
    const role = (assumeRolePolicy: unknown) =>
      faults(aws, "aws:iam/role:Role", { assumeRolePolicy });
    expect(role("{}")).toEqual([]);
    expect(role({ Version: "2012-10-17", Statement: [{ Effect: "Allow" }] })).toEqual([]);
    expect(role(5)).toHaveLength(1);
    expect(role({ Version: "2012-10-17", Statment: [] })).toContainEqual(
      expect.stringContaining("assumeRolePolicy.Statment: Unsupported argument"),
    );
  });
});

describe("inputs of azure-native", async () => {
  const azure = await loadSchema("azure-native");
  const configuration = (inputs: object) =>
    faults(azure, "azure-native:maintenance:MaintenanceConfiguration", {
      resourceGroupName: "rg",
      ...inputs,
    });

  it("compares enumerations without case, as ARM does", () => {
    expect(configuration({ maintenanceScope: "inguestpatch" })).toEqual([]);
    expect(configuration({ maintenanceScope: "Guest" })).toEqual([
      'maintenanceScope: Code="InvalidParameter" Message="The value of \'maintenanceScope\' is "Guest". Allowed values: "Host" "Resource" "OSImage" "Extension" "InGuestPatch" "SQLDB" "SQLManagedInstance"."',
    ]);
  });

  it("refuses a misspelt property of a nested object and names the nearest", () => {
    expect(configuration({ installPatches: { rebootSettings: "Always" } })).toEqual([
      'installPatches.rebootSettings: Code="InvalidRequestContent" Message="Could not find member \'rebootSettings\' on object of type \'InputPatchConfigurationArgs\'." Did you mean "rebootSetting"?',
    ]);
  });

  it("judges a union by its constant property", () => {
    const inputs = {
      scope: "/subscriptions/x",
      destination: { endpointType: "WebHook", endpointUrl: "https://x" },
    };
    const token = "azure-native:eventgrid:EventSubscription";
    expect(faults(azure, token, inputs)).toEqual([]);
    const wrong = { ...inputs, destination: { endpointType: "WebHook", endpontUrl: "https://x" } };
    expect(faults(azure, token, wrong)).toEqual([
      expect.stringContaining("Could not find member 'endpontUrl' on object of type 'WebHook"),
    ]);
  });

  it("knows a versioned token by the type's own shape", () => {
    const token = "azure-native:maintenance/v20230401:MaintenanceConfiguration";
    expect(faults(azure, token, {})).toEqual([
      "resourceGroupName: missing required property 'resourceGroupName'",
    ]);
  });

  it("takes a VM size that is newer than the SDK", () => {
    const inputs = { resourceGroupName: "rg", hardwareProfile: { vmSize: "Standard_D2s_v9" } };
    expect(faults(azure, "azure-native:compute:VirtualMachine", inputs)).toEqual([]);
  });
});

describe.each(["aws", "azure-native"] as const)("every resource type of %s", async (sdk) => {
  const schema = await loadSchema(sdk);
  const types = Object.values(schema.resources);
  const check = (type: ResourceShape, inputs: Record<string, unknown>) =>
    checkInputs(schema, type.name, type.inputs, inputs as WireObject);

  it("is read", () => {
    expect(types.length).toBeGreaterThan(1700);
  });

  it("takes its own required properties", () => {
    for (const type of types) {
      expect(check(type, sampleInputs(schema, type.inputs)), `${type.module}:${type.name}`).toEqual(
        [],
      );
    }
  });

  it("refuses a property dropped or misspelt at random", () => {
    const typeAndProperty = fc
      .constantFrom(...types.filter((type) => Object.keys(type.inputs).length > 0))
      .chain((type) =>
        fc.record({
          type: fc.constant(type),
          property: fc.constantFrom(...Object.keys(type.inputs)),
          cut: fc.nat(30),
        }),
      );
    fc.assert(
      fc.property(typeAndProperty, ({ type, property, cut }) => {
        const inputs = sampleInputs(schema, type.inputs);
        const at = cut % property.length;
        const misspelt = `${property.slice(0, at)}${property.slice(at + 1)}q`;
        fc.pre(type.inputs[misspelt] === undefined);
        const { [property]: dropped, ...others } = inputs;
        if (type.inputs[property]?.required) {
          expect(check(type, others).map((fault) => fault.property)).toEqual([property]);
        }
        const refused = check(type, { ...inputs, [misspelt]: dropped ?? "x" });
        expect(refused.map((fault) => fault.property)).toEqual([misspelt]);
        expect(refused[0]?.reason).toContain(misspelt);
      }),
      { numRuns: 500 },
    );
  });
});
