/** What holds for every Azure component, clause by clause. */
import { Provider } from "@pulumi/azure-native/provider";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { ComplianceAssignments } from "../../../components/azure/complianceAssignments";
import { DynamicScope } from "../../../components/azure/dynamicScope";
import { MaintenanceConfiguration } from "../../../components/azure/maintenanceConfiguration";
import { PostRun } from "../../../components/azure/postRun";
import { RunStore } from "../../../components/azure/runs/runStore";
import { SnapshotPolicy } from "../../../components/azure/snapshotPolicy";
import { azureAnswers, runStorePlace } from "../../support/azureMocks";
import { deploy, outputValue } from "../../support/mocks";
import { configurationId, subscription } from "../../support/patchRun";

type Declare = (
  name: string,
  opts?: pulumi.ComponentResourceOptions,
) => pulumi.ComponentResource & Record<string, unknown>;

const tags = { CostCentre: "4711" };
const components: Readonly<Record<string, Declare>> = {
  MaintenanceConfiguration: (name, opts) =>
    new MaintenanceConfiguration(
      name,
      {
        resourceGroupName: "rg-patching",
        location: "westeurope",
        schedule: "every sunday at 04:00",
        timezone: "Europe/Berlin",
        effectiveFrom: "2026-12-01",
        duration: 180,
        linux: { classifications: ["Security"] },
        tags,
      },
      opts,
    ) as never,
  DynamicScope: (name, opts) =>
    new DynamicScope(
      name,
      { maintenanceConfigurationId: configurationId, patchGroups: ["web.canary"] },
      opts,
    ) as never,
  SnapshotPolicy: (name, opts) =>
    new SnapshotPolicy(
      name,
      {
        resourceGroupName: "rg-patching",
        location: "westeurope",
        subscriptionId: subscription,
        effectiveFrom: "2026-12-01",
        configurations: [
          { key: "web", configurationId, group: "web", duration: 180, gap: 10080, keepDays: 14 },
        ],
        runStore: runStorePlace(),
        tags,
      },
      opts,
    ) as never,
  RunStore: (name, opts) =>
    new RunStore(
      name,
      {
        resourceGroupName: "rg-patching",
        location: "westeurope",
        subscriptionId: subscription,
        tags,
      },
      opts,
    ) as never,
  PostRun: (name, opts) =>
    new PostRun(
      name,
      {
        resourceGroupName: "rg-patching",
        location: "westeurope",
        subscriptionId: subscription,
        configurations: [
          {
            key: "web",
            configurationId,
            gap: 10_080,
            linux: { classifications: ["Security"] },
            systemTopicName: "topic",
          },
        ],
        runStore: runStorePlace(),
        tags,
      },
      opts,
    ) as never,
  ComplianceAssignments: (name, opts) =>
    new ComplianceAssignments(
      name,
      { scope: `/subscriptions/${subscription}`, location: "westeurope" },
      opts,
    ) as never,
};

describe.each(Object.entries(components))("%s", (kind, declare) => {
  const run = (opts: () => pulumi.ComponentResourceOptions = () => ({})) =>
    deploy(() => declare("web", opts()), azureAnswers);

  it("registers under its own type, with its arguments, and is the parent of every child", async () => {
    const { only, resources } = await run();

    const component = only(`patchwarden:azure:${kind}`);
    const children = resources.filter(({ type }) => type.startsWith("azure-native:"));
    expect(Object.keys(component.inputs).length).toBeGreaterThan(1);
    expect(children.length).toBeGreaterThan(0);
    for (const child of children) expect(child.parentUrn, child.name).toBe(component.urn);
  });

  it("hands its provider to every child", async () => {
    const { resources } = await run(() => ({
      provider: new Provider("other", { subscriptionId: subscription }),
    }));

    const children = resources.filter(({ type }) => type.startsWith("azure-native:"));
    for (const { name, options } of children) {
      expect(options.provider, name).toContain("pulumi:providers:azure-native::other::");
    }
  });

  it("honours protect, aliases and transforms", async () => {
    const seen: string[] = [];
    const { resources } = await run(() => ({
      protect: true,
      aliases: [{ name: "former" }],
      transforms: [
        ({ type }) => {
          seen.push(type);
          return undefined;
        },
      ],
    }));

    const children = resources.filter(({ type }) => type.startsWith("azure-native:"));
    for (const { name, options } of children) {
      expect(options.protect, name).toBe(true);
      expect(options.aliases.join(), name).toContain("former");
    }
    expect(seen.sort()).toEqual(resources.map(({ type }) => type).sort());
  });

  it("merges tags into everything that takes them", async () => {
    const { resources } = await run();

    for (const { type, inputs } of resources) {
      const taggable = /Configuration$|Workflow$|SystemTopic$|StorageAccount$/.test(type);
      if (type.startsWith("azure-native:") && taggable) {
        expect(inputs["tags"], type).toEqual({ ManagedBy: "patchwarden", ...tags });
      }
    }
  });

  it("has outputs that are known after an update", async () => {
    const { result } = await run();

    const outputs = Object.entries(result).filter(
      ([key, value]) => key !== "urn" && !key.startsWith("__") && pulumi.Output.isInstance(value),
    );
    expect(outputs.length).toBeGreaterThan(0);
    for (const [key, output] of outputs) {
      const value = await outputValue(output as pulumi.Output<unknown>);
      expect(JSON.stringify(value), key).toMatch(/[a-z]/);
    }
  });

  it("names the same things the same way again, whatever the day", async () => {
    const [first, second] = [await run(), await run()];

    const inputsByUrn = ({ resources }: typeof first) =>
      Object.fromEntries(resources.map(({ urn, inputs }) => [urn, inputs]));
    expect(inputsByUrn(second)).toEqual(inputsByUrn(first));
  });
});
