import { describe, expect, it } from "vitest";
import {
  fails,
  machine,
  restoreCheck,
  testingPlan,
  world,
} from "../../../support/automation/patchRun";
import { hasPython } from "../../../support/automation/python";
import { type Walk, walkRunbook } from "../../../support/automation/walk";

const RestoreJobId = "9E5E9B3F-0000-4000-8000-000000000000";

type But = Parameters<typeof world>[0];
const check = (but: But = {}, options: Parameters<typeof walkRunbook>[3] = {}) =>
  walkRunbook(restoreCheck, { RestoreJobId }, world(but), options);

/** What AWS Backup was told of the restore. */
const verdictsOf = ({ calls }: Walk) =>
  calls
    .filter(({ api }) => api === "backup:PutRestoreValidationResult")
    .map(({ inputs }) => inputs["ValidationStatus"]);

const statusOf = (instance: string, system = "ok") => ({
  InstanceStatuses: [{ InstanceStatus: { Status: instance }, SystemStatus: { Status: system } }],
});
const statuses = (instance: string, system?: string): But => ({
  "ec2:DescribeInstanceStatus": () => statusOf(instance, system),
});

const asked = ["ReadJob", "WhetherOurs", "InstanceIsWell"];

describe.skipIf(!hasPython)("the check of a restored machine", () => {
  it("is successful once both of EC2's status checks are ok", () => {
    const walk = check();

    expect(walk.status).toBe("Success");
    expect(walk.visited).toEqual([...asked, "SystemIsWell", "PutSuccessful"]);
    expect(walk.calls.at(-1)?.inputs).toEqual({
      RestoreJobId,
      ValidationStatus: "SUCCESSFUL",
      ValidationStatusMessage: "the status checks of the restored machine are ok",
    });
    expect(walk.calls.find(({ api }) => api === "ec2:DescribeInstanceStatus")?.inputs).toEqual({
      InstanceIds: [machine],
      IncludeAllInstances: true,
    });
  });

  it("waits for checks that begin with the machine", () => {
    const ready = Date.parse("2026-12-06T03:08:00Z");

    const walk = check({
      "ec2:DescribeInstanceStatus": ({ at }) =>
        statusOf(at.getTime() < ready ? "initializing" : "ok"),
    });

    expect(verdictsOf(walk)).toEqual(["SUCCESSFUL"]);
    expect(walk.end.getTime()).toBe(ready);
  });

  it.each<[string, But]>([
    ["its system does not start", statuses("impaired")],
    ["what it runs on is not well", statuses("ok", "impaired")],
    ["it is stopped again", statuses("not-applicable")],
    ["it is gone", { "ec2:DescribeInstanceStatus": fails }],
    [
      "the restore has made no machine",
      {
        "backup:DescribeRestoreJob": () => ({ CreatedBy: { RestoreTestingPlanArn: testingPlan } }),
        "ec2:DescribeInstanceStatus": fails,
      },
    ],
  ])("is failed within the hour that the machine stays when %s", (_case, but) => {
    const walk = check(but);

    expect(walk.status).toBe("TimedOut");
    expect(verdictsOf(walk)).toEqual(["FAILED"]);
    expect(walk.visited.at(-1)).toBe("PutFailed");
    expect(walk.end.getTime()).toBeLessThan(Date.parse("2026-12-06T03:55:00Z"));
  });

  it.each<[string, object]>([
    ["another plan", { CreatedBy: { RestoreTestingPlanArn: `${testingPlan}-other` } }],
    ["nobody's plan, but by hand", {}],
  ])("says nothing of a restore by %s", (_case, job) => {
    const walk = check({ "backup:DescribeRestoreJob": () => ({ ...job }) });

    expect(walk.status).toBe("Success");
    expect(walk.visited).toEqual(["ReadJob", "WhetherOurs", "Done"]);
    expect(verdictsOf(walk)).toEqual([]);
  });

  it.each<[string, readonly string[], Walk["status"]]>([
    // AWS Backup itself calls a test timed out that gets no verdict.
    ["ReadJob", [], "Failed"],
    ["InstanceIsWell", ["FAILED"], "Failed"],
    ["SystemIsWell", ["FAILED"], "Failed"],
    ["PutSuccessful", [], "Failed"],
  ])("is never successful when step %s fails", (failAt, verdicts, status) => {
    const walk = check({}, { failAt });

    expect(walk.status).toBe(status);
    expect(verdictsOf(walk)).toEqual(verdicts);
  });

  it("ends as failed when its bad verdict is not taken", () => {
    const walk = check(statuses("impaired"), { failAt: "PutFailed" });

    expect(walk.status).toBe("TimedOut");
    expect(verdictsOf(walk)).toEqual([]);
  });

  it("is failed when somebody cancels it while it waits", () => {
    expect(verdictsOf(check({}, { cancelAt: "InstanceIsWell" }))).toEqual(["FAILED"]);
  });

  it("takes the id of a job and nothing else", () => {
    expect(() => walkRunbook(restoreCheck, { RestoreJobId: "a/b" }, world())).toThrow(
      "RestoreJobId must match",
    );
  });
});
