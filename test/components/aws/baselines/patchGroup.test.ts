import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { PatchGroup } from "../../../../components/aws/baselines/patchGroup";
import { deploy, outputValue } from "../../../support/mocks";

const args = {
  region: "eu-west-1",
  patchGroup: "web.canary",
  baselineId: "pb-0123456789abcdef0",
} as const;

describe("PatchGroup", () => {
  it("registers the group, giving up the old registration before a new one", async () => {
    const { result, only } = await deploy(() => new PatchGroup("web", args));

    const group = only("aws:ssm/patchGroup:PatchGroup");
    expect(group.inputs).toEqual(args);
    expect(group.options.deleteBeforeReplace).toBe(true);
    expect(group.parentType).toBe("patchwarden:aws:PatchGroup");
    expect(await outputValue(result.patchGroup)).toBe("web.canary");
  });

  it("refuses what is no baseline and an empty group, both at once", async () => {
    const refused = deploy(
      () => new PatchGroup("web", { ...args, patchGroup: "", baselineId: "linux" }),
    );

    await expect(refused).rejects.toThrow(
      [
        'PatchGroup "web": patchGroup must be 1–256 letters, digits, spaces and _.:/=+-@, got ""',
        'PatchGroup "web": baselineId must be a baseline\'s id or ARN, got "linux"',
      ].join("\n"),
    );
  });

  it("refuses a wrong baseline inside an Output", async () => {
    const { rejections } = await deploy(
      () => new PatchGroup("web", { ...args, baselineId: pulumi.output("linux") }),
    );

    expect(rejections.join("\n")).toContain(
      'PatchGroup "web": baselineId must be a baseline\'s id or ARN, got "linux"',
    );
  });
});
