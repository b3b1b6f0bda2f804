import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { deploy, outputValue } from "./mocks";

class Pair extends pulumi.ComponentResource {
  readonly baselineId: pulumi.Output<string>;

  constructor(name: string, args: { group: pulumi.Input<string> }, opts = {}) {
    super("patchwarden:test:Pair", name, args, opts);
    const baseline = new ssm.PatchBaseline(name, { region: "eu-central-1" }, { parent: this });
    new ssm.PatchGroup(
      `${name}-group`,
      { baselineId: baseline.id, patchGroup: args.group },
      { parent: this, deleteBeforeReplace: true },
    );
    this.baselineId = baseline.id;
    this.registerOutputs({ baselineId: baseline.id });
  }
}

describe("deploy", () => {
  it("returns what was registered, with inputs, parents and options", async () => {
    const { result, resources, only } = await deploy(
      () => new Pair("web", { group: "web.canary" }),
    );

    expect(resources).toHaveLength(3);
    expect(only("aws:ssm/patchGroup:PatchGroup")).toMatchObject({
      parentType: "patchwarden:test:Pair",
      inputs: { patchGroup: "web.canary", baselineId: await outputValue(result.baselineId) },
      options: { deleteBeforeReplace: true, protect: false },
    });
    expect(only("patchwarden:test:Pair").inputs).toEqual({ group: "web.canary" });
  });

  it("collects errors thrown inside apply", async () => {
    const { rejections, ofType } = await deploy(() => {
      const group = pulumi.output("web.canary").apply((value): string => {
        throw new Error(`no such group: ${value}`);
      });
      return new Pair("web", { group });
    });

    expect(rejections).toEqual([expect.stringContaining("no such group: web.canary")]);
    expect(ofType("aws:ssm/patchGroup:PatchGroup")).toHaveLength(0);
  });

  it("leaves outputs unknown in a preview", async () => {
    const { result } = await deploy(() => new Pair("web", { group: "web.canary" }), {
      preview: true,
    });
    const isKnown = (result.baselineId as unknown as { isKnown: Promise<boolean> }).isKnown;

    expect(await isKnown).toBe(false);
  });

  it("refuses a provider function that no mock answers", async () => {
    const call = deploy(() => ssm.getPatchBaseline({ owner: "AWS" }));

    await expect(call).rejects.toThrow(
      "the program called aws:ssm/getPatchBaseline:getPatchBaseline, which no mock answers",
    );
  });
});
