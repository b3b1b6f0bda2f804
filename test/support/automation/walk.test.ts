/** The interpreter of runbooks is strict, or what it proves is worth nothing. */
import { describe, expect, it } from "vitest";
import { hasPython, runScript } from "./python";
import { checkSelector } from "./serviceModel";
import { type WalkOptions, type World, walkRunbook } from "./walk";

const step = (name: string, action: string, inputs: object, rest: object = {}) => ({
  name,
  action,
  description: "a step",
  onFailure: "Abort",
  inputs,
  ...rest,
});
const read = (name: string, rest: object = {}) =>
  step(name, "aws:executeAwsApi", { Service: "ssm", Api: "GetParameter", Name: "/one" }, rest);

function walk(steps: readonly object[], options: WalkOptions = {}, answer: World = () => ({})) {
  const content = { schemaVersion: "0.3", parameters: {}, variables, mainSteps: steps };
  return walkRunbook(JSON.stringify(content), {}, answer, options);
}

const variables = { Again: { type: "String", default: "yes" } };

describe("the interpreter of runbooks", () => {
  it.each<[string, object, string]>([
    ["an action that it does not know", step("One", "aws:pause", {}), "unknown action aws:pause"],
    ["a field that no step has", read("One", { retries: 3 }), "unknown field retries"],
    ["a step that is not there", read("One", { nextStep: "Two" }), "goes on to Two"],
    [
      "a call that no model describes",
      step("One", "aws:executeAwsApi", { Service: "ssm", Api: "GetNothing" }),
      "no model describes ssm:GetNothing",
    ],
    [
      "a member that the call lacks",
      step("One", "aws:executeAwsApi", { Service: "ssm", Api: "GetParameter", Path: "/one" }),
      "has no Path",
    ],
    [
      "a reference without a value",
      step("One", "aws:executeAwsApi", { Service: "ssm", Api: "GetParameter", Name: "{{ Two }}" }),
      "{{ Two }} has no value",
    ],
    [
      "an output of the wrong type",
      read("One", { outputs: [{ Name: "A", Selector: "$.Parameter.Value", Type: "String" }] }),
      "One.A must be String",
    ],
    [
      "a selector that no answer can serve",
      read("One", { outputs: [{ Name: "A", Selector: "$.Parameter.Text", Type: "String" }] }),
      "answers nothing at $.Parameter.Text",
    ],
    [
      "a handler of cancellation where the service heeds none",
      step("One", "aws:branch", { Choices: [], Default: "One" }, { onCancel: "step:One" }),
      "knows no onCancel",
    ],
    [
      "a variable that is not declared",
      step("One", "aws:updateVariable", { Name: "variable:Two", Value: "yes" }),
      "variable:Two is not declared",
    ],
  ])("refuses %s", (_case, one, message) => {
    expect(() => walk([one])).toThrow(message);
  });

  it("refuses an answer that the service would never give", () => {
    const answer = () => ({ Parameter: { Value: 3 } });

    expect(() => walk([read("One")], {}, answer)).toThrow("Value is no text");
  });

  it("goes on with the handler of a failure, and counts the run as failed", () => {
    const steps = [read("One", { onFailure: "step:Three" }), read("Two"), read("Three")];

    expect(walk(steps, { failAt: "One" })).toMatchObject({
      visited: ["One", "Three"],
      status: "Failed",
    });
  });

  it("goes on after a failure that is not critical, and counts the run as well", () => {
    const steps = [read("One", { onFailure: "Continue", isCritical: false }), read("Two")];

    expect(walk(steps, { failAt: "One" })).toMatchObject({
      visited: ["One", "Two"],
      status: "Success",
    });
  });

  it("goes on with the handler of a cancellation, and ends without one", () => {
    const steps = [read("One", { onCancel: "step:Three" }), read("Two"), read("Three")];

    expect(walk(steps, { cancelAt: "One" })).toMatchObject({
      visited: ["One", "Three"],
      status: "Cancelled",
    });
    expect(walk(steps, { cancelAt: "Two" })).toMatchObject({ visited: ["One", "Two"] });
  });

  it("takes a loop's steps again while its condition holds, and never too often", () => {
    const enough = step("Enough", "aws:updateVariable", { Name: "variable:Again", Value: "no" });
    const loop = (steps: readonly object[]) =>
      step("Loop", "aws:loop", {
        Steps: steps,
        LoopCondition: { Variable: "{{ variable:Again }}", StringEquals: "yes" },
        MaxIterations: 3,
      });

    expect(walk([loop([read("One")]), read("Two")]).visited).toEqual([
      "Loop",
      "One",
      "One",
      "One",
      "Two",
    ]);
    expect(walk([loop([read("One"), enough])]).visited).toEqual(["Loop", "One", "Enough"]);
  });

  it("lets a wait end with its timeout, on its own clock", () => {
    const wait = step(
      "Wait",
      "aws:waitForAwsResourceProperty",
      {
        Service: "backup",
        Api: "DescribeBackupJob",
        BackupJobId: "job-1",
        PropertySelector: "$.State",
        DesiredValues: ["COMPLETED"],
      },
      { timeoutSeconds: 600 },
    );
    const start = "2026-12-06T03:00:00.000Z";

    const walked = walk([wait], { start }, () => ({ State: "RUNNING" }));

    expect(walked.status).toBe("TimedOut");
    expect(walked.end.toISOString()).toBe("2026-12-06T03:11:00.000Z");
  });

  it("knows which selectors an answer can serve", () => {
    expect(() =>
      checkSelector("ec2:DescribeInstances", "$.Reservations[0].Instances"),
    ).not.toThrow();
    expect(() => checkSelector("ec2:DescribeInstances", "$.Instances[0]")).toThrow("no Instances");
  });

  it.skipIf(!hasPython)("runs a script on its clock, with the answers that it is given", () => {
    const script = `
import boto3, time
from datetime import datetime, timezone
def main(events, context):
    time.sleep(90)
    values = [page["Value"] for page in boto3.client("ssm").get_paginator("get_pages").paginate(Of=events["of"])]
    return {"at": datetime.now(timezone.utc).isoformat(), "values": values}
`;
    const job = { script, handler: "main", payload: { of: "x" }, now: new Date(0) };
    const asked: unknown[] = [];

    const end = runScript(job, (call) => {
      asked.push(call);
      return asked.length === 1 ? { Value: 1, NextToken: "more" } : { Value: 2 };
    });

    expect(end).toMatchObject({ ok: true, payload: { values: [1, 2] }, now: new Date(90_000) });
    expect(asked).toEqual([
      { api: "ssm:GetPages", inputs: { Of: "x" }, at: new Date(90_000) },
      { api: "ssm:GetPages", inputs: { Of: "x", NextToken: "more" }, at: new Date(90_000) },
    ]);
  });
});
