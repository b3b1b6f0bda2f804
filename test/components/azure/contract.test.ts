/** What holds for every Azure component, clause by clause. */
import { Provider } from "@pulumi/azure-native/provider";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as azure from "../../../components/azure";
import { components, tags } from "../../support/azureComponents";
import { existing, wrongValues } from "../../support/azureContract";
import { azureAnswers } from "../../support/azureMocks";
import { type Deployment, deploy, outputValue } from "../../support/mocks";
import { subscription } from "../../support/patchRun";

const childrenOf = ({ resources }: Deployment<unknown>) =>
  resources.filter(({ type }) => type.startsWith("azure-native:"));

/** Assignments are extensions of what they stand on, and hold no tags. */
const takesTags = (kind: string) =>
  !["DynamicScope", "MachineAssignment", "ComplianceAssignments"].includes(kind);

it("is tested of every component of azure", () => {
  const classes = Object.entries(azure).filter(
    ([, value]) => (value as { prototype?: unknown }).prototype instanceof pulumi.ComponentResource,
  );

  expect(Object.keys(components).toSorted()).toEqual(classes.map(([name]) => name).toSorted());
});

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

  it("gives every child the times that it is given", async () => {
    const deployed = await run(() => ({
      customTimeouts: { create: "20m", delete: "5m" },
    }));

    expect(childrenOf(deployed).length).toBeGreaterThan(0);
    for (const { name, options } of childrenOf(deployed)) {
      expect(options.customTimeouts, name).toEqual(["20m", "", "5m"]);
    }
  });

  it("refuses what an Output holds once it is known, in the words of a plain value", async () => {
    const wrong = wrongValues[kind];
    if (wrong === undefined) throw new Error(`no wrong value of ${kind}`);
    const { property, value, complaint } = wrong;
    const given = (one: unknown) =>
      deploy(() => declare("web", {}, { [property]: one }), azureAnswers);

    const plain = await given(value).then(
      () => "nothing was refused",
      (error: Error) => error.message,
    );
    const { rejections } = await given(pulumi.output(value));

    const start = `${kind} "web": `;
    expect(plain.slice(0, start.length)).toBe(start);
    expect(plain.slice(start.length)).toMatch(complaint);
    expect(rejections.join("\n")).toContain(plain);
  });

  it("tells all that is wrong at once, before a child is there", async () => {
    const wrong = wrongValues[kind];
    if (wrong === undefined) throw new Error(`no wrong value of ${kind}`);
    const { property, value, complaint } = wrong;

    const deployed = await deploy(() => {
      try {
        declare("web", {}, { [property]: value, colour: "red" });
        return "nothing was refused";
      } catch (error) {
        return String((error as Error).message);
      }
    }, azureAnswers);

    const told = deployed.result.split("\n").map((line) => line.replace(`${kind} "web": `, ""));
    expect(told).toHaveLength(2);
    expect(told).toContainEqual(expect.stringMatching(complaint));
    expect(told).toContainEqual(expect.stringContaining("colour"));
    expect(childrenOf(deployed)).toEqual([]);
  });

  it("takes what is not known in a preview for no fault", async () => {
    const deployed = await deploy(() => declare("web"), { ...azureAnswers, preview: true });

    expect(deployed.rejections).toEqual([]);
    expect(childrenOf(deployed).length).toBeGreaterThan(0);
  });

  it("stands twice beside itself under two names", async () => {
    const { resources } = await deploy(() => [declare("one"), declare("two")], azureAnswers);

    const urns = resources.map(({ urn }) => urn);
    expect(new Set(urns).size).toBe(urns.length);
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
      const taggable = /Configuration$|Workflow$|SystemTopic$|StorageAccount$|Vault$/.test(type);
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

const tagged = Object.entries(components).filter(([kind]) => takesTags(kind));
it.each(tagged)("%s lets its caller's tags win over ours", async (_kind, declare) => {
  const own = { ManagedBy: "platform", Team: "ops" };

  const deployed = await deploy(() => declare("web", {}, { tags: own }), azureAnswers);

  const children = childrenOf(deployed).filter(({ inputs }) => inputs["tags"] !== undefined);
  expect(children.length).toBeGreaterThan(0);
  for (const { type, inputs } of children) expect(inputs["tags"], type).toEqual(own);
});

describe("what exists already", () => {
  it.each(existing.map((one) => [`${one.component}: ${one.what}`, one] as const))(
    "stands in for what would be made, %s",
    async (_name, { component, given, type, used }) => {
      const declare = components[component];
      const without = await deploy(() => declare("web"), azureAnswers);
      const deployed = await deploy(() => declare("web", {}, given), azureAnswers);

      const told = (one: Deployment<unknown>) =>
        JSON.stringify(childrenOf(one).map((child) => [child.type, child.inputs]));
      expect(told(without)).toContain(`"${type}"`);
      expect(told(deployed)).not.toContain(`"${type}"`);
      expect(told(deployed)).toContain(used);
    },
  );
});
