import { describe, expect, it } from "vitest";
import { RunClose, type RunCloseArgs } from "../../../components/aws/runClose";
import { closeGiven, run, target } from "../../support/automation/patchRun";
import { deploy } from "../../support/mocks";

const args: RunCloseArgs = {
  accountId: "012345678901",
  region: "eu-central-1",
  windowId: "mw-0123456789abcdef0",
  windowTargetId: target,
  closeDocument: "web-close",
  patchGroup: "web.broad",
  roleArn: "arn:aws:iam::012345678901:role/event",
};

const declared = () => deploy(() => new RunClose("web.broad", args));

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

  it("tells the close what it must know, the run from the event among it", async () => {
    const { only } = await declared();

    const { inputTransformer, arn, roleArn } = only(
      "aws:cloudwatch/eventTarget:EventTarget",
    ).inputs;
    const { inputPaths, inputTemplate } = inputTransformer as {
      inputPaths: object;
      inputTemplate: string;
    };
    expect(arn).toBe(
      "arn:aws:ssm:eu-central-1:012345678901:automation-definition/web-close:$DEFAULT",
    );
    expect(roleArn).toBe(args.roleArn);
    expect(inputPaths).toEqual({ run: "$.detail.window-execution-id" });
    const given = JSON.parse(inputTemplate.replace("<run>", JSON.stringify(run)));
    expect(given).toEqual(
      Object.fromEntries(Object.entries(closeGiven).map(([name, value]) => [name, [value]])),
    );
  });

  it("refuses a place that is none", async () => {
    const message = await deploy(
      () => new RunClose("web.broad", { ...args, accountId: "12", region: "Frankfurt" }),
    ).catch((error: Error) => error.message);

    expect(String(message).split("\n")).toEqual([
      'RunClose "web.broad": region must be a region such as eu-central-1, got "Frankfurt"',
      'RunClose "web.broad": accountId must be twelve digits, got "12"',
    ]);
  });
});
