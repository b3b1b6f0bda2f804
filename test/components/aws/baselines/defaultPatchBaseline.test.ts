import { describe, expect, it } from "vitest";
import { DefaultPatchBaseline, PatchBaseline } from "../../../../components/aws";
import { deploy, outputValue } from "../../../support/mocks";
import { useSandbox } from "../../../support/sandbox";

const region = "eu-central-1";
const args = {
  region,
  operatingSystem: "AMAZON_LINUX_2023",
  baselineId: "pb-0123456789abcdef0",
} as const;

describe("DefaultPatchBaseline", () => {
  it("registers a baseline for its system, giving up the old registration before a new one", async () => {
    const { result, only } = await deploy(() => new DefaultPatchBaseline("linux", args));

    const registration = only("aws:ssm/defaultPatchBaseline:DefaultPatchBaseline");
    expect(registration.inputs).toEqual(args);
    expect(registration.options.deleteBeforeReplace).toBe(true);
    expect(await outputValue(result.baselineId)).toBe(args.baselineId);
  });

  it.each([false, true])(
    "refuses a baseline of this program that is another system's before it is registered; in a preview: %s",
    async (preview) => {
      const declare = (operatingSystem: "AMAZON_LINUX_2023" | "WINDOWS") =>
        deploy(
          () => {
            const { baselineId } = new PatchBaseline("linux", {
              region,
              operatingSystem: "AMAZON_LINUX_2023",
            });
            new DefaultPatchBaseline("default", { region, operatingSystem, baselineId });
          },
          { preview },
        );
      const type = "aws:ssm/defaultPatchBaseline:DefaultPatchBaseline";

      const [right, wrong] = [await declare("AMAZON_LINUX_2023"), await declare("WINDOWS")];

      expect(right.rejections).toEqual([]);
      expect(right.ofType(type)).toHaveLength(1);
      expect(wrong.rejections).toContainEqual(
        expect.stringContaining(
          'DefaultPatchBaseline "default": operatingSystem must be the baseline\'s, AMAZON_LINUX_2023, got "WINDOWS"',
        ),
      );
      expect(wrong.ofType(type)).toEqual([]);
    },
  );

  it("takes a baseline that AWS owns by its ARN", async () => {
    const baselineId = "arn:aws:ssm:eu-central-1:280605243866:patchbaseline/pb-0123456789abcdef0";

    const { only } = await deploy(() => new DefaultPatchBaseline("linux", { ...args, baselineId }));

    expect(only("aws:ssm/defaultPatchBaseline:DefaultPatchBaseline").inputs).toMatchObject({
      baselineId,
    });
  });
});

describe("DefaultPatchBaseline on the engine", () => {
  const sandbox = useSandbox();
  const rules = [
    { approveAfterDays: 2, filters: [{ key: "CLASSIFICATION", values: ["Security"] }] },
  ];
  const declare = (chosen: "first" | "second") => async () => {
    const { operatingSystem } = args;
    const baseline = (name: string) =>
      new PatchBaseline(name, { region, operatingSystem, approvalRules: rules });
    const baselines = { first: baseline("first"), second: baseline("second") };
    const { baselineId } = baselines[chosen];
    new DefaultPatchBaseline("linux", { region, operatingSystem, baselineId });
  };

  it("is still registered after its baseline is replaced by another", async () => {
    const stack = await sandbox.stack({
      program: declare("first"),
      config: { "aws:region": region },
    });
    await stack.up();
    stack.program(declare("second"));

    const replaced = await stack.up();
    const refreshed = await stack.refresh();
    const gone = await stack.destroy();

    expect(replaced.changes).toMatchObject({ replace: 1 });
    expect(refreshed.changes).toEqual({ same: expect.any(Number) });
    expect(gone.changes).toEqual({ delete: expect.any(Number) });
  }, 120_000);
});
