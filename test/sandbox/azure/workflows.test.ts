import { beforeEach, describe, expect, it } from "vitest";
import { azureRules } from "../../../sandbox/azure";
import { azureHome, type ServiceCloud, serviceCloud, told } from "../../support/serviceCloud";

const workflowType = "azure-native:logic:Workflow";

let cloud: ServiceCloud;
const failuresOf = (type: string, inputs: object, unknown: string[] = []) =>
  told(cloud.check(type, { ...inputs }, unknown));

beforeEach(() => {
  cloud = serviceCloud(azureRules, azureHome);
});

describe("workflows", () => {
  const definition = {
    $schema:
      "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
    contentVersion: "1.0.0.0",
    parameters: { freezes: { type: "Array", defaultValue: [] } },
    triggers: { event: { type: "Request", kind: "Http" } },
    actions: {
      init: {
        type: "InitializeVariable",
        inputs: { variables: [{ name: "failed", type: "boolean", value: false }] },
        runAfter: {},
      },
      machines: {
        type: "Foreach",
        foreach: "@parameters('freezes')",
        actions: {
          point: { type: "Http", inputs: { body: "@variables('failed')" } },
          check: { type: "Compose", inputs: "@body('point')", runAfter: { point: ["Succeeded"] } },
        },
        runAfter: { init: ["Succeeded"] },
      },
      cancel: { type: "Http", inputs: {}, runAfter: { machines: ["Failed", "TimedOut"] } },
    },
  };
  const workflow = (change: object) => ({
    resourceGroupName: "rg-patching",
    workflowName: "pre-event",
    location: "westeurope",
    identity: { type: "SystemAssigned" },
    definition: { ...definition, ...change },
  });
  const action = (name: string, change: object) => ({
    actions: {
      ...definition.actions,
      [name]: { ...(definition.actions as Record<string, object>)[name], ...change },
    },
  });

  const compose = { type: "Compose", inputs: "" };
  const trigger = (recurrence: object) => ({
    triggers: { tick: { type: "Recurrence", recurrence } },
  });
  const concurrency = (runs: number) => ({
    event: { type: "Request", runtimeConfiguration: { concurrency: { runs } } },
  });
  const loop = (repetitions: number) => ({
    runtimeConfiguration: { concurrency: { repetitions } },
  });
  const many = (count: number, value: object) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, value]));
  const nested = (depth: number): object =>
    depth === 1
      ? { a1: compose }
      : { [`a${depth}`]: { type: "Scope", actions: nested(depth - 1) } };
  const init = (name: string) => ({
    type: "InitializeVariable",
    inputs: { variables: [{ name, type: "string" }] },
  });

  it.each([
    {},
    trigger({ frequency: "Minute", interval: 5 }),
    trigger({ frequency: "Minute", interval: 72_000 }),
    trigger({
      frequency: "Day",
      interval: 1,
      timeZone: "W. Europe Standard Time",
      schedule: { hours: [3], minutes: [30] },
    }),
    trigger({ frequency: "Week", interval: 1, schedule: { weekDays: ["Monday"] } }),
    { triggers: concurrency(100) },
    { triggers: many(10, { type: "Request" }) },
    { actions: many(500, compose) },
    { actions: nested(8) },
    { actions: { pick: { type: "Switch", cases: many(25, {}) } } },
    { actions: { poll: { type: "Until", limit: { count: 5000 } } } },
    { actions: { a: { ...compose, inputs: `@${"x".repeat(8191)}` } } },
    action("machines", loop(50)),
  ])("take a definition that holds together: %#", (change) => {
    expect(failuresOf(workflowType, workflow(change))).toBe("");
  });

  it.each([
    [{ workflowName: "x".repeat(80) }, ""],
    [{ workflowName: "x".repeat(81) }, "1 to 80 letters"],
    [{ state: "Disabled" }, ""],
    [{ state: "Paused" }, "The workflow state 'Paused' is not valid"],
  ])("are judged by their name and state: %o", (change, message) => {
    const failures = failuresOf(workflowType, { ...workflow({}), ...change });

    expect(failures === "").toBe(message === "");
    expect(failures).toContain(message);
  });

  it("hold one megabyte and not a byte more", () => {
    const filled = (length: number) => workflow({ metadata: { text: "x".repeat(length) } });
    const left = 1_048_576 - Buffer.byteLength(JSON.stringify(filled(0).definition));

    expect(failuresOf(workflowType, filled(left))).toBe("");
    expect(failuresOf(workflowType, filled(left + 1))).toContain("1048577 bytes, allowed: 1048576");
  });

  it.each([
    [{ $schema: undefined }, "'$schema' property of the template is required"],
    [{ $schema: "https://example.org/workflow.json" }, "is not supported"],
    [{ contentVersion: undefined }, "'contentVersion'"],
    [{ triggers: undefined }, "'triggers'"],
    [{ actions: undefined }, "'actions'"],
    [{ triggers: { event: {} } }, "trigger 'event' has no 'type'"],
    [action("cancel", { type: undefined }), "action 'cancel' has no 'type'"],
    [
      action("cancel", { runAfter: { nothing: ["Failed"] } }),
      "contains non-existent action: 'nothing'",
    ],
    [
      action("cancel", { runAfter: { point: ["Failed"] } }),
      "contains non-existent action: 'point'",
    ],
    [action("cancel", { runAfter: { machines: ["Done"] } }), "has the status 'Done'"],
    [action("init", { runAfter: { cancel: ["Succeeded"] } }), "'runAfter' is circular"],
    [action("cancel", { inputs: { uri: "@parameters('url')" } }), "parameters('url')"],
    [action("cancel", { inputs: { uri: "@body('nothing')" } }), "body('nothing')"],
    [action("cancel", { inputs: { uri: "at @{variables('never')}" } }), "variables('never')"],
    [{ parameters: { freezes: { type: "Array" } } }, "neither a value nor a default value"],
    [trigger({ frequency: "Fortnight", interval: 1 }), "frequency 'Fortnight', allowed: Second"],
    [trigger({ frequency: "Minute", interval: 0 }), "allowed for Minute: 1 to 72000"],
    [trigger({ frequency: "Minute", interval: 72_001 }), "allowed for Minute: 1 to 72000"],
    [trigger({ frequency: "Minute" }), "interval 'undefined'"],
    [trigger({ frequency: "Minute", interval: 5, schedule: { hours: [1] } }), "has a schedule"],
    [trigger({ frequency: "Day", interval: 1, schedule: { weekDays: ["Monday"] } }), "weekDays"],
    [trigger({ frequency: "Day", interval: 1, schedule: { hours: [24] } }), "hours beyond 23"],
    [trigger({ frequency: "Day", interval: 1, timeZone: "Europe/Berlin" }), "Windows time zone"],
    [{ triggers: { event: { type: "Carrier pigeon" } } }, "unknown type 'Carrier pigeon'"],
    [trigger({ frequency: "Day", interval: 1, schedule: { minutes: [60] } }), "minutes beyond 59"],
    [{ triggers: concurrency(0) }, "0 concurrent runs, allowed: 1 to 100"],
    [{ triggers: concurrency(101) }, "101 concurrent runs, allowed: 1 to 100"],
    [{ triggers: many(11, { type: "Request" }) }, "at most 10 triggers"],
    [{ actions: many(501, compose) }, "at most 500 actions, got 501"],
    [{ actions: nested(9) }, "nested 9 levels deep, allowed: 8"],
    [{ actions: { pick: { type: "Switch", cases: many(26, {}) } } }, "26 cases, allowed: 25"],
    [action("machines", loop(0)), "0 concurrent repetitions, allowed: 1 to 50"],
    [{ actions: { poll: { type: "Until", limit: { count: 0 } } } }, "limit of 0 iterations"],
    [action("machines", loop(51)), "51 concurrent repetitions, allowed: 1 to 50"],
    [{ actions: { poll: { type: "Until", limit: { count: 5001 } } } }, "limit of 5001 iterations"],
    [{ actions: { in: { type: "Scope", actions: { a: init("x") } } } }, "must be at the top level"],
    [{ actions: { a: init("x"), b: init("x") } }, "the variable 'x' is initialized twice"],
    [{ parameters: many(51, { type: "Array", defaultValue: [] }) }, "at most 50 parameters"],
    [{ actions: { a: { ...compose, inputs: `@${"x".repeat(8192)}` } } }, "8193 characters"],
    [{ description: "x".repeat(257) }, "the description has 257 characters"],
  ])("are refused: %#", (change, message) => {
    const failures = failuresOf(workflowType, workflow(change));

    expect(failures).toContain('Workflows_CreateOrUpdate: Status=400 Code="InvalidTemplate"');
    expect(failures).toContain(message);
  });

  it("are refused with a value for a parameter that is not declared", () => {
    const inputs = { ...workflow({}), parameters: { urgent: { value: true } } };

    expect(failuresOf(workflowType, inputs)).toContain("'urgent' is not declared");
  });

  it("answer a principal that stays, and never the callback URL", () => {
    const made = cloud.create(workflowType, workflow({}));
    const changed = cloud.update(made, workflow({ contentVersion: "1.0.0.1" }));

    expect(made.outputs["identity"]).toMatchObject({
      principalId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(changed.outputs["identity"]).toEqual(made.outputs["identity"]);
    expect(made.outputs["accessEndpoint"]).toMatch(
      /^https:\/\/prod-\d\d\.westeurope\.logic\.azure\.com/,
    );
    expect(JSON.stringify(made.outputs)).not.toMatch(/callback|sig=/i);
  });
});
