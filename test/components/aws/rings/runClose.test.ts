import { describe, expect, it } from "vitest";
import { RunClose, type RunCloseArgs } from "../../../../components/aws/rings/runClose";
import { closeGiven, dispatch, run, target, world } from "../../../support/automation/patchRun";
import { hasPython } from "../../../support/automation/python";
import { walkRunbook } from "../../../support/automation/walk";
import { deploy } from "../../../support/mocks";
import { sandboxCloud } from "../../../support/sandboxCloud";

const args: RunCloseArgs = {
  accountId: "012345678901",
  region: "eu-central-1",
  windowId: "mw-0123456789abcdef0",
  windowTargetIds: { "web.canary": run, "web.broad": target },
  dispatchDocument: "web-dispatch",
  roleArn: "arn:aws:iam::012345678901:role/event",
};

const declared = () => deploy(() => new RunClose("sunday", args));

const eventTarget = "aws:cloudwatch/eventTarget:EventTarget";

/** What the event of a run's end starts the dispatch with. */
async function given(): Promise<Readonly<Record<string, readonly string[]>>> {
  const { only } = await declared();
  const { inputTransformer } = only(eventTarget).inputs;
  const { inputTemplate } = inputTransformer as { inputTemplate: string };
  return JSON.parse(inputTemplate.replace("<run>", JSON.stringify(run)));
}

describe("RunClose", () => {
  it("hears of every end of its own window, the bad ones and the skipped ones too", async () => {
    const { only } = await declared();

    const rule = only("aws:cloudwatch/eventRule:EventRule").inputs;
    expect(JSON.parse(String(rule["eventPattern"]))).toEqual({
      source: ["aws.ssm"],
      "detail-type": ["Maintenance Window Execution State-change Notification"],
      detail: {
        "window-id": ["mw-0123456789abcdef0"],
        status: ["SUCCESS", "FAILED", "TIMED_OUT", "CANCELLED", "SKIPPED_OVERLAPPING"],
      },
    });
  });

  it("has one rule and one target however many rings the window has", async () => {
    const { only } = await declared();

    const { inputTransformer, arn, roleArn } = only(eventTarget).inputs;
    expect(arn).toBe(
      "arn:aws:ssm:eu-central-1:012345678901:automation-definition/web-dispatch:$DEFAULT",
    );
    expect(roleArn).toBe(args.roleArn);
    expect(inputTransformer).toMatchObject({ inputPaths: { run: "$.detail.window-execution-id" } });
    expect((await given())["Rings"]).toEqual([`${run} web.canary`, `${target} web.broad`]);
  });

  it("has a rule whose name EventBridge takes, however long the window's", async () => {
    const cloud = await sandboxCloud("012345678901");

    await deploy(() => new RunClose(`prod-eu-central-1-${"sunday-".repeat(8)}close`, args), cloud);

    expect(cloud.refusals).toEqual([]);
    expect(cloud.all("aws:cloudwatch/eventRule:EventRule")).toMatchObject([
      { id: expect.stringMatching(/^patch-run-close-/) },
    ]);
  });

  it.skipIf(!hasPython)("tells each close what it must know, the run from the event", async () => {
    const { WindowExecutionId = [], WindowId = [], Rings } = await given();

    const walk = walkRunbook(
      dispatch,
      { WindowExecutionId: WindowExecutionId[0], WindowId: WindowId[0], Rings },
      world(),
    );

    expect(walk.status).toBe("Success");
    expect(walk.calls.map(({ inputs }) => inputs["DocumentName"])).toEqual([
      "web-close",
      "web-close",
    ]);
    expect(walk.calls[1]?.inputs["Parameters"]).toEqual(
      Object.fromEntries(Object.entries(closeGiven).map(([name, value]) => [name, [value]])),
    );
  });

  it("refuses a place that is none, no rings, and rings and targets that are none", async () => {
    const refused = (changed: Partial<RunCloseArgs>) =>
      deploy(() => new RunClose("sunday", { ...args, ...changed })).catch(
        (error: Error) => error.message,
      );

    const windowTargetIds = { "web all": "web" };
    const message = await refused({ accountId: "12", region: "Frankfurt", windowTargetIds });
    expect(String(message).split("\n")).toEqual([
      'RunClose "sunday": region must be a region such as eu-central-1, got "Frankfurt"',
      'RunClose "sunday": accountId must be twelve digits, got "12"',
      'RunClose "sunday": windowTargetIds["web all"] must be a value of the PatchGroup tag of 1–256 letters, digits, _, - and ., got "web all"',
      'RunClose "sunday": windowTargetIds["web all"] must be the id of a target or task such as 0a1b2c3d-0123-4567-89ab-0123456789ab, got "web"',
    ]);
    expect(await refused({ windowTargetIds: {} })).toBe(
      'RunClose "sunday": windowTargetIds must name 1–50 rings, got 0',
    );
  });
});
