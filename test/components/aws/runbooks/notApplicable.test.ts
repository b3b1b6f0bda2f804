/** Patches that do not apply to a machine, and those that others have installed, are no failure, of whichever number. */
import { describe, expect, it } from "vitest";
import {
  close,
  closeGiven,
  machine,
  node,
  nodeGiven,
  scan,
  walkRing,
  world,
} from "../../../support/automation/patchRun";
import { hasPython } from "../../../support/automation/python";

const report = scan(machine, {
  NotApplicableCount: 1200,
  UnreportedNotApplicableCount: 300,
  InstalledOtherCount: 40,
  AvailableSecurityUpdateCount: 3,
});
const answer = { InstancePatchStates: [report] };

describe.skipIf(!hasPython)("patches that do not apply", () => {
  it("fail no machine", () => {
    const but = { "ssm:DescribeInstancePatchStates": () => answer };

    const { status, visited } = walkRing(node, nodeGiven, world(but));

    expect(visited).toContain("NothingMissing");
    expect(status).toBe("Success");
  });

  it("leave their ring healthy", () => {
    const but = { "ssm:DescribeInstancePatchStatesForPatchGroup": () => answer };

    const { status, calls } = walkRing(close, closeGiven, world(but));

    const written = calls.filter(({ api }) => api === "ssm:PutParameter").at(-1);
    expect(String(written?.inputs["Value"])).toContain('"healthy"');
    expect(status).toBe("Success");
  });
});
