/** The close of a ring of five thousand machines, where AWS answers so many calls a second: Automation ends a script after ten minutes. */
import { describe, expect, it } from "vitest";
import {
  closeGiven,
  invocation,
  objectStore,
  scan,
  ubuntu,
  walkRing,
  withLists,
  world,
} from "../../../support/automation/patchRun";
import { hasPython } from "../../../support/automation/python";
import type { Call, Walk } from "../../../support/automation/walk";

const { close } = withLists;
const record = "patchwarden/records/web.broad.json";
const count = 5000;
const idOf = (index: number) => `i-${index.toString(16).padStart(17, "0")}`;
const ids = Array.from({ length: count }, (_, index) => idOf(index));

/** The part of a list that a call asks for, with as many as it asks for, and the token of the next. */
function page<Item>({ inputs }: Call, all: readonly Item[], member: string, most = 1000) {
  const from = Number(inputs["NextToken"] ?? 0);
  const until = from + Math.min(most, Number(inputs["MaxResults"]));
  return {
    [member]: all.slice(from, until),
    ...(until < all.length ? { NextToken: `${until}` } : {}),
  };
}

/** The model's word: it takes a hundred as the most that is asked for, and answers with five at the most. */
const reportsPerPage = 5;

const reported = (index: number) => ({
  Title: `package-${index}.amd64:1.0`,
  KBId: `package-${index}.amd64`,
  Classification: "Security",
  Severity: "",
  State: "INSTALLED",
  InstalledTime: "2026-12-06T03:10:00+00:00",
});

function closed(
  perSecond: number,
  patches: number,
  given: object = {},
): Walk & { objects: Map<string, unknown> } {
  const { objects, answers } = objectStore();
  const information = ids.map((InstanceId) => ({ ...ubuntu, InstanceId }));
  const scans = ids.map((id) => scan(id));
  const invoked = ids.map(() => invocation("SUCCESS"));
  const installed = Array.from({ length: patches }, (_, index) => reported(index));
  const around = world({
    ...answers,
    "ssm:DescribeInstanceInformation": (call) => page(call, information, "InstanceInformationList"),
    "ec2:DescribeInstances": (call) => page(call, running, "Reservations"),
    "ssm:DescribeMaintenanceWindowExecutionTaskInvocations": (call) =>
      page(call, invoked, "WindowExecutionTaskInvocationIdentities"),
    "ssm:DescribeInstancePatchStatesForPatchGroup": (call) =>
      page(call, scans, "InstancePatchStates", reportsPerPage),
    "ssm:DescribeInstancePatches": (call) => page(call, installed, "Patches"),
  });
  const walk = walkRing(close, { ...closeGiven, ...given }, around, {
    callSeconds: 1 / perSecond,
  });
  return { ...walk, objects };
}

const running = ids.map((InstanceId) => ({
  Instances: [{ InstanceId, State: { Name: "running" } }],
}));
const minutes = ({ end }: Walk) => (end.getTime() - Date.parse("2026-12-06T03:00:00Z")) / 60_000;

describe.skipIf(!hasPython)("the close of five thousand machines", () => {
  it("judges them in one script, with three calls a second and the smallest pages", () => {
    const walk = closed(3, 0);

    expect(walk.status).toBe("Success");
    const judging = walk.calls.filter(({ step }) => step === "JudgeRun");
    // Machines by fifty, instances by a thousand, invocations by a hundred, reports by five.
    expect(judging).toHaveLength(1 + 100 + 5 + 50 + 1000);
    expect(judging.length / 3).toBeLessThan(600 * 0.65);
    expect(minutes(walk)).toBeLessThan(8);
  });

  it("records what they have in slices, and knows every machine of them", () => {
    const walk = closed(10, 60, { PatchRecord: record });

    expect(walk.status).toBe("Success");
    const slices = walk.visited.filter((step) => step === "RecordSlice").length;
    const asked = walk.calls.filter(({ api }) => api === "ssm:DescribeInstancePatches");
    expect(new Set(asked.map(({ inputs }) => inputs["InstanceId"])).size).toBe(count);
    // Two pages a machine are 10,000 calls, or 1,000 seconds; each slice lists the machines anew.
    expect(asked).toHaveLength(2 * count);
    expect(slices).toBe(3);
    expect(minutes(walk)).toBeLessThan(25);
    const { systems } = JSON.parse((walk.objects.get(record) as { body: string }).body);
    expect(Object.keys(systems["ubuntu-24.04"])).toHaveLength(60);
  });
});
