import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { PatchRunbooks, type PatchRunbooksArgs } from "../../../../components/aws";
import { diffResource } from "../../../../sandbox/provider/diffResource";
import { create } from "../../../../sandbox/provider/resourceOperations";
import { toWireObject } from "../../../../sandbox/provider/wireValue";
import { deploy } from "../../../support/mocks";
import { check, urnOf } from "../../../support/provider";
import { sandboxCloud } from "../../../support/sandboxCloud";

const account = "012345678901";
const calendar = `arn:aws:ssm:eu-central-1:${account}:document/freezes`;
const args: PatchRunbooksArgs = {
  accountId: account,
  region: "eu-central-1",
  patchGroups: ["web.canary"],
  calendarArns: [calendar],
  vault: { name: "vault", arn: `arn:aws:backup:eu-central-1:${account}:backup-vault:vault` },
  backupRoleArn: `arn:aws:iam::${account}:role/backup`,
};

const alarms = (count: number, length: number) =>
  Array.from({ length: count }, (_, index) => `${index}-${"x".repeat(length)}`);

async function settingsWith(alarmNames: readonly string[]) {
  const rings = { "web.canary": { alarmNames } };
  const { ofType } = await deploy(() => new PatchRunbooks("web", { ...args, rings }));
  const found = ofType("aws:ssm/parameter:Parameter").find(({ name }) => name.endsWith("settings"));
  if (found === undefined) throw new Error("the ring has no settings");
  return found;
}

/** What is thrown when the component is declared, and what of AWS is registered by then. */
async function refusedAtOnce(changed: Partial<PatchRunbooksArgs>) {
  const { result, resources } = await deploy(() => {
    try {
      new PatchRunbooks("web", { ...args, ...changed });
      return "nothing was refused";
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });
  return { message: result, children: resources.filter(({ type }) => type.startsWith("aws:")) };
}

const tooLarge =
  /^PatchRunbooks "web": rings\["web.canary"\] must come to at most 8192 bytes of settings, got \d+; name fewer or shorter alarms, or only its own calendarArns$/;

describe("the settings of a ring", () => {
  it("stay one parameter when they grow and shrink: its tier follows their size", async () => {
    const { provider } = await sandboxCloud(account);
    const { type, name, inputs } = await settingsWith(alarms(40, 90));
    const urn = urnOf(type, name);
    const checked = check(provider, urn, {}, inputs);
    const { outputs } = create(provider, urn, checked, false);
    const smaller = toWireObject((await settingsWith([])).inputs);

    const { changes } = diffResource(provider, urn, { inputs: checked, outputs }, smaller, []);

    expect(outputs["tier"]).toBe("Advanced");
    expect(changes).toEqual([{ path: "insecureValue", kind: "update", replaces: false }]);
  });

  it.each<[string, number, Partial<PatchRunbooksArgs>]>([
    ["known", 200, {}],
    ["made by the same program", 148, { calendarArns: [pulumi.output(calendar)] }],
  ])(
    "are refused before anything is made when they are too many, calendars %s",
    async (_case, length, changed) => {
      const rings = { "web.canary": { alarmNames: alarms(50, length) } };

      const { message, children } = await refusedAtOnce({ ...changed, rings });

      expect(message).toMatch(tooLarge);
      expect(children).toEqual([]);
    },
  );
});
